//! Tests, appointments, calls: what is attended, once on its day or again and again.

use super::super::clause::{self, Clause, Lead};
use super::super::force;
use super::super::sentence::Sentence;
use super::signs::{behind_for, is_last_year, is_the_notes_day, measured, valued};
use super::{Timing, once, repeated, within};
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Found, Heading, Subject};
use crate::text::Kind;

/// Longest interval that is a habit and not a date far off, in days.
const LONGEST_INTERVAL: f64 = 366.0;

/// A test, an appointment, a call.
pub(super) fn attend(
    sentence: &Sentence,
    clause: &Clause,
    reading: &Reading,
    ordered: bool,
    subject: Option<Subject>,
) -> Option<Timing> {
    let plan = sentence.section == Heading::Plan;
    let test = subject == Some(Subject::Test);
    let noted = reading.date.or(reading.maybe_date) == Some(0);
    if noted && !ordered && is_the_notes_day(sentence, clause) {
        return None;
    }
    let asked = opens_with_deed(sentence, clause);
    let dated = reading.date.is_some()
        || reading.maybe_date.is_some()
        || reading.length.is_some()
        || reading.unread
        || reading.phase.is_some()
        || test && within(sentence, clause, |f| matches!(f, Fact::Slot(_)));
    // "Fasting blood test on Thursday morning": a time of day is no habit.
    let said = sentence
        .facts_in(clause.from, clause.to)
        .any(|f| f.from >= clause.from && f.to <= clause.to && matches!(f.fact, Fact::Frequency { .. }));
    let repeated_often =
        reading.has_frequency() && said && reading.every.is_none_or(|d| d <= LONGEST_INTERVAL);
    // "Community nurse: dressing every 3 days", "Clips out on day 10 - practice nurse": who does it.
    let label = !test && sentence.tokens.get(clause.to).is_some_and(|t| t.is(':'));
    let tail = clause.lead == Lead::Mark && clause.from > 1 && !test;
    let named = clause.subject.is_some_and(|s| sentence.tokens.get(s.to).is_some_and(|t| t.is(':')));
    if test && named && !dated && !asked && !ordered && !repeated_often {
        return None;
    }
    let listed = plan && (sentence.item || clause.from <= 1 && test) && !label && !tail;
    let conditional = force::says(sentence, clause, Cue::Conditional);
    if !ordered
        && !asked
        && !listed
        && reading.date.is_none()
        && !reading.sure_length
        && !reading.has_frequency()
    {
        // "41F dental hygienist, 4 days of back pain", "sputum 4 days, sats 93": who comes with what.
        if is_of_somebody(sentence, clause) || test && valued(sentence, clause) {
            return None;
        }
    }
    let result = force::says(sentence, clause, Cue::Result) || test && measured(sentence, clause);
    // "6/52 baby check. Born ...": what the note is of.
    let titled = sentence.is_first()
        && !is_removal(sentence, clause)
        && sentence.facts.first().is_some_and(|f| {
            f.from == clause.from && matches!(f.fact, Fact::Length { .. } | Fact::Date(42))
                || !test
                    && clause.from == 0
                    && reading.date.is_none()
                    && !reading.sure_length
                    && !reading.has_frequency()
                    && matches!(f.fact, Fact::Length { .. } | Fact::Phase { .. })
                || !test
                    && matches!(f.fact, Fact::Date(_))
                    && f.to + 1 >= clause.to
                    && sentence.tokens.get(f.from).is_some_and(|t| t.word == "at")
        });
    if titled && !ordered && !asked {
        return None;
    }
    // "ESR 68 -> 14 and free in three days": its value, right behind its name.
    let value = clause.subject.is_some_and(|s| {
        let number = sentence.tokens.get(s.to).is_some_and(|t| matches!(t.kind, Kind::Number(_)));
        number && !sentence.facts.iter().any(|f| f.from <= s.to && s.to < f.to)
    });
    if test && value && !ordered && !asked && !plan && !sentence.item {
        return None;
    }
    let none = clause.subject.is_some_and(|s| {
        let said = |c: &Found<Cue>| c.sense == Cue::Not && c.from >= clause.from;
        sentence
            .subjects_in(s.from, clause.to)
            .any(|s| sentence.cues.iter().any(|c| c.to == s.from && said(c)))
    });
    let denied = !ordered && (none || test && denied_behind(sentence, clause));
    if denied || test && !dated && !asked && valued(sentence, clause) {
        return None;
    }
    // "Smear negative at 2/12"
    let told_at_once = clause
        .subject
        .is_some_and(|s| sentence.cues_in(s.to, (s.to + 2).min(clause.to)).any(|c| c.sense == Cue::Result));
    if result
        && !ordered
        && !asked
        && (test && told_at_once && !repeated_often || is_last_year(sentence, clause))
    {
        return None;
    }
    let told = result && !repeated_often && !(asked && plan);
    if !dated && (conditional || told) {
        return None;
    }
    if result && !ordered && !asked && !plan && reading.date.is_none_or(|d| d <= 0) {
        return None;
    }
    if force::complains(sentence, clause) && !test && !ordered && !asked && !dated {
        return None;
    }
    if repeated_often && !reading.once {
        return Some(repeated(
            &Reading { date: reading.date.filter(|_| reading.phase.is_none()), ..*reading },
            false,
            false,
        ));
    }
    if !test
        && reading.sure_length
        && reading.date.is_none()
        && reading.length.is_some_and(|l| l.1 > 1.5)
        && behind_for(sentence, clause)
    {
        return Some(repeated(reading, false, false));
    }
    (dated
        || listed
        || clause::booked(sentence, clause) && !conditional
        || (asked && (test || plan || sentence.item || ordered))
        || (ordered && test)
        || ordered && plan && errands(sentence, clause))
    .then(|| once(reading))
}

/// "Stitches out on day 10": what is done to the patient, and no title of a note.
fn is_removal(sentence: &Sentence, clause: &Clause) -> bool {
    const OUT: &[&str] = &[
        "out",
        "removal",
        "remove",
        "removed",
        "off",
        "retirada",
        "extraccion",
        "ablation",
        "retrait",
        "entfernung",
        "fadenzug",
        "fadenentfernung",
        "klammerentfernung",
    ];
    let Some(subject) = clause.subject else { return false };
    let words = sentence.tokens.get(subject.from..subject.to).unwrap_or_default();
    let later = sentence.facts_in(clause.from, clause.to).all(|f| f.from >= subject.to);
    later && words.iter().any(|t| OUT.contains(&t.word.as_str()))
}

/// "... was told to follow up with his surgeon"
fn errands(sentence: &Sentence, clause: &Clause) -> bool {
    let ordered = |at: usize| sentence.cues.iter().any(|c| c.sense == Cue::Instruct && c.to == at);
    sentence.subjects_in(clause.from, clause.to).any(|s| s.sense == Subject::Errand && ordered(s.from))
}

/// "41F", "54 M": an age and a sex.
fn is_of_somebody(sentence: &Sentence, clause: &Clause) -> bool {
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    words.windows(2).any(|pair| {
        matches!(pair, [age, sex] if matches!(age.kind, Kind::Number(n) if (1.0..=110.0).contains(&n))
            && matches!(sex.word.as_str(), "f" | "m" | "yo" | "y/o" | "yof" | "yom") && sex.glued)
    })
}

/// "CT: no bleed": what is said behind a test with "no" is its result.
fn denied_behind(sentence: &Sentence, clause: &Clause) -> bool {
    let Some(subject) = clause.subject else { return false };
    sentence.cues.iter().any(|c| c.sense == Cue::Not && c.from >= subject.to && c.to <= clause.to)
}

pub(super) fn opens_with_deed(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.subjects.iter().any(|s| {
        let named =
            sentence.tokens.get(s.from).is_some_and(|t| matches!(t.word.as_str(), "report" | "request"));
        matches!(s.sense, Subject::Deed | Subject::Errand)
            && (!named || s.from == clause.from)
            && s.from >= clause.from
            && s.from <= clause.from + 2
            && s.to <= clause.to
    })
}
