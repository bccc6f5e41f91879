//! What is said about time, gathered from sentences or from a step.

use super::compare::Case;
use super::own::Own;
use crate::GatedStep;
use crate::grammar::{At, Fact, Reading};
use crate::rules::Sentence;

/// What is said about time: by the step's own clauses of the passage, by all of it, and by the sentences around it. Where
/// the passage holds no clause that is surely the step's, all of it counts as its own.
pub struct Heard {
    pub own: Said,
    pub inside: Said,
    pub outside: Said,
    /// By those of the sentences around that name nothing else.
    pub going_on: Said,
}

impl Heard {
    /// What is said about the step of `case` whose clauses are its `own`.
    pub fn of(case: &Case, own: &Own) -> Self {
        let inside = Said::of(case.sentences(), |s, f| case.is_quoted(s, f));
        let mut said = if own.parts.is_empty() {
            inside.clone()
        } else {
            Said::of(case.sentences(), |s, f| own.holding(s, f).is_some())
        };
        // "then 10 mg daily for 4 weeks": the passage quotes one phase, and whatever that says is the step's.
        said.phases &= own.clauses().count() != 1;
        let around = || case.near.iter().copied();
        let first = case.note.sentences.get(*case.quoted.start()).map_or(0, |s| s.block);
        let goes_on = |s: &&Sentence| s.block == first && s.subjects.is_empty();
        let going_on = around().filter(goes_on).chain(case.sentences());
        Self {
            own: said,
            inside,
            outside: Said::of(around(), |_, _| true),
            going_on: Said::of(going_on, |_, _| true),
        }
    }

    /// Whether a length of `days` is said: in the step's own clauses if they give any, else anywhere near.
    pub fn has_length(&self, days: f64) -> bool {
        if self.own.lengths.is_empty() { self.outside.has_length(days) } else { self.own.has_length(days) }
    }

    /// The same for a frequency.
    pub fn has_frequency(&self, times: Option<f64>, every: Option<f64>) -> bool {
        let said = if self.own.frequencies.is_empty() { &self.outside } else { &self.own };
        said.has_frequency(times, every)
    }
}

/// Everything that is said about time in some words.
#[derive(Clone, Default)]
pub struct Said {
    /// Shortest and longest of each length.
    pub lengths: Vec<(f64, f64)>,
    /// Sentences that are read as having one length.
    pub ends: usize,
    /// Lengths behind "for".
    pub sure_lengths: usize,
    /// (times a day, days between), and the rarer end of a range.
    pub frequencies: Vec<(Option<f64>, Option<f64>, Option<f64>)>,
    /// Frequencies said in words, not by times of day.
    pub stated_frequencies: usize,
    /// Those of them that are rarer than daily.
    pub rare_frequencies: usize,
    pub needed: bool,
    pub conditional: bool,
    pub phases: bool,
    pub open_end: bool,
    /// Today, or once.
    pub today: bool,
}

impl Said {
    /// All that the facts of `sentences` say which count.
    pub fn of<'s>(
        sentences: impl Iterator<Item = &'s Sentence>,
        counts: impl Fn(&Sentence, &At) -> bool,
    ) -> Self {
        let mut said = Self::default();
        for sentence in sentences {
            let facts: Vec<At> = sentence.facts.iter().filter(|f| counts(sentence, f)).copied().collect();
            for at in &facts {
                said.add(at.fact);
            }
            let all = Reading::of(&facts, 0, sentence.tokens.len());
            said.lengths.extend(all.length);
            said.ends += usize::from(all.length.is_some());
            if all.has_frequency() {
                said.frequencies.push((all.times, all.every, None));
            } else if all.clocks.count() > 0 {
                said.frequencies.push((Some(all.clocks.times()), None, None));
            }
            let dates = |day| facts.iter().any(|f| f.fact == Fact::Date(day));
            if dates(0) && dates(1) {
                said.lengths.push((2.0, 2.0));
            }
        }
        said
    }

    /// What a step says in its numbers.
    pub fn of_step(step: &GatedStep) -> Self {
        let times = step.times_per_day.map(f64::from);
        let length = step.duration_days.map(|days| (f64::from(days), f64::from(days)));
        Self {
            lengths: length.into_iter().collect(),
            frequencies: vec![(times, step.every_days, None)],
            ..Self::default()
        }
    }

    fn add(&mut self, fact: Fact) {
        match fact {
            Fact::Length { low, high, sure } => {
                self.lengths.push((low, high));
                self.sure_lengths += usize::from(sure);
            }
            Fact::Phase { days, .. } => {
                if days > 0.5 {
                    self.lengths.push((days, days));
                }
                self.phases = true;
            }
            Fact::Frequency { times, every, rarer, .. } => {
                self.frequencies.push((times, every, rarer));
                self.stated_frequencies += 1;
                self.rare_frequencies += usize::from(every.is_some_and(|days| days > 1.5));
            }
            Fact::Slot(bits) => self.frequencies.push((Some(f64::from(bits.count_ones())), None, None)),
            Fact::Meals => self.frequencies.push((Some(3.0), None, None)),
            Fact::Prn => self.needed = true,
            Fact::If => self.conditional = true,
            Fact::Then => self.phases = true,
            Fact::Ongoing => self.open_end = true,
            Fact::Date(0) | Fact::Once => self.today = true,
            _ => {}
        }
    }

    pub fn has_length(&self, days: f64) -> bool {
        // A month is 28 to 31 days, whoever counts.
        let slack = |high: f64| if high >= 28.0 { high * 0.07 } else { 0.0 };
        self.lengths.iter().any(|(low, high)| days >= low - slack(*low) && days <= high + slack(*high))
    }

    pub fn has_frequency(&self, times: Option<f64>, every: Option<f64>) -> bool {
        self.frequencies.iter().any(|(t, e, rarer)| {
            let (t, e) = daily(*t, *e);
            let (times, every) = daily(times, every);
            let within = |n: f64, a: f64| {
                let b = rarer.unwrap_or(a);
                n >= a.min(b) - slack(a) && n <= a.max(b) + slack(a)
            };
            match (times, every, t, e) {
                (_, Some(every), _, Some(e)) => within(every, e),
                (Some(times), None, Some(t), None) => within(times, t),
                _ => false,
            }
        })
    }
}

/// Half a day, or some days of a month.
fn slack(n: f64) -> f64 {
    if n >= 28.0 {
        n * 0.07
    } else if n > 1.5 && n.fract() > 0.01 {
        0.5
    } else {
        0.05
    }
}

/// "Every day" is once a day.
pub fn daily(times: Option<f64>, every: Option<f64>) -> (Option<f64>, Option<f64>) {
    match every {
        Some(days) if (days - 1.0).abs() < 0.01 => (times.or(Some(1.0)), None),
        every => (times, every),
    }
}
