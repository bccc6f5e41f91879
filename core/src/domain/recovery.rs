//! Passwords: changed by whoever knows the one before, reset by whoever owns the address.

use super::{
    account_mails::{
        self,
        codes::{self, Given, Of},
    },
    accounts, addresses, input, sessions,
};
use crate::{
    App, Change, Error, Result,
    audit::{self, Access, Action, Actor},
    passwords::Checked,
    throttle::Door,
};
use aftercare_entity::{account_mail, account_mail::Kind, user, user::Status};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, prelude::Expr, sea_query::LockType};
use secrecy::SecretString;
use uuid::Uuid;

/// What a new password makes void, besides the code it was set with: a thief may have asked for it.
const OTHER_CODES: [Kind; 2] = [Kind::LeaveAddress, Kind::NewAddress];

/// Mails a code to whoever has confirmed this address. The answer and the time are the same for every address.
///
/// # Errors
/// [`Error::BadInput`] at `email` for what is no address; [`Error::RateLimited`].
pub async fn request_reset(app: &App, actor: Actor, email: &str) -> Result<()> {
    let email = input::email(email)?;
    app.throttle().enter(Door::Reset, actor.address, None).await?;
    let mut change = app.begin().await?;
    account_mails::want(&mut change, Kind::ResetPassword, None, &email).await?;
    change.commit().await
}

/// Sets the password of the account that has confirmed the address to which `code` was mailed, and ends all its sessions. Digits
/// need that address too. A code works once.
///
/// # Errors
/// [`Error::BadInput`] at `code`, `email` or `newPassword`; [`Error::RateLimited`].
pub async fn reset(
    app: &App,
    actor: Actor,
    code: &str,
    email: Option<&str>,
    new: SecretString,
) -> Result<()> {
    let given = Given::read("code", code)?;
    let email = email.map(input::email).transpose()?;
    if given.is_digits() && email.is_none() {
        return Err(Error::bad_input("email", "give the e-mail address too, or use the link in the mail"));
    }
    app.throttle().enter(Door::Confirm, actor.address, None).await?;
    // Looked at before the hash is computed, and again after: no transaction waits for a hash.
    let change = app.begin().await?;
    let Some((_, account)) = owner(&change, &given, email.as_deref()).await? else {
        change.commit().await?;
        return Err(addresses::wrong_code("code"));
    };
    drop(change);
    checked_new(&new, &account.email)?;
    let hash = app.passwords().hash_of_owner(new).await?;
    let mut change = app.begin().await?;
    let Some((mail, account)) = owner(&change, &given, email.as_deref()).await? else {
        return Err(addresses::wrong_code("code"));
    };
    void_resets(&change, &mail).await?;
    set(&mut change, actor, &account, hash, None).await?;
    change.commit().await?;
    accounts::forget_failures(app, &account.email).await;
    app.throttle().leave(Door::Confirm, actor.address, None).await;
    Ok(())
}

/// Sets the password of `account` and ends its other sessions; `session` goes on.
///
/// # Errors
/// [`Error::BadInput`] at `currentPassword` or `newPassword`; [`Error::RateLimited`].
pub async fn change(
    app: &App,
    actor: Actor,
    account: &user::Model,
    session: Uuid,
    current: SecretString,
    new: SecretString,
) -> Result<user::Model> {
    checked_new(&new, &account.email)?;
    verify(app, actor, account, current, "currentPassword").await?;
    let hash = app.passwords().hash_of_owner(new).await?;
    let mut change = app.begin().await?;
    let row = addresses::lock(change.tx(), account.id).await?;
    // Somebody else has changed it while this one was being hashed.
    if row.password_hash != account.password_hash {
        return Err(wrong_password("currentPassword"));
    }
    let changed = set(&mut change, actor, &row, hash, Some(session)).await?;
    change.commit().await?;
    // Who has not confirmed the address may be a stranger to it, and must not buy guesses at its owner's password.
    if row.unconfirmed_since.is_none() {
        accounts::forget_failures(app, &account.email).await;
    }
    Ok(changed)
}

/// Checks the password of somebody signed in, who may give only a limited number of wrong ones.
///
/// # Errors
/// [`Error::BadInput`] at `path`; [`Error::RateLimited`].
pub(super) async fn verify(
    app: &App,
    actor: Actor,
    account: &user::Model,
    password: SecretString,
    path: &'static str,
) -> Result<()> {
    let who = account.id.to_string();
    app.throttle().enter(Door::OwnPassword, None, Some(&who)).await?;
    // As it is now: a socket's account is that of its beginning.
    let now = user::Entity::own(account.id).one(app.db().read()).await?;
    let checked = app.passwords().check(password, now.map(|now| now.password_hash)).await?;
    if checked == Checked::Wrong {
        let patient = audit::record_of(account);
        let logged =
            Access::new(actor, Action::LogInRefused, patient, [account.id]).with_detail("OWN_PASSWORD");
        audit::record(app, app.db().write(), [logged]).await?;
        return Err(wrong_password(path));
    }
    app.throttle().leave(Door::OwnPassword, None, Some(&who)).await;
    Ok(())
}

/// The mail whose code was given and the account that has confirmed its address, held until the transaction ends: the account
/// first, as everywhere, so that two who have each another code never wait for each other.
async fn owner(
    change: &Change,
    given: &Given,
    email: Option<&str>,
) -> Result<Option<(account_mail::Model, user::Model)>> {
    let address = match (email, given) {
        (Some(email), _) => Some(email.to_owned()),
        (None, Given::Token { mail, .. }) => {
            account_mail::Entity::find_by_id(*mail).one(change.tx()).await?.map(|mail| mail.email)
        }
        (None, Given::Digits(_)) => None,
    };
    let Some(address) = address else { return Ok(None) };
    let account = user::Entity::by_email_unscoped(&address).lock(LockType::NoKeyUpdate);
    let account = account.one(change.tx()).await?.filter(|account| account.status == Status::Active);
    let mail = codes::find(change, Kind::ResetPassword, Of::Address(&address), given, false).await?;
    Ok(mail.zip(account))
}

/// All codes to this address that could set a password are used up.
async fn void_resets(change: &Change, mail: &account_mail::Model) -> Result<()> {
    account_mail::Entity::update_many()
        .col_expr(account_mail::Column::UsedAt, Expr::value(Some(change.app().now())))
        .filter(account_mail::Column::Email.eq(mail.email.as_str()))
        .filter(account_mail::Column::Kind.eq(Kind::ResetPassword))
        .filter(account_mail::Column::UsedAt.is_null())
        .exec(change.tx())
        .await?;
    Ok(())
}

/// Stores the hash, ends the sessions except `but`, makes void what a thief may have begun, and tells the owner.
async fn set(
    change: &mut Change,
    actor: Actor,
    account: &user::Model,
    hash: String,
    but: Option<Uuid>,
) -> Result<user::Model> {
    let app = change.app().clone();
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(hash))
        .col_expr(user::Column::UpdatedAt, Expr::value(app.now()))
        .filter(user::Column::Id.eq(account.id))
        .exec(change.tx())
        .await?;
    change.account_changed(account.id);
    account_mails::void_all_of(change, account.id, &OTHER_CODES).await?;
    match but {
        Some(kept) => sessions::revoke_others_in(change, account.id, kept).await?,
        None => sessions::revoke_all_in(change, account.id).await?,
    }
    account_mails::want(change, Kind::PasswordChanged, Some(account.id), &account.email).await?;
    let patient = audit::record_of(account);
    let how = if but.is_some() { "CHANGED" } else { "RESET" };
    let logged = Access::new(actor, Action::ChangePassword, patient, [account.id]).with_detail(how);
    audit::record(&app, change.tx(), [logged]).await?;
    let changed = user::Entity::own(account.id).one(change.tx()).await?;
    changed.ok_or(Error::NotFound("account"))
}

fn checked_new(new: &SecretString, email: &str) -> Result<()> {
    input::new_password(new, email).map_err(|error| addresses::renamed(error, "newPassword"))
}

fn wrong_password(path: &'static str) -> Error {
    Error::bad_input(path, "this is not the account's password")
}
