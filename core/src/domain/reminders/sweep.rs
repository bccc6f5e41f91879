//! A page of a sweep: one reminder for each patient of the slot with something due, and its mail job.
//!
//! Nothing depends on a page being made once: a reminder is unique per patient and day.

use super::{Slot, message_id, outcome};
use crate::{
    App, Change, Error, Result,
    domain::{
        at_risk,
        hospital::Hospital,
        quiet_hours::{Quiet, QuietHours},
        reasons,
    },
    jobs::{JobKind, NewJob},
};
use aftercare_entity::{
    reminder,
    reminder::State,
    step, user,
    user::{Role, Status},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A page of the sweep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Reminders made; patients who had one for that day already are left out.
    pub made: usize,
    /// The last patient of the page; `None` = there was no further patient.
    pub last: Option<Uuid>,
}

/// Makes the reminders of `day`, and their mail jobs, for a page of the slot's patients after `after`, and notices who has
/// fallen behind ([`at_risk`]); at most 22 statements, however many patients.
///
/// In a patient's quiet hours of the evening the reminder is made, so that it can be seen why nobody was mailed, and is skipped at
/// once; in those of the morning its mail waits. That of somebody who wants none is skipped too.
///
/// # Errors
/// [`Error::BadInput`] at `day` unless that is the zone's local day now: a reminder of another day would say what is not
/// due, and use up that day's. Else the database's.
pub async fn make_reminders(
    change: &mut Change,
    slot: Slot,
    day: NaiveDate,
    after: Option<Uuid>,
    size: u64,
) -> Result<Page> {
    let (now, today) = (change.app().now(), change.app().clock().today(slot.zone));
    if day != today {
        let why = format!("{day} is not today in {}, where it is {today}", slot.zone.name());
        return Err(Error::bad_input("day", why));
    }
    let mut patients = patients_of(change, slot, after, size).await?;
    let last = patients.last().map(|patient| patient.id);
    at_risk::notice(change, slot.zone, day, &patients.iter().map(|patient| patient.id).collect::<Vec<_>>())
        .await?;
    // Nobody else's mailbox gets what was written for the patient.
    patients.retain(|patient| patient.confirmed);
    if !patients.is_empty() {
        let due = due_among(change, patients.iter().map(|patient| patient.id), day).await?;
        patients.retain(|patient| due.contains(&patient.id));
    }
    let when = When { zone: slot.zone, day, scheduled_at: slot.on(change.app(), day), at: now };
    let made = remind(change, &when, &patients).await?;
    Ok(Page { made, last })
}

/// A patient who may be reminded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    id: Uuid,
    quiet: QuietHours,
    unsubscribed: bool,
    confirmed: bool,
}

impl Candidate {
    pub(super) fn of(hospital: &Hospital, patient: &user::Model) -> Self {
        let unsubscribed = patient.reminders_off_since.is_some();
        let confirmed = patient.unconfirmed_since.is_none();
        Self { id: patient.id, quiet: hospital.quiet_hours_of(patient), unsubscribed, confirmed }
    }
}

/// When reminders are for, and when their mails leave.
#[derive(Debug, Clone, Copy)]
pub(super) struct When {
    /// Where the patients live.
    pub zone: Tz,
    /// Their local day.
    pub day: NaiveDate,
    /// The hour that the reminders are meant for.
    pub scheduled_at: DateTime<Utc>,
    /// When their mails leave, unless quiet hours hold them up.
    pub at: DateTime<Utc>,
}

/// What becomes of a reminder that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Its mail leaves at this instant.
    Mailed(DateTime<Utc>),
    /// It is skipped for this reason.
    Skipped(&'static str),
}

impl Way {
    fn of(patient: &Candidate, when: &When) -> Self {
        match patient.quiet.at(when.zone, when.at) {
            _ if patient.unsubscribed => Self::Skipped(reasons::UNSUBSCRIBED),
            Quiet::No => Self::Mailed(when.at),
            Quiet::UntilLaterToday(end) => Self::Mailed(end),
            Quiet::ForTheDay => Self::Skipped(reasons::QUIET_HOURS),
        }
    }
}

/// Makes the reminders of these patients, who have something due; answers how many are new.
pub(super) async fn remind(change: &mut Change, when: &When, patients: &[Candidate]) -> Result<usize> {
    if patients.is_empty() {
        return Ok(0);
    }
    let app = change.app().clone();
    let (mut rows, mut ways) = (Vec::new(), HashMap::new());
    for patient in patients {
        let (id, way) = (app.new_id(), Way::of(patient, when));
        rows.push(new_reminder(&app, id, patient.id, when, way));
        ways.insert(id, way);
    }
    reminder::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([reminder::Column::PatientId, reminder::Column::Day]).do_nothing().to_owned(),
        )
        .exec_without_returning(change.tx())
        .await?;
    let made: Vec<Uuid> = reminder::Entity::find()
        .select_only()
        .column(reminder::Column::Id)
        .filter(reminder::Column::Id.is_in(ways.keys().copied()))
        .into_tuple()
        .all(change.tx())
        .await?;
    let count = made.len();
    let mailed = made.into_iter().filter(|id| matches!(ways.get(id), Some(Way::Mailed(_))));
    let to_mail = outcome::skip_failing(change, mailed.collect()).await?;
    let jobs = to_mail.into_iter().filter_map(|id| match ways.get(&id) {
        Some(Way::Mailed(at)) => Some(NewJob::about(JobKind::Mail, id, *at)),
        _ => None,
    });
    change.jobs(jobs.collect::<Vec<_>>()).await?;
    Ok(count)
}

fn new_reminder(app: &App, id: Uuid, patient: Uuid, when: &When, way: Way) -> reminder::ActiveModel {
    let skipped = if let Way::Skipped(reason) = way { Some(reason) } else { None };
    reminder::ActiveModel {
        id: Set(id),
        patient_id: Set(patient),
        day: Set(when.day),
        scheduled_at: Set(when.scheduled_at),
        state: Set(if skipped.is_some() { State::Skipped } else { State::Pending }),
        message_id: Set(message_id(id, &app.hospital().mail_domain)),
        attempts: Set(0),
        unanswered: Set(0),
        reason: Set(skipped.map(str::to_owned)),
        created_at: Set(app.now()),
        sent_at: Set(None),
    }
}

/// The next patients of the slot, due or not, by id.
///
/// Two plain look-ups in an index, this and [`due_among`], rather than one join: its plan would depend on what the
/// database believes about the tables, and a wrong belief reads all of them again for every page.
async fn patients_of(change: &Change, slot: Slot, after: Option<Uuid>, size: u64) -> Result<Vec<Candidate>> {
    type Time = Option<DateTime<Utc>>;
    type Row = (Uuid, Option<i32>, Option<i32>, Time, Time);
    let hospital = change.app().hospital();
    let mut patients = user::Entity::find()
        .select_only()
        .columns([user::Column::Id, user::Column::QuietFrom, user::Column::QuietUntil])
        .columns([user::Column::RemindersOffSince, user::Column::UnconfirmedSince])
        .filter(user::Column::Role.eq(Role::Patient))
        .filter(user::Column::Status.eq(Status::Active))
        .filter(slot.patients(hospital));
    if let Some(after) = after {
        patients = patients.filter(user::Column::Id.gt(after));
    }
    let patients = patients.order_by_asc(user::Column::Id).limit(size);
    let rows: Vec<Row> = patients.into_tuple().all(change.tx()).await?;
    let rows = rows.into_iter().map(|(id, from, until, off, unconfirmed)| Candidate {
        id,
        quiet: QuietHours::of_minutes(from, until).unwrap_or(hospital.quiet_hours),
        unsubscribed: off.is_some(),
        confirmed: unconfirmed.is_none(),
    });
    Ok(rows.collect())
}

/// Those of the patients who have something due on `day`.
async fn due_among(
    change: &Change,
    patients: impl IntoIterator<Item = Uuid>,
    day: NaiveDate,
) -> Result<HashSet<Uuid>> {
    let due: Vec<Uuid> = step::Entity::find()
        .select_only()
        .column(step::Column::PatientId)
        .distinct()
        .filter(step::Column::PatientId.is_in(patients))
        .filter(step::Column::State.eq(step::State::Active))
        .filter(step::Column::Kind.eq(step::Kind::Plan))
        .filter(step::Column::AsNeeded.eq(false))
        .filter(step::Column::NextDueOn.lte(day))
        .filter(step::Entity::has_begun())
        .into_tuple()
        .all(change.tx())
        .await?;
    Ok(due.into_iter().collect())
}
