//! Closing the account of a doctor or an admin.

use super::personal::{NOBODY, destroy, end_assignments, no_password};
use crate::{
    App, Error, Result,
    audit::{Access, Action, Actor},
};
use aftercare_entity::{
    assignment,
    user::{self, Role, Status},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use uuid::Uuid;

/// Closes it for good.
///
/// # Errors
/// [`Error::Conflict`] for the last admin; [`Error::NotFound`] for a patient.
pub(super) async fn close(app: &App, actor: Actor, id: Uuid) -> Result<()> {
    let no_password = no_password(app).await?;
    let mut change = app.begin().await?;
    // All admins, in one order: of the last two who go at once, one stays.
    let admins = user::Entity::find()
        .filter(user::Column::Role.eq(Role::Admin))
        .filter(user::Column::Status.eq(Status::Active))
        .order_by_asc(user::Column::Id)
        .lock_exclusive();
    let account = user::Entity::own(id).filter(user::Column::Role.ne(Role::Patient));
    let account = account.one(change.tx()).await?.ok_or(Error::NotFound("account"))?;
    if account.role == Role::Admin {
        let others = admins.all(change.tx()).await?.iter().filter(|admin| admin.id != id).count();
        if others == 0 {
            let why = "this is the last admin's account; make another one first (aftercare admin create)";
            return Err(Error::Conflict(why.to_owned()));
        }
    }
    let account = user::Entity::own(id).lock_exclusive().one(change.tx()).await?.unwrap_or(account);
    destroy(&mut change, &account, no_password).await?;
    match account.role {
        Role::Doctor => {
            let theirs = Condition::all().add(assignment::Column::DoctorId.eq(id));
            end_assignments(&change, theirs).await?;
        }
        Role::Admin | Role::Patient => {
            let row = user::Entity::own(id).one(change.tx()).await?.ok_or(Error::NotFound("account"))?;
            let mut row = row.into_active_model();
            row.name = Set(NOBODY.to_owned());
            row.name_folded = Set(NOBODY.to_owned());
            row.title = Set(None);
            row.update(change.tx()).await?;
        }
    }
    change.accesses([Access::new(actor, Action::Erase, None, [id])]).await?;
    change.commit().await
}
