//! A rhythm of which the days were not read, or that says two things at once, waits: "daily except the day of methotrexate", "every
//! Monday and Thursday, every other week", "Mon 3 mg, Tue 4 mg, Wed 3 mg".

use super::compare::Case;
use super::doses::doses;
use super::own::{Own, is_medicine};
use crate::ReviewReason;
use crate::grammar::{At, Fact};
use crate::lexicon::Subject;
use crate::rules::{Clause, Sentence};
use crate::text::Kind;
use chrono::WeekdaySet;

/// A week divided by a number may be off by so much, in days.
const SLACK: f64 = 0.3;
const OR: &[&str] = &["or", "o", "u", "ou", "oder", "bzw"];
/// Words between a day and what it follows or comes before.
const AFTER: &[&str] =
    &["after", "before", "following", "despues", "antes", "siguiente", "apres", "avant", "nach", "vor"];
/// What a day is called.
const DAYS: &[&str] = &["day", "days", "dia", "dias", "jour", "jours", "tag", "tage", "tagen", "lendemain"];
/// So many words at most between the day and the other medicine.
const FAR: usize = 4;
/// So many days of one medicine are a plan of the week, and not one day.
const MOST_DATES: usize = 3;

/// Holds back a step whose own clauses have a rhythm that one step cannot have.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let odd = if own.parts.is_empty() {
        case.sentences().flat_map(|s| &s.facts).any(is_unread)
    } else {
        own.clauses().any(|(sentence, clause)| {
            let facts: Vec<&At> = sentence.facts_in(clause.from, clause.to).collect();
            facts.iter().any(|f| is_unread(f))
                || is_crossed(case, &facts)
                || is_medicine(sentence, clause)
                    && (is_week_of_doses(case, sentence, clause)
                        || is_either(sentence, &facts)
                        || follows_another(sentence, clause))
        })
    };
    odd.then_some(ReviewReason::FrequencyContradicted)
}

fn is_unread(at: &At) -> bool {
    matches!(at.fact, Fact::UnreadRhythm { .. })
}

/// Whether an interval is said beside weekdays or a cycle of the step, and is not the step's.
fn is_crossed(case: &Case, facts: &[&At]) -> bool {
    let step = case.step;
    if step.weekdays.is_empty() && step.cycle.is_none() {
        return false;
    }
    // "14 days, 7 days rest, repeat every 21 days"
    let period = step.cycle.map(|c| f64::from(c.on + c.off));
    let is = |days: f64, other: Option<f64>| other.is_some_and(|n| (n - days).abs() < SLACK);
    let every = step.every_days.filter(|_| step.cycle.is_none());
    facts.iter().any(|f| match f.fact {
        Fact::Frequency { every: Some(days), weekdays, .. } if weekdays.is_empty() && days > 1.5 => {
            !is(days, every) && !is(days, period)
        }
        _ => false,
    }) || step.cycle.is_some() && (step.every_days.is_some_and(|n| n > 1.5) || !step.weekdays.is_empty())
}

/// "Daily or twice daily": one of two frequencies.
fn is_either(sentence: &Sentence, facts: &[&At]) -> bool {
    let or = |at: usize| sentence.tokens.get(at).is_some_and(|t| OR.contains(&t.word.as_str()));
    let often = |f: &At| match f.fact {
        Fact::Frequency { times, every, weekdays, .. } => Some((times, every, weekdays)),
        _ => None,
    };
    facts.windows(2).any(|pair| match pair {
        [a, b] => a.to + 1 == b.from && or(a.to) && often(a).zip(often(b)).is_some_and(|(a, b)| a != b),
        _ => false,
    })
}

/// "Folic acid 5 mg the day after methotrexate": the day of another medicine.
fn follows_another(sentence: &Sentence, clause: &Clause) -> bool {
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let others = sentence
        .subjects_in(clause.from, clause.to)
        .filter(|s| s.sense == Subject::Medicine && clause.subject.is_some_and(|own| own.from < s.from));
    others.into_iter().any(|s| {
        let front = s.from.saturating_sub(FAR)..s.from;
        let after = front.clone().find(|n| AFTER.contains(&word(*n)));
        after.is_some_and(|n| n > clause.from && DAYS.contains(&word(n - 1)))
    })
}

/// Whether the clause gives several days, or several sets of them, doses of their own, and the step has them all in one.
fn is_week_of_doses(case: &Case, sentence: &Sentence, clause: &Clause) -> bool {
    let facts: Vec<At> = sentence.facts_in(clause.from, clause.to).copied().collect();
    let mut dates: Vec<i64> = facts.iter().filter_map(date).collect();
    dates.sort_unstable();
    dates.dedup();
    let several_doses = several(&sentence_doses(sentence, &facts));
    let sets = facts.iter().filter_map(weekdays).collect::<Vec<_>>();
    let all = sets.iter().fold(WeekdaySet::EMPTY, |all, set| all.union(*set));
    let distinct = sets.iter().any(|set| *set != all);
    let whole = case.step.weekdays == all || all == WeekdaySet::ALL && case.step.weekdays.is_empty();
    // "3 mg daily, on Sunday 1.5 mg"; "from tomorrow 15 mg on waking, 5 mg at noon" begins so.
    let weekday = |f: &At| {
        let words = sentence.tokens.get(f.from..f.to).unwrap_or_default();
        date(f).is_some() && words.iter().all(|t| t.kind == Kind::Word)
    };
    let is_dose = |f: &At| matches!(f.fact, Fact::Dose { .. });
    let dosed = facts.iter().position(is_dose).unwrap_or(facts.len());
    let dated_dose = facts
        .get(dosed..)
        .unwrap_or_default()
        .windows(2)
        .any(|pair| matches!(pair, [day, dose] if weekday(day) && is_dose(dose) && day.to == dose.from));
    let rhythm = facts.iter().any(|f| matches!(f.fact, Fact::Frequency { .. } | Fact::Slot(_)));
    dates.len() >= MOST_DATES
        || several_doses && dated_dose && rhythm
        || several_doses && dates.len() > 1
        || several_doses && distinct && whole && !case.step.as_needed
}

/// The doses among the facts: measured ones in milligrams, or where there are none, counted ones.
fn sentence_doses(sentence: &Sentence, facts: &[At]) -> Vec<f64> {
    let measured: Vec<f64> = doses(&sentence.tokens, facts).iter().map(|(_, high)| *high).collect();
    let counted = facts.iter().filter_map(|f| match f.fact {
        Fact::Pieces(n) => Some(n),
        _ => None,
    });
    if measured.is_empty() { counted.collect() } else { measured }
}

fn several(doses: &[f64]) -> bool {
    doses.first().is_some_and(|first| doses.iter().any(|dose| (dose - first).abs() > 0.001 * first.abs()))
}

fn date(at: &At) -> Option<i64> {
    match at.fact {
        Fact::Date(days) => Some(days),
        _ => None,
    }
}

/// The weekdays of a fact that names some.
fn weekdays(at: &At) -> Option<WeekdaySet> {
    match at.fact {
        Fact::Frequency { weekdays, .. } if !weekdays.is_empty() => Some(weekdays),
        _ => None,
    }
}
