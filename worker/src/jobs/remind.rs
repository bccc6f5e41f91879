//! Sends reminders, a group at a time: to each patient what is due on its day, once.
//!
//! What is due is read when the mails are about to leave, not when the reminders were made: who has checked in meanwhile gets
//! no mail. A group is loaded by a fixed number of statements, each mail is sent for itself, and what became of those that
//! have ended is recorded together. So a crash repeats no more than the mails that were on their way, each under its own
//! Message-ID.
//!
//! A reminder is sent on its day alone, which is the patient's local day: one whose day is over is skipped, and one whose day
//! has not begun (the patient moved) waits for that morning.
//!
//! None is sent in the patient's quiet hours: before the morning's end of them the mail waits, and in the evening its day is
//! given up; the next morning's mail lists what is still due.
//!
//! Only a mail or an address that the server refuses for good fails. Everything else waits, with growing pauses, until the
//! day is over; and while the server is away or the settings are wrong, all mails wait (see [`crate::mail::MailHealth`]).

mod answer;
mod fate;
mod record;

use self::{fate::Fate, record::record};
use super::{Context, Ended};
use crate::mail::{About, DueStep, Mail, Often, ReminderMail};
use aftercare_core::{
    Error, Result,
    domain::{
        mail_links,
        reminders::{Waiting, answers::Answer},
        schedule,
    },
    jobs::Claimed,
    keyring::Unreadable,
    reader::Reader,
};
use aftercare_entity::step;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};
use tokio::task::JoinSet;
use tracing::Instrument;
use uuid::Uuid;

/// A job of the group and what became of it.
struct Ending<'g> {
    claimed: &'g Claimed,
    waiting: Option<&'g Waiting>,
    fate: Fate,
    /// What the mail server answered; `None`: it was not asked.
    answer: Option<Answer>,
}

/// Does a group of mails; answers how each ended. `left` counts those that have not: a mail that hangs keeps no place but its
/// own.
pub(super) async fn run(context: &Arc<Context>, group: &[Claimed], left: &AtomicUsize) -> Result<Vec<Ended>> {
    let loaded = load(context, group).await?;
    let mut sends = JoinSet::new();
    let mut endings = Vec::new();
    for (n, claimed) in group.iter().enumerate() {
        let waiting = match loaded.get(&subject(claimed)) {
            Some(Ok(waiting)) => Some(waiting),
            Some(Err(error)) => {
                tracing::error!(%error, job = %claimed.job.id, reminder = %subject(claimed), "a reminder could not be read");
                None
            }
            None => None,
        };
        let fate = match waiting {
            None => Some(Fate::fault()),
            Some(waiting) => Fate::before_sending(&context.app, claimed, waiting),
        };
        match (fate, waiting) {
            (None, Some(waiting)) => {
                let (context, claimed, waiting) = (Arc::clone(context), claimed.clone(), waiting.clone());
                let span = super::span(&claimed);
                sends.spawn(
                    async move {
                        let (fate, answer) = send(&context, &claimed, &waiting).await;
                        (n, fate, answer)
                    }
                    .instrument(span),
                );
            }
            (fate, waiting) => {
                let fate = fate.unwrap_or_else(Fate::fault);
                endings.push(Ending { claimed, waiting, fate, answer: None });
            }
        }
    }
    let mut ended = Vec::new();
    loop {
        if !endings.is_empty() {
            ended.extend(record(context, &endings).await);
            left.fetch_sub(endings.len(), Ordering::AcqRel);
            endings.clear();
        }
        let Some(first) = sends.join_next().await else { return Ok(ended) };
        let mut next = Some(first);
        while let Some(sent) = next {
            // A send that panicked leaves its job to the end of its lease.
            if let Ok((n, fate, answer)) = sent {
                let claimed = &group[n];
                let waiting = loaded.get(&subject(claimed)).and_then(|loaded| loaded.as_ref().ok());
                endings.push(Ending { claimed, waiting, fate, answer });
            }
            next = sends.try_join_next();
        }
    }
}

fn subject(claimed: &Claimed) -> Uuid {
    claimed.job.subject_id.unwrap_or_default()
}

/// The reminders of the group. What cannot be read of one is a fault of its own mail alone.
async fn load(context: &Context, group: &[Claimed]) -> Result<HashMap<Uuid, Result<Waiting>>> {
    let reader = Reader::worker_unscoped(&context.app);
    let ids: Vec<_> = group.iter().map(subject).collect();
    match reader.waiting(&ids).await {
        Ok(loaded) => Ok(loaded.into_iter().map(|(id, waiting)| (id, Ok(waiting))).collect()),
        Err(error) if group.len() > 1 && !matches!(error, Error::Unavailable(_)) => {
            let mut loaded = HashMap::new();
            for id in ids {
                match reader.waiting(&[id]).await {
                    Ok(one) => loaded.extend(one.into_iter().map(|(id, waiting)| (id, Ok(waiting)))),
                    Err(error) => drop(loaded.insert(id, Err(error))),
                }
            }
            Ok(loaded)
        }
        Err(error) => Err(error),
    }
}

/// What becomes of a mail that is to be sent, and what the mail server answered, if it was asked.
async fn send(context: &Context, claimed: &Claimed, waiting: &Waiting) -> (Fate, Option<Answer>) {
    let app = &context.app;
    let mail = match compose(context, waiting) {
        Ok(mail) => mail,
        Err(error) => {
            tracing::error!(%error, reminder = %waiting.reminder.id, "the mail of a reminder could not be written");
            return (Fate::fault(), None);
        }
    };
    let Ok(_leaves) = context.leaving.acquire().await else { return (Fate::Lost, None) };
    // It may have waited for long. This process may have stood still meanwhile, and then somebody else sends it; and the
    // patient's day or the hours for mails may be over.
    if !claimed.is_held(app.now()) {
        return (Fate::Lost, None);
    }
    if let Some(fate) = Fate::before_sending(app, claimed, waiting) {
        return (fate, None);
    }
    let patient = waiting.patient.id;
    let sending = tracing::error_span!("mail", reminder = %waiting.reminder.id, %patient);
    let began = Instant::now();
    let sent = context.mailer.send(&mail).instrument(sending).await;
    app.metrics().work().mail_took(record::KIND, began.elapsed());
    let answer = answer::to(waiting.reminder.id, app.now(), &sent);
    let fate = match sent {
        Ok(_) => {
            context.mail_health().accepted();
            Fate::Sent(named(waiting).map(|(row, _)| row.id).collect())
        }
        Err(error) => {
            error.log(About::Reminder(waiting.reminder.id));
            Fate::of_error(context, claimed, waiting, &error)
        }
    };
    (fate, Some(answer))
}

/// The steps that the mail names: those that open.
fn named(waiting: &Waiting) -> impl Iterator<Item = (&step::Model, &str)> {
    waiting.due.iter().filter_map(|step| Some((&step.row, step.description.as_ref().ok()?.as_str())))
}

fn compose(context: &Context, waiting: &Waiting) -> Result<Mail> {
    let unsigned = |n: Option<i32>| n.and_then(|n| u32::try_from(n).ok());
    let steps = named(waiting).map(|(row, description)| DueStep {
        description: description.to_owned(),
        often: Often {
            times_per_day: unsigned(row.times_per_day),
            times_of_day: schedule::times_of_day(row),
            every_days: row.interval_days,
            weekdays: schedule::weekdays_of(row),
            cycle: schedule::cycle_of(row),
        },
        remaining: unsigned(row.remaining),
    });
    waiting.unreadable().for_each(Unreadable::log);
    let hospital = context.app.hospital();
    let (patient, day) = (&waiting.patient, waiting.reminder.day);
    let paths = mail_links::paths(context.app.keyring(), patient.id, day)?;
    let link = |path: &str| {
        let base = context.settings.link_base.as_deref();
        base.map(|base| format!("{}{path}", base.trim_end_matches('/')))
    };
    let unsubscribe = link(&paths.unsubscribe);
    let content = ReminderMail {
        language: hospital.language_of(patient),
        detail: hospital.mail_detail_of(patient),
        check_in_url: link(&paths.check_in),
        unsubscribe_url: unsubscribe.clone(),
        replies: context.mailer.takes_replies(),
        patient_name: &waiting.patient.name,
        doctor_name: waiting.doctor.as_deref(),
        day: waiting.reminder.day,
        steps: steps.collect(),
        unnamed: waiting.unreadable().count(),
        public_url: context.settings.public_url.as_deref(),
    };
    let content = content.render().map_err(|_| Error::Internal("a mail template failed"))?;
    Ok(Mail {
        to: waiting.patient.email.clone(),
        subject: content.subject,
        text: content.text,
        html: content.html,
        message_id: waiting.reminder.message_id.clone(),
        date: context.app.now(),
        language: hospital.language_of(patient),
        unsubscribe,
    })
}
