//! What a step says against what its passage says.
//!
//! A number that the passage states differently is contradicted; so is one that stands nowhere near it. One that stands in the same
//! sentence, or the next, may well belong to it: "Take all three for 5 days."

use crate::grammar::{self, At, Fact, Reading};
use crate::lexicon::{Cue, Heading, Lexicon, Subject};
use crate::rules::{Clause, Force, Sentence, forces};
use crate::text::{Kind, Token, fold};
use crate::{GatedStep, ReviewReason, StepKind};
use chrono::NaiveDate;
use std::cell::OnceCell;
use std::ops::{Range, RangeInclusive};

/// A note to compare steps with; whether its clauses are in force is found once for each sentence.
pub struct Compared<'s> {
    lexicon: &'static Lexicon,
    sentences: &'s [Sentence],
    forces: Vec<OnceCell<Vec<(Clause, Force)>>>,
    day: NaiveDate,
}

impl<'s> Compared<'s> {
    /// Makes the sentences of a note of `day` ready.
    pub fn new(lexicon: &'static Lexicon, sentences: &'s [Sentence], day: NaiveDate) -> Self {
        Self { lexicon, sentences, forces: vec![OnceCell::new(); sentences.len()], day }
    }
}

/// Why the doctor must look first, if they must.
pub fn review(note: &Compared, bytes: Range<usize>, step: &GatedStep) -> Option<ReviewReason> {
    let (lexicon, sentences, day) = (note.lexicon, note.sentences, note.day);
    let touched = |s: &Sentence| s.bytes().is_some_and(|b| b.start < bytes.end && bytes.start < b.end);
    let first = sentences.iter().position(touched)?;
    let last = sentences.iter().rposition(touched)?;
    let quoted = sentences.get(first..=last)?;
    if quoted.iter().any(|s| s.tainted) {
        return Some(ReviewReason::AddressesComputer);
    }
    if let Some(reason) = not_in_force(note, first..=last, &bytes, step) {
        return Some(reason);
    }
    let block = |s: &&Sentence| quoted.iter().any(|q| q.block == s.block);
    let around = sentences.get(first.saturating_sub(1)..sentences.len().min(last + 2))?;
    let near: Vec<&Sentence> = around.iter().filter(block).collect();
    let inside = Said::of(quoted.iter(), |s, f| {
        s.fact_bytes(f).is_some_and(|b| b.start >= bytes.start && b.end <= bytes.end)
    });
    let outside = Said::of(near.iter().copied(), |_, _| true);
    if contradicts_length(step, &inside, &outside) {
        return Some(ReviewReason::DurationContradicted);
    }
    if contradicts_frequency(step, &inside, &outside) {
        return Some(ReviewReason::FrequencyContradicted);
    }
    contradicts_dose(lexicon, step, &near, day).then_some(ReviewReason::DoseContradicted)
}

/// Everything that is said about time in some words.
struct Said {
    /// Shortest and longest of each length.
    lengths: Vec<(f64, f64)>,
    /// Lengths behind "for".
    sure_lengths: usize,
    /// (times a day, days between), and the rarer end of a range.
    frequencies: Vec<(Option<f64>, Option<f64>, Option<f64>)>,
    /// Frequencies said in words, not by times of day.
    stated_frequencies: usize,
    needed: bool,
    conditional: bool,
    phases: bool,
    open_end: bool,
}

impl Said {
    fn of<'s>(
        sentences: impl Iterator<Item = &'s Sentence>,
        counts: impl Fn(&Sentence, &At) -> bool,
    ) -> Self {
        let mut said = Self {
            lengths: Vec::new(),
            sure_lengths: 0,
            frequencies: Vec::new(),
            stated_frequencies: 0,
            needed: false,
            conditional: false,
            phases: false,
            open_end: false,
        };
        for sentence in sentences {
            let facts: Vec<At> = sentence.facts.iter().filter(|f| counts(sentence, f)).copied().collect();
            for at in &facts {
                said.add(at.fact);
            }
            let all = Reading::of(&facts, 0, sentence.tokens.len());
            said.lengths.extend(all.length);
            if all.has_frequency() {
                said.frequencies.push((all.times, all.every, None));
            }
            let dates = |day| facts.iter().any(|f| f.fact == Fact::Date(day));
            if dates(0) && dates(1) {
                said.lengths.push((2.0, 2.0));
            }
        }
        said
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
            Fact::Frequency { times, every, rarer } => {
                self.frequencies.push((times, every, rarer));
                self.stated_frequencies += 1;
            }
            Fact::Slot(bits) => self.frequencies.push((Some(f64::from(bits.count_ones())), None, None)),
            Fact::Meals => self.frequencies.push((Some(3.0), None, None)),
            Fact::Prn => self.needed = true,
            Fact::If => self.conditional = true,
            Fact::Then => self.phases = true,
            Fact::Ongoing => self.open_end = true,
            _ => {}
        }
    }

    fn has_length(&self, days: f64) -> bool {
        // A month is 28 to 31 days, whoever counts.
        let slack = |high: f64| if high >= 28.0 { high * 0.07 } else { 0.0 };
        self.lengths.iter().any(|(low, high)| days >= low - slack(*low) && days <= high + slack(*high))
    }

    fn has_frequency(&self, times: Option<f64>, every: Option<f64>) -> bool {
        self.frequencies.iter().any(|(t, e, rarer)| {
            let (t, e) = daily(*t, *e);
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
fn daily(times: Option<f64>, every: Option<f64>) -> (Option<f64>, Option<f64>) {
    match every {
        Some(days) if (days - 1.0).abs() < 0.01 => (times.or(Some(1.0)), None),
        every => (times, every),
    }
}

fn contradicts_length(step: &GatedStep, inside: &Said, outside: &Said) -> bool {
    let plan = step.kind == StepKind::Plan;
    match step.duration_days {
        Some(1) if !plan => false,
        Some(days) => {
            let days = f64::from(days);
            if inside.lengths.is_empty() { !outside.has_length(days) } else { !inside.has_length(days) }
        }
        // A course with an end must not become one without.
        None => {
            plan && inside.sure_lengths == 1
                && inside.lengths.len() <= 2
                && !inside.phases
                && !inside.open_end
                && !step.as_needed
        }
    }
}

fn contradicts_frequency(step: &GatedStep, inside: &Said, outside: &Said) -> bool {
    if step.kind == StepKind::Checklist {
        return false;
    }
    let (times, every) = daily(step.times_per_day.map(f64::from), step.every_days);
    let said = times.is_some() || every.is_some();
    let differs = if said {
        let once = every.is_none() && times.is_some_and(|n| n < 1.5);
        if inside.frequencies.is_empty() {
            // Once a day is what "daily" and silence mean.
            !(outside.has_frequency(times, every) || once && outside.frequencies.is_empty())
        } else {
            !inside.has_frequency(times, every)
        }
    } else {
        let other = inside.frequencies.iter().any(|(t, e, _)| e.is_some() || t.is_some_and(|t| t > 1.5));
        inside.stated_frequencies == 1 && other && !step.as_needed && !inside.phases
    };
    let invented_need =
        step.as_needed && !(inside.needed || inside.conditional || outside.needed || outside.conditional);
    let lost_need = !step.as_needed && inside.needed && !inside.phases;
    differs || invented_need || lost_need
}

/// Whether the description names an amount that stands nowhere near the passage.
fn contradicts_dose(lexicon: &'static Lexicon, step: &GatedStep, near: &[&Sentence], day: NaiveDate) -> bool {
    let tokens = lexicon.tokens(&step.description, 0);
    let doses = |tokens: &[Token], facts: &[At]| -> Vec<(f64, f64)> {
        let scale = |unit: usize| tokens.get(unit).map_or(1.0, |t| in_milligrams(&t.word));
        facts
            .iter()
            .filter_map(|f| match f.fact {
                Fact::Dose { low, high, unit } => Some((low * scale(unit), high * scale(unit))),
                _ => None,
            })
            .collect()
    };
    let named: Vec<(f64, f64)> = doses(&tokens, &grammar::read(lexicon, &tokens, day));
    let close = |a: f64, b: f64| (a - b).abs() <= 0.001 * a.abs().max(b.abs());
    let stated: Vec<(f64, f64)> = near.iter().flat_map(|s| doses(&s.tokens, &s.facts)).collect();
    // "Naproxen 500": a number without its unit.
    let bare: Vec<f64> = near
        .iter()
        .flat_map(|s| &s.tokens)
        .filter_map(|t| if let Kind::Number(n) = t.kind { Some(n) } else { None })
        .collect();
    let known = |dose: f64, unit_free: &[f64]| {
        stated.iter().any(|(low, high)| close(*low, dose) || close(*high, dose))
            || unit_free
                .iter()
                .any(|n| close(*n, dose) || close(*n * 1000.0, dose) || close(*n / 1000.0, dose))
    };
    named.iter().any(|(low, high)| !known(*low, &bare) || !known(*high, &bare))
}

/// How many milligrams a unit of mass is; other units stand for themselves.
fn in_milligrams(unit: &str) -> f64 {
    match unit {
        "g" | "gram" | "grams" | "gramos" | "gramo" | "gramm" | "grammes" => 1000.0,
        "mcg" | "μg" | "ug" | "microgram" | "micrograms" | "mikrogramm" | "microgramos" | "microgrammes" => {
            0.001
        }
        _ => 1.0,
    }
}

/// Whether the clause that the step is about says not to, or tells of the past.
fn not_in_force(
    note: &Compared,
    quoted: RangeInclusive<usize>,
    bytes: &Range<usize>,
    step: &GatedStep,
) -> Option<ReviewReason> {
    let description = fold(&step.description);
    let own = note.lexicon.cues(&note.lexicon.tokens(&step.description, 0));
    let denies = own.iter().any(|c| matches!(c.sense, Cue::Not | Cue::Needless | Cue::Stop));
    for n in quoted {
        let (Some(sentence), Some(known)) = (note.sentences.get(n), note.forces.get(n)) else { continue };
        let clauses = known.get_or_init(|| forces(sentence));
        let alone = clauses.len() == 1;
        for (clause, force) in clauses {
            let Some(subject) = clause.subject else { continue };
            let range = sentence.tokens.get(subject.from..subject.to).unwrap_or_default();
            let inside = range.first().is_some_and(|t| t.start >= bytes.start && t.end <= bytes.end);
            let named = range.iter().any(|t| t.word.len() > 2 && description.contains(&t.word));
            if !(named && (inside || alone)) {
                continue;
            }
            match force {
                Force::Forbids | Force::None(Some(Cue::Not | Cue::Needless | Cue::Hypothetical))
                    if !denies =>
                {
                    return Some(ReviewReason::Negated);
                }
                Force::None(Some(Cue::Stop)) if !denies => return Some(ReviewReason::Stopped),
                Force::None(Some(Cue::Past | Cue::Kin)) => return Some(ReviewReason::Stopped),
                Force::None(None) if sentence.section == Heading::Stopped && !denies => {
                    return Some(ReviewReason::Stopped);
                }
                Force::None(None)
                    if subject.sense == Subject::Medicine
                        && matches!(sentence.section, Heading::History | Heading::Report) =>
                {
                    return Some(ReviewReason::Stopped);
                }
                Force::None(None) if sentence.section == Heading::Forbidden && !denies => {
                    return Some(ReviewReason::Negated);
                }
                _ => {}
            }
        }
    }
    None
}
