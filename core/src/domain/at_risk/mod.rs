//! Falling behind: a patient has missed several days in a row, and their doctor is to know.
//!
//! Days missed are counted as everywhere else ([`super::schedule::Adherence::days_missed`]): the days, up to yesterday, since the
//! oldest step that is due and not checked in. When they are as many as the hospital has decided, the day's sweep opens an
//! **episode** ([`notice`]), and one event tells of it. Whether any mail reaches the patient does not matter.
//!
//! An episode ends with a check-in, when the doctor resolves it, or when nothing of what was missed is due any more because the
//! plan was changed. After a check-in or a resolution as many days have to be missed again before another one is opened: a
//! patient who checks in one step of two is not a new alarm every morning. A check-in that is taken back takes the end back.
//!
//! An episode whose missed steps are no longer due is over from then on for everybody who looks ([`is_over`]); its row is ended by
//! the next sweep. A suspended or closed account has no episode.

mod ending;
pub mod mails;
mod noticing;

pub(crate) use ending::{checked_in, end_open, undone};
pub use ending::{resolve, snooze};
pub(crate) use noticing::notice;

use aftercare_entity::at_risk_episode;
use chrono::NaiveDate;

/// For how many days a doctor may snooze an episode at most.
pub const LONGEST_SNOOZE: u64 = 90;

/// Whether nothing of what was missed when the episode was opened is due any more, where `since` is the day from which the oldest
/// step that is due now has been due.
pub(crate) fn is_over(episode: &at_risk_episode::Model, since: Option<NaiveDate>) -> bool {
    since.is_none_or(|since| since >= episode.noticed_on)
}
