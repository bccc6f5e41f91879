//! Orders of the note that a model's answer does not have: the rules read the note too, and what they find and no step covers is shown
//! to the doctor beside the steps.
//!
//! One step covers one order: of its name, or, where the model has words of its own, of the place that it quotes. The pairs that
//! have most in common are made first, so that of a taper that lost a phase that phase is noticed. What is left over is covered all
//! the same where a step says of its name just the same: the note has the order twice.

use crate::lexicon::{Lexicon, Subject, guess};
use crate::markup::plain_text;
use crate::text::{Kind, Token};
use crate::{Gated, GatedStep, ReviewReason, extract, gate};
use chrono::NaiveDate;

/// Most steps of one note, those found here included.
const MOST_STEPS: usize = 50;
/// Names of so many letters are alike when they begin so ("bloods", "blood test").
const ROOT: usize = 5;
/// Shorter words name nothing.
const SHORTEST_NAME: usize = 3;

/// The orders that the rules find in the note and no step of the gated answer covers, each to be looked at by the doctor.
pub fn overlooked(note: &str, day: NaiveDate, gated: &Gated) -> Vec<GatedStep> {
    let found = gate(note, day, extract(note, day)).unwrap_or_default();
    let orders: Vec<GatedStep> = found.steps.into_iter().filter(|step| step.review.is_none()).collect();
    let lexicon = Lexicon::of(guess(&plain_text(note)));
    let covered = covered(lexicon, &orders, &gated.steps);
    let room = MOST_STEPS.saturating_sub(gated.steps.len());
    let missing = orders.into_iter().zip(covered).filter(|(_, covered)| !covered).map(|(step, _)| step);
    missing.take(room).map(|step| GatedStep { review: Some(ReviewReason::MayBeMissing), ..step }).collect()
}

/// What a step's description says.
struct Named {
    words: Vec<Token>,
    /// Its medicines, else whatever it is about.
    names: Vec<String>,
    /// What kinds of things it names.
    senses: Vec<Subject>,
    /// Its numbers.
    numbers: Vec<f64>,
}

impl Named {
    fn of(lexicon: &Lexicon, step: &GatedStep) -> Self {
        let words = lexicon.tokens(&step.description, 0);
        let subjects = lexicon.subjects(&words);
        let of = |such: &dyn Fn(Subject) -> bool| -> Vec<String> {
            let named =
                subjects.iter().filter(|s| such(s.sense)).filter_map(|s| words.get(s.from..s.to)).flatten();
            named.filter(|t| is_name(t)).map(|t| t.word.clone()).collect()
        };
        let mut names = of(&|sense| sense == Subject::Medicine);
        if names.is_empty() {
            names = of(&|_| true);
        }
        if names.is_empty() {
            let long = words.iter().filter(|t| is_name(t) && t.word.len() > SHORTEST_NAME);
            names = long.map(|t| t.word.clone()).collect();
        }
        let number = |t: &Token| match t.kind {
            Kind::Number(n) => Some(n),
            _ => None,
        };
        let numbers = words.iter().filter_map(number).collect();
        Self { names, senses: subjects.iter().map(|s| s.sense).collect(), numbers, words }
    }

    /// Whether `other` names what this one is about; of "blood test" and the like half is not too little where it quotes the `same` place.
    fn is_named_by(&self, other: &Self, same: bool) -> bool {
        let told = |name: &String| other.words.iter().any(|token| is_alike(name, &token.word));
        let all = self.names.iter().filter(|name| told(name)).count();
        all > 0 && (self.is_medicine() || same || all * 2 >= self.names.len())
    }

    fn is_medicine(&self) -> bool {
        self.senses.contains(&Subject::Medicine)
    }

    /// Whether `other` may be the same in other words: it names nothing that the tables know, or the same kind of thing.
    fn may_be(&self, other: &Self) -> bool {
        let kind = |sense: &Subject| *sense != Subject::Medicine && self.senses.contains(sense);
        !other.is_medicine()
            && (other.senses.is_empty() || !self.is_medicine() && other.senses.iter().any(kind))
    }

    /// How many numbers both have, at most two.
    fn shared_numbers(&self, other: &Self) -> usize {
        let mut mine = self.numbers.clone();
        mine.dedup();
        mine.iter().filter(|n| other.numbers.iter().any(|m| (*n - m).abs() < 1e-9)).count().min(2)
    }
}

fn is_name(token: &Token) -> bool {
    token.kind == Kind::Word && token.word.len() >= SHORTEST_NAME
}

/// Whether two words begin alike, or one holds the other ("lift" and "lifting", "penicillin").
fn is_alike(a: &str, b: &str) -> bool {
    let root = || a.get(..ROOT).is_some_and(|root| b.starts_with(root));
    let within = |a: &str, b: &str| a.len() > SHORTEST_NAME && b.contains(a);
    a == b || root() || within(a, b) || within(b, a)
}

/// For each order whether a step covers it.
fn covered(lexicon: &Lexicon, orders: &[GatedStep], steps: &[GatedStep]) -> Vec<bool> {
    let named =
        |steps: &[GatedStep]| -> Vec<Named> { steps.iter().map(|step| Named::of(lexicon, step)).collect() };
    let (wanted, told) = (named(orders), named(steps));
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (n, (order, name)) in orders.iter().zip(&wanted).enumerate() {
        for (m, (step, other)) in steps.iter().zip(&told).enumerate() {
            pairs.extend(in_common((order, name), (step, other)).map(|worth| (worth, n, m)));
        }
    }
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.cmp(b)));
    let (mut covered, mut used) = (vec![false; orders.len()], vec![false; steps.len()]);
    for (_, n, m) in pairs {
        if let (Some(covered), Some(used)) = (covered.get_mut(n), used.get_mut(m))
            && !*covered
            && !*used
        {
            (*covered, *used) = (true, true);
        }
    }
    for ((order, name), covered) in orders.iter().zip(&wanted).zip(&mut covered) {
        let same = |(step, other): (&GatedStep, &Named)| {
            name.is_named_by(other, overlap(order, step))
                && times(order) == times(step)
                && name.shared_numbers(other) == other.numbers.len().min(2)
        };
        *covered = *covered || steps.iter().zip(&told).any(same);
    }
    covered
}

/// How much an order and a step have in common; `None` where the step cannot be meant.
fn in_common((order, name): (&GatedStep, &Named), (step, other): (&GatedStep, &Named)) -> Option<usize> {
    let quoted = overlap(order, step);
    let named = name.is_named_by(other, quoted);
    if !(named || quoted && name.may_be(other)) {
        return None;
    }
    let (a, b) = (times(order), times(step));
    let same = [
        order.kind == step.kind,
        a.0 == b.0,
        a.1 == b.1,
        order.starts_after_days == step.starts_after_days,
        quoted,
    ];
    let said = same.into_iter().filter(|same| *same).count();
    Some(if named { 10 } else { 0 } + said + 2 * name.shared_numbers(other))
}

/// Whether it is needed only at times, how long, and how often: silence is once a day.
type Times = ((bool, Option<u32>), (u32, Option<u64>));

fn times(step: &GatedStep) -> Times {
    let every = step.every_days.filter(|days| (days - 1.0).abs() > 1e-9).map(f64::to_bits);
    ((step.as_needed, step.duration_days), (step.times_per_day.unwrap_or(1), every))
}

/// Whether two steps quote a place in common.
fn overlap(a: &GatedStep, b: &GatedStep) -> bool {
    match (&a.passage, &b.passage) {
        (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
        _ => false,
    }
}
