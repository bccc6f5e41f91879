//! When the queue of mails has to rest, and for how long a single mail waits. Pure: told of each mail's fate and of the time.
//!
//! - A server that is away says nothing about one mail: all rest for half a minute.
//! - Wrong settings meet every mail alike: all rest, and one mail a minute is tried, until one is accepted.
//! - A refusal of one recipient that sounds like wrong settings ("relay denied") may be one server's odd word for one
//!   address. So it rests the queue only when several came in a row with nothing accepted between; until then that mail alone
//!   waits. The same holds for a bare 550 without an enhanced code, and for ten addresses in a row that are said not to exist: in a row
//!   it is hardly about so many addresses.

use aftercare_core::domain::reasons;
use chrono::{DateTime, Duration, Utc};

use super::{
    error::{Cause, Failure, Reply, SendError},
    verdict::{Meaning, Verdict},
};

/// How long mails rest when the mail server is away.
const AWAY: Duration = Duration::seconds(30);
/// How long they rest when nobody but an operator can help.
const MISCONFIGURED: Duration = Duration::seconds(60);
/// So many mails refused in a row are not about their recipients.
const IN_A_ROW: u32 = 3;
/// Nor are so many addresses in a row that are said not to exist: the server has lost its list.
const ADDRESSES_IN_A_ROW: u32 = 10;
/// No rest is longer; one that seems to be was begun by a clock that was ahead.
const LONGEST: Duration = Duration::minutes(2);

/// What the last mails say about the mail server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MailHealth {
    /// Refusals since a mail was accepted that may be about the settings.
    suspicious: u32,
    /// Addresses refused since a mail was accepted.
    addresses: u32,
    rest: Option<Resting>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Resting {
    until: DateTime<Utc>,
    /// Only an accepted mail ends it; an answer to another one is not enough.
    misconfigured: bool,
}

/// What a refusal means for the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Nothing: it is about this mail alone, and the verdict on it holds.
    No,
    /// No mail is to be tried before `until`. This mail waits too and does not fail, whatever the verdict on it.
    Until {
        /// When the next one may be tried.
        until: DateTime<Utc>,
        /// Why, one of [`reasons`].
        reason: &'static str,
    },
}

/// How many mails may be tried now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowance {
    /// As many as there are places.
    All,
    /// One, to see whether the server takes mails again.
    One,
    /// None before then.
    None(DateTime<Utc>),
}

impl MailHealth {
    /// How many mails may be tried at `now`.
    pub fn allows(&self, now: DateTime<Utc>) -> Allowance {
        match self.rest {
            None => Allowance::All,
            Some(rest) if now < rest.until && rest.until <= now + LONGEST => Allowance::None(rest.until),
            Some(_) => Allowance::One,
        }
    }

    /// The server took a mail: all is well.
    pub fn accepted(&mut self) {
        *self = Self::default();
    }

    /// A mail was not accepted.
    pub fn refused(&mut self, error: &SendError, now: DateTime<Utc>) -> Rest {
        let Verdict { meaning, reason, .. } = error.verdict();
        match meaning {
            Meaning::Configuration if error.concerns_all() => self.misconfigured(now, reason),
            Meaning::Later if error.concerns_all() => self.rest(now + AWAY, false, reason),
            Meaning::Configuration => self.suspect(now, reason),
            Meaning::Address | Meaning::Mail if is_bare(error) => {
                self.suspect(now, reasons::MAIL_RELAY_DENIED)
            }
            Meaning::Address => {
                self.addresses = self.addresses.saturating_add(1);
                if self.addresses >= ADDRESSES_IN_A_ROW {
                    self.misconfigured(now, reasons::MAIL_RELAY_DENIED)
                } else {
                    self.talked()
                }
            }
            _ => self.talked(),
        }
    }

    fn suspect(&mut self, now: DateTime<Utc>, reason: &'static str) -> Rest {
        self.suspicious = self.suspicious.saturating_add(1);
        if self.suspicious >= IN_A_ROW { self.misconfigured(now, reason) } else { self.talked() }
    }

    fn misconfigured(&mut self, now: DateTime<Utc>, reason: &'static str) -> Rest {
        self.rest(now + MISCONFIGURED, true, reason)
    }

    /// The server is there and says something about one mail.
    fn talked(&mut self) -> Rest {
        self.rest = self.rest.filter(|rest| rest.misconfigured);
        Rest::No
    }

    fn rest(&mut self, until: DateTime<Utc>, misconfigured: bool, reason: &'static str) -> Rest {
        let before = self.rest.is_some_and(|rest| rest.misconfigured);
        self.rest = Some(Resting { until, misconfigured: misconfigured || before });
        Rest::Until { until, reason }
    }
}

/// The server refused the mail and gave no enhanced code.
fn is_bare(error: &SendError) -> bool {
    matches!(error.failure(), Failure { cause: Cause::Reply(Reply { enhanced: None, .. }), .. })
}

/// How long a mail waits that the server did not take: a quarter of the reminder's age, from one minute to thirty.
/// Greylisting servers want some minutes, and an outage of hours is over at last.
pub fn pause(age: Duration) -> Duration {
    (age / 4).clamp(Duration::minutes(1), Duration::minutes(30))
}

#[cfg(test)]
#[path = "health_tests.rs"]
mod tests;
