//! Suspending an account, and taking that back.
//!
//! Whoever is suspended is signed out everywhere within a second, and can no more log in than somebody with a wrong password.
//! A suspended doctor is in no list and finds no patient's record; the patients still see who their doctor is. A suspended
//! patient is mailed nothing. Nothing is deleted: reinstated, the account is as it was.

use super::{admins, admission, at_risk, sessions};
use crate::{App, Error, Result, audit::Actor};
use aftercare_entity::user::{self, Role, Status};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

/// Why an account is suspended: a code, since the access log holds no text about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// They no longer work or are treated here.
    Left,
    /// Somebody else may be using the account.
    Security,
    /// The account was misused.
    Misuse,
    /// They asked for it.
    Requested,
}

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 4] = [Self::Left, Self::Security, Self::Misuse, Self::Requested];

    /// As stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Left => "LEFT",
            Self::Security => "SECURITY",
            Self::Misuse => "MISUSE",
            Self::Requested => "REQUESTED",
        }
    }
}

/// Suspends an account and ends all its sessions. Suspending it again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account; [`Error::Forbidden`] unless `actor` may change accounts;
/// [`Error::Conflict`] for an admin's own account, for the last active admin's, and for one that has ended.
pub async fn suspend(app: &App, actor: Actor, account: Uuid, reason: Option<Reason>) -> Result<user::Model> {
    let mut change = app.begin().await?;
    // A role never changes, so it may be read before anything is locked.
    let found = user::Entity::any_unscoped(account).one(change.tx()).await?;
    if found.is_some_and(|row| row.role == Role::Admin) {
        let admins = admins::hold_all(&change, actor).await?;
        if actor.id == Some(account) {
            return Err(Error::Conflict("nobody can suspend their own account".to_owned()));
        }
        if admins == [account] {
            let why = "this is the last active admin; create another one first (aftercare admin create)";
            return Err(Error::Conflict(why.to_owned()));
        }
    } else {
        admins::hold(&change, actor).await?;
    }
    let row = admins::lock_account(&change, account).await?.ok_or(Error::NotFound("account"))?;
    match row.status {
        Status::Suspended => return Ok(row),
        Status::Ended => return Err(Error::Conflict("this account was closed".to_owned())),
        Status::Active => {}
    }
    let mut row = row.into_active_model();
    row.status = Set(Status::Suspended);
    row.updated_at = Set(app.now());
    let row = row.update(change.tx()).await?;
    sessions::revoke_all_in(&mut change, account).await?;
    if row.role == Role::Patient {
        at_risk::end_open(&change, account).await?;
    }
    let detail = reason.map_or_else(|| "suspend".to_owned(), |reason| format!("suspend {}", reason.as_str()));
    admission::log(&change, actor, &row, &detail).await?;
    change.commit().await?;
    Ok(row)
}

/// Takes a suspension back: the account is as it was, and its owner can log in again.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account; [`Error::Forbidden`] unless `actor` may change accounts;
/// [`Error::Conflict`] for one that has ended.
pub async fn reinstate(app: &App, actor: Actor, account: Uuid) -> Result<user::Model> {
    let mut change = app.begin().await?;
    admins::hold(&change, actor).await?;
    let row = admins::lock_account(&change, account).await?.ok_or(Error::NotFound("account"))?;
    match row.status {
        Status::Active => return Ok(row),
        Status::Ended => return Err(Error::Conflict("this account was closed".to_owned())),
        Status::Suspended => {}
    }
    let mut row = row.into_active_model();
    row.status = Set(Status::Active);
    row.updated_at = Set(app.now());
    let row = row.update(change.tx()).await?;
    change.account_changed(account);
    admission::log(&change, actor, &row, "reinstate").await?;
    change.commit().await?;
    Ok(row)
}
