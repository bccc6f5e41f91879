//! The facts of one step put together.

use super::unread::LONGEST;
use super::{At, Fact};
use chrono::{NaiveTime, Timelike, WeekdaySet};

/// Times of the clock of one step at most.
const MOST_CLOCKS: usize = 12;

/// Morning, noon and evening, a bit each.
const MEALTIMES: u8 = 0b0_1011;

/// The part of a day that people are awake.
const WAKING: f64 = 2.0 / 3.0;

/// What a step's words say about time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Reading {
    /// Times a day.
    pub times: Option<f64>,
    /// Days from one to the next.
    pub every: Option<f64>,
    /// Days, shortest and longest.
    pub length: Option<(f64, f64)>,
    /// The length stands behind "for".
    pub sure_length: bool,
    /// If needed.
    pub prn: bool,
    /// There is a condition.
    pub condition: bool,
    /// One time only.
    pub once: bool,
    /// Days from the note's day.
    pub date: Option<i64>,
    /// Perhaps a date.
    pub maybe_date: Option<i64>,
    /// Said to have no end.
    pub ongoing: bool,
    /// First day (1 = the note's day) and days of a numbered phase.
    pub phase: Option<(f64, f64)>,
    /// A dose is named.
    pub dose: bool,
    /// The frequency is only a maximum.
    pub at_most: bool,
    /// The days of the week that are named; empty = none.
    pub weekdays: WeekdaySet,
    /// Days on and days off.
    pub cycle: Option<(f64, f64)>,
    /// The times of the clock, as they stand.
    pub clocks: Clocks,
    /// There are words of a length or an end that could not be read.
    pub unread: bool,
    /// There are words of a rhythm whose days could not be read.
    pub unread_rhythm: bool,
}

/// The times of the clock that a step names, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Clocks {
    /// Seconds from midnight, at most [`MOST_CLOCKS`] of them.
    times: [Option<u32>; MOST_CLOCKS],
}

impl Clocks {
    fn add(&mut self, time: NaiveTime) {
        let time = Some(time.num_seconds_from_midnight());
        if !self.times.contains(&time)
            && let Some(free) = self.times.iter_mut().find(|t| t.is_none())
        {
            *free = time;
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.times.iter().flatten().count()
    }

    /// The same number as a frequency is counted.
    pub fn times(&self) -> f64 {
        f64::from(u8::try_from(self.count()).unwrap_or(u8::MAX))
    }

    /// The times of a day, ascending.
    pub fn sorted(&self) -> Vec<NaiveTime> {
        let time = |seconds: &u32| NaiveTime::from_num_seconds_from_midnight_opt(*seconds, 0);
        let mut times: Vec<NaiveTime> = self.times.iter().flatten().filter_map(time).collect();
        times.sort_unstable();
        times
    }
}

impl Reading {
    /// Puts together what the facts between two tokens say.
    pub fn of(facts: &[At], from: usize, to: usize) -> Self {
        let mut reading = Self::default();
        let (mut slots, mut meals, mut awake, mut maximum) = (0_u8, false, false, None);
        let (mut often_to, mut amounts) = (usize::MAX, 0_u8);
        let (mut pieces, mut total, mut repeats) = (None, None, None::<f64>);
        // Facts stand in the order of their tokens.
        let first = facts.partition_point(|f| f.from < from);
        let within = facts.iter().skip(first).take_while(|f| f.from < to).filter(|f| f.to <= to);
        for At { fact, maximum: is_maximum, from, to } in within {
            match *fact {
                Fact::Frequency { times, every, .. } if *is_maximum => {
                    maximum = maximum.or(Some((times, every)));
                }
                Fact::Frequency { times, every, weekdays, .. } => {
                    let further = !reading.weekdays.is_empty()
                        && !weekdays.is_empty()
                        && reading.weekdays.intersection(weekdays).is_empty();
                    if reading.weekdays.is_empty() {
                        reading.weekdays = weekdays;
                    } else if further {
                        // "Mondays 1-0-1; Thursdays 1-0-1"
                        reading.weekdays = reading.weekdays.union(weekdays);
                        reading.every = Some(7.0 / f64::from(reading.weekdays.len()));
                    }
                    // "every day bid": the second says how often on it.
                    let once = reading.times.is_some_and(|n| (n - 1.0).abs() < 0.01);
                    if once && every.is_none() && times.is_some_and(|n| n > 1.5) && often_to == *from {
                        reading.times = times;
                    }
                    often_to = *to;
                    reading.times = reading.times.or(times);
                    reading.every = reading.every.or(every);
                }
                Fact::Slot(bits) => slots |= bits,
                Fact::Meals => meals = true,
                Fact::Length { low, high, sure } => {
                    if reading.length.is_none() || (sure && !reading.sure_length) {
                        reading.length = Some((low, high));
                        reading.sure_length = sure;
                    }
                }
                Fact::Repeats(n) if n > 0.0 => repeats = repeats.or(Some(n)),
                Fact::Phase { start, days } => reading.phase = reading.phase.or(Some((start, days))),
                Fact::Date(days) => reading.date = reading.date.or(Some(days)),
                Fact::MaybeDate(days) => reading.maybe_date = reading.maybe_date.or(Some(days)),
                Fact::Clock(Some(time)) => reading.clocks.add(time),
                Fact::Cycle { on, off } => reading.cycle = reading.cycle.or(Some((on, off))),
                Fact::UnreadRhythm { every } => {
                    reading.every = reading.every.or(every);
                    reading.unread_rhythm = true;
                }
                Fact::UnreadLength => (reading.unread, reading.ongoing) = (true, true),
                Fact::Prn => reading.prn = true,
                Fact::If => reading.condition = true,
                Fact::Once => reading.once = true,
                Fact::Ongoing => reading.ongoing = true,
                Fact::Awake => awake = true,
                Fact::Dose { .. } => reading.dose = true,
                Fact::Pieces(n) => {
                    reading.dose = true;
                    amounts = amounts.saturating_add(1);
                    if n >= 5.0 {
                        total = total.or(Some(n));
                    } else {
                        pieces = pieces.or(Some(n));
                    }
                }
                Fact::Total(n) => total = Some(n),
                Fact::Then | Fact::Repeats(_) | Fact::Clock(None) | Fact::Age => {}
            }
        }
        if reading.times.is_none() && reading.every.is_none() {
            let in_slots = f64::from(slots.count_ones());
            // "With meals, and with snacks": the meals count.
            if meals && slots & MEALTIMES == 0 {
                reading.times = Some(3.0 + f64::from((slots & 16).count_ones()));
            } else if slots > 0 {
                // "8 am, 2 pm and 10 pm": three times, in two halves of a day.
                reading.times = Some(in_slots.max(reading.clocks.times()));
            } else if reading.clocks.count() > 1 {
                reading.times = Some(reading.clocks.times());
            } else if let Some((times, every)) = maximum {
                (reading.times, reading.every, reading.at_most) = (times, every, true);
            }
        }
        // "2 in the morning, 1 once daily at noon and 2 at bedtime"
        let one = reading.times.is_some_and(|n| (n - 1.0).abs() < 0.01) && reading.every.is_none();
        if one && amounts > 1 && slots.count_ones() > 1 {
            reading.times = Some(f64::from(slots.count_ones()));
        }
        // "täglich: 08:00, 14:00, 22:00"
        if reading.clocks.count() > 1 && reading.times.is_some_and(|n| (n - 1.0).abs() < 0.01) {
            reading.times = Some(reading.clocks.times());
        }
        // Every hour or two while awake: not in the eight hours of a night.
        reading.times = reading.times.map(|n| if awake && n >= 12.0 { (n * WAKING).round() } else { n });
        if let Some((on, off)) = reading.cycle {
            // "14 days, 7 days rest, repeat every 21 days": how long the cycle is, and no interval.
            reading.every = reading.every.filter(|days| (days - on - off).abs() > 0.01);
            // The days on are no course; so many cycles are.
            let course = reading.length.filter(|(low, _)| *low >= 2.0 * (on + off));
            reading.length = repeats.map(|n| (n * (on + off), n * (on + off))).or(course);
            reading.sure_length = reading.length.is_some();
            repeats = None;
        }
        // "each evening x 7", "weekly x 6"
        let apart = reading.every.or(reading.times.filter(|n| (n - 1.0).abs() < 0.01));
        if let (None, Some(n), Some(days)) = (reading.length, repeats, apart) {
            reading.length = Some((n * days, n * days));
        }

        reading.unread |= reading.length.is_some_and(|(_, high)| high > LONGEST);
        reading.count_supply(facts, from, to, total, pieces);
        reading
    }

    /// "21 tablets, three a day": the supply tells the length.
    fn count_supply(
        &mut self,
        facts: &[At],
        from: usize,
        to: usize,
        total: Option<f64>,
        pieces: Option<f64>,
    ) {
        let (None, None, Some(times), Some(total)) = (self.length, self.every, self.times, total) else {
            return;
        };
        if self.prn || self.at_most {
            return;
        }
        // "28 capsules of 500 mg": the doses may not be of that size.
        let sized = |f: &At| {
            let size = |g: &At| matches!(g.fact, Fact::Dose { .. }) && g.from > f.to && g.from <= f.to + 1;
            matches!(f.fact, Fact::Pieces(n) if n >= 5.0) && facts.iter().any(size)
        };
        // A dose stands right in front of its frequency ("8 tablets once a day"); a supply stands apart.
        let within = |f: &&At| f.from >= from && f.to <= to;
        let is_dose = |f: &At| {
            let frequency = |g: &At| {
                // "6 tablets each morning"
                let each = g.from == f.to + 1 && matches!(g.fact, Fact::Slot(_));
                each || g.from == f.to
                    && matches!(g.fact, Fact::Frequency { .. } | Fact::Slot(_) | Fact::Date(_))
            };
            matches!(f.fact, Fact::Pieces(n) if n >= 5.0) && facts.iter().any(frequency)
        };
        if facts.iter().filter(within).any(|f| is_dose(f) || sized(f)) {
            return;
        }
        let days = total / (times * pieces.unwrap_or(1.0));
        if days >= 1.5 && days.fract() < 0.01 && days <= 400.0 {
            self.length = Some((days, days));
        }
    }

    /// What lasts as long as `pause`, a length, is not taken: it begins behind it, and has no end.
    pub fn begin_behind(&mut self, pause: Fact) {
        if let Fact::Length { low, .. } = pause {
            #[expect(clippy::cast_possible_truncation, reason = "lengths are short, and the cast saturates")]
            let days = low.ceil() as i64;
            (self.date, self.length, self.sure_length) = (Some(days), None, false);
        }
    }

    /// Whether it says how often.
    pub fn has_frequency(&self) -> bool {
        self.times.is_some() || self.every.is_some()
    }

    /// Whether it says how long, readable or not.
    pub fn has_length(&self) -> bool {
        self.length.is_some() || self.unread
    }

    /// Whether it says anything about time.
    pub fn has_time(&self) -> bool {
        self.has_frequency()
            || self.length.is_some()
            || self.unread
            || self.cycle.is_some()
            || self.unread_rhythm
            || self.prn
            || self.once
            || self.date.is_some()
            || self.phase.is_some()
    }
}
