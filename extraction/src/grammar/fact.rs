//! What the grammar reads out of a few words.

use chrono::{NaiveTime, WeekdaySet};

/// One thing said about time or amount.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fact {
    /// So many times a day, or once in so many days.
    Frequency {
        /// Times on a day.
        times: Option<f64>,
        /// Days from one to the next.
        every: Option<f64>,
        /// The rarer end of a range, in the unit of the other.
        rarer: Option<f64>,
        /// The days of the week that are named; empty = none.
        weekdays: WeekdaySet,
    },
    /// Times of day, a bit each.
    Slot(u8),
    /// With each meal.
    Meals,
    /// For so many days; of a range both ends.
    Length {
        /// The shorter.
        low: f64,
        /// The longer, which counts.
        high: f64,
        /// Behind "for": surely a length.
        sure: bool,
    },
    /// So many times in all ("x12").
    Repeats(f64),
    /// From day `start` (1 = the first) of a plan, for `days`; 0 where only the beginning is said.
    Phase {
        /// The first day of it.
        start: f64,
        /// How many.
        days: f64,
    },
    /// So many days from the note's day.
    Date(i64),
    /// Might be a date, might be anything ("5/6").
    MaybeDate(i64),
    /// A time of the clock; `None` where it is not a time of day ("at 9:70").
    Clock(Option<NaiveTime>),
    /// So many days on, then so many off, and again.
    Cycle {
        /// Days on.
        on: f64,
        /// Days off.
        off: f64,
    },
    /// Words of a length or an end from which none could be read: "for some weeks", "until 31 April", "for" at the end.
    UnreadLength,
    /// Words of a rhythm from which its days could not be read: "except the day of dialysis", "on the first Monday of the month".
    UnreadRhythm {
        /// Days from one to the next, where at least that is said.
        every: Option<f64>,
    },
    /// How old something is, which says nothing of a step ("33 weeks, 4 days").
    Age,
    /// If needed.
    Prn,
    /// A condition.
    If,
    /// One time only.
    Once,
    /// Without end.
    Ongoing,
    /// Only while awake: an hourly step is not done at night.
    Awake,
    /// The next phase begins.
    Then,
    /// A measured dose.
    Dose {
        /// The smaller of a range.
        low: f64,
        /// The larger.
        high: f64,
        /// The token of the unit.
        unit: usize,
    },
    /// A counted dose.
    Pieces(f64),
    /// A counted supply.
    Total(f64),
}

/// A fact and the tokens it was read from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    /// What was read.
    pub fact: Fact,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
    /// "Up to", "at most".
    pub maximum: bool,
}
