//! The words both halves speak: a draft step (what an extractor proposes) and a gated step (what may be stored).

use chrono::{NaiveTime, WeekdaySet};
use serde::{Deserialize, Serialize};

/// Whether a step is done once or repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum StepKind {
    /// One day only: a dose today, a test, an appointment.
    Checklist,
    /// More than one day, or ongoing.
    #[default]
    Plan,
}

/// So many days on, then so many days off, and again ("21 days, then 7 days off").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cycle {
    /// Days in a row on which the step is done, 1 to 366.
    pub on: u32,
    /// Days in a row after them on which it is not, 1 to 366.
    pub off: u32,
}

/// A step as an extractor (rules or a model) proposes it; nothing in it is trusted yet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DraftStep {
    /// One-off or repeated.
    pub kind: StepKind,
    /// What the patient is to do, one step, at most 200 characters.
    pub description: String,
    /// The words of the note the step came from, as the extractor quotes them.
    pub passage: String,
    /// Length in days; `None` = the note gives none (ongoing). Signed and wide because a model may say anything.
    pub duration_days: Option<i64>,
    /// Times on a day it is due.
    pub times_per_day: Option<i64>,
    /// Days from one due day to the next (weekly 7, twice a week 3.5); `None` = daily, or not said. Where weekdays are
    /// named, a week divided by their number.
    pub every_days: Option<f64>,
    /// The weekdays on which it is due ("every Monday and Thursday"); empty = none are named.
    pub weekdays: WeekdaySet,
    /// Days on and days off, where it pauses and begins again.
    pub cycle: Option<(i64, i64)>,
    /// The times of day, where the clock is named ("at 08:00 and 20:00"), in their order.
    pub times_of_day: Vec<NaiveTime>,
    /// Taken only if needed: shown, never due.
    pub as_needed: bool,
    /// Days from the note's day until the first due day (the later phases of a taper, "from Monday").
    pub starts_after_days: i64,
}

/// Where in the note a step came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// First UTF-16 code unit (as browsers count).
    pub start: u32,
    /// One past the last UTF-16 code unit.
    pub end: u32,
    /// The exact slice of the note.
    pub text: String,
}

/// Why a step waits for the doctor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReviewReason {
    /// The quoted passage is not in the note.
    PassageNotFound,
    /// The passage gives another length.
    DurationContradicted,
    /// The passage gives another frequency (times a day, interval, or as-needed).
    FrequencyContradicted,
    /// The description names a dose that the passage does not.
    DoseContradicted,
    /// The description names a medicine that the passage does not.
    NotInPassage,
    /// The passage says not to.
    Negated,
    /// The passage says it was stopped, or is history.
    Stopped,
    /// The passage speaks to a computer, not to a patient.
    AddressesComputer,
    /// The passage orders nothing: a finding, a diagnosis, a fragment.
    NoInstruction,
    /// The passage has a length that could not be read.
    LengthUnread,
    /// The passage gives another beginning, or two phases of one medicine overlap.
    StartContradicted,
    /// The note orders the same medicine twice, and not alike.
    Contradiction,
    /// The rules found this order, and the model's answer does not have it.
    MayBeMissing,
    /// The note, or the part of it that the step comes from, is in a language that the rules do not read.
    ForeignLanguage,
}

/// A step that passed the gate: `review == None` may become active at once.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GatedStep {
    /// One-off or repeated.
    pub kind: StepKind,
    /// Trimmed, one line, 1 to 200 characters, no control or bidirectional characters.
    pub description: String,
    /// Where it came from; `None` only together with [`ReviewReason::PassageNotFound`].
    pub passage: Option<Passage>,
    /// 1 to 3650 days; `None` = ongoing.
    pub duration_days: Option<u32>,
    /// 1 to 24.
    pub times_per_day: Option<u32>,
    /// 1 to 366; where weekdays are named, a week divided by their number.
    pub every_days: Option<f64>,
    /// The weekdays on which it is due; empty = none are named. Never all seven.
    pub weekdays: WeekdaySet,
    /// Days on and days off.
    pub cycle: Option<Cycle>,
    /// The times of day, ascending, each once; as many as `times_per_day` where there are any.
    pub times_of_day: Vec<NaiveTime>,
    /// Taken only if needed.
    pub as_needed: bool,
    /// 0 to 3650.
    pub starts_after_days: u32,
    /// Why the doctor must look first.
    pub review: Option<ReviewReason>,
}

/// Why a note as a whole waits for the doctor, whatever its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteDoubt {
    /// No step was found, and the note is not plainly free of orders.
    NothingFound,
    /// The note, or a part of it, is in a language that the rules do not read.
    ForeignLanguage,
}

/// All steps of one extraction, in the order of the note, duplicates merged.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Gated {
    /// At most 50.
    pub steps: Vec<GatedStep>,
    /// Why the note waits as a whole, if it does.
    pub doubt: Option<NoteDoubt>,
}

/// Why a whole answer is refused: nothing of it is stored, and the old plan stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GateError {
    /// More than 50 steps.
    TooManySteps,
    /// A description is empty, or nothing in it can be seen.
    BadDescription,
    /// A length outside 1..=3650 days.
    DurationOutOfBounds,
    /// A frequency outside its bounds.
    FrequencyOutOfBounds,
}

impl std::fmt::Display for GateError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::TooManySteps => "more than 50 steps",
            Self::BadDescription => "a description is empty",
            Self::DurationOutOfBounds => "a duration outside 1 to 3650 days",
            Self::FrequencyOutOfBounds => "a frequency out of bounds",
        })
    }
}

impl std::error::Error for GateError {}
