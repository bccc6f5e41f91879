//! Several wordings of one course are one step: three reminders for one tablet would treble the dose.

use super::doses::doses;
use super::said::daily;
use super::words::Words;
use crate::GatedStep;
use crate::grammar::Fact;
use crate::lexicon::Time;
use crate::text::Token;

/// What two steps are compared by.
pub struct Told {
    medicines: Vec<String>,
    doses: Vec<(f64, f64)>,
    slots: u8,
    weekdays: Vec<Time>,
}

impl Told {
    /// What a step's words tell apart from others of the same medicine.
    pub fn of(words: &[Words]) -> Self {
        let Some(first) = words.first() else {
            return Self { medicines: Vec::new(), doses: Vec::new(), slots: 0, weekdays: Vec::new() };
        };
        let mut medicines: Vec<String> =
            words.iter().flat_map(Words::medicines).map(|token: &Token| token.word.clone()).collect();
        medicines.sort();
        medicines.dedup();
        let slots = first.facts.iter().fold(0, |all, f| match f.fact {
            Fact::Slot(bits) => all | bits,
            _ => all,
        });
        let is_day = |t: &Time| matches!(t, Time::Weekday(_) | Time::Weekdays(_));
        let weekdays = first.timing.iter().map(|found| found.sense).filter(is_day).collect();
        Self { medicines, doses: doses(&first.tokens, &first.facts), slots, weekdays }
    }

    /// The same medicines, and nothing said of dose, time of day or weekday that differs.
    fn agrees(&self, other: &Self) -> bool {
        !self.medicines.is_empty()
            && self.medicines == other.medicines
            && (self.doses.is_empty() || other.doses.is_empty() || self.doses == other.doses)
            && (self.slots == 0 || other.slots == 0 || self.slots == other.slots)
            && (self.weekdays.is_empty() || other.weekdays.is_empty() || self.weekdays == other.weekdays)
    }
}

/// Whether two steps are one course in two wordings: of the same medicines, with the same numbers, from passages that overlap.
pub fn is_one(a: (&GatedStep, &Told), b: (&GatedStep, &Told)) -> bool {
    let numbers = |s: &GatedStep| {
        let (times, every) = daily(s.times_per_day.map(f64::from), s.every_days);
        // Nothing said is once a day.
        let times = times.or_else(|| every.is_none().then_some(1.0));
        (s.kind, s.starts_after_days, s.duration_days, times, every, s.as_needed, s.review)
    };
    let overlap = match (&a.0.passage, &b.0.passage) {
        (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
        _ => false,
    };
    overlap && numbers(a.0) == numbers(b.0) && a.1.agrees(b.1)
}
