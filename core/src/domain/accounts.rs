//! Accounts: signing up, logging in, and what a person changes about their own account.

use super::{
    access, admission, input,
    log_in_tries::{Try, Visit},
    reminders,
};
use crate::{App, Error, Result, keyring, passwords::Checked, throttle::Door};
use aftercare_entity::{
    user,
    user::{Role, Status},
};
use chrono_tz::Tz;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
    prelude::Expr, sea_query::OnConflict,
};
use secrecy::SecretString;
use std::net::IpAddr;

/// The one answer to a wrong password, an unknown e-mail and an account that may not log in.
const WRONG: Error = Error::Unauthenticated("e-mail or password is wrong");

/// What a new account is made of.
#[derive(Debug)]
pub struct NewAccount<'a> {
    /// As typed.
    pub email: &'a str,
    /// As typed.
    pub password: SecretString,
    /// As typed.
    pub name: &'a str,
    /// What the account may do.
    pub role: Role,
    /// IANA name; `None` = the hospital's.
    pub time_zone: Option<Tz>,
    /// The client's network address, for throttling; `None` = the operator's own commands, which are not throttled.
    pub address: Option<IpAddr>,
}

/// Makes an account; a patient gets the data key that will seal the record.
///
/// # Errors
/// [`Error::BadInput`] for the field that is wrong; [`Error::Conflict`] when the e-mail has an account; [`Error::Forbidden`]
/// for a doctor where doctors do not sign up; [`Error::RateLimited`], [`Error::Busy`].
pub async fn sign_up(app: &App, new: NewAccount<'_>) -> Result<user::Model> {
    let email = input::email(new.email)?;
    let admission = admission::at_sign_up(app, new.role)?;
    let name = input::name("name", new.name, 200)?;
    input::new_password(&new.password, &email)?;
    // Before anything that costs: a hash is the dearest thing that a stranger can ask for.
    if let Some(address) = new.address {
        app.throttle().enter(Door::SignUp, address, Some(&email)).await?;
    }
    let taken = || Error::Conflict("an account with this e-mail exists; log in instead".to_owned());
    if user::Entity::by_email_unscoped(&email).one(app.db().read()).await?.is_some() {
        return Err(taken());
    }
    let password_hash = app.passwords().hash(new.password).await?;
    let (id, now) = (app.new_id(), app.now());
    let account = user::Model {
        id,
        email,
        name_folded: input::search_text(&name, None),
        name,
        role: new.role,
        password_hash,
        time_zone: new.time_zone.map(|zone| zone.name().to_owned()),
        status: Status::Active,
        extraction_mode: None,
        no_ai: false,
        mail_refused_on: None,
        mail_failing_since: None,
        unconfirmed_since: None,
        admission,
        title: None,
        erased_at: None,
        created_at: now,
        updated_at: now,
    };
    let mut change = app.begin().await?;
    let inserted = user::Entity::insert(account.clone().into_active_model().reset_all())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(change.tx())
        .await?;
    if inserted == 0 {
        return Err(taken());
    }
    if account.role == Role::Patient {
        keyring::make_data_key(app, change.tx(), id).await?;
        if let Some(zone) = new.time_zone {
            reminders::schedule_zone(&mut change, zone).await?;
        }
    }
    change.commit().await?;
    Ok(account)
}

/// The account of this e-mail and password, for a visitor.
///
/// # Errors
/// [`Error::Unauthenticated`], one answer in one time for everything that is wrong; [`Error::RateLimited`], [`Error::Busy`].
pub async fn log_in(app: &App, email: &str, password: SecretString, visit: Visit<'_>) -> Result<user::Model> {
    let spellings = input::email_spellings(email);
    let folded = spellings.last().cloned().unwrap_or_default();
    let found = user::Entity::by_emails_unscoped(&spellings).all(app.db().read()).await?;
    // As typed, before any other spelling of the same address.
    let account = found.into_iter().min_by_key(|one| spellings.iter().position(|email| *email == one.email));
    let known: Vec<_> = account.iter().map(|account| account.id).collect();
    let counted = Try::begin(app, &folded, &known, visit).await?;
    match right(app, account, password).await? {
        Some(account) if account.status == Status::Active => {
            counted.succeeded().await;
            Ok(account)
        }
        _ => {
            counted.failed(known.first().copied(), visit.address);
            Err(WRONG)
        }
    }
}

/// The account, if this is its password; a hash of another cost is replaced.
async fn right(
    app: &App,
    account: Option<user::Model>,
    password: SecretString,
) -> Result<Option<user::Model>> {
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let checked = app.passwords().check(password.clone(), stored).await?;
    let (Some(mut account), Checked::Right | Checked::RightOutdated(_)) = (account, &checked) else {
        return Ok(None);
    };
    let Checked::RightOutdated(better) = checked else { return Ok(Some(account)) };
    let replaced = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(better.as_str()))
        .filter(user::Column::Id.eq(account.id))
        .filter(user::Column::PasswordHash.eq(account.password_hash.as_str()))
        .exec(app.db().write())
        .await?;
    if replaced.rows_affected == 1 {
        account.password_hash = better;
        return Ok(Some(account));
    }
    // Somebody else was faster: another log-in did the same, or the password has been changed.
    let Some(account) = user::Entity::own(account.id).one(app.db().write()).await? else { return Ok(None) };
    let stored = Some(account.password_hash.clone());
    Ok((app.passwords().check(password, stored).await? != Checked::Wrong).then_some(account))
}

/// Sets the person's time zone; `None` = the hospital's. A patient for whom it is past the hour of the day's reminders now is
/// reminded late, the same day ([`reminders::zone_changed`]).
///
/// # Errors
/// [`Error::NotFound`] when the account is gone; else the database's.
pub async fn set_time_zone(app: &App, account: &user::Model, zone: Option<Tz>) -> Result<user::Model> {
    let mut change = app.begin().await?;
    let is_patient = account.role == Role::Patient;
    let row = if is_patient { access::lock_patient(change.tx(), account.id).await? } else { account.clone() };
    let mut row = row.into_active_model();
    row.time_zone = Set(zone.map(|zone| zone.name().to_owned()));
    row.updated_at = Set(app.now());
    let changed = row.update(change.tx()).await?;
    if is_patient {
        reminders::zone_changed(&mut change, &changed).await?;
    }
    change.commit().await?;
    Ok(changed)
}
