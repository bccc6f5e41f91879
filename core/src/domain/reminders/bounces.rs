//! Mails of reminders that come back after a mail server took them: what that does to the reminder and to the patient's address.
//!
//! Anybody can write to the address that bounces go to. So one counts only where it returns a mail of ours, by the Message-ID
//! that its reminder has, to the address that the patient has now, within [`LATEST`] of its sending. This relies on the
//! reminder's id: it is random enough that nobody guesses it, and only the mail itself and the record of the patient hold it.
//! Whoever has read one mail can make one day count as refused, and only of that patient; it takes two days to silence an
//! address, the doctor is told of it, and it is tried again every week.
//!
//! An address is judged by one rule, whether it was refused at once or by a bounce: see [`outcome::addresses_refused`]. With a
//! bounce that rule lacks one thing: the server that took the mail has made the refused day before be forgotten
//! ([`outcome::sent`]). Here it is noted again, where the nearest other day with a known end was refused too.

use super::{
    answers::{self, Answer},
    message_ids,
    outcome::{self, Refused},
};
use crate::{
    App, Change, Result,
    domain::{addresses, input, reasons},
};
use aftercare_entity::{
    mail_answer::{self, Outcome, Stage},
    reminder::{self, State},
    user::{self, Status},
};
use chrono::{Duration, NaiveDate};
use sea_orm::{
    ActiveEnum, ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    prelude::Expr,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// After this a bounce is not believed. Mail servers give up after five days (RFC 5321, 4.5.4.1).
const LATEST: Duration = Duration::days(14);
/// How far apart two refused days may be: a failing address is tried every week.
const NEAR: Duration = Duration::days(30);

/// What a delivery status notification says about one mail of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounce {
    /// The Message-ID of the mail that is returned.
    pub message_id: String,
    /// What is said of each recipient, where it is something to record.
    pub returned: Vec<Returned>,
}

/// What is said of one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// The addresses by which the recipient is named: the final one, the original one.
    pub addresses: Vec<String>,
    /// What it means.
    pub outcome: Outcome,
    /// The reply code of SMTP that the reporting server was given.
    pub code: Option<u16>,
    /// The enhanced code of RFC 3463.
    pub enhanced: String,
}

impl Returned {
    /// Whether it is the final word on the mail; else the reporting server goes on, or has given up over something passing.
    const fn is_final(&self) -> bool {
        matches!(self.outcome, Outcome::Refused | Outcome::Rejected)
    }

    fn is_for(&self, patient: &user::Model) -> bool {
        self.addresses.iter().any(|address| input::email_spellings(address).contains(&patient.email))
    }
}

/// What became of a bounce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// It is recorded with this reminder.
    Recorded(Uuid, Outcome),
    /// It changes nothing.
    Ignored(Ignored),
    /// It came before its own mail was recorded as sent: it must be given again later.
    TooEarly(Uuid),
}

/// Why a bounce changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ignored {
    /// By its Message-ID it is no reminder's mail.
    #[error("the mail that came back is not a reminder's")]
    NoReminder,
    /// There is no such reminder, or its mail had another Message-ID.
    #[error("no reminder here sent the mail that came back")]
    Unknown,
    /// The account is suspended, closed or erased.
    #[error("the account is not in use")]
    AccountClosed,
    /// It names another address than the account has.
    #[error("the account has another address by now, or always had")]
    OtherAddress,
    /// No mail server took the mail.
    #[error("no mail server took the mail of this reminder")]
    NotSent,
    /// The mail left too long ago.
    #[error("the mail left more than 14 days ago")]
    TooLate,
    /// The same was recorded before.
    #[error("the same was recorded before")]
    Known,
}

/// Records a bounce, once; all of it in one transaction.
///
/// # Errors
/// The database's; nothing is changed then.
pub async fn record(app: &App, bounce: &Bounce) -> Result<Taken> {
    let Some(id) = message_ids::named_in(&bounce.message_id) else {
        return Ok(Taken::Ignored(Ignored::NoReminder));
    };
    let mut change = app.begin().await?;
    let Some((patient, reminder)) = locked(&change, id).await? else {
        return Ok(Taken::Ignored(Ignored::Unknown));
    };
    let returned = match judge(app, bounce, &patient, &reminder) {
        Ok(returned) => returned,
        Err(taken) => return Ok(taken),
    };
    if is_known(&change, &reminder, returned.outcome).await? {
        return Ok(Taken::Ignored(Ignored::Known));
    }
    let answer = Answer {
        reminder: reminder.id,
        at: app.now(),
        stage: Stage::Bounced,
        code: returned.code,
        enhanced: Some(returned.enhanced.clone()),
        outcome: returned.outcome,
    };
    answers::record(&change, vec![answer]).await?;
    if returned.is_final() {
        came_back(&change, &reminder).await?;
    }
    if returned.outcome == Outcome::Refused {
        address_refused(&mut change, &reminder).await?;
    }
    change.commit().await?;
    tracing::info!(
        reminder = %reminder.id,
        outcome = returned.outcome.to_value(),
        smtp_code = returned.code,
        enhanced_code = returned.enhanced,
        "a bounce was recorded"
    );
    Ok(Taken::Recorded(reminder.id, returned.outcome))
}

/// The reminder and its patient, whose row is held until the transaction ends.
async fn locked(change: &Change, id: Uuid) -> Result<Option<(user::Model, reminder::Model)>> {
    let find = || reminder::Entity::any_unscoped(id).one(change.tx());
    let Some(found) = find().await? else { return Ok(None) };
    let patient = addresses::lock(change.tx(), found.patient_id).await?;
    // Only now is it as it stays.
    Ok(find().await?.map(|reminder| (patient, reminder)))
}

/// What is to be recorded of the bounce; else what becomes of it.
fn judge<'b>(
    app: &App,
    bounce: &'b Bounce,
    patient: &user::Model,
    reminder: &reminder::Model,
) -> std::result::Result<&'b Returned, Taken> {
    let ignored = |why| Err(Taken::Ignored(why));
    if reminder.message_id.trim_matches(['<', '>']) != bounce.message_id.trim_matches(['<', '>']) {
        return ignored(Ignored::Unknown);
    }
    if patient.status != Status::Active {
        return ignored(Ignored::AccountClosed);
    }
    let theirs = bounce.returned.iter().filter(|returned| returned.is_for(patient));
    // Of several words on one recipient the final one counts.
    let Some(returned) = theirs.max_by_key(|returned| returned.is_final()) else {
        return ignored(Ignored::OtherAddress);
    };
    // A mail that stayed unanswered may have been taken.
    let may_have_left = reminder.sent_at.is_some() || reminder.unanswered > 0;
    match reminder.state {
        State::Pending => return Err(Taken::TooEarly(reminder.id)),
        State::Sent => {}
        State::Failed if may_have_left => {}
        State::Skipped | State::Failed => return ignored(Ignored::NotSent),
    }
    if app.now() - reminder.sent_at.unwrap_or(reminder.created_at) > LATEST {
        return ignored(Ignored::TooLate);
    }
    Ok(returned)
}

/// Whether a bounce with this outcome was recorded since the mail last left: of each there is one, however often it is given.
async fn is_known(change: &Change, reminder: &reminder::Model, outcome: Outcome) -> Result<bool> {
    let known = mail_answer::Entity::of_reminders_unscoped([reminder.id])
        .filter(mail_answer::Column::Stage.eq(Stage::Bounced))
        .filter(mail_answer::Column::Outcome.eq(outcome))
        .filter(mail_answer::Column::At.gte(reminder.sent_at.unwrap_or(reminder.created_at)));
    Ok(known.one(change.tx()).await?.is_some())
}

async fn came_back(change: &Change, reminder: &reminder::Model) -> Result<()> {
    reminder::Entity::update_many()
        .col_expr(reminder::Column::State, Expr::value(State::Failed.to_value()))
        .col_expr(reminder::Column::Reason, Expr::value(Some(reasons::MAIL_BOUNCED)))
        .filter(reminder::Column::Id.eq(reminder.id))
        .exec(change.tx())
        .await?;
    Ok(())
}

/// The day counts as refused, and with it the nearest one if that was refused too.
async fn address_refused(change: &mut Change, reminder: &reminder::Model) -> Result<()> {
    let (patient, day) = (reminder.patient_id, reminder.day);
    let before = refused_nearby(change, patient, day).await?;
    for day in before.into_iter().chain([day]) {
        outcome::addresses_refused(change, &[Refused { patient, day }]).await?;
    }
    Ok(())
}

/// The nearest earlier or later day whose mail is known to have arrived or to have been refused, if it was refused.
async fn refused_nearby(change: &Change, patient: Uuid, day: NaiveDate) -> Result<Option<NaiveDate>> {
    let ends: Vec<(NaiveDate, Outcome)> = mail_answer::Entity::find()
        .select_only()
        .column(reminder::Column::Day)
        .column(mail_answer::Column::Outcome)
        .join(JoinType::InnerJoin, reminder_of())
        .filter(reminder::Column::PatientId.eq(patient))
        .filter(reminder::Column::Day.between(day - NEAR, day + NEAR))
        .filter(mail_answer::Column::Outcome.is_in([Outcome::Sent, Outcome::Refused]))
        .order_by_asc(mail_answer::Column::At)
        .order_by_asc(mail_answer::Column::Id)
        .into_tuple()
        .all(change.tx())
        .await?;
    // Of each day the last word.
    let last: BTreeMap<_, _> = ends.into_iter().filter(|(other, _)| *other != day).collect();
    let nearest = [last.range(..day).next_back(), last.range(day..).next()];
    Ok(nearest.into_iter().flatten().find(|(_, end)| **end == Outcome::Refused).map(|(day, _)| *day))
}

fn reminder_of() -> RelationDef {
    let answers = mail_answer::Entity::belongs_to(reminder::Entity);
    answers.from(mail_answer::Column::ReminderId).to(reminder::Column::Id).into()
}
