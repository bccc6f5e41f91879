//! Steps: reading them, opened, and ticking off those done once.

use super::access;
use crate::{
    App, Error, Result,
    keyring::{self, Place},
};
use aftercare_entity::{
    event, step,
    step::{Kind, State},
    user,
    user::Role,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, IntoActiveModel, Order, QueryFilter, QueryOrder, QueryTrait,
    prelude::Expr,
    sea_query::{Alias, ExprTrait, Func, Query, WindowStatement},
};
use std::collections::HashMap;
use uuid::Uuid;
use zeroize::Zeroizing;

/// A step whose text has been opened for somebody who may read it.
#[derive(Debug, Clone)]
pub struct OpenStep {
    /// The row.
    pub row: step::Model,
    /// What to do.
    pub description: Zeroizing<String>,
    /// The words of the note it came from.
    pub passage: Option<Zeroizing<String>>,
}

/// Which steps of a patient, and from where on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StepFilter {
    /// Held-back steps too: for the doctor.
    pub held_back: bool,
    /// Only in these states; empty = all.
    pub states: Vec<State>,
    /// Steps after this one.
    pub after: Option<Uuid>,
    /// At most so many of each patient.
    pub first: u64,
}

impl StepFilter {
    /// What `actor` sees of a patient they may see.
    pub fn for_actor(actor: &user::Model, states: Vec<State>, after: Option<Uuid>, first: u64) -> Self {
        Self { held_back: actor.role == Role::Doctor, states, after, first }
    }
}

/// The steps of several patients, oldest first, each patient's page bounded by itself; always one statement.
///
/// # Errors
/// The database's.
pub async fn pages(
    app: &App,
    patients: &[Uuid],
    filter: &StepFilter,
) -> Result<HashMap<Uuid, Vec<step::Model>>> {
    let mut scoped = step::Entity::find().filter(step::Column::PatientId.is_in(patients.iter().copied()));
    if !filter.held_back {
        scoped = scoped.filter(step::Column::ScheduledOn.is_not_null());
    }
    if !filter.states.is_empty() {
        scoped = scoped.filter(step::Column::State.is_in(filter.states.iter().copied()));
    }
    if let Some(after) = filter.after {
        scoped = scoped.filter(step::Column::Id.gt(after));
    }
    let mut ranked = scoped.into_query();
    let by_patient =
        WindowStatement::partition_by(step::Column::PatientId).order_by(step::Column::Id, Order::Asc).take();
    ranked.clear_selects().column(step::Column::Id).expr_window_as(
        Func::cust("ROW_NUMBER"),
        by_patient,
        Alias::new("place"),
    );
    let wanted = Query::select()
        .column(Alias::new("id"))
        .from_subquery(ranked, Alias::new("ranked"))
        .and_where(Expr::col(Alias::new("place")).lte(filter.first))
        .take();
    let rows = step::Entity::find()
        .filter(step::Column::Id.in_subquery(wanted))
        .order_by_asc(step::Column::Id)
        .all(app.db().read())
        .await?;
    let mut pages: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        pages.entry(row.patient_id).or_default().push(row);
    }
    Ok(pages)
}

/// Opens the text of steps that the caller was let in to.
///
/// # Errors
/// The keyring's.
pub async fn open(app: &App, rows: Vec<step::Model>) -> Result<Vec<OpenStep>> {
    let patients: std::collections::HashSet<_> = rows.iter().map(|row| row.patient_id).collect();
    let keys = keyring::data_keys(app, app.db().read(), patients).await?;
    rows.into_iter()
        .map(|row| {
            let key = keys.get(&row.patient_id).ok_or(keyring::SealError::MissingDataKey)?;
            let description =
                key.open(Place::step_description(row.id, row.patient_id), &row.description_sealed)?;
            let place = Place::step_passage(row.id, row.patient_id);
            let passage = row.passage_sealed.as_ref().map(|sealed| key.open(place, sealed)).transpose()?;
            Ok(OpenStep { row, description, passage })
        })
        .collect()
}

/// One step, for the patient (unless held back) or the assigned doctor.
///
/// # Errors
/// [`Error::NotFound`] for everyone else.
pub async fn step_for(app: &App, actor: &user::Model, id: Uuid) -> Result<step::Model> {
    let found = step::Entity::find_by_id(id).one(app.db().read()).await?;
    let row = found.ok_or(Error::NotFound("step"))?;
    let seen = access::may_see_patient(app, actor, row.patient_id).await?
        && (actor.role == Role::Doctor || row.scheduled_on.is_some());
    if seen { Ok(row) } else { Err(Error::NotFound("step")) }
}

/// Ticks off a Checklist step of the patient's. A second time is no error and changes nothing.
///
/// # Errors
/// [`Error::NotFound`], [`Error::BadInput`] for a Plan step, [`Error::Conflict`] for one no longer in force.
pub async fn complete_step(app: &App, patient: Uuid, id: Uuid) -> Result<step::Model> {
    let mut change = app.begin().await?;
    access::lock_patient(change.tx(), patient).await?;
    let found =
        step::Entity::visible_to_patient(patient).filter(step::Column::Id.eq(id)).one(change.tx()).await?;
    let row = found.ok_or(Error::NotFound("step"))?;
    if row.kind == Kind::Plan {
        return Err(Error::bad_input("stepId", "this step is repeated: use checkIn"));
    }
    match row.state {
        State::Completed => return Ok(row),
        State::Active => {}
        _ => return Err(Error::Conflict("this step is no longer in force".to_owned())),
    }
    let mut row = row.into_active_model();
    row.state = Set(State::Completed);
    row.closed_at = Set(Some(app.now()));
    let row = row.update(change.tx()).await?;
    let doctor = access::current_doctor(change.tx(), patient).await?;
    change.event(event::Kind::StepCompleted, patient, doctor, id).await?;
    change.commit().await?;
    Ok(row)
}
