//! Who becomes a doctor: anybody who says so, whom an admin lets in, or nobody by signing up.
//!
//! A doctor who waits, or was refused, can sign in and sees that; until they are let in they are in no list and may do
//! nothing that a doctor may. A title, set by an admin, tells two doctors of one name apart.

use super::{account_mails, admins, input};
use crate::{
    App, Change, Error, Result,
    audit::{self, Access, Action, Actor},
};
use aftercare_entity::{
    account_mail::Kind,
    user::{self, Admission, Role, Status},
};
use clap::ValueEnum;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use uuid::Uuid;

/// Longest title, in characters.
const LONGEST_TITLE: usize = 100;

/// Whether people may sign up as doctors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DoctorSignup {
    /// Whoever signs up as a doctor is one.
    Open,
    /// They wait until an admin lets them in.
    Approval,
    /// Nobody may; the operator makes their accounts.
    Closed,
}

/// What a new account of this role waits for.
///
/// # Errors
/// [`Error::Forbidden`] for a doctor where doctors do not sign up.
pub fn at_sign_up(app: &App, role: Role) -> Result<Option<Admission>> {
    match (role, app.hospital().doctor_signup) {
        (Role::Patient | Role::Admin, _) | (Role::Doctor, DoctorSignup::Open) => Ok(None),
        (Role::Doctor, DoctorSignup::Approval) => Ok(Some(Admission::Pending)),
        (Role::Doctor, DoctorSignup::Closed) => Err(Error::Forbidden(
            "doctors do not sign up here; ask the hospital's administrator to create your account",
        )),
    }
}

/// Whether a doctor with this account may act as one.
///
/// # Errors
/// [`Error::Forbidden`], which says what they wait for.
pub const fn may_act(account: &user::Model) -> Result<()> {
    match account.admission {
        None => Ok(()),
        Some(Admission::Pending) => Err(Error::Forbidden("your account waits for the hospital's approval")),
        Some(Admission::Refused) => {
            Err(Error::Forbidden("the hospital has not approved your account; contact its administrator"))
        }
    }
}

/// Lets a doctor in who waits or was refused, and tells them by mail. One who is in already stays so.
///
/// # Errors
/// [`Error::NotFound`] when there is no such doctor; [`Error::Forbidden`] unless `actor` may change accounts.
pub async fn approve(app: &App, actor: Actor, doctor: Uuid) -> Result<user::Model> {
    decide(app, actor, doctor, None).await
}

/// Keeps a doctor out who waits, and tells them by mail.
///
/// # Errors
/// As for [`approve`]; [`Error::Conflict`] when the doctor is in already, and may have patients.
pub async fn refuse(app: &App, actor: Actor, doctor: Uuid) -> Result<user::Model> {
    decide(app, actor, doctor, Some(Admission::Refused)).await
}

async fn decide(app: &App, actor: Actor, doctor: Uuid, decision: Option<Admission>) -> Result<user::Model> {
    let mut change = app.begin().await?;
    admins::hold(&change, actor).await?;
    let row = lock_doctor(&change, doctor).await?;
    if row.admission == decision {
        return Ok(row);
    }
    if row.admission.is_none() {
        let why = "this doctor has been let in already; suspend the account instead";
        return Err(Error::Conflict(why.to_owned()));
    }
    if row.status == Status::Ended {
        return Err(Error::Conflict("this account was closed".to_owned()));
    }
    let mut row = row.into_active_model();
    row.admission = Set(decision);
    row.updated_at = Set(app.now());
    let row = row.update(change.tx()).await?;
    change.account_changed(doctor);
    let (detail, mail) =
        if decision.is_none() { ("approve", Kind::DoctorApproved) } else { ("refuse", Kind::DoctorRefused) };
    account_mails::want(&mut change, mail, Some(doctor), &row.email).await?;
    log(&change, actor, &row, detail).await?;
    change.commit().await?;
    Ok(row)
}

/// Gives a doctor a title or a ward, or takes it away.
///
/// # Errors
/// [`Error::BadInput`] at `title`; else as for [`approve`].
pub async fn set_title(app: &App, actor: Actor, doctor: Uuid, title: Option<&str>) -> Result<user::Model> {
    let title = title.map(|title| input::name("title", title, LONGEST_TITLE)).transpose()?;
    let mut change = app.begin().await?;
    admins::hold(&change, actor).await?;
    let row = lock_doctor(&change, doctor).await?;
    if row.title == title {
        return Ok(row);
    }
    let name_folded = input::search_text(&row.name, title.as_deref());
    let mut row = row.into_active_model();
    row.title = Set(title);
    row.name_folded = Set(name_folded);
    row.updated_at = Set(app.now());
    let row = row.update(change.tx()).await?;
    change.account_changed(doctor);
    log(&change, actor, &row, "title").await?;
    change.commit().await?;
    Ok(row)
}

async fn lock_doctor(change: &Change, doctor: Uuid) -> Result<user::Model> {
    let row = admins::lock_account(change, doctor).await?;
    row.filter(|row| row.role == Role::Doctor).ok_or(Error::NotFound("doctor"))
}

/// Writes that an account was changed, in the same transaction.
pub(super) async fn log(change: &Change, actor: Actor, account: &user::Model, detail: &str) -> Result<()> {
    let patient = audit::record_of(account);
    let access = Access::new(actor, Action::ChangeAccount, patient, [account.id]).with_detail(detail);
    audit::record(change.app(), change.tx(), [access]).await
}
