//! How the job of a mail goes on that the mail server did not accept, where the mail is about somebody alone: an account, or a
//! doctor's day. Reminders are judged a group at a time (see [`super::remind`]).

use super::Context;
use crate::mail::{Meaning, Rest, SendError, Verdict, pause};
use aftercare_core::{
    domain::reasons,
    jobs::{Claimed, Outcome},
};
use chrono::{DateTime, Utc};

/// So the job goes on; the mail has waited since `since`.
pub(super) fn not_accepted(
    context: &Context,
    claimed: &Claimed,
    since: DateTime<Utc>,
    error: &SendError,
) -> Outcome {
    let now = context.app.now();
    let Verdict { meaning, reason: code, .. } = error.verdict();
    if error.concerns_all()
        && let Rest::Until { until, reason: code } = context.mail_health().refused(error, now)
    {
        return Outcome::Park { code, until };
    }
    let repeated = claimed.job.last_error.as_deref() == Some(reasons::MAIL_UNANSWERED);
    match meaning {
        Meaning::Address | Meaning::Mail => Outcome::GiveUp { code },
        Meaning::Unanswered if repeated => Outcome::GiveUp { code },
        Meaning::Unanswered | Meaning::Later | Meaning::Configuration => {
            Outcome::Park { code, until: now + pause(now - since) }
        }
    }
}
