//! Whether a clause in force is a step, and when it is due.
//!
//! What must be said differs by what it is about: a medicine needs a dose, a frequency or an order; a test or an appointment a date or
//! an order; an activity how often, how long, or on which day; a restriction how long.

mod advice;
mod attend;
mod medicine;
mod restriction;
mod signs;
mod unnamed;
mod worn;

use super::beginning;
use super::clause::Clause;
use super::force::{self, Force};
use super::sentence::Sentence;
use crate::StepKind;
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Found, Heading, Subject};
use attend::attend;
use medicine::medicine;
use restriction::restriction;
pub(super) use signs::is_last_year;
use signs::{behind_for, is_level, is_the_notes_day, measured, valued};
use unnamed::unnamed;

/// A sentence this short is no prose, in tokens.
const SHORTEST_PROSE: usize = 6;
/// "Trimethoprim June 2023": a date that a course in force cannot have, in days.
const LONG_AGO: i64 = 60;

/// When a step is due.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// One day, or more.
    pub kind: StepKind,
    /// Days.
    pub length: Option<f64>,
    /// Times a day.
    pub times: Option<f64>,
    /// Days from one to the next.
    pub every: Option<f64>,
    /// If needed.
    pub as_needed: bool,
    /// Days from the note's day to the first.
    pub starts: Option<f64>,
}

/// Whether the clause is a step, and when.
pub fn decide(
    sentence: &Sentence,
    clause: &Clause,
    subject: Option<Subject>,
    force: Force,
    reading: &Reading,
    inherits: bool,
) -> Option<Timing> {
    let medicine_named = matches!(subject, Some(Subject::Medicine | Subject::Form));
    let ordered = force == Force::Holds { ordered: true };
    let past = if medicine_named { -LONG_AGO } else { 0 };
    // "She is to return on Monday 3/2" under a plan is an order, whichever day is meant.
    let bidden = ordered
        && (medicine_named
            || sentence.section == Heading::Plan
                && matches!(subject, Some(Subject::Errand | Subject::Visit))
                && sentence.cues_in(clause.from, clause.from + 3).any(|c| c.sense == Cue::Instruct));
    let since = medicine_named && !reading.has_length() && beginning::is_past(sentence, clause);
    if reading.date.or(reading.maybe_date).is_some_and(|days| days < past) && !bidden && !since {
        return None;
    }
    match (force, subject) {
        (Force::None(Some(Cue::Stop)), Some(Subject::Habit)) if advice::gives_up(sentence, clause) => {
            Some(repeated(reading, false, false))
        }
        (Force::None(_), _) | (Force::Holds { ordered: false }, Some(Subject::Habit)) => None,
        (Force::Forbids, subject) => restriction(sentence, clause, subject, reading),
        (Force::Holds { ordered }, Some(Subject::Medicine)) if is_level(sentence, clause, reading) => {
            attend(sentence, clause, reading, ordered, Some(Subject::Test))
        }
        (Force::Holds { ordered }, Some(Subject::Medicine | Subject::Form)) => {
            medicine(sentence, clause, subject, reading, ordered || inherits)
        }
        (Force::Holds { ordered }, Some(Subject::Test | Subject::Visit)) => {
            attend(sentence, clause, reading, ordered, subject)
        }
        (Force::Holds { .. }, Some(Subject::Errand)) => errand(sentence, clause, reading),
        (Force::Holds { ordered }, Some(Subject::Activity | Subject::Habit | Subject::Deed)) => {
            activity(sentence, clause, subject, reading, ordered)
        }
        (Force::Holds { ordered }, None | Some(Subject::Thing)) => {
            unnamed(sentence, clause, reading, ordered)
        }
    }
}

/// A medicine that is left out for a while and taken again.
pub fn taken_again(reading: &Reading) -> Timing {
    repeated(reading, reading.prn, false)
}

/// A step that is repeated, unless it says one day.
fn repeated(reading: &Reading, as_needed: bool, today: bool) -> Timing {
    let phase = reading.phase.filter(|p| !reading.ongoing && p.1 > 0.5);
    // "From week 3, twice daily for 3 months": the phase is when it begins.
    let stated = reading.length.filter(|_| reading.sure_length).map(|(_, high)| high);
    let length = stated.or(phase.map(|(_, days)| days)).or(reading.length.map(|(_, high)| high));
    let one_day = length.is_some_and(|days| days < 1.5)
        || (length.is_none() && !reading.has_frequency() && !as_needed && today);
    let starts = reading.phase.map(|(start, _)| start - 1.0).or(reading.date.map(days));
    if one_day {
        return Timing {
            kind: StepKind::Checklist,
            length: None,
            times: None,
            every: None,
            as_needed: false,
            starts,
        };
    }
    Timing { kind: StepKind::Plan, length, times: reading.times, every: reading.every, as_needed, starts }
}

fn days(date: i64) -> f64 {
    f64::from(i32::try_from(date).unwrap_or(0))
}

fn once(reading: &Reading) -> Timing {
    let starts = reading
        .date
        .or(reading.maybe_date)
        .map(days)
        .or(reading.phase.map(|p| p.0 - 1.0))
        .or(reading.length.map(|l| l.1));
    Timing { kind: StepKind::Checklist, length: None, times: None, every: None, as_needed: false, starts }
}

/// Whether a fact of the clause is such.
fn within(sentence: &Sentence, clause: &Clause, such: impl Fn(&Fact) -> bool) -> bool {
    sentence
        .facts_in(clause.from, clause.to)
        .any(|f| f.from >= clause.from && f.to <= clause.to && such(&f.fact))
}

/// An activity.
fn activity(
    sentence: &Sentence,
    clause: &Clause,
    subject: Option<Subject>,
    reading: &Reading,
    ordered: bool,
) -> Option<Timing> {
    let deed = subject == Some(Subject::Deed);
    if deed && let Some(attended) = attended(sentence, clause) {
        return attend(sentence, clause, reading, true, Some(attended))
            .filter(|_| !force::says(sentence, clause, Cue::Past));
    }
    let plan = sentence.section == Heading::Plan;
    let timed = reading.has_frequency() || reading.length.is_some() || reading.prn;
    if (plan || sentence.item || sentence.tokens.len() <= SHORTEST_PROSE)
        && !timed
        && subject == Some(Subject::Activity)
        && seen_by(sentence, clause)
    {
        // "Foot check with podiatry"
        return attend(sentence, clause, reading, true, Some(Subject::Test));
    }
    let anchor = clause.subject.map_or(clause.from, |s| s.from);
    let placed = plan || sentence.item || ordered || deed || anchor <= clause.from + 4;
    let complaint = sentence.cues.iter().any(|c| c.sense == Cue::Symptom && c.from >= clause.from && c.to <= anchor)
            // "Feet burning at night"
            || clause.subject.is_some_and(|s| {
                sentence.cues.iter().any(|c| {
                    c.sense == Cue::Symptom
                        && c.from == s.to
                        && sentence.tokens.get(c.from).is_some_and(|t| t.word.ends_with("ing"))
                })
            });
    let conditional = force::says(sentence, clause, Cue::Conditional)
        && !reading.has_frequency()
        && reading.length.is_none();
    if !placed || complaint && !ordered && !deed || conditional && reading.date.is_none() {
        return None;
    }
    if !ordered && !plan && !sentence.item && worn::is_fed(sentence, clause) {
        return None;
    }
    let result = force::says(sentence, clause, Cue::Result) && !deed && !ordered;
    if result && !reading.has_frequency() {
        return None;
    }
    if reading.has_frequency() && reading.date == Some(0) && reading.length.is_none() {
        // "Ice every 2 hours today": one day.
        return Some(once(reading));
    }
    if reading.has_frequency()
        || reading.length.is_some_and(|l| l.1 > 1.5)
        || reading.phase.is_some_and(|p| p.1 > 1.5)
    {
        if measured(sentence, clause) && !reading.has_frequency() && !reading.sure_length {
            return None;
        }
        return Some(repeated(reading, reading.prn, false));
    }
    if let Some(timing) = two_days(sentence, clause) {
        return Some(timing);
    }
    if worn::by_day(sentence, clause) {
        return Some(repeated(reading, reading.prn, false));
    }
    let dated =
        reading.date.is_some() || reading.phase.is_some() || reading.length.is_some() || reading.once && deed;
    if reading.prn && !dated {
        return Some(repeated(reading, true, false));
    }
    if !dated && advice::advises(sentence, clause) {
        return Some(repeated(reading, false, false));
    }
    (dated && !measured(sentence, clause) && (deed || !valued(sentence, clause))).then(|| once(reading))
}

/// Whether somebody else is to do it: "with podiatry", "by the nurse".
fn seen_by(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.subjects_in(clause.from, clause.to).any(|s| {
        let before = s.from.checked_sub(1).and_then(|b| sentence.tokens.get(b));
        s.sense == Subject::Visit
            && before.is_some_and(|t| {
                matches!(t.word.as_str(), "with" | "by" | "con" | "por" | "avec" | "par" | "beim" | "durch")
            })
    })
}

/// What a verb of the clause is about to be done at.
fn attended(sentence: &Sentence, clause: &Clause) -> Option<Subject> {
    let within =
        sentence.subjects_in(clause.from, clause.to).filter(|s| s.from >= clause.from && s.to <= clause.to);
    // "check a testosterone level"
    let level = |s: &&Found<Subject>| {
        let behind = sentence.tokens.get(s.to).map_or("", |t| t.word.as_str());
        s.sense == Subject::Medicine && matches!(behind, "level" | "levels" | "spiegel")
    };
    let tested = || sentence.subjects_in(clause.from, clause.to).find(level).map(|_| Subject::Test);
    within.map(|s| s.sense).find(|s| matches!(s, Subject::Test | Subject::Visit)).or_else(tested)
}

/// What is done once, on its day; or again and again, where it says so.
fn errand(sentence: &Sentence, clause: &Clause, reading: &Reading) -> Option<Timing> {
    if let Some(subject) = attended(sentence, clause) {
        return attend(sentence, clause, reading, true, Some(subject));
    }
    // "Schedule from today: clonazepam ..."
    let label = sentence.tokens.get(clause.to).is_some_and(|t| t.is(':'))
        && sentence.subjects_in(clause.to, clause.to + 3).any(|s| s.sense == Subject::Medicine);
    if label {
        return None;
    }
    let dated = reading.date.is_some() || reading.maybe_date.is_some() || reading.unread;
    if reading.date.or(reading.maybe_date) == Some(0) && is_the_notes_day(sentence, clause) {
        return None;
    }
    if dated || (reading.length.is_some() && !reading.has_frequency() && !reading.sure_length) {
        return Some(once(reading));
    }
    if reading.has_frequency() {
        return Some(repeated(reading, reading.prn, false));
    }
    if reading.length.is_some_and(|l| l.1 > 1.5) {
        return Some(if behind_for(sentence, clause) {
            repeated(reading, false, false)
        } else {
            once(reading)
        });
    }
    if !reading.prn && advice::advises(sentence, clause) {
        return Some(repeated(reading, false, false)); // "Follow a low salt diet"
    }
    let listed = sentence.section == Heading::Plan && sentence.item;
    let conditional = force::says(sentence, clause, Cue::Conditional) || reading.condition;
    (listed && !conditional && clause.to - clause.from > 2).then(|| once(reading))
}

/// "Today and tomorrow" is two days.
fn two_days(sentence: &Sentence, clause: &Clause) -> Option<Timing> {
    let has = |day: i64| {
        sentence
            .facts_in(clause.from, clause.to)
            .any(|f| f.from >= clause.from && f.to <= clause.to && f.fact == Fact::Date(day))
    };
    (has(0) && has(1)).then_some(Timing {
        kind: StepKind::Plan,
        length: Some(2.0),
        times: None,
        every: None,
        as_needed: false,
        starts: None,
    })
}
