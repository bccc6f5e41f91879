//! What a doctor's decisions have done: outcomes that happen to everybody, such as a step that somebody else has decided on.

use async_graphql::Enum;

/// What a decision on a step has done.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::answered::Review")]
pub enum ReviewStepStatus {
    /// The step is now in force.
    Approved,
    /// The step is now discarded; the patient never sees it.
    Discarded,
    /// The step does not wait for a decision any more: somebody has decided, or a newer plan has replaced it. Nothing changed.
    NotWaiting,
}

/// What a request to add a step has done.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::answered::Add")]
pub enum AddStepStatus {
    /// The step is now in force.
    Added,
    /// The note is still being extracted: wait for its own steps first. Nothing changed.
    BeingExtracted,
    /// The plan of a newer note has taken this one's place: add the step to that note. Nothing changed.
    NewerPlan,
}

/// What a request to end a step has done.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::answered::Cancel")]
pub enum CancelStepStatus {
    /// The step is now ended.
    Cancelled,
    /// The step was already ended; nothing changed.
    AlreadyCancelled,
    /// The step waits for a decision: discard it with `reviewStep`. Nothing changed.
    WaitsForReview,
    /// The step is completed, or a newer plan has replaced it; nothing changed.
    NotInForce,
}

/// What a decision on a note that brought no steps has done.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::answered::PlanDecision")]
pub enum PlanDecisionStatus {
    /// It is decided.
    Decided,
    /// The note does not wait for a decision any more; nothing changed.
    NotWaiting,
    /// Steps of the note wait for review: decide on them first. Nothing changed.
    StepsWait,
}

/// What a request to extract a note once more has done.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::answered::Retry")]
pub enum RetryExtractionStatus {
    /// The note waits for its extraction.
    Queued,
    /// Its extraction has not failed; nothing changed.
    NotFailed,
    /// The patient's notes go to no extractor: add the steps yourself. Nothing changed.
    NoExtractor,
}
