//! What becomes of one reminder.

use crate::{
    jobs::Context,
    mail::{Meaning, Rest, SendError, Verdict, pause},
};
use aftercare_core::{
    App,
    domain::{
        quiet_hours::Quiet,
        reasons,
        reminders::{Slot, Waiting, outcome},
    },
    jobs::{Claimed, Outcome},
    keyring::SealError,
};
use aftercare_entity::{reminder::State, user::Status};
use std::cmp::Ordering;
use uuid::Uuid;

/// What becomes of one reminder.
#[derive(Debug, Clone)]
pub(super) enum Fate {
    /// It was no longer waiting.
    Untouched,
    /// The mail server has it; these steps were listed.
    Sent(Vec<Uuid>),
    /// No mail is needed, or none may be sent, for this reason.
    Skipped(&'static str),
    /// It cannot be sent now: so its job goes on.
    Failed(Outcome),
    /// The mail server said, or left open, what it thinks of this mail: so its job goes on.
    NotAccepted {
        /// How its job goes on.
        how: Outcome,
        /// What the server said.
        meaning: Meaning,
    },
    /// Somebody else has its job.
    Lost,
}

impl Fate {
    /// A fault of ours: worth another attempt.
    pub(super) const fn fault() -> Self {
        Self::Failed(Outcome::Retry { code: reasons::INTERNAL, after: None })
    }

    /// What becomes of it without a mail; `None`: it is to be sent.
    pub(super) fn before_sending(app: &App, claimed: &Claimed, waiting: &Waiting) -> Option<Self> {
        let Waiting { reminder, patient, due, .. } = waiting;
        // A failed one is here because an operator wants it tried again.
        if !matches!(reminder.state, State::Pending | State::Failed) {
            return Some(Self::Untouched);
        }
        if patient.status != Status::Active {
            return Some(Self::Skipped(reasons::ACCOUNT_CLOSED));
        }
        if patient.unconfirmed_since.is_some() {
            return Some(Self::Skipped(reasons::ADDRESS_UNCONFIRMED));
        }
        if patient.reminders_off_since.is_some() {
            return Some(Self::Skipped(reasons::UNSUBSCRIBED));
        }
        match reminder.day.cmp(&app.hospital().day_of(patient, app.now())) {
            Ordering::Less => return Some(Self::Skipped(reasons::DAY_OVER)),
            Ordering::Equal => {}
            // The patient has moved to where the day comes later.
            Ordering::Greater => {
                let until = Slot::of(app.hospital(), patient).on(app, reminder.day);
                return Some(Self::Failed(Outcome::Park { code: reasons::DAY_NOT_BEGUN, until }));
            }
        }
        if due.is_empty() {
            return Some(Self::Skipped(reasons::NOTHING_DUE));
        }
        // Another worker may hold the master key that is missing here. The last attempt goes out without naming the steps.
        let missing = waiting.unreadable().find(|value| matches!(value.why, SealError::MissingMasterKey(_)));
        if let Some(missing) = missing.filter(|_| !claimed.is_last_attempt()) {
            missing.log();
            return Some(Self::fault());
        }
        match app.hospital().quiet_for(patient, app.now()) {
            Quiet::No => {}
            Quiet::UntilLaterToday(until) => {
                return Some(Self::Failed(Outcome::Park { code: reasons::QUIET_HOURS_NOT_OVER, until }));
            }
            Quiet::ForTheDay => return Some(Self::Skipped(reasons::QUIET_HOURS)),
        }
        // It was unanswered once, and the worker that repeated it vanished: it may have been sent twice.
        let may_have_been_repeated = outcome::was_repeated(reminder) && claimed.job.attempts > 1;
        may_have_been_repeated.then_some(Self::NotAccepted {
            how: Outcome::GiveUp { code: reasons::MAIL_UNANSWERED },
            meaning: Meaning::Unanswered,
        })
    }

    /// What becomes of a mail that was not accepted.
    pub(super) fn of_error(
        context: &Context,
        claimed: &Claimed,
        Waiting { reminder, .. }: &Waiting,
        error: &SendError,
    ) -> Self {
        let now = context.app.now();
        let Verdict { meaning, reason: code, .. } = error.verdict();
        if let Rest::Until { until, reason: code } = context.mail_health().refused(error, now) {
            return Self::Failed(Outcome::Park { code, until });
        }
        // Whose worker vanished in mid-sending may have been sent once before.
        let repeated = outcome::was_repeated(reminder) || claimed.job.attempts > 1;
        let how = match meaning {
            Meaning::Address | Meaning::Mail => Outcome::GiveUp { code },
            Meaning::Unanswered if repeated => Outcome::GiveUp { code },
            Meaning::Unanswered | Meaning::Later | Meaning::Configuration => {
                Outcome::Park { code, until: now + pause(now - reminder.created_at) }
            }
        };
        Self::NotAccepted { how, meaning }
    }
}
