//! What becomes of one reminder.

use crate::{
    jobs::Context,
    mail::{SendError, Stage},
};
use aftercare_core::{
    App,
    domain::{
        quiet_hours::Quiet,
        reasons,
        reminders::{self, Waiting},
    },
    jobs::{Claimed, Outcome},
};
use aftercare_entity::{reminder::State, user::Status};
use chrono::Duration;
use std::cmp::Ordering;
use uuid::Uuid;

/// How long mails rest when the mail server is away.
const AWAY: Duration = Duration::seconds(30);
/// How long they rest when nobody but an operator can help.
const MISCONFIGURED: Duration = Duration::minutes(5);
/// Pause before the second attempt at a mail that the server did not take; doubles each time, which is two hours in all.
/// Greylisting servers want some minutes.
const DEFERRED: Duration = Duration::minutes(1);

/// What becomes of one reminder.
#[derive(Debug, Clone)]
pub(super) enum Fate {
    /// It was no longer waiting.
    Untouched,
    /// The mail server has it; these steps were listed.
    Sent(Vec<Uuid>),
    /// No mail is needed, or none may be sent, for this reason.
    Skipped(&'static str),
    /// It was not accepted, or cannot be sent yet: so its job goes on.
    Failed(Outcome),
    /// Somebody else has its job.
    Lost,
}

impl Fate {
    /// A fault of ours: worth another attempt.
    pub(super) const fn fault() -> Self {
        Self::Failed(Outcome::Retry { code: reasons::INTERNAL, after: None })
    }

    /// What becomes of it without a mail; `None`: it is to be sent.
    pub(super) fn before_sending(app: &App, waiting: &Waiting) -> Option<Self> {
        let Waiting { reminder, patient, due, .. } = waiting;
        // A failed one is here because an operator wants it tried again.
        if !matches!(reminder.state, State::Pending | State::Failed) {
            return Some(Self::Untouched);
        }
        if patient.status != Status::Active {
            return Some(Self::Skipped(reasons::ACCOUNT_CLOSED));
        }
        match reminder.day.cmp(&app.hospital().day_of(patient, app.now())) {
            Ordering::Less => return Some(Self::Skipped(reasons::DAY_OVER)),
            Ordering::Equal => {}
            // The patient has moved to where the day comes later.
            Ordering::Greater => {
                let until = reminders::sweep_time(app, app.hospital().zone_of(patient), reminder.day);
                return Some(Self::Failed(Outcome::Park { code: reasons::DAY_NOT_BEGUN, until }));
            }
        }
        if due.is_empty() {
            return Some(Self::Skipped(reasons::NOTHING_DUE));
        }
        match app.hospital().quiet(app.hospital().zone_of(patient), app.now()) {
            Quiet::No => None,
            Quiet::UntilLaterToday(until) => {
                Some(Self::Failed(Outcome::Park { code: reasons::QUIET_HOURS_NOT_OVER, until }))
            }
            Quiet::ForTheDay => Some(Self::Skipped(reasons::QUIET_HOURS)),
        }
    }

    /// What becomes of a mail that was not accepted.
    pub(super) fn of_error(context: &Context, claimed: &Claimed, error: &SendError) -> Self {
        let rest = |code, pause| {
            let until = context.app.now() + pause;
            context.rest_mail(until);
            Outcome::Park { code, until }
        };
        Self::Failed(match error {
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
        })
    }
}
