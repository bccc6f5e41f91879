//! Weekdays, cycles and times of day: what the passage names, the schedule has, and no others.
//!
//! "Every Monday" is no "every seventh day from today on": methotrexate would be due on a Sunday, and then on another day each time
//! it is late.

use super::compare::Case;
use super::own::Own;
use super::rarer;
use crate::grammar::{At, Fact};
use crate::rules::Sentence;
use crate::{Cycle, ReviewReason, StepKind};
use chrono::{Datelike, Days, NaiveDate, NaiveTime, WeekdaySet};

/// A weekly rhythm has so many days at least from one to the next.
const WEEKLY: f64 = 6.5;

/// Holds back a step with other weekdays, another cycle or other times of day than its own clauses name.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let plan = case.step.kind == StepKind::Plan;
    let wrong = plan && !case.step.as_needed && (misses_weekdays(case, own) || misses_cycle(case, own))
        || invents_times(case);
    wrong.then_some(ReviewReason::FrequencyContradicted)
}

fn misses_weekdays(case: &Case, own: &Own) -> bool {
    let days = case.step.weekdays;
    let named = Named::of(case, own);
    if named.is_empty() {
        return !days.is_empty() && !is_named_near(case, own, days);
    }
    !named.may_be(days)
}

/// The weekdays that the step's own clauses name, or the sentence behind them that goes on about the same.
struct Named {
    /// Of each time that some are named.
    sets: Vec<WeekdaySet>,
    /// Of each clause all of them together.
    clauses: Vec<WeekdaySet>,
    /// Several amounts share the week: "3 mg on Mondays, 4 mg on all other days".
    shared: bool,
}

impl Named {
    fn of(case: &Case, own: &Own) -> Self {
        let mut named = Self { sets: Vec::new(), clauses: Vec::new(), shared: false };
        let mut doses = 0;
        for (sentence, clause) in own.clauses() {
            let facts = || sentence.facts_in(clause.from, clause.to);
            named.clauses.push(together(facts()));
            named.sets.extend(facts().filter_map(weekdays));
            doses += facts().filter(|f| matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_))).count();
        }
        if own.parts.is_empty() {
            let quoted = |s: &'_ Sentence| {
                s.facts.iter().filter(|f| case.is_quoted(s, f)).filter_map(weekdays).collect::<Vec<_>>()
            };
            named.sets.extend(case.sentences().flat_map(quoted));
        }
        if named.is_empty()
            && let Some(next) = rarer::next(case.note, *case.quoted.end())
        {
            named.sets.extend(next.facts.iter().filter_map(weekdays));
        }
        named.shared = doses > 1;
        named
    }

    fn is_empty(&self) -> bool {
        self.sets.is_empty()
    }

    /// Whether a schedule on these days says what is named.
    fn may_be(&self, days: WeekdaySet) -> bool {
        let all = self.sets.iter().fold(WeekdaySet::EMPTY, |all, set| all.union(*set));
        let phase = self.clauses.len() > 1 && self.clauses.contains(&days);
        let share =
            self.shared && (self.sets.contains(&days) || self.sets.iter().any(|set| rest(*set) == days));
        let same = if all == WeekdaySet::ALL { days.is_empty() || days == all } else { days == all };
        same || phase || share && !days.is_empty()
    }
}

/// The other days of the week.
fn rest(set: WeekdaySet) -> WeekdaySet {
    WeekdaySet::ALL.difference(set)
}

fn together<'f>(facts: impl Iterator<Item = &'f At>) -> WeekdaySet {
    facts.filter_map(weekdays).fold(WeekdaySet::EMPTY, WeekdaySet::union)
}

/// The weekdays of a fact that names some.
fn weekdays(at: &At) -> Option<WeekdaySet> {
    match at.fact {
        Fact::Frequency { weekdays, .. } if !weekdays.is_empty() => Some(weekdays),
        _ => None,
    }
}

/// Whether the sentences around name these days, or the step's own clauses a weekly rhythm and the day of its next time.
fn is_named_near(case: &Case, own: &Own, days: WeekdaySet) -> bool {
    let of_own = || own.clauses().flat_map(|(s, c)| s.facts_in(c.from, c.to));
    let weekly = of_own().any(|f| matches!(f.fact, Fact::Frequency { every: Some(n), .. } if n > WEEKLY));
    let dated = |f: &At| match f.fact {
        Fact::Date(away) => weekday_in(case.note.day, away).is_some_and(|day| day == days),
        _ => false,
    };
    let near = || case.near.iter().flat_map(|s| &s.facts);
    near().filter_map(weekdays).any(|set| set == days) || weekly && of_own().any(dated)
}

/// The weekday of the day so many days away.
fn weekday_in(day: NaiveDate, away: i64) -> Option<WeekdaySet> {
    let date = day.checked_add_days(Days::new(u64::try_from(away).ok()?))?;
    Some(WeekdaySet::single(date.weekday()))
}

fn misses_cycle(case: &Case, own: &Own) -> bool {
    let of_own: Vec<Cycle> = if own.parts.is_empty() {
        case.sentences()
            .flat_map(|s| s.facts.iter().filter(|f| case.is_quoted(s, f)))
            .filter_map(cycle)
            .collect()
    } else {
        own.clauses().flat_map(|(s, c)| s.facts_in(c.from, c.to)).filter_map(cycle).collect()
    };
    match case.step.cycle {
        Some(said) if of_own.is_empty() => {
            !case.near.iter().flat_map(|s| &s.facts).filter_map(cycle).any(|c| c == said)
        }
        Some(said) => !of_own.contains(&said),
        None => !of_own.is_empty(),
    }
}

fn cycle(at: &At) -> Option<Cycle> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the cast saturates, and such a cycle is no step's"
    )]
    let whole = |n: f64| n.round() as u32;
    match at.fact {
        Fact::Cycle { on, off } => Some(Cycle { on: whole(on), off: whole(off) }),
        _ => None,
    }
}

/// Whether a time of day of the step is nowhere near its passage.
fn invents_times(case: &Case) -> bool {
    let named = |time: &NaiveTime| {
        case.near
            .iter()
            .flat_map(|s| &s.facts)
            .any(|f| matches!(f.fact, Fact::Clock(Some(said)) if said == *time))
    };
    !case.step.times_of_day.iter().all(named)
}
