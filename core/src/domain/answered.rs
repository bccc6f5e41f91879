//! What a change has done, or why it has changed nothing: outcomes that happen to everybody and are no errors, such as a step that
//! another device has ticked off already. Whoever asked gets the row as it is now in either case.

/// A status and the row as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered<S, R> {
    /// What was done, or why nothing was.
    pub status: S,
    /// The row as it is now.
    pub row: R,
}

impl<S, R> Answered<S, R> {
    pub(super) const fn new(status: S, row: R) -> Self {
        Self { status, row }
    }
}

/// What taking back a check-in has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// It is taken back, now or before.
    Undone,
    /// The step has no check-in today.
    NotCheckedIn,
    /// The doctor ended the step or a newer plan has replaced it since.
    PlanChanged,
}

/// What ticking off a step has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    /// It is ticked off now.
    Completed,
    /// It was ticked off before.
    AlreadyCompleted,
    /// The doctor ended the step or a newer plan has replaced it.
    NotInForce,
}

/// What reopening a step has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopen {
    /// It is open again.
    Reopened,
    /// It was open.
    AlreadyOpen,
    /// It was ticked off on an earlier day.
    NotCompletedToday,
    /// The doctor ended the step or a newer plan has replaced it since.
    PlanChanged,
}

/// What a doctor's decision on a step has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Review {
    /// The step is in force.
    Approved,
    /// The step is discarded.
    Discarded,
    /// It does not wait for a decision: somebody has decided, or a newer plan has replaced it.
    NotWaiting,
}

/// What ending a step has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancel {
    /// It is ended now.
    Cancelled,
    /// It was ended before.
    AlreadyCancelled,
    /// It waits for a decision and is discarded there.
    WaitsForReview,
    /// It is completed, or a newer plan has replaced it.
    NotInForce,
}

/// What adding a step has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Add {
    /// It is in force.
    Added,
    /// The note's own steps are still being extracted.
    BeingExtracted,
    /// The plan of a newer note has taken this one's place.
    NewerPlan,
}

/// What a decision on a note without steps has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanDecision {
    /// It is decided.
    Decided,
    /// The note does not wait for a decision.
    NotWaiting,
    /// Steps of the note wait; they are decided on first.
    StepsWait,
}

/// What asking for another extraction has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// The note is extracted once more.
    Queued,
    /// Its extraction has not failed.
    NotFailed,
    /// The patient's notes go to no extractor.
    NoExtractor,
}
