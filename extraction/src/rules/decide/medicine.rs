//! When a medicine is a step.

use super::super::beginning;
use super::super::clause::Clause;
use super::super::force;
use super::super::sentence::Sentence;
use super::{Timing, once, repeated};
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Heading, Subject};

pub(super) fn medicine(
    sentence: &Sentence,
    clause: &Clause,
    subject: Option<Subject>,
    reading: &Reading,
    ordered: bool,
) -> Option<Timing> {
    let plan = sentence.section == Heading::Plan;
    let listed = plan || sentence.item;
    let named = subject == Some(Subject::Medicine);
    let today = reading.date.is_some_and(|d| d <= 1);
    // "Warfarin from 15 December"
    let begins_later = beginning::is_said(sentence, clause);
    let timed = reading.has_frequency()
        || reading.clocks.count() > 0
        || reading.length.is_some()
        || reading.unread
        || reading.cycle.is_some()
        || reading.unread_rhythm
        || reading.phase.is_some() && (reading.dose || ordered || plan)
        || reading.prn
        || reading.once
        || today
        || named && lasts_on(sentence, clause)
        || named && begins_later && !is_given(sentence, clause);
    let conditional = reading.condition && !force::says(sentence, clause, Cue::Result);
    // "Prednisolone as follows, with breakfast:", "From that morning nicotine patches: 21 mg daily ...": what the rest is of.
    let listing = |t: &crate::text::Token| SCHEDULES.contains(&t.word.as_str());
    let behind = clause.subject.map_or(clause.from, |s| s.to);
    let words = sentence.tokens.get(behind..clause.to).unwrap_or_default();
    let dosed_behind = sentence.tokens.get(clause.to).is_some_and(|t| t.is(':'))
        && sentence.facts_in(clause.to, usize::MAX).any(|f| matches!(f.fact, Fact::Dose { .. }));
    let heads = !reading.dose && reading.length.is_none() && !reading.prn;
    if heads && (dosed_behind || !ordered && words.iter().any(listing)) {
        return None;
    }
    // "Cefalexin for 7 days in February": a course that is over.
    let over =
        reading.date.zip(reading.length).is_some_and(|(date, (_, high))| super::days(date) + high < 0.0);
    if !ordered
        && !plan
        && (was_taken_for(sentence, clause, reading) || is_dated_back(sentence, clause, reading))
        || over && !ordered
        || awaits(sentence, clause, reading)
        || reading.length.is_some() && !ordered && !listed && super::is_last_year(sentence, clause)
    {
        return None;
    }
    let accepted = timed
        || conditional && (ordered || reading.dose || named && if_at_once(sentence, clause))
        || ordered && (reading.dose || named)
        || reading.dose && listed
        || named && plan && sentence.item
        || reading.date.is_some_and(|days| days > 1)
            && !reading.has_frequency()
            && is_given(sentence, clause);
    let complaint = !named && force::complains(sentence, clause) && !ordered && !reading.has_frequency();
    let level = !named && force::says(sentence, clause, Cue::Result) && !reading.has_frequency();
    let label = !named && !reading.dose && sentence.tokens.get(clause.to).is_some_and(|t| t.is(':'));
    if !accepted || complaint || level || label {
        return None;
    }
    if reading.date.is_some_and(|days| days > 0)
        && !reading.has_frequency()
        && reading.length.is_none()
        && is_given(sentence, clause)
    {
        return Some(once(reading));
    }
    if clause.phase
        && !changes_dose(sentence, clause)
        && reading.date.is_some_and(|days| days > 1)
        && !reading.has_frequency()
        && reading.length.is_none()
    {
        return Some(once(reading));
    }
    // "6 puffs every 4 hours today": one day.
    let often = sentence.facts_in(clause.from, clause.to).find(|f| matches!(f.fact, Fact::Frequency { .. }));
    let one_day = often.is_some_and(|often| {
        sentence.facts_in(often.to, clause.to).any(|f| {
            let words = sentence.tokens.get(f.from..f.to).unwrap_or_default();
            let named = words.iter().all(|t| t.kind == crate::text::Kind::Word);
            // "Once daily from tomorrow" is for good.
            let one = matches!(f.fact, Fact::Date(0 | 1)) && !beginning::introduces(sentence, f);
            one && f.from == often.to && named
        }) && super::two_days(sentence, clause).is_none()
    });
    if one_day && !ordered && reading.length.is_none() {
        return Some(once(reading));
    }
    let as_needed = reading.prn || reading.condition;
    // "4 puffs every 4 hours today and tomorrow"
    let both =
        super::two_days(sentence, clause).filter(|_| reading.has_frequency() && reading.length.is_none());
    if let Some(two) = both {
        return Some(Timing { times: reading.times, every: reading.every, ..two });
    }
    let clocks = reading.clocks.times();
    let times = reading.times.or((clocks > 0.0 && reading.every.is_none()).then_some(clocks));
    Some(repeated(&Reading { times, ..*reading }, as_needed, today || reading.once))
}

/// "ASS 100 mg lebenslang", "Aspirin lifelong": for good, said behind the name.
fn lasts_on(sentence: &Sentence, clause: &Clause) -> bool {
    const FOR_GOOD: &[&str] =
        &["lifelong", "life", "indefinitely", "vida", "vie", "lebenslang", "lebenslanglich", "dauerhaft"];
    let behind = clause.subject.map_or(clause.from, |s| s.to);
    let for_good = |from: usize, to: usize| {
        let words = sentence.tokens.get(from..to).unwrap_or_default();
        words.iter().any(|t| FOR_GOOD.contains(&t.word.as_str()))
    };
    sentence.facts_in(behind, clause.to).any(|f| f.fact == Fact::Ongoing && for_good(f.from, f.to))
}

/// "If the level rises, start 20 mg daily": a course that waits for something, and no complaint to take it for.
pub(super) fn awaits(sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
    let anchor = clause.subject.map_or(clause.from, |s| s.from);
    let first = sentence.facts.iter().find(|f| f.from >= clause.from && f.from <= clause.from + 1);
    first.is_some_and(|f| f.fact == Fact::If && f.to + 2 <= anchor)
        && reading.has_frequency()
        && !reading.prn
        && !sentence.cues.iter().any(|c| {
            // "if fever": a condition that names its complaint.
            let named = c.sense == Cue::Conditional
                && sentence.tokens.get(c.to - 1).is_some_and(|t| !OPEN.contains(&t.word.as_str()));
            (c.sense == Cue::Symptom || named) && c.from >= clause.from && c.to <= clause.to
        })
}

/// "Hylo-Forte whenever the eyes feel dry": the condition stands right behind the name.
fn if_at_once(sentence: &Sentence, clause: &Clause) -> bool {
    let Some(subject) = clause.subject else { return false };
    let mut facts = sentence.facts_in(subject.to, clause.to);
    facts.next().is_some_and(|f| f.fact == Fact::If && f.from <= subject.to + 1)
}

/// "Two years of carbimazole", "3/12 lymecycline": so long, and no word of how: a course that was had.
fn was_taken_for(sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
    let Some(subject) = clause.subject else { return false };
    let of = subject.from.checked_sub(1).and_then(|b| sentence.tokens.get(b));
    let linked = of.is_some_and(|t| matches!(t.word.as_str(), "of" | "de" | "d" | "mit"));
    let start = subject.from - usize::from(linked);
    let front = sentence
        .facts_in(clause.from, subject.from)
        .any(|f| f.to == start && f.from <= clause.from + 1 && matches!(f.fact, Fact::Length { .. }));
    front && !reading.dose && !reading.has_frequency() && !reading.prn
}

/// "Cefuroxime 500 mg bd (24-30 Jan)": days gone by, and no word that it goes on since then.
fn is_dated_back(sentence: &Sentence, clause: &Clause, reading: &Reading) -> bool {
    const SINCE: &[&str] = &[
        "since",
        "from",
        "started",
        "starting",
        "commenced",
        "begun",
        "began",
        "restarted",
        "new",
        "desde",
        "depuis",
        "seit",
        "ab",
        "increased",
        "reduced",
    ];
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    reading.date.is_some_and(|days| days < -1) && !words.iter().any(|t| SINCE.contains(&t.word.as_str()))
}

/// Words by which a medicine is only the title of what comes.
const SCHEDULES: &[&str] =
    &["follows", "schedule", "regime", "regimen", "taper", "schema", "pauta", "schéma", "ausschleichschema"];

/// Words that end a condition without a complaint ("if the ...").
pub(super) const OPEN: &[&str] = &[
    "the", "he", "she", "it", "they", "you", "any", "there", "is", "are", "bp", "bm", "glucose", "sugar",
    "if", "unless", "se", "le", "la", "el", "hay", "bp", "abnormal", "no", "not", "up", "of",
];

/// Whether it is an infusion or the like, which others give on its day.
pub(super) fn is_given(sentence: &Sentence, clause: &Clause) -> bool {
    const GIVEN: &[&str] =
        &["infusion", "injection", "jab", "perfusion", "infusionen", "injektion", "inyeccion", "transfusion"];
    let within = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    within.iter().any(|t| GIVEN.contains(&t.word.as_str()))
}

/// "Increase to 5 mg after 2 weeks": from then on, and not once.
fn changes_dose(sentence: &Sentence, clause: &Clause) -> bool {
    const CHANGES: &[&str] = &[
        "increase",
        "increasing",
        "reduce",
        "reducing",
        "decrease",
        "decreasing",
        "up",
        "down",
        "aumentar",
        "subir",
        "reducir",
        "bajar",
        "disminuir",
        "augmenter",
        "diminuer",
        "reduire",
        "erhohen",
        "steigern",
        "reduzieren",
    ];
    let words = sentence.tokens.get(clause.from.saturating_sub(3)..clause.to).unwrap_or_default();
    words.iter().any(|t| CHANGES.contains(&t.word.as_str()))
}
