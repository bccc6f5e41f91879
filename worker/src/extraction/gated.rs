//! The gate's words in the records' words: codes of refusals and reviews, and a gated step as the plan stores it.

use aftercare_core::domain::{plan::PlannedStep, reasons, schedule::Cycle};
use aftercare_entity::step;
use aftercare_extraction::{GateError, GatedStep, NoteDoubt, ReviewReason, StepKind};

/// The code of a refusal.
pub(super) const fn gate_code(error: &GateError) -> &'static str {
    match error {
        GateError::TooManySteps => reasons::GATE_TOO_MANY_STEPS,
        GateError::BadDescription => reasons::GATE_BAD_DESCRIPTION,
        GateError::DurationOutOfBounds => reasons::GATE_DURATION_OUT_OF_BOUNDS,
        GateError::FrequencyOutOfBounds => reasons::GATE_FREQUENCY_OUT_OF_BOUNDS,
    }
}

/// Whether a stored code is a refusal of the gate.
pub(super) fn is_gate_code(code: &str) -> bool {
    code.starts_with("GATE_")
}

/// The code of why a step waits.
pub const fn review_code(reason: ReviewReason) -> &'static str {
    match reason {
        ReviewReason::PassageNotFound => reasons::PASSAGE_NOT_FOUND,
        ReviewReason::DurationContradicted => reasons::DURATION_CONTRADICTED,
        ReviewReason::FrequencyContradicted => reasons::FREQUENCY_CONTRADICTED,
        ReviewReason::DoseContradicted => reasons::DOSE_CONTRADICTED,
        ReviewReason::NotInPassage => reasons::NOT_IN_PASSAGE,
        ReviewReason::Negated => reasons::NEGATED,
        ReviewReason::Stopped => reasons::STOPPED,
        ReviewReason::AddressesComputer => reasons::ADDRESSES_COMPUTER,
        ReviewReason::NoInstruction => reasons::NO_INSTRUCTION,
        ReviewReason::LengthUnread => reasons::LENGTH_UNREAD,
        ReviewReason::StartContradicted => reasons::START_CONTRADICTED,
        ReviewReason::Contradiction => reasons::CONTRADICTION,
        ReviewReason::MayBeMissing => reasons::MAY_BE_MISSING,
        ReviewReason::ForeignLanguage => reasons::FOREIGN_LANGUAGE,
    }
}

/// The code of why a note waits as a whole.
pub const fn doubt_code(doubt: NoteDoubt) -> &'static str {
    match doubt {
        NoteDoubt::NothingFound => reasons::NOTHING_FOUND,
        NoteDoubt::ForeignLanguage => reasons::FOREIGN_LANGUAGE,
    }
}

/// The step as the plan stores it.
pub(super) fn planned(step: GatedStep) -> PlannedStep {
    PlannedStep {
        kind: match step.kind {
            StepKind::Checklist => step::Kind::Checklist,
            StepKind::Plan => step::Kind::Plan,
        },
        description: step.description,
        passage: step.passage.map(|passage| (passage.start, passage.end, passage.text)),
        duration_days: step.duration_days,
        times_per_day: step.times_per_day,
        every_days: step.every_days,
        weekdays: step.weekdays,
        cycle: step.cycle.map(|cycle| Cycle { on: cycle.on, off: cycle.off }),
        times_of_day: step.times_of_day,
        as_needed: step.as_needed,
        starts_after_days: step.starts_after_days,
        review_reason: step.review.map(review_code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_s_codes_are_documented() {
        for error in [
            GateError::TooManySteps,
            GateError::BadDescription,
            GateError::DurationOutOfBounds,
            GateError::FrequencyOutOfBounds,
        ] {
            let code = gate_code(&error);
            assert!(is_gate_code(code) && reasons::sentence(code).is_some(), "{code}");
        }
        assert!(!is_gate_code(reasons::MODEL_WRONG_SHAPE));
    }
}
