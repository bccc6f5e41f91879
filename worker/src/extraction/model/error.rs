//! What a failed extraction means for its job: try again, wait, or give up.

use super::Reason;
use chrono::{DateTime, Utc};
use std::time::Duration;

/// A failed extraction, as its job has to see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.reason())]
pub enum ModelError {
    /// Try again; this attempt counts.
    Retry {
        /// Why it failed.
        reason: Reason,
        /// The pause the service asked for; `None`: the usual backoff.
        after: Option<Duration>,
    },
    /// Try again then; this attempt does not count, because it says nothing about this note.
    Park {
        /// Why it failed.
        reason: Reason,
        /// Not before.
        until: DateTime<Utc>,
    },
    /// Trying again cannot help.
    GiveUp {
        /// Why it failed.
        reason: Reason,
    },
}

impl ModelError {
    pub(super) const fn retry(reason: Reason) -> Self {
        Self::Retry { reason, after: None }
    }

    pub(super) const fn give_up(reason: Reason) -> Self {
        Self::GiveUp { reason }
    }

    /// Why it failed.
    pub const fn reason(&self) -> Reason {
        match self {
            Self::Retry { reason, .. } | Self::Park { reason, .. } | Self::GiveUp { reason } => *reason,
        }
    }

    /// The same failure, seen by a job that may wait until `deadline` and no longer: what would park it beyond is
    /// given up, so that an outage without end does not leave a note waiting without end.
    #[must_use]
    pub fn within(self, deadline: DateTime<Utc>) -> Self {
        match self {
            Self::Park { reason, until } if until > deadline => Self::give_up(reason),
            other => other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ModelError, Reason};
    use chrono::{DateTime, Utc};
    use std::time::Duration;

    #[test]
    fn nobody_waits_beyond_the_deadline() {
        let until: DateTime<Utc> = "2026-11-24T10:00:00Z".parse().expect("a time");
        let parked = ModelError::Park { reason: Reason::Outage, until };
        assert_eq!(parked.within(until), parked);
        assert_eq!(parked.within(until - Duration::from_secs(1)), ModelError::give_up(Reason::Outage));
    }

    #[test]
    fn it_prints_its_code_and_nothing_else() {
        assert_eq!(ModelError::give_up(Reason::BadKey).to_string(), "MODEL_BAD_KEY");
    }
}
