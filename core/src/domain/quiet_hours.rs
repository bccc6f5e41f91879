//! The hours of the local day in which nobody is mailed, whoever asks and however late a mail is.
//!
//! They are what a clock on the patient's wall shows, so they begin and end right on daylight-saving days too. They may go over
//! midnight. How a mail waits for their end is the business of the sweep and of the mail's job.

use super::hospital::minutes_to_time;
use crate::clock::local_instant;
use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use std::{fmt, str::FromStr};

/// From one local time until another, which may be on the next day; or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours(Option<(NaiveTime, NaiveTime)>);

/// Whether a patient may be mailed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quiet {
    /// The patient may.
    No,
    /// Not before this instant, which is on the same local day.
    UntilLaterToday(DateTime<Utc>),
    /// Not on this local day any more.
    ForTheDay,
}

impl QuietHours {
    /// No quiet hours.
    pub const NONE: Self = Self(None);

    /// From one time to another; `None` when they are the same.
    pub fn new(from: NaiveTime, until: NaiveTime) -> Option<Self> {
        (from != until).then_some(Self(Some((from, until))))
    }

    /// As a row holds them, in minutes after midnight: two that are the same mean that there are none. `None` when they are not set.
    pub fn of_minutes(from: Option<i32>, until: Option<i32>) -> Option<Self> {
        let (from, until) = (minutes_to_time(from?)?, minutes_to_time(until?)?);
        Some(Self::new(from, until).unwrap_or(Self::NONE))
    }

    /// When they begin and end; `None` when there are none.
    pub const fn bounds(self) -> Option<(NaiveTime, NaiveTime)> {
        self.0
    }

    /// Whether a clock that shows `time` is in them: the first minute is, the last named one is not.
    pub fn contains(self, time: NaiveTime) -> bool {
        match self.0 {
            None => false,
            Some((from, until)) if from < until => from <= time && time < until,
            Some((from, until)) => from <= time || time < until,
        }
    }

    /// Whether it is quiet in `zone` at `now`, and until when.
    pub fn at(self, zone: Tz, now: DateTime<Utc>) -> Quiet {
        let wall = now.with_timezone(&zone).naive_local();
        match self.0 {
            Some((_, until)) if self.contains(wall.time()) => {
                if until <= wall.time() {
                    return Quiet::ForTheDay;
                }
                // Where clocks go back, the end may come twice: it is the one that is still to come.
                let first = local_instant(zone, wall.date(), until);
                let second = zone.from_local_datetime(&wall.date().and_time(until)).latest();
                let end = if first > now { first } else { second.map_or(first, |at| at.with_timezone(&Utc)) };
                Quiet::UntilLaterToday(end)
            }
            _ => Quiet::No,
        }
    }
}

/// As the setting is written: `21:00-06:00`, or `none`.
impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("none"),
            Some((from, until)) => write!(f, "{}-{}", from.format("%H:%M"), until.format("%H:%M")),
        }
    }
}

impl FromStr for QuietHours {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim() == "none" {
            return Ok(Self::NONE);
        }
        let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
        match text.split_once('-').map(|(from, until)| (time(from), time(until))) {
            Some((Some(from), Some(until))) if from == until => {
                Err("they begin when they end; write `none` for no quiet hours".to_owned())
            }
            Some((Some(from), Some(until))) => Ok(Self(Some((from, until)))),
            _ => Err("write them as HH:MM-HH:MM, such as 21:00-06:00, or `none`".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{Europe::Berlin, UTC};

    fn at(hours: &str, zone: Tz, now: &str) -> Quiet {
        hours.parse::<QuietHours>().unwrap().at(zone, now.parse().unwrap())
    }

    fn until(instant: &str) -> Quiet {
        Quiet::UntilLaterToday(instant.parse().unwrap())
    }

    #[test]
    fn the_evening_is_quiet_for_the_day_and_the_morning_until_its_end() {
        for (now, quiet) in [
            ("2026-03-02T20:59:59Z", Quiet::No),
            ("2026-03-02T21:00:00Z", Quiet::ForTheDay),
            ("2026-03-02T23:59:59Z", Quiet::ForTheDay),
            ("2026-03-03T00:00:00Z", until("2026-03-03T06:00:00Z")),
            ("2026-03-03T05:59:59Z", until("2026-03-03T06:00:00Z")),
            ("2026-03-03T06:00:00Z", Quiet::No),
        ] {
            assert_eq!(at("21:00-06:00", UTC, now), quiet, "{now}");
        }
    }

    #[test]
    fn they_need_not_go_over_midnight_and_may_end_at_it() {
        assert_eq!(at("13:00-15:00", UTC, "2026-03-02T14:00:00Z"), until("2026-03-02T15:00:00Z"));
        assert_eq!(at("13:00-15:00", UTC, "2026-03-02T15:00:00Z"), Quiet::No);
        assert_eq!(at("20:00-00:00", UTC, "2026-03-02T23:00:00Z"), Quiet::ForTheDay);
        assert_eq!(at("20:00-00:00", UTC, "2026-03-02T00:00:00Z"), Quiet::No);
        assert_eq!(at("none", UTC, "2026-03-02T23:00:00Z"), Quiet::No);
    }

    #[test]
    fn they_end_by_the_clock_on_the_wall_on_days_when_clocks_change() {
        // Six in summer time is 04:00 UTC.
        assert_eq!(at("21:00-06:00", Berlin, "2026-03-29T03:59:59Z"), until("2026-03-29T04:00:00Z"));
        assert_eq!(at("21:00-06:00", Berlin, "2026-03-29T04:00:00Z"), Quiet::No);
        // 02:30 does not exist on that day: it is over with the gap.
        assert_eq!(at("21:00-02:30", Berlin, "2026-03-29T00:30:00Z"), until("2026-03-29T01:00:00Z"));
        assert_eq!(at("21:00-02:30", Berlin, "2026-03-29T01:00:00Z"), Quiet::No);
        // 02:15 comes twice in autumn, and so does 02:30.
        assert_eq!(at("21:00-02:30", Berlin, "2026-10-25T00:15:00Z"), until("2026-10-25T00:30:00Z"));
        assert_eq!(at("21:00-02:30", Berlin, "2026-10-25T01:15:00Z"), until("2026-10-25T01:30:00Z"));
    }

    #[test]
    fn what_cannot_be_read_is_refused_and_what_can_prints_as_it_was_written() {
        for text in ["21:00-06:00", "13:30-15:00", "none"] {
            assert_eq!(text.parse::<QuietHours>().unwrap().to_string(), text);
        }
        for text in ["", "21-6", "21:00", "21:00-25:00", "06:00-06:00"] {
            assert!(text.parse::<QuietHours>().is_err(), "{text}");
        }
    }
}
