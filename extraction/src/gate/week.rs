//! A week that is shared out among several doses, of which the step has only some days: "Mon, Wed, Fri 1 tablet, otherwise half",
//! "½ comprimido L-X-V y ¼ el resto", "5 mg from Monday to Friday and 2.5 at the weekend", "L 1/2, M 1/4, X 1/2".

use super::compare::Case;
use super::own::Own;
use crate::ReviewReason;
use crate::grammar::{At, Fact};
use crate::rules::{Clause, Sentence};
use crate::text::Kind;
use chrono::WeekdaySet;

/// Words for the days that were not named, and for the weekend where it is not read as days.
const REST: &[&str] = &[
    "rest",
    "otherwise",
    "weekend",
    "weekends",
    "resto",
    "demas",
    "reste",
    "sonst",
    "ansonsten",
    "ubrigen",
    "restlichen",
    "wochenende",
];
/// "Fin de semana", "week-end": the word that ends it, and the one in front.
const WEEKEND: &[(&str, &str)] = &[("fin", "semana"), ("week", "end")];
/// A dose stands so near to the word for its days, in tokens.
const NEAR: usize = 4;
/// The days of the week by their first letters, in Spanish and in German.
const LETTERS: &[&str] = &["l", "m", "x", "j", "v", "s", "d", "mo", "di", "mi", "do", "fr", "sa", "so"];
/// So many days by their letters, each with a number, are a plan of the week.
const MOST_LETTERS: usize = 4;

/// Holds back a step whose sentence gives other days of the week a dose of their own, which the step has not.
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let shared = |(sentence, clause): (&Sentence, &Clause)| {
        by_letters(sentence, clause)
            || !named(sentence, clause).is_empty()
                && (has_rest(case, sentence, clause)
                    || has_bare_dose(sentence, clause)
                    || joins(case, sentence, clause))
    };
    own.clauses().any(shared).then_some(ReviewReason::FrequencyContradicted)
}

fn word(sentence: &Sentence, at: usize) -> &str {
    sentence.tokens.get(at).map_or("", |t| t.word.as_str())
}

fn is_number(sentence: &Sentence, at: usize) -> bool {
    sentence.tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Number(_)))
}

fn is_read(sentence: &Sentence, at: usize) -> bool {
    sentence.facts.iter().any(|f| f.from <= at && at < f.to)
}

/// The facts of the clause that name days of the week.
fn named<'s>(sentence: &'s Sentence, clause: &Clause) -> Vec<(&'s At, WeekdaySet)> {
    let days = |f: &'s At| match f.fact {
        Fact::Frequency { weekdays, .. } if !weekdays.is_empty() => Some((f, weekdays)),
        _ => None,
    };
    sentence.facts_in(clause.from, clause.to).filter_map(days).collect()
}

/// "... otherwise 1/2", "... 1/4 el resto": behind the step's own days, a number beside a word for the others.
fn has_rest(case: &Case, sentence: &Sentence, clause: &Clause) -> bool {
    let Some((first, _)) = named(sentence, clause).first().copied() else { return false };
    if case.step.weekdays.is_empty() {
        return false;
    }
    let weekend = |at: usize| {
        WEEKEND
            .iter()
            .any(|(a, b)| word(sentence, at) == *a && (at + 1..at + 4).any(|n| word(sentence, n) == *b))
    };
    (first.to..sentence.tokens.len().min(clause.to + 2 * NEAR))
        .filter(|at| (REST.contains(&word(sentence, *at)) || weekend(*at)) && !is_read(sentence, *at))
        .any(|at| (at.saturating_sub(NEAR).max(first.to)..at + NEAR).any(|n| is_number(sentence, n)))
}

/// "Daily, on Sundays 1/4", "daily except Thursdays 1/4": a number that is no dose behind the days, beside a daily dose.
fn has_bare_dose(sentence: &Sentence, clause: &Clause) -> bool {
    let daily =
        |f: &At| matches!(f.fact, Fact::Frequency { every: None, weekdays, .. } if weekdays.is_empty());
    let first = sentence.facts_in(clause.from, clause.to).position(daily);
    let bare = |at: usize| {
        let said = sentence.facts.iter().find(|f| f.from <= at && at < f.to).map(|f| f.fact);
        is_number(sentence, at)
            && matches!(said, None | Some(Fact::MaybeDate(_) | Fact::Pieces(_) | Fact::Dose { .. }))
    };
    first.is_some() && named(sentence, clause).iter().any(|(f, _)| f.to < clause.to && bare(f.to))
}

/// "75 from Monday to Friday and 100 at the weekend": a number right in front of the second days, and one step for both.
fn joins(case: &Case, sentence: &Sentence, clause: &Clause) -> bool {
    let named = named(sentence, clause);
    let all = named.iter().fold(WeekdaySet::EMPTY, |all, (_, days)| all.union(*days));
    let whole = case.step.weekdays == all || case.step.weekdays.is_empty();
    named.windows(2).any(|pair| match pair {
        [(a, one), (b, other)] => {
            let between = a.to..b.from;
            one.intersection(*other).is_empty()
                && whole
                && between.len() <= NEAR
                && between.into_iter().any(|at| is_number(sentence, at))
        }
        _ => false,
    })
}

/// "L 1/2, M 1/4, X 1/2, J 1/4": days by their letters, each with a number.
fn by_letters(sentence: &Sentence, clause: &Clause) -> bool {
    let lettered = |at: &usize| LETTERS.contains(&word(sentence, *at)) && is_number(sentence, at + 1);
    let mut letters: Vec<&str> =
        (clause.from..clause.to).filter(lettered).map(|at| word(sentence, at)).collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() >= MOST_LETTERS
}
