//! Rotation: every data key wrapped again by the active master key, while everything goes on.
//!
//! A page of keys is read, wrapped again and written in one short transaction; each row only if it is still what was read.
//! A reader sees the old form or the new one, and holds both master keys. What is done stays done: a run that was killed is
//! begun again, and finds only what is left.

use super::house;
use crate::{
    App, Change, Result,
    audit::{Access, Action, Actor},
    bus::Signal,
};
use aftercare_entity::{house_key, patient_key};
use sea_orm::{
    ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Expr,
};
use uuid::Uuid;

/// Patients named whose keys could not be wrapped again; the log names all.
const NAMED: usize = 20;

/// How far a rotation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Data keys wrapped again so far.
    pub rewrapped: u64,
    /// Data keys that another key wrapped when the run began.
    pub wanted: u64,
}

/// What a rotation did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Data keys wrapped again.
    pub rewrapped: u64,
    /// Keys that did not open, and are what they were.
    pub failed: u64,
    /// The first of the patients whose they are.
    pub patients: Vec<Uuid>,
}

/// Wraps every data key again that the active master key does not wrap, `page` of them in a transaction. `progress` is told
/// after each. A key that does not open is left as it is, counted and logged.
///
/// # Errors
/// The database's; the pages before stay done.
pub async fn rotate(app: &App, page: u64, mut progress: impl FnMut(Progress)) -> Result<Rotated> {
    let others = || patient_key::Entity::find().filter(patient_key::Column::MasterKeyId.ne(active(app)));
    let wanted = others().count(app.db().read()).await?;
    let mut rotated = Rotated::default();
    rotate_house_keys(app, &mut rotated).await?;
    let mut after = Uuid::nil();
    loop {
        let rows = others()
            .filter(patient_key::Column::PatientId.gt(after))
            .order_by_asc(patient_key::Column::PatientId)
            .limit(page)
            .all(app.db().read())
            .await?;
        let Some(last) = rows.last() else { return Ok(rotated) };
        after = last.patient_id;
        let change = app.begin().await?;
        let mut changed = 0;
        for row in &rows {
            match app.keyring().rewrap(&row.master_key_id, row.patient_id, &row.wrapped_key) {
                Ok(wrapped) => changed += replace(&change, row, wrapped).await?,
                Err(error) => {
                    tracing::error!(%error, patient = %row.patient_id, "a patient's data key cannot be opened; it stays wrapped as it is");
                    rotated.failed += 1;
                    if rotated.patients.len() < NAMED {
                        rotated.patients.push(row.patient_id);
                    }
                }
            }
        }
        commit(change, changed).await?;
        rotated.rewrapped += changed;
        progress(Progress { rewrapped: rotated.rewrapped, wanted });
    }
}

fn active(app: &App) -> &str {
    app.keyring().active()
}

/// Writes the new form unless the row is another by now: erased, or wrapped again by another run.
async fn replace(change: &Change, row: &patient_key::Model, wrapped: Vec<u8>) -> Result<u64> {
    use patient_key::Column;
    let done = patient_key::Entity::update_many()
        .col_expr(Column::WrappedKey, Expr::value(wrapped))
        .col_expr(Column::MasterKeyId, Expr::value(active(change.app())))
        .filter(Column::PatientId.eq(row.patient_id))
        .filter(Column::MasterKeyId.eq(row.master_key_id.as_str()))
        .filter(Column::WrappedKey.eq(row.wrapped_key.clone()))
        .exec(change.tx())
        .await?;
    Ok(done.rows_affected)
}

/// There are a few of them at most.
async fn rotate_house_keys(app: &App, rotated: &mut Rotated) -> Result<()> {
    use house_key::Column;
    let change = app.begin().await?;
    let others = house_key::Entity::find().filter(Column::MasterKeyId.ne(active(app)));
    let mut changed = 0;
    for row in others.all(change.tx()).await? {
        let place = house::place_of(&row.purpose);
        let key = app.keyring().unwrap_at(&place, &row.master_key_id, &row.wrapped_key);
        let wrapped = match key.and_then(|key| app.keyring().wrap(&place, &key)) {
            Ok(wrapped) => wrapped,
            Err(error) => {
                tracing::error!(%error, purpose = row.purpose, "a key of the hospital cannot be opened; it stays wrapped as it is");
                rotated.failed += 1;
                continue;
            }
        };
        let done = house_key::Entity::update_many()
            .col_expr(Column::WrappedKey, Expr::value(wrapped))
            .col_expr(Column::MasterKeyId, Expr::value(active(app)))
            .filter(Column::Purpose.eq(row.purpose.as_str()))
            .filter(Column::MasterKeyId.eq(row.master_key_id.as_str()))
            .exec(change.tx())
            .await?;
        changed += done.rows_affected;
    }
    commit(change, changed).await
}

async fn commit(mut change: Change, changed: u64) -> Result<()> {
    if changed == 0 {
        return Ok(());
    }
    // It may have been retired by somebody else since this run began.
    super::store::hold_active(change.app(), change.tx()).await?;
    let used = Access::new(Actor::OPERATOR, Action::RotateKeys, None, []).with_detail(active(change.app()));
    change.accesses([used]).await?;
    change.signal(Signal::KeysChanged);
    change.commit().await
}
