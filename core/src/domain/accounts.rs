//! Accounts: signing up, logging in, and what a person changes about their own account.

use super::{
    access, account_mails, admission,
    claims::{self, Candidates},
    input,
    log_in_tries::{Try, Visit},
    reminders::{self, Slot},
};
use crate::{App, Change, Error, Result, bus::Signal, keyring, passwords::Checked, throttle::Door};
use aftercare_entity::{
    account_mail::Kind,
    user,
    user::{Admission, Role, Status},
};
use chrono::{DateTime, Utc};
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

/// Makes an account that claims the e-mail address, and mails the code that confirms it; a patient gets the data key that will
/// seal the record.
///
/// Never says whether the address has an account: whoever owns the address is told by that mail.
///
/// # Errors
/// [`Error::BadInput`] for the field that is wrong; [`Error::Forbidden`] for a doctor where doctors do not sign up;
/// [`Error::RateLimited`], [`Error::Busy`].
pub async fn sign_up(app: &App, new: NewAccount<'_>) -> Result<user::Model> {
    let admission = admission::at_sign_up(app, new.role)?;
    let account = prepare(app, new, Some(app.now()), admission).await?;
    let mut change = app.begin().await?;
    insert(&mut change, &account).await?;
    account_mails::want(&mut change, Kind::ConfirmAddress, Some(account.id), &account.email).await?;
    claims::give_way(&mut change, &account.email).await?;
    change.commit().await?;
    Ok(account)
}

/// Makes an account whose address needs no confirmation, and which waits for no approval: for the operator, who knows whose it
/// is.
///
/// # Errors
/// [`Error::BadInput`] for the field that is wrong; [`Error::Conflict`] when the e-mail has an account.
pub async fn make_confirmed(app: &App, new: NewAccount<'_>) -> Result<user::Model> {
    let account = prepare(app, new, None, None).await?;
    let mut change = app.begin().await?;
    if !insert(&mut change, &account).await? {
        return Err(Error::Conflict("an account with this e-mail exists; log in instead".to_owned()));
    }
    change.commit().await?;
    Ok(account)
}

async fn prepare(
    app: &App,
    new: NewAccount<'_>,
    unconfirmed_since: Option<DateTime<Utc>>,
    admission: Option<Admission>,
) -> Result<user::Model> {
    let email = input::email(new.email)?;
    let name = input::name("name", new.name, 200)?;
    input::new_password(&new.password, &email)?;
    // Before anything that costs: a hash is the dearest thing that a stranger can ask for.
    if let Some(address) = new.address {
        app.throttle().enter(Door::SignUp, address, None).await?;
    }
    let password_hash = app.passwords().hash(new.password).await?;
    let (id, now) = (app.new_id(), app.now());
    Ok(user::Model {
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
        remind_at: None,
        quiet_from: None,
        quiet_until: None,
        language: None,
        mail_detail: None,
        reminders_off_since: None,
        daily_digest: false,
        mail_failing_since: None,
        unconfirmed_since,
        admission,
        title: None,
        erased_at: None,
        created_at: now,
        updated_at: now,
    })
}

/// `false`: the address is another account's.
async fn insert(change: &mut Change, account: &user::Model) -> Result<bool> {
    let app = change.app().clone();
    let inserted = user::Entity::insert(account.clone().into_active_model().reset_all())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(change.tx())
        .await?;
    if inserted > 0 && account.role == Role::Patient {
        keyring::make_data_key(&app, change.tx(), account.id).await?;
        if account.time_zone.is_some() {
            reminders::schedule_slot(change, Slot::of(app.hospital(), account)).await?;
        }
    }
    Ok(inserted > 0)
}

/// The account of this e-mail and password, for a visitor.
///
/// # Errors
/// [`Error::Unauthenticated`], one answer in one time for everything that is wrong; [`Error::RateLimited`], [`Error::Busy`].
pub async fn log_in(app: &App, email: &str, password: SecretString, visit: Visit<'_>) -> Result<user::Model> {
    let spellings = input::email_spellings(email);
    let folded = spellings.last().cloned().unwrap_or_default();
    let candidates = Candidates::of(app, &spellings).await?;
    let counted = Try::begin(app, &folded, &candidates.with_places(), visit).await?;
    let likeliest = candidates.all().first().map(|account| (*account).clone());
    let opened = match candidates.opened_by(app, password.clone()).await? {
        Some((account, checked)) => upgraded(app, account, checked, password).await?,
        None => None,
    };
    let Some(account) = opened.filter(|account| account.status == Status::Active) else {
        counted.failed(likeliest.as_ref(), visit.address);
        return Err(WRONG);
    };
    counted.succeeded().await;
    Ok(account)
}

/// The account with a hash of today's cost, if the password that opened it is still its own.
async fn upgraded(
    app: &App,
    mut account: user::Model,
    checked: Checked,
    password: SecretString,
) -> Result<Option<user::Model>> {
    let Checked::RightOutdated(better) = checked else { return Ok(Some(account)) };
    let replaced = user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(better.as_str()))
        .filter(user::Column::Id.eq(account.id))
        .filter(user::Column::PasswordHash.eq(account.password_hash.as_str()))
        .exec(app.db().write())
        .await?;
    if replaced.rows_affected == 1 {
        account.password_hash = better;
        app.bus().publish(Signal::AccountChanged { user: account.id });
        return Ok(Some(account));
    }
    // Somebody else was faster: another log-in did the same, or the password has been changed.
    let Some(account) = user::Entity::own(account.id).one(app.db().write()).await? else { return Ok(None) };
    let stored = Some(account.password_hash.clone());
    Ok((app.passwords().check(password, stored).await? != Checked::Wrong).then_some(account))
}

/// Forgets the failed log-ins of the account with this (folded) address: its owner has shown who they are. Those at places it
/// knows are forgotten with its password.
pub(super) async fn forget_failures(app: &App, email: &str) {
    app.throttle().forgive(Door::LogIn, email).await;
}

/// Sets the person's time zone; `None` = the hospital's. A patient for whom it is past the hour of the day's reminders now is
/// reminded late, the same day ([`reminders::wishes_changed`]).
///
/// # Errors
/// [`Error::NotFound`] when the account is gone; else the database's.
pub async fn set_time_zone(app: &App, account: &user::Model, zone: Option<Tz>) -> Result<user::Model> {
    let mut change = app.begin().await?;
    let is_patient = account.role == Role::Patient;
    let row = if is_patient { access::lock_patient(change.tx(), account.id).await? } else { account.clone() };
    let before = row.clone();
    let mut row = row.into_active_model();
    row.time_zone = Set(zone.map(|zone| zone.name().to_owned()));
    row.updated_at = Set(app.now());
    let changed = row.update(change.tx()).await?;
    change.account_changed(account.id);
    if is_patient {
        reminders::wishes_changed(&mut change, &before, &changed).await?;
    }
    change.commit().await?;
    Ok(changed)
}
