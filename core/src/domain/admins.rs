//! What only an admin, or the operator at the command line, may do to accounts.

use crate::{
    Change, Error, Result,
    audit::{Actor, ActorKind},
};
use aftercare_entity::user::{self, Role, Status};
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};
use uuid::Uuid;

/// Makes sure that `actor` may change accounts, and stays so until the transaction ends.
///
/// Admins' rows are taken before those of the accounts that they change.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but the operator and an admin whose account is active now.
pub(super) async fn hold(change: &Change, actor: Actor) -> Result<()> {
    let found = match (actor.kind, actor.id) {
        (ActorKind::Operator, _) => return Ok(()),
        (ActorKind::Person, Some(id)) => active().filter(user::Column::Id.eq(id)),
        _ => return Err(NOT_AN_ADMIN),
    };
    found.lock(LockType::Share).one(change.tx()).await?.map(|_| ()).ok_or(NOT_AN_ADMIN)
}

/// [`hold`], before an admin is suspended: all active admins, so that of two who suspend each other one remains.
pub(super) async fn hold_all(change: &Change, actor: Actor) -> Result<Vec<Uuid>> {
    let all = active().order_by_asc(user::Column::Id).lock(LockType::NoKeyUpdate).all(change.tx()).await?;
    let all: Vec<Uuid> = all.into_iter().map(|admin| admin.id).collect();
    match (actor.kind, actor.id) {
        (ActorKind::Operator, _) => Ok(all),
        (ActorKind::Person, Some(id)) if all.contains(&id) => Ok(all),
        _ => Err(NOT_AN_ADMIN),
    }
}

/// The account's row as it is now, held until the transaction ends.
pub(super) async fn lock_account(change: &Change, account: Uuid) -> Result<Option<user::Model>> {
    Ok(user::Entity::any_unscoped(account).lock(LockType::NoKeyUpdate).one(change.tx()).await?)
}

const NOT_AN_ADMIN: Error = Error::Forbidden("only an admin may do this");

fn active() -> sea_orm::Select<user::Entity> {
    user::Entity::all_unscoped(None)
        .filter(user::Column::Role.eq(Role::Admin))
        .filter(user::Column::Status.eq(Status::Active))
}
