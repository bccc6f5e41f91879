//! Extractor, then gate: from a note's text to steps that may be stored. No database here.

use aftercare_core::{
    domain::plan::{ExtractionRecord, PlannedStep},
    jobs::Outcome,
};
use aftercare_entity::step;
use aftercare_extraction::{DraftStep, GateError, Gated, GatedStep, ReviewReason, StepKind, extract, gate};
use chrono::NaiveDate;
use std::time::Instant;

/// Who reads notes.
#[derive(Debug, Clone)]
pub enum Extractor {
    /// The offline rules.
    Rules,
}

/// What an extraction found.
#[derive(Debug, Clone, PartialEq)]
pub struct Extracted {
    /// The steps, grounded or held back.
    pub steps: Vec<PlannedStep>,
    /// How it went.
    pub record: ExtractionRecord,
}

/// Why an extraction found nothing, and how its job goes on.
#[derive(Debug, Clone)]
pub struct ExtractionFailure {
    /// How the job goes on.
    pub outcome: Outcome,
    /// How it went.
    pub record: ExtractionRecord,
}

impl Extractor {
    /// As stored with the note.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Rules => "rules",
        }
    }

    /// The steps of `note`, written on `day`, through the gate.
    ///
    /// # Errors
    /// [`ExtractionFailure`], which says how to go on.
    pub async fn extract(
        &self,
        note: &str,
        day: NaiveDate,
        attempts: u32,
    ) -> Result<Extracted, ExtractionFailure> {
        let began = Instant::now();
        let drafts = self.drafts(note, day);
        let mut record = ExtractionRecord { extractor: self.name(), attempts, ..ExtractionRecord::default() };
        record.took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match gate(note, day, drafts) {
            Ok(gated) => Ok(Extracted { steps: gated.steps.into_iter().map(planned).collect(), record }),
            Err(error) => {
                Err(ExtractionFailure { outcome: Outcome::GiveUp { code: gate_code(&error) }, record })
            }
        }
    }

    /// The gated steps of `note`, for the command line.
    ///
    /// # Errors
    /// The code of what went wrong.
    pub fn gated(&self, note: &str, day: NaiveDate) -> Result<Gated, &'static str> {
        gate(note, day, self.drafts(note, day)).map_err(|error| gate_code(&error))
    }

    fn drafts(&self, note: &str, day: NaiveDate) -> Vec<DraftStep> {
        match self {
            Self::Rules => extract(note, day),
        }
    }
}

const fn gate_code(error: &GateError) -> &'static str {
    match error {
        GateError::TooManySteps => "GATE_TOO_MANY_STEPS",
        GateError::BadDescription => "GATE_BAD_DESCRIPTION",
        GateError::DurationOutOfBounds => "GATE_DURATION_OUT_OF_BOUNDS",
        GateError::FrequencyOutOfBounds => "GATE_FREQUENCY_OUT_OF_BOUNDS",
    }
}

const fn review_code(reason: ReviewReason) -> &'static str {
    match reason {
        ReviewReason::PassageNotFound => "PASSAGE_NOT_FOUND",
        ReviewReason::DurationContradicted => "DURATION_CONTRADICTED",
        ReviewReason::FrequencyContradicted => "FREQUENCY_CONTRADICTED",
        ReviewReason::DoseContradicted => "DOSE_CONTRADICTED",
        ReviewReason::Negated => "NEGATED",
        ReviewReason::Stopped => "STOPPED",
        ReviewReason::AddressesComputer => "ADDRESSES_COMPUTER",
    }
}

fn planned(step: GatedStep) -> PlannedStep {
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
        as_needed: step.as_needed,
        starts_after_days: step.starts_after_days,
        review_reason: step.review.map(review_code),
    }
}
