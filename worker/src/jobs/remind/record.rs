//! Records what became of several reminders, each together with the end of its job: all in one transaction.

use super::{Ending, Fate};
use crate::{
    jobs::{Context, Ended},
    mail::{About, Meaning},
};
use aftercare_core::{
    Error, Result,
    audit::{self, Access, Action, Actor},
    domain::{
        reasons,
        reminders::{
            answers,
            outcome::{self, Refused, Sent},
        },
    },
    jobs::{self, Outcome},
};
use aftercare_entity::reminder;
use std::time::Duration;
use uuid::Uuid;

/// As these mails are counted.
pub(super) const KIND: &str = About::Reminder(Uuid::nil()).kind();
/// Pause before recording is tried again; doubles each time.
const PAUSE: Duration = Duration::from_millis(500);
/// The longest pause.
const LONGEST: Duration = Duration::from_secs(5);
/// How often it is tried for all together, and then for each by itself: losing a record would send its mail again.
const TRIES: u32 = 10;
/// From then on each is recorded by itself, so that a bad one does not hold up the others.
const ALONE_AFTER: u32 = 3;

/// Records these; tries again while the database is away.
pub(super) async fn record(context: &Context, endings: &[Ending<'_>]) -> Vec<Ended> {
    let tries = if endings.len() > 1 { ALONE_AFTER } else { TRIES };
    if let Some(ended) = persistently(context, endings, tries).await {
        return ended;
    }
    let mut ended = Vec::with_capacity(endings.len());
    for one in endings.chunks(1) {
        // What cannot be recorded even so is left to the end of its lease.
        let recorded = if endings.len() > 1 { persistently(context, one, TRIES).await } else { None };
        ended.extend(recorded.unwrap_or_else(|| vec![Ended::Lost]));
    }
    ended
}

/// `None`: not within the tries there are. While the database is away, every try is free.
async fn persistently(context: &Context, endings: &[Ending<'_>], tries: u32) -> Option<Vec<Ended>> {
    let (mut pause, mut left, mut waiting) = (PAUSE, tries, None);
    loop {
        match at_once(context, endings).await {
            Ok(ended) => return Some(ended),
            Err(error) => {
                tracing::error!(%error, mails = endings.len(), "mails were not recorded; trying again");
                left -= u32::from(!matches!(error, Error::Unavailable(_)));
            }
        }
        if left == 0 {
            return None;
        }
        waiting.get_or_insert_with(|| context.unrecorded());
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST);
    }
}

async fn at_once(context: &Context, endings: &[Ending<'_>]) -> Result<Vec<Ended>> {
    let app = &context.app;
    let mut change = app.begin().await?;
    let ends =
        |ending: &&Ending<'_>| matches!(ending.fate, Fate::Untouched | Fate::Sent(_) | Fate::Skipped(_));
    let finished = endings.iter().filter(ends).map(|ending| ending.claimed);
    let mine = jobs::finish_all(app, change.tx(), finished).await?;
    let (mut sent, mut skipped, mut failed, mut waits) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut refused, mut unanswered, mut handed_over) = (Vec::new(), Vec::new(), Vec::new());
    let mut ended = Vec::with_capacity(endings.len());
    let mut answered = Vec::new();
    for Ending { claimed, waiting, fate, answer } in endings {
        let reminder = waiting.map(|waiting| &waiting.reminder);
        ended.push(match (fate, reminder) {
            (Fate::Failed(how), _) => match jobs::settle(app, change.tx(), claimed, how).await? {
                None => Ended::Lost,
                Some(dead) => {
                    let id = claimed.job.subject_id.unwrap_or_default();
                    if dead {
                        failed.push((id, how.code()));
                    } else {
                        waits.push((id, how.code(), !matches!(how, Outcome::Park { .. })));
                    }
                    if dead { Ended::Dead } else { Ended::Waits }
                }
            },
            (Fate::NotAccepted { how, meaning }, Some(reminder)) => {
                match jobs::settle(app, change.tx(), claimed, how).await? {
                    None => Ended::Lost,
                    Some(dead) => {
                        if *meaning == Meaning::Address {
                            refused.push(Refused { patient: reminder.patient_id, day: reminder.day });
                        }
                        match meaning {
                            Meaning::Unanswered => {
                                // It may have arrived.
                                handed_over.push(mail(reminder).with_detail(reasons::MAIL_UNANSWERED));
                                unanswered.push((reminder.id, dead));
                            }
                            _ if dead => failed.push((reminder.id, how.code())),
                            _ => waits.push((reminder.id, how.code(), true)),
                        }
                        if dead { Ended::Dead } else { Ended::Waits }
                    }
                }
            }
            _ if !mine.contains(&claimed.job.id) => Ended::Lost,
            (Fate::Sent(steps), Some(reminder)) => {
                handed_over.push(mail(reminder));
                sent.push(Sent { reminder, steps: steps.clone() });
                Ended::Done
            }
            (Fate::Skipped(reason), Some(reminder)) => {
                skipped.push((reminder.id, *reason));
                Ended::Done
            }
            _ => Ended::Done,
        });
        // One that was lost is somebody else's, or its patient was erased meanwhile.
        if ended.last() != Some(&Ended::Lost) {
            answered.extend(answer.clone());
        }
    }
    audit::record(app, change.tx(), handed_over).await?;
    outcome::sent(&mut change, &sent).await?;
    outcome::skipped(&change, &skipped).await?;
    outcome::failed(&change, &failed).await?;
    outcome::waits(&change, &waits).await?;
    outcome::unanswered(&change, &unanswered).await?;
    outcome::addresses_refused(&mut change, &refused).await?;
    answers::record(&change, answered).await?;
    change.commit().await?;
    count(context, endings, &ended);
    Ok(ended)
}

/// Counts what became of the mails, once it is stored.
fn count(context: &Context, endings: &[Ending<'_>], ended: &[Ended]) {
    let work = context.app.metrics().work();
    for (Ending { fate, .. }, ended) in endings.iter().zip(ended) {
        match (fate, ended) {
            (_, Ended::Lost) | (Fate::Untouched | Fate::Lost, _) => {}
            (Fate::Sent(_), _) => work.mail(KIND, "sent", None),
            (Fate::Skipped(reason), _) => work.mail(KIND, "skipped", Some(reason)),
            (Fate::Failed(how) | Fate::NotAccepted { how, .. }, ended) => {
                let outcome = if *ended == Ended::Dead { "failed" } else { "waits" };
                work.mail(KIND, outcome, Some(how.code()));
            }
        }
    }
}

/// That the reminder's mail left the hospital, for the access log.
fn mail(reminder: &reminder::Model) -> Access {
    Access::new(Actor::WORKER, Action::Mail, Some(reminder.patient_id), [reminder.id])
}
