//! E-mail addresses: confirmed by whoever owns them, and changed with the consent of both sides.
//!
//! Confirming needs the mail's code and a session of the account: with the code alone a stranger could prepare an account in
//! somebody's name and wait for their click.

use super::{
    account_mails::{
        self,
        codes::{self, Given, Of},
    },
    input, recovery,
};
use crate::{
    App, Change, Error, Result,
    audit::{self, Access, Action, Actor},
    throttle::Door,
};
use aftercare_entity::{account_mail::Kind, user};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, SqlErr, prelude::Expr,
    sea_query::LockType,
};
use secrecy::SecretString;
use uuid::Uuid;

/// The mails of a change of address.
const CHANGE: [Kind; 2] = [Kind::LeaveAddress, Kind::NewAddress];

/// Says which codes a change of address needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressChange {
    /// Whether the code in the mail to the address before is needed too.
    pub needs_old: bool,
    /// When the codes can no longer be used.
    pub expires_at: DateTime<Utc>,
}

/// Confirms the address of `account`, by the code that was mailed there. Once confirmed, the same code changes nothing.
///
/// # Errors
/// [`Error::BadInput`] at `code` for one that is wrong, used up, expired or another account's; [`Error::Conflict`] when another
/// account has confirmed the address meanwhile.
pub async fn confirm(app: &App, actor: Actor, account: Uuid, code: &str) -> Result<user::Model> {
    let given = Given::read("code", code)?;
    app.throttle().enter(Door::Confirm, actor.address, None).await?;
    let change = app.begin().await?;
    let row = lock(change.tx(), account).await?;
    let done = row.unconfirmed_since.is_none();
    let mail = codes::find(&change, Kind::ConfirmAddress, Of::User(account), &given, done).await?;
    let Some(mail) = mail.filter(|mail| mail.email == row.email) else {
        change.commit().await?;
        return Err(wrong_code("code"));
    };
    app.throttle().leave(Door::Confirm, actor.address, None).await;
    if done {
        return Ok(row);
    }
    let (email, id) = (row.email.clone(), mail.id);
    settle(change, actor, row, email, &[id]).await
}

/// Mails another code to the address of `account`. `false`: it is confirmed already.
///
/// # Errors
/// [`Error::RateLimited`]; else the database's.
pub async fn send_again(app: &App, account: &user::Model) -> Result<bool> {
    if account.unconfirmed_since.is_none() {
        return Ok(false);
    }
    app.throttle().enter(Door::Confirmation, None, Some(&account.id.to_string())).await?;
    let mut change = app.begin().await?;
    account_mails::want(&mut change, Kind::ConfirmAddress, Some(account.id), &account.email).await?;
    change.commit().await?;
    Ok(true)
}

/// Begins to move `account` to another address: mails a code there, and one to the present address, which replace those of an
/// earlier beginning. Never says whether the new address has an account: whoever owns it is told by that mail.
///
/// # Errors
/// [`Error::BadInput`] at `newEmail` or `password`; [`Error::RateLimited`].
pub async fn begin_change(
    app: &App,
    actor: Actor,
    account: &user::Model,
    new_email: &str,
    password: SecretString,
) -> Result<AddressChange> {
    let new = input::email(new_email).map_err(|error| renamed(error, "newEmail"))?;
    recovery::verify(app, actor, account, password, "password").await?;
    if new == account.email {
        return Err(Error::bad_input("newEmail", "this is already the account's address"));
    }
    app.throttle().enter(Door::ChangeEmail, None, Some(&account.id.to_string())).await?;
    let mut change = app.begin().await?;
    let row = lock(change.tx(), account.id).await?;
    account_mails::void_all_of(&change, row.id, &CHANGE).await?;
    let needs_old = answers(&row);
    if needs_old {
        account_mails::want(&mut change, Kind::LeaveAddress, Some(row.id), &row.email).await?;
    }
    let mail = account_mails::want(&mut change, Kind::NewAddress, Some(row.id), &new).await?;
    change.commit().await?;
    Ok(AddressChange { needs_old, expires_at: mail.expires_at })
}

/// Moves the account to the address that a change was begun with, by the codes that were mailed to both; that of the present
/// address only where it can have come ([`AddressChange::needs_old`]).
///
/// # Errors
/// [`Error::BadInput`] at `codeFromOldAddress` or `codeFromNewAddress`; [`Error::Conflict`] when another account has the new
/// address.
pub async fn finish_change(
    app: &App,
    actor: Actor,
    account: Uuid,
    old: Option<&str>,
    new: &str,
) -> Result<user::Model> {
    let new = Given::read("codeFromNewAddress", new)?;
    let old = old.map(|old| Given::read("codeFromOldAddress", old)).transpose()?;
    app.throttle().enter(Door::Confirm, actor.address, None).await?;
    let change = app.begin().await?;
    let row = lock(change.tx(), account).await?;
    let needs_old = answers(&row);
    let left = match &old {
        Some(old) => codes::find(&change, Kind::LeaveAddress, Of::User(account), old, false).await?,
        None => None,
    };
    let left = left.filter(|mail| mail.email == row.email);
    let come = codes::find(&change, Kind::NewAddress, Of::User(account), &new, false).await?;
    let (Some(come), true) = (come.as_ref(), left.is_some() || !needs_old) else {
        change.commit().await?;
        let wrong = if come.is_none() { "codeFromNewAddress" } else { "codeFromOldAddress" };
        return Err(wrong_code(wrong));
    };
    app.throttle().leave(Door::Confirm, actor.address, None).await;
    let mails: Vec<_> = left.iter().chain([come]).map(|mail| mail.id).collect();
    settle(change, actor, row, come.email.clone(), &mails).await
}

/// Whether the present address can answer for itself: it is confirmed, and no mail server has refused it for days. One that
/// takes no mail could never consent, and the account would be stuck to it.
const fn answers(row: &user::Model) -> bool {
    row.unconfirmed_since.is_none() && row.mail_failing_since.is_none()
}

/// The address is the account's, confirmed, and works as far as anybody knows.
async fn settle(
    mut change: Change,
    actor: Actor,
    row: user::Model,
    email: String,
    mails: &[Uuid],
) -> Result<user::Model> {
    let app = change.app().clone();
    if user::Entity::by_email_unscoped(&email).one(change.tx()).await?.is_some() {
        return Err(taken());
    }
    user::Entity::update_many()
        .col_expr(user::Column::Email, Expr::value(email.as_str()))
        .col_expr(user::Column::UnconfirmedSince, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(user::Column::MailRefusedOn, Expr::value(Option::<NaiveDate>::None))
        .col_expr(user::Column::MailFailingSince, Expr::value(Option::<DateTime<Utc>>::None))
        .col_expr(user::Column::UpdatedAt, Expr::value(app.now()))
        .filter(user::Column::Id.eq(row.id))
        .exec(change.tx())
        .await
        .map_err(taken_meanwhile)?;
    change.account_changed(row.id);
    account_mails::void(&change, mails.iter().copied(), app.now()).await?;
    let patient = audit::record_of(&row);
    let logged = Access::new(actor, Action::ChangeEmail, patient, [row.id]);
    audit::record(&app, change.tx(), [logged]).await?;
    let settled = user::Entity::own(row.id).one(change.tx()).await?;
    change.commit().await?;
    settled.ok_or(Error::NotFound("account"))
}

/// The account's row, held until the transaction ends.
pub(super) async fn lock(tx: &impl ConnectionTrait, account: Uuid) -> Result<user::Model> {
    let row = user::Entity::own(account).lock(LockType::NoKeyUpdate).one(tx).await?;
    row.ok_or(Error::NotFound("account"))
}

/// The same refusal about the field as this input calls it.
pub(super) fn renamed(error: Error, path: &'static str) -> Error {
    match error {
        Error::BadInput { message, .. } => Error::BadInput { path, message },
        other => other,
    }
}

pub(super) fn wrong_code(path: &'static str) -> Error {
    Error::bad_input(path, "this code is wrong, used, too old, or another account's; ask for a new mail")
}

fn taken() -> Error {
    let what =
        "another account has this address: sign in to that account, or choose another address for this one";
    Error::Conflict(what.to_owned())
}

fn taken_meanwhile(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => taken(),
        _ => Error::from(error),
    }
}
