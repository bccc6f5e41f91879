//! Reading a length or a frequency out of a few words, as models write them ("2 weeks", "twice daily").

use chrono::NaiveDate;

/// How often a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Frequency {
    /// Times on a day it is due.
    pub times_per_day: Option<u32>,
    /// Days from one due day to the next.
    pub every_days: Option<f64>,
    /// Only if needed.
    pub as_needed: bool,
}

/// Reads a length in days ("seven days", "2 weeks", "5-7 days" = 7, "10"); `None` when it says none.
pub fn duration_days(_words: &str, _day: NaiveDate) -> Option<u32> {
    None
}

/// Reads a frequency ("bid", "every 8 hours", "once weekly").
pub fn frequency(_words: &str) -> Frequency {
    Frequency::default()
}
