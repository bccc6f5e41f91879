//! Sends one reminder: what is due on its day, to one patient, once.
//!
//! What is due is read when the mail is sent, not when the reminder was made: who has checked in meanwhile gets no mail. The
//! only repeat possible is a crash between the server's accept and our commit, and it carries the same Message-ID.
//!
//! A reminder is sent on its day alone, which is the patient's local day: one whose day is over is skipped, and one whose day
//! has not begun (the patient moved) waits for that morning.
//!
//! A mail server that is away says nothing about one mail: it costs no attempt, and the mails wait, until the day is over.

use super::{Context, Ended, settle};
use crate::mail::{DueStep, Mail, ReminderMail, SendError, Stage};
use aftercare_core::{
    Error, Result,
    domain::{access, reasons, reminders, steps},
    jobs::{self, Claimed, Outcome},
};
use aftercare_entity::{event, reminder, reminder::State, reminder_step, step, user, user::Status};
use chrono::Duration;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};
use std::cmp::Ordering;
use uuid::Uuid;

/// How long mails rest when the mail server is away.
const AWAY: Duration = Duration::seconds(30);
/// How long they rest when nobody but an operator can help.
const MISCONFIGURED: Duration = Duration::minutes(5);
/// Pause before the second attempt at a mail that the server did not take; doubles each time, which is two hours in all.
/// Greylisting servers want some minutes.
const DEFERRED: Duration = Duration::minutes(1);
/// How often to try to record that a mail was sent: losing that would send it again.
const RECORDING: u32 = 4;

/// What became of a reminder.
#[derive(Debug, Clone)]
enum Fate {
    /// It was no longer pending.
    Untouched,
    /// The mail server has it; these steps were listed.
    Sent(Vec<Uuid>),
    /// No mail was needed, for this reason.
    Skipped(&'static str),
}

pub(super) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    let app = &context.app;
    let subject = claimed.job.subject_id.unwrap_or_default();
    let found = reminder::Entity::any_unscoped(subject).one(app.db().read()).await?;
    let reminder = found.ok_or(Error::NotFound("reminder"))?;
    // A failed one is here because an operator wants it tried again.
    if !matches!(reminder.state, State::Pending | State::Failed) {
        return end(context, claimed, reminder, &Fate::Untouched).await;
    }
    let patient = user::Entity::own(reminder.patient_id).one(app.db().read()).await?;
    let patient = patient.ok_or(Error::NotFound("patient"))?;
    if patient.status != Status::Active {
        return end(context, claimed, reminder, &Fate::Skipped(reasons::ACCOUNT_CLOSED)).await;
    }
    match reminder.day.cmp(&app.hospital().day_of(&patient, app.now())) {
        Ordering::Less => return end(context, claimed, reminder, &Fate::Skipped(reasons::DAY_OVER)).await,
        Ordering::Equal => {}
        // The patient has moved to where the day comes later.
        Ordering::Greater => {
            let until = reminders::sweep_time(app, app.hospital().zone_of(&patient), reminder.day);
            let wait = Outcome::Park { code: reasons::DAY_NOT_BEGUN, until };
            return settle(app, claimed, &wait, None).await;
        }
    }
    let due = step::Entity::due(patient.id, reminder.day)
        .order_by_asc(step::Column::Id)
        .all(app.db().read())
        .await?;
    if due.is_empty() {
        return end(context, claimed, reminder, &Fate::Skipped(reasons::NOTHING_DUE)).await;
    }
    let listed = due.iter().map(|step| step.id).collect();
    let mail = compose(context, &reminder, &patient, due).await?;
    if let Err(error) = context.mailer.send(&mail).await {
        tracing::warn!(reminder = %reminder.id, code = error.code(), "a mail was not accepted");
        return settle(app, claimed, &outcome(context, claimed, &error), None).await;
    }
    let sent = Fate::Sent(listed);
    for pause in 1..RECORDING {
        match end(context, claimed, reminder.clone(), &sent).await {
            Ok(ended) => return Ok(ended),
            Err(error) => {
                tracing::error!(%error, reminder = %reminder.id, "a sent mail was not recorded; trying again");
                tokio::time::sleep(std::time::Duration::from_secs(pause.into())).await;
            }
        }
    }
    end(context, claimed, reminder, &sent).await
}

/// How the job of a mail goes on that was not accepted.
fn outcome(context: &Context, claimed: &Claimed, error: &SendError) -> Outcome {
    let rest = |code, pause| {
        let until = context.app.now() + pause;
        context.rest_mail(until);
        Outcome::Park { code, until }
    };
    match error {
        SendError::Permanent(_) => Outcome::GiveUp { code: reasons::MAIL_REFUSED },
        SendError::Configuration(_) => rest(reasons::MAIL_CONFIGURATION, MISCONFIGURED),
        SendError::Transient(failure) => match failure.stage {
            Stage::Connect | Stage::Tls | Stage::Greeting | Stage::LogIn | Stage::File => {
                rest(reasons::MAIL_UNAVAILABLE, AWAY)
            }
            _ => {
                let doublings = claimed.job.attempts.clamp(1, 8) - 1;
                Outcome::Retry { code: reasons::MAIL_DEFERRED, after: Some(DEFERRED * (1 << doublings)) }
            }
        },
    }
}

async fn compose(
    context: &Context,
    reminder: &reminder::Model,
    patient: &user::Model,
    due: Vec<step::Model>,
) -> Result<Mail> {
    let app = &context.app;
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
        public_url: context.settings.public_url.as_deref(),
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

/// Ends the job together with what became of its reminder.
async fn end(context: &Context, claimed: &Claimed, reminder: reminder::Model, fate: &Fate) -> Result<Ended> {
    let app = &context.app;
    let mut change = app.begin().await?;
    let (id, patient, attempts) = (reminder.id, reminder.patient_id, reminder.attempts);
    let mut row = reminder.into_active_model();
    match fate {
        Fate::Untouched => {}
        Fate::Skipped(reason) => {
            row.state = Set(State::Skipped);
            row.reason = Set(Some((*reason).to_owned()));
            row.update(change.tx()).await?;
        }
        Fate::Sent(listed) => {
            row.state = Set(State::Sent);
            row.reason = Set(None);
            row.attempts = Set(attempts + 1);
            row.sent_at = Set(Some(app.now()));
            row.update(change.tx()).await?;
            let rows = listed
                .iter()
                .map(|step| reminder_step::ActiveModel { reminder_id: Set(id), step_id: Set(*step) });
            reminder_step::Entity::insert_many(rows).exec_without_returning(change.tx()).await?;
            let doctor = access::current_doctor(change.tx(), patient).await?;
            change.event(event::Kind::ReminderSent, patient, doctor, id).await?;
        }
    }
    if !jobs::finish(app, change.tx(), claimed).await? {
        return Ok(Ended::Lost);
    }
    change.commit().await?;
    Ok(Ended::Done)
}
