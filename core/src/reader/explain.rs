//! Why a patient got, or will get, a reminder on a day or none: each step due or not and why, and what became of the mail.
//!
//! Computed from what is there now. What was due on a past day follows from the check-ins since ([`schedule::why_due`]); whether an
//! account was suspended or an address confirmed on that day is not kept, so those are as they are today.

use super::Reader;
use crate::{
    Result,
    domain::{
        quiet_hours::{Quiet, QuietHours},
        reasons::{self, reason_sentence},
        reminders::Slot,
        schedule::{self, WhyDue},
    },
    jobs::JobKind,
};
use aftercare_entity::{
    check_in, job, mail_answer, reminder,
    step::{self, State},
    user::{self, Status},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::sync::Arc;
use uuid::Uuid;

/// Why a day's reminder was sent or not.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The patient's local day.
    pub day: NaiveDate,
    /// The zone whose day it is.
    pub zone: Tz,
    /// When the patient is to be reminded on that day.
    pub sweep_at: DateTime<Utc>,
    /// Whether that hour is the patient's own choice.
    pub own_hour: bool,
    /// The hours in which the patient is not mailed.
    pub quiet_hours: QuietHours,
    /// Since when the patient wants no reminders; none when they want them.
    pub unsubscribed_since: Option<DateTime<Utc>>,
    /// When the mail may leave, where the quiet hours hold it up on that day; none when they do not.
    pub quiet_until: Option<DateTime<Utc>>,
    /// The code of what decides it: one of [`reasons`].
    pub code: &'static str,
    /// The reminder, where there is one.
    pub reminder: Option<reminder::Model>,
    /// What mail servers answered to its mail, in order.
    pub answers: Vec<mail_answer::Model>,
    /// Its mail's job, while that is not done.
    pub job: Option<job::Model>,
    /// When something happens next by itself; none when nothing does.
    pub next_at: Option<DateTime<Utc>>,
    /// Each of the patient's repeated steps.
    pub steps: Vec<(step::Model, WhyDue)>,
}

impl Explanation {
    /// [`Explanation::code`] as a sentence.
    pub fn sentence(&self) -> &'static str {
        reason_sentence(self.code)
    }
}

impl Reader {
    /// Explains a day of a patient whom the reader sees. Five statements.
    ///
    /// # Errors
    /// The database's.
    pub async fn explain(&self, patient: &Arc<user::Model>, day: NaiveDate) -> Result<Explanation> {
        let (zone, now) = (self.app.hospital().zone_of(patient), self.app.now());
        let today = self.app.hospital().day_of(patient, now);
        let steps = self.steps_on(patient, day).await?;
        let reminder = self.reminder_of(patient.id, day).await?;
        let (job, answers) = match &reminder {
            Some(reminder) => tokio::try_join!(self.mail_job(reminder.id), self.answers_to(reminder.id))?,
            None => (None, Vec::new()),
        };
        let hospital = self.app.hospital();
        let slot = Slot::of(hospital, patient);
        let (sweep_at, quiet_hours) = (slot.on(&self.app, day), hospital.quiet_hours_of(patient));
        let quiet = quiet_hours.at(zone, sweep_at);
        let quiet_until = if let Quiet::UntilLaterToday(end) = quiet { Some(end) } else { None };
        let code = match &reminder {
            Some(row) => of_reminder(row),
            None => without_reminder(patient, &steps, day, today, sweep_at <= now),
        };
        let waits = matches!(code, reasons::DAY_TO_COME | reasons::BEFORE_THE_HOUR);
        let next_at = job.as_ref().map(|job| job.run_at).or(waits.then_some(quiet_until.unwrap_or(sweep_at)));
        let (own_hour, unsubscribed_since) = (slot.own.is_some(), patient.reminders_off_since);
        Ok(Explanation {
            day,
            zone,
            sweep_at,
            own_hour,
            quiet_hours,
            unsubscribed_since,
            quiet_until,
            code,
            reminder,
            answers,
            job,
            next_at,
            steps,
        })
    }

    async fn steps_on(&self, patient: &user::Model, day: NaiveDate) -> Result<Vec<(step::Model, WhyDue)>> {
        let (Some(visible), Some(seen)) = (self.visible_steps(), self.sees(check_in::Column::PatientId))
        else {
            return Ok(Vec::new());
        };
        let db = self.app.db().read();
        let rows =
            visible.filter(step::Column::PatientId.eq(patient.id)).order_by_asc(step::Column::Id).all(db);
        let done =
            check_in::Entity::of_patient(patient.id).filter(seen).filter(check_in::Column::Day.gte(day));
        let (rows, done) = tokio::try_join!(rows, done.all(db))?;
        let zone = self.app.hospital().zone_of(patient);
        let closed_on = |step: &step::Model| step.closed_at.map(|at| at.with_timezone(&zone).date_naive());
        let why = rows.iter().map(|row| schedule::why_due(row, &rows, &done, day, closed_on(row)));
        let why: Vec<_> = why.collect();
        Ok(rows.into_iter().zip(why).filter_map(|(row, why)| Some((row, why?))).collect())
    }

    async fn reminder_of(&self, patient: Uuid, day: NaiveDate) -> Result<Option<reminder::Model>> {
        let Some(seen) = self.sees(reminder::Column::PatientId) else { return Ok(None) };
        let row = reminder::Entity::of_patient(patient).filter(seen).filter(reminder::Column::Day.eq(day));
        Ok(row.one(self.app.db().read()).await?)
    }

    async fn mail_job(&self, reminder: Uuid) -> Result<Option<job::Model>> {
        let open = job::Entity::find()
            .filter(job::Column::Kind.eq(JobKind::Mail.as_str()))
            .filter(job::Column::SubjectId.eq(reminder))
            .filter(job::Column::DoneAt.is_null())
            .order_by_desc(job::Column::Id);
        Ok(open.one(self.app.db().read()).await?)
    }

    async fn answers_to(&self, reminder: Uuid) -> Result<Vec<mail_answer::Model>> {
        let answers = mail_answer::Entity::of_reminders_unscoped([reminder]);
        Ok(answers.all(self.app.db().read()).await?)
    }
}

/// What became of a reminder.
fn of_reminder(row: &reminder::Model) -> &'static str {
    let known = row.reason.as_deref().and_then(|code| reasons::ALL.iter().find(|(known, _)| *known == code));
    match (row.state, known) {
        (reminder::State::Sent, _) => reasons::REMINDER_SENT,
        (_, Some((code, _))) => code,
        (reminder::State::Pending, None) => reasons::REMINDER_WAITS,
        (reminder::State::Skipped | reminder::State::Failed, None) => reasons::INTERNAL,
    }
}

/// Why there is no reminder.
fn without_reminder(
    patient: &user::Model,
    steps: &[(step::Model, WhyDue)],
    day: NaiveDate,
    today: NaiveDate,
    swept: bool,
) -> &'static str {
    let any = |wanted: fn(WhyDue) -> bool| steps.iter().any(|(_, why)| wanted(*why));
    if patient.erased_at.is_some() || patient.status == Status::Ended {
        reasons::ACCOUNT_CLOSED
    } else if patient.status == Status::Suspended {
        reasons::ACCOUNT_SUSPENDED
    } else if patient.unconfirmed_since.is_some() {
        reasons::ADDRESS_UNCONFIRMED
    } else if steps.iter().all(|(row, _)| row.state == State::NeedsReview) {
        if steps.is_empty() { reasons::NO_PLAN } else { reasons::PLAN_WAITS }
    } else if !any(|why| matches!(why, WhyDue::Due | WhyDue::DoneThatDay)) {
        reasons::NOTHING_WAS_DUE
    } else if patient.reminders_off_since.is_some() {
        reasons::UNSUBSCRIBED
    } else if day > today {
        reasons::DAY_TO_COME
    } else if day == today && !swept {
        reasons::BEFORE_THE_HOUR
    } else if !any(|why| why == WhyDue::Due) {
        reasons::NOTHING_DUE
    } else {
        reasons::SWEEP_MISSING
    }
}
