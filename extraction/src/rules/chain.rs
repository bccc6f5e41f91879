//! Three or more doses of one medicine in a row, each named with its length and each less (or more) than the one before, follow each
//! other: "Prednisone 40 mg daily for 3 days", "Prednisone 30 mg daily for 3 days", "Prednisone 20 mg daily for 3 days".
//!
//! Two may as well contradict each other, and are left as they are. A dose without an end lasts until the next begins: "4 mg daily, up to
//! 8 mg daily after two weeks".

use crate::grammar::{self, At, Fact};
use crate::lexicon::{Lexicon, Subject};
use crate::text::Token;
use crate::{DraftStep, StepKind};
use chrono::NaiveDate;

/// So many doses in a row are a taper.
const FEWEST: usize = 3;
/// Days from the note's day at most.
const LATEST: i64 = 3650;
/// Doses that differ by less are the same, in parts.
const CLOSE: f64 = 0.001;

/// Lets the doses of a taper begin one after the other.
pub fn follow(lexicon: &'static Lexicon, day: NaiveDate, steps: &mut [DraftStep]) {
    let doses: Vec<Option<Dose>> = steps.iter().map(|step| Dose::of(lexicon, day, step)).collect();
    let mut from = 0;
    while from < steps.len() {
        let to = from + run(doses.get(from..).unwrap_or_default());
        if to - from >= FEWEST {
            let mut starts = 0;
            for step in steps.get_mut(from..to).unwrap_or_default() {
                step.starts_after_days = starts;
                starts = (starts + step.duration_days.unwrap_or_default()).min(LATEST);
            }
        }
        from = to.max(from + 1);
    }
    end_before_next(&doses, steps);
}

/// Ends a dose that has no end where the next of the same medicine begins.
fn end_before_next(doses: &[Option<Dose>], steps: &mut [DraftStep]) {
    for at in 1..steps.len() {
        let (Some(Some(dose)), Some(Some(next))) = (doses.get(at - 1), doses.get(at)) else { continue };
        let begins = steps.get(at).map_or(0, |step| step.starts_after_days);
        let other = (next.a_day - dose.a_day).abs() > CLOSE * dose.a_day;
        if dose.medicine != next.medicine || dose.lasts || !other || begins < 2 {
            continue;
        }
        if let Some(step) = steps.get_mut(at - 1).filter(|step| step.starts_after_days == 0) {
            step.duration_days = Some(begins.min(LATEST));
        }
    }
}

/// How much of which medicine a step is, in milligrams or pieces a day.
struct Dose {
    medicine: String,
    a_day: f64,
    lasts: bool,
    begins_at_once: bool,
}

impl Dose {
    fn of(lexicon: &'static Lexicon, day: NaiveDate, step: &DraftStep) -> Option<Self> {
        let counts = step.kind == StepKind::Plan && !step.as_needed;
        let tokens = lexicon.tokens(&step.description, 0);
        let found = lexicon.subjects(&tokens).into_iter().find(|s| s.sense == Subject::Medicine)?;
        let named: Vec<&str> =
            tokens.get(found.from..found.to)?.iter().map(|t: &Token| t.word.as_str()).collect();
        let facts = grammar::read(lexicon, &tokens, day);
        let amounts: Vec<f64> = facts.iter().filter_map(amount).collect();
        let [amount] = amounts.as_slice() else { return None };
        let rhythm =
            f64::from(i32::try_from(step.times_per_day.unwrap_or(1)).ok()?) / step.every_days.unwrap_or(1.0);
        let dose = Self {
            medicine: named.join(" "),
            a_day: amount * rhythm,
            lasts: step.duration_days.is_some(),
            begins_at_once: step.starts_after_days == 0,
        };
        counts.then_some(dose)
    }
}

fn amount(at: &At) -> Option<f64> {
    match at.fact {
        Fact::Dose { high, .. } => Some(high),
        Fact::Pieces(n) => Some(n),
        _ => None,
    }
}

/// How many doses from the first on are one taper: all but the last have an end, and all go the same way.
fn run(doses: &[Option<Dose>]) -> usize {
    let Some(Some(first)) = doses.first().filter(|d| d.as_ref().is_some_and(|d| d.begins_at_once)) else {
        return 1;
    };
    let mut way = 0.0;
    let mut before = first;
    let mut count = 1;
    for dose in doses.iter().skip(1) {
        let Some(dose) = dose else { break };
        let change = dose.a_day - before.a_day;
        let same_way = change.abs() > CLOSE * before.a_day && change * way >= 0.0;
        if dose.medicine != first.medicine || !before.lasts || !same_way || !dose.begins_at_once {
            break;
        }
        (way, before, count) = (change, dose, count + 1);
    }
    count
}
