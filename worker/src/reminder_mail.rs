//! Sends one reminder: what is due on its day, to one patient, once.
//!
//! What is due is read when the mail is sent, not when the reminder was made: who has checked in meanwhile gets no mail. The
//! only repeat possible is a crash between the server's accept and our commit, and it carries the same Message-ID.

use crate::{
    Worker,
    mail::{DueStep, Mail, ReminderMail, SendError},
    runner::Ended,
};
use aftercare_core::{
    Error, Result,
    domain::{access, plan::ExtractionRecord, steps},
    jobs::{self, Claimed, Outcome},
};
use aftercare_entity::{event, reminder, reminder::State, reminder_step, step, user, user::Status};
use chrono::Duration;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};

/// Everything due was checked in, or is no longer in force.
const NOTHING_DUE: &str = "NOTHING_DUE";
/// The patient's day was over before the mail could be sent.
const DAY_OVER: &str = "DAY_OVER";
/// The account may not be written to any more.
const ACCOUNT_CLOSED: &str = "ACCOUNT_CLOSED";
/// The mail server refused the address or the mail for good.
const MAIL_REFUSED: &str = "MAIL_REFUSED";
/// The mail server did not take the mail this time.
const MAIL_DEFERRED: &str = "MAIL_DEFERRED";
/// Mail cannot be sent as it is set up.
const MAIL_CONFIGURATION: &str = "MAIL_CONFIGURATION";

pub(crate) async fn job(worker: &Worker, claimed: &Claimed) -> Result<Ended> {
    let app = &worker.0.app;
    let subject = claimed.job.subject_id.unwrap_or_default();
    let found = reminder::Entity::any_unscoped(subject).one(app.db().read()).await?;
    let Some(reminder) = found.filter(|row| row.state == State::Pending) else {
        return end(worker, claimed, None, Vec::new()).await;
    };
    let patient = user::Entity::own(reminder.patient_id).one(app.db().read()).await?;
    let patient = patient.ok_or(Error::NotFound("patient"))?;
    if patient.status != Status::Active {
        return end(worker, claimed, Some((reminder, Err(ACCOUNT_CLOSED))), Vec::new()).await;
    }
    if app.hospital().day_of(&patient, app.now()) > reminder.day {
        return end(worker, claimed, Some((reminder, Err(DAY_OVER))), Vec::new()).await;
    }
    let due = step::Entity::due(patient.id, reminder.day)
        .order_by_asc(step::Column::Id)
        .all(app.db().read())
        .await?;
    if due.is_empty() {
        return end(worker, claimed, Some((reminder, Err(NOTHING_DUE))), Vec::new()).await;
    }
    let ids: Vec<_> = due.iter().map(|step| step.id).collect();
    let mail = compose(worker, &reminder, &patient, due).await?;
    match worker.0.mailer.send(&mail).await {
        Ok(_) => end(worker, claimed, Some((reminder, Ok(patient))), ids).await,
        Err(error) => {
            tracing::warn!(reminder = %reminder.id, code = error.code(), "a mail was not accepted");
            let outcome = match error {
                SendError::Permanent(_) => Outcome::GiveUp { code: MAIL_REFUSED },
                SendError::Transient(_) => Outcome::Retry { code: MAIL_DEFERRED, after: None },
                SendError::Configuration(_) => {
                    Outcome::Park { code: MAIL_CONFIGURATION, until: app.now() + Duration::minutes(5) }
                }
            };
            worker.settle(claimed, &outcome, ExtractionRecord::default()).await
        }
    }
}

async fn compose(
    worker: &Worker,
    reminder: &reminder::Model,
    patient: &user::Model,
    due: Vec<step::Model>,
) -> Result<Mail> {
    let app = &worker.0.app;
    let doctor = match access::current_doctor(app.db().read(), patient.id).await? {
        Some(id) => user::Entity::own(id).one(app.db().read()).await?,
        None => None,
    };
    let unsigned = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
    let steps = steps::open(app, due).await?.into_iter().map(|step| DueStep {
        description: step.description.to_string(),
        times_per_day: unsigned(step.row.times_per_day),
        every_days: step.row.interval_days,
        remaining: unsigned(step.row.remaining),
    });
    let content = ReminderMail {
        patient_name: &patient.name,
        doctor_name: doctor.as_ref().map(|doctor| doctor.name.as_str()),
        day: reminder.day,
        steps: steps.collect(),
        public_url: worker.0.settings.public_url.as_deref(),
    };
    let content = content.render().map_err(|_| Error::Internal("a mail template failed"))?;
    Ok(Mail {
        to: patient.email.clone(),
        subject: content.subject,
        text: content.text,
        html: content.html,
        message_id: reminder.message_id.clone(),
        date: app.now(),
    })
}

/// Ends the job together with what became of its reminder: sent to this patient, or skipped for this reason.
async fn end(
    worker: &Worker,
    claimed: &Claimed,
    result: Option<(reminder::Model, std::result::Result<user::Model, &'static str>)>,
    listed: Vec<uuid::Uuid>,
) -> Result<Ended> {
    let app = &worker.0.app;
    let mut change = app.begin().await?;
    if let Some((reminder, result)) = result {
        let (id, attempts) = (reminder.id, reminder.attempts);
        let mut row = reminder.into_active_model();
        row.attempts = Set(attempts + 1);
        match &result {
            Ok(_) => {
                row.state = Set(State::Sent);
                row.sent_at = Set(Some(app.now()));
            }
            Err(reason) => {
                row.state = Set(State::Skipped);
                row.reason = Set(Some((*reason).to_owned()));
            }
        }
        row.update(change.tx()).await?;
        if let Ok(patient) = result {
            let rows = listed
                .into_iter()
                .map(|step| reminder_step::ActiveModel { reminder_id: Set(id), step_id: Set(step) });
            reminder_step::Entity::insert_many(rows).exec_without_returning(change.tx()).await?;
            let doctor = access::current_doctor(change.tx(), patient.id).await?;
            change.event(event::Kind::ReminderSent, patient.id, doctor, id).await?;
        }
    }
    if !jobs::finish(app, change.tx(), claimed).await? {
        return Ok(Ended::Lost);
    }
    change.commit().await?;
    Ok(Ended::Done)
}
