//! What became of reminders: sent, skipped, failed, or waiting; and what that says about the patients' addresses.
//!
//! Each function takes many reminders at once, as mails go out in groups, and costs a fixed number of statements for
//! them (one for each different reason, of which there are few). All of it happens in the caller's [`Change`], together
//! with the end of the jobs. Which answer of a mail server means what is not decided here but where mails are sent.
//!
//! An address is failing once it was refused on two different days: one day may be the server's mistake. While it
//! fails the sweep makes the patient's reminders skipped, without a job; an accepted mail ends it. A mail that comes back after it
//! was accepted counts as refused on its day ([`super::bounces`]).

use super::super::reasons;
use crate::{Change, Result};
use aftercare_entity::{
    assignment, event, reminder,
    reminder::{Column, State},
    reminder_step, user,
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum,
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
    UpdateMany,
    prelude::Expr,
    sea_query::{LockType, OnConflict},
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use uuid::Uuid;

/// A reminder whose mail the server has.
#[derive(Debug, Clone)]
pub struct Sent<'a> {
    /// As it was before.
    pub reminder: &'a reminder::Model,
    /// The steps that the mail listed.
    pub steps: Vec<Uuid>,
}

/// A mail server refused the address of `patient`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Whose address.
    pub patient: Uuid,
    /// The patient's local day.
    pub day: NaiveDate,
}

/// The mail server has these mails: records it with the steps they listed and an event each, and that the addresses
/// work. Five statements, however many.
///
/// # Errors
/// The database's.
pub async fn sent(change: &mut Change, mails: &[Sent<'_>]) -> Result<()> {
    if mails.is_empty() {
        return Ok(());
    }
    let now = change.app().now();
    reminder::Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Sent.to_value()))
        .col_expr(Column::Reason, Expr::value(Option::<String>::None))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::SentAt, Expr::value(Some(now)))
        .filter(Column::Id.is_in(mails.iter().map(|mail| mail.reminder.id)))
        .exec(change.tx())
        .await?;
    let listed: Vec<_> = mails
        .iter()
        .flat_map(|mail| mail.steps.iter().map(|step| (mail.reminder.id, *step)))
        .map(|(reminder, step)| reminder_step::ActiveModel { reminder_id: Set(reminder), step_id: Set(step) })
        .collect();
    if !listed.is_empty() {
        // One that came back, and was sent again by hand, has them already.
        reminder_step::Entity::insert_many(listed)
            .on_conflict(
                OnConflict::columns([reminder_step::Column::ReminderId, reminder_step::Column::StepId])
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(change.tx())
            .await?;
    }
    let patients: Vec<_> = mails.iter().map(|mail| mail.reminder.patient_id).collect();
    let doctors = current_doctors(change, &patients).await?;
    let events = mails.iter().map(|mail| {
        let patient = mail.reminder.patient_id;
        (event::Kind::ReminderSent, patient, doctors.get(&patient).copied(), mail.reminder.id)
    });
    change.events(events).await?;
    addresses_work(change, patients).await
}

/// No mail is needed, or none can be: each with its reason.
///
/// # Errors
/// The database's.
pub async fn skipped(change: &Change, reminders: &[(Uuid, &str)]) -> Result<()> {
    end(change, State::Skipped, reminders, |update| update).await
}

/// The mails are given up after this attempt: each with its reason.
///
/// # Errors
/// The database's.
pub async fn failed(change: &Change, reminders: &[(Uuid, &str)]) -> Result<()> {
    end(change, State::Failed, reminders, one_more_attempt).await
}

/// The mails will be tried again: each with its reason, and whether the attempt counts (it does not while the mail server
/// is away, say).
///
/// # Errors
/// The database's.
pub async fn waits(change: &Change, reminders: &[(Uuid, &str, bool)]) -> Result<()> {
    for counts in [true, false] {
        let these = reminders.iter().filter(|(_, _, counted)| *counted == counts);
        let these: Vec<_> = these.map(|(id, reason, _)| (*id, *reason)).collect();
        let with = |update| if counts { one_more_attempt(update) } else { update };
        end(change, State::Pending, &these, with).await?;
    }
    Ok(())
}

/// Makes those of these new reminders skipped whose patient's address is failing; answers the others, which are to be mailed.
/// Two statements, however many.
///
/// # Errors
/// The database's.
pub async fn skip_failing(change: &Change, reminders: Vec<Uuid>) -> Result<Vec<Uuid>> {
    if reminders.is_empty() {
        return Ok(reminders);
    }
    let failing: Vec<(Uuid, NaiveDate, DateTime<Utc>)> = reminder::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Day])
        .column(user::Column::MailFailingSince)
        .join(JoinType::InnerJoin, patient_of())
        .filter(Column::Id.is_in(reminders.iter().copied()))
        .filter(user::Column::MailFailingSince.is_not_null())
        .into_tuple()
        .all(change.tx())
        .await?;
    let resting = failing.into_iter().filter(|(_, day, since)| !is_tried_again(*day, since.date_naive()));
    let failing: HashSet<Uuid> = resting.map(|(id, _, _)| id).collect();
    let reasons: Vec<_> = failing.iter().map(|id| (*id, reasons::ADDRESS_FAILING)).collect();
    skipped(change, &reasons).await?;
    Ok(reminders.into_iter().filter(|id| !failing.contains(id)).collect())
}

/// Once a week: a mailbox may be there again, and nobody may know.
fn is_tried_again(day: NaiveDate, failing_since: NaiveDate) -> bool {
    let days = (day - failing_since).num_days();
    days > 0 && days % 7 == 0
}

fn patient_of() -> RelationDef {
    reminder::Entity::belongs_to(user::Entity).from(Column::PatientId).to(user::Column::Id).into()
}

/// Whether a reminder ends when its mail stays unanswered once more: it was repeated already.
pub const fn was_repeated(reminder: &reminder::Model) -> bool {
    reminder.unanswered > 0
}

/// The mail server took these mails and never said whether it has them. The patients probably have them, so one repeat is
/// all there may be: each with whether it ends here, as one does that [was repeated](was_repeated), or waits for its repeat.
///
/// # Errors
/// The database's.
pub async fn unanswered(change: &Change, reminders: &[(Uuid, bool)]) -> Result<()> {
    let counted = |update| unanswered_once_more(one_more_attempt(update));
    for (state, ends) in [(State::Pending, false), (State::Failed, true)] {
        let these = reminders.iter().filter(|(_, ended)| *ended == ends);
        let these: Vec<_> = these.map(|(id, _)| (*id, reasons::MAIL_UNANSWERED)).collect();
        end(change, state, &these, counted).await?;
    }
    Ok(())
}

/// Notes that these addresses were refused. On a second day an address is failing from now on, and the doctor is told by an
/// event. At most five statements, however many different patients of one day.
///
/// # Errors
/// The database's.
pub async fn addresses_refused(change: &mut Change, refused: &[Refused]) -> Result<()> {
    let rows: HashMap<_, _> = lock(change, refused).await?.into_iter().map(|row| (row.id, row)).collect();
    let mut first: BTreeMap<NaiveDate, BTreeSet<Uuid>> = BTreeMap::new();
    let mut failing = BTreeSet::new();
    for Refused { patient, day } in refused {
        match rows.get(patient) {
            Some(user::Model { mail_refused_on: None, .. }) => {
                first.entry(*day).or_default().insert(*patient);
            }
            Some(user::Model { mail_refused_on: Some(before), mail_failing_since: None, .. })
                if before != day =>
            {
                failing.insert(*patient);
            }
            _ => {}
        }
    }
    for (day, patients) in first {
        user::Entity::update_many()
            .col_expr(user::Column::MailRefusedOn, Expr::value(Some(day)))
            .filter(user::Column::Id.is_in(patients))
            .exec(change.tx())
            .await?;
    }
    are_failing(change, failing.into_iter().collect()).await
}

async fn are_failing(change: &mut Change, patients: Vec<Uuid>) -> Result<()> {
    if patients.is_empty() {
        return Ok(());
    }
    user::Entity::update_many()
        .col_expr(user::Column::MailFailingSince, Expr::value(Some(change.app().now())))
        .filter(user::Column::Id.is_in(patients.iter().copied()))
        .exec(change.tx())
        .await?;
    let doctors = current_doctors(change, &patients).await?;
    let event = |id: Uuid| (event::Kind::MailFailing, id, doctors.get(&id).copied(), id);
    change.events(patients.into_iter().map(event)).await
}

/// What was noted against these addresses is forgotten.
async fn addresses_work(change: &Change, patients: Vec<Uuid>) -> Result<()> {
    user::Entity::update_many()
        .col_expr(user::Column::MailRefusedOn, Expr::value(Option::<NaiveDate>::None))
        .col_expr(user::Column::MailFailingSince, Expr::value(Option::<DateTime<Utc>>::None))
        .filter(user::Column::Id.is_in(patients))
        .filter(user::Column::MailRefusedOn.is_not_null())
        .exec(change.tx())
        .await?;
    Ok(())
}

/// The patients' rows, held until the transaction ends; always in the same order, so that two groups never wait for each
/// other.
async fn lock(change: &Change, refused: &[Refused]) -> Result<Vec<user::Model>> {
    if refused.is_empty() {
        return Ok(Vec::new());
    }
    Ok(user::Entity::by_ids_unscoped(refused.iter().map(|refused| refused.patient))
        .order_by_asc(user::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(change.tx())
        .await?)
}

/// Who cares for each of the patients now.
async fn current_doctors(change: &Change, patients: &[Uuid]) -> Result<HashMap<Uuid, Uuid>> {
    let rows = assignment::Entity::current_of(patients.iter().copied()).all(change.tx()).await?;
    Ok(rows.into_iter().map(|row| (row.patient_id, row.doctor_id)).collect())
}

type Update = UpdateMany<reminder::Entity>;

/// One statement a reason. A reminder that was sent or skipped meanwhile stays what it is.
async fn end(
    change: &Change,
    state: State,
    reminders: &[(Uuid, &str)],
    with: impl Fn(Update) -> Update,
) -> Result<()> {
    let mut by_reason: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
    for (id, reason) in reminders {
        by_reason.entry(reason).or_default().push(*id);
    }
    for (reason, ids) in by_reason {
        let update = reminder::Entity::update_many()
            .col_expr(Column::State, Expr::value(state.to_value()))
            .col_expr(Column::Reason, Expr::value(Some(reason.to_owned())))
            .filter(Column::Id.is_in(ids))
            .filter(Column::State.is_in([State::Pending, State::Failed]));
        with(update).exec(change.tx()).await?;
    }
    Ok(())
}

fn one_more_attempt(update: Update) -> Update {
    update.col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
}

fn unanswered_once_more(update: Update) -> Update {
    update.col_expr(Column::Unanswered, Expr::col(Column::Unanswered).add(1))
}
