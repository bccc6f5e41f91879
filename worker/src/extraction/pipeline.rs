//! Extractor, then gate: from a note's text to steps that may be stored, and what was not found noticed. No database and no
//! clock here.
//!
//! A model is asked once: what a failure means for the job (again, later, never) is part of the failure. An answer that
//! the gate refuses is a useless answer like one of the wrong shape: worth one more attempt, not two.

use super::{
    deidentify::{Deidentified, Person},
    gated::{doubt_code, gate_code, is_gate_code, planned},
    model::{Circuit, ModelClient, ModelError, ModelFailure, ModelQuestion, Reason, Usage},
};
use aftercare_core::{
    domain::plan::{ExtractionRecord, PlannedStep},
    jobs::Outcome,
};
use aftercare_extraction::{Gated, doubt, extract, gate, overlooked, shown_text};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::time::Instant;

/// Who reads notes.
#[derive(Debug, Clone)]
pub enum Extractor {
    /// The offline rules.
    Rules,
    /// A language model.
    Model(ModelClient),
}

/// A note to be read, and what is known around it.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "health text must not be printable by accident")]
pub struct Reading<'a> {
    /// The text, exactly as written.
    pub note: &'a str,
    /// The patient's local day on which it was written.
    pub day: NaiveDate,
    /// Who must not be named to a model.
    pub people: &'a [Person],
    /// The time of the call.
    pub now: DateTime<Utc>,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// Code of the failure before.
    pub previous: Option<&'a str>,
    /// What would wait beyond this is given up.
    pub deadline: DateTime<Utc>,
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
    pub fn name(&self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Model(client) => client.name(),
        }
    }

    /// How many notes may be read at once as things are: none while the model is away, one to find out whether it is back.
    pub fn room(&self, now: DateTime<Utc>) -> usize {
        match self {
            Self::Rules => usize::MAX,
            Self::Model(client) => match client.circuit(now) {
                // More would only wait here, with their leases running.
                Circuit::Closed => client.parallel(),
                Circuit::Open { .. } => 0,
                Circuit::HalfOpen => 1,
            },
        }
    }

    /// How many notes are worth reading at once, where nothing else limits it.
    pub fn parallel(&self) -> usize {
        match self {
            Self::Rules => 4,
            Self::Model(client) => client.parallel(),
        }
    }

    /// The steps of a note, through the gate.
    ///
    /// # Errors
    /// [`ExtractionFailure`], which says how to go on.
    pub async fn extract(&self, reading: Reading<'_>) -> Result<Extracted, ExtractionFailure> {
        let began = Instant::now();
        let mut record = ExtractionRecord {
            extractor: self.name(),
            attempts: reading.attempts,
            ..ExtractionRecord::default()
        };
        let read = self.read(reading, &mut record).await;
        if matches!(self, Self::Rules) {
            record.took(began.elapsed());
        }
        match read {
            Ok(gated) => {
                record.doubt = gated.doubt.map(doubt_code);
                Ok(Extracted { steps: gated.steps.into_iter().map(planned).collect(), record })
            }
            Err(outcome) => Err(ExtractionFailure { outcome, record }),
        }
    }

    /// [`Extractor::extract`] without the clock around it.
    pub(super) async fn read(
        &self,
        reading: Reading<'_>,
        record: &mut ExtractionRecord,
    ) -> Result<Gated, Outcome> {
        let Self::Model(client) = self else {
            return by_rules(reading.note, reading.day).map_err(|code| Outcome::GiveUp { code });
        };
        let text = shown_text(reading.note);
        let note = Deidentified::new(&text, reading.people);
        let is_repeated = reading.had_useless_answer();
        let question = ModelQuestion { note: &note, day: reading.day, now: reading.now, is_repeated };
        let answer = client.extract(question).await.map_err(|failure| {
            let ModelFailure { error, model_version, tokens, took, sent, .. } = failure;
            record.sent_to = sent.then(|| client.model().to_owned());
            learn(record, model_version, tokens, took);
            reading.after(error)
        })?;
        record.sent_to = Some(client.model().to_owned());
        record.prompt_version = Some(answer.prompt_version);
        learn(record, answer.model_version, answer.tokens, answer.took);
        // The passages are judged in the note as its doctor wrote it.
        let mut gated = gate(reading.note, reading.day, answer.drafts).map_err(|error| {
            let code = gate_code(&error);
            if reading.had_useless_answer() {
                Outcome::GiveUp { code }
            } else {
                Outcome::Retry { code, after: None }
            }
        })?;
        let missing = overlooked(reading.note, reading.day, &gated);
        gated.steps.extend(missing);
        Ok(doubted(reading.note, reading.day, gated))
    }
}

/// What a model's answer cost, be it of use or not.
fn learn(record: &mut ExtractionRecord, version: Option<String>, tokens: Usage, took: std::time::Duration) {
    record.model_version = version.map(|version| version.chars().take(128).collect());
    record.prompt_tokens = tokens.prompt;
    record.output_tokens = tokens.output;
    record.thought_tokens = tokens.thoughts;
    record.took(took);
}

/// The gated steps of `note` by the offline rules.
///
/// # Errors
/// The code of what went wrong.
pub(super) fn by_rules(note: &str, day: NaiveDate) -> Result<Gated, &'static str> {
    let gated = gate(note, day, extract(note, day)).map_err(|error| gate_code(&error))?;
    Ok(doubted(note, day, gated))
}

/// `gated`, with what keeps the whole note for its doctor.
fn doubted(note: &str, day: NaiveDate, gated: Gated) -> Gated {
    Gated { doubt: doubt(note, day, &gated), ..gated }
}

impl Reading<'_> {
    fn had_useless_answer(&self) -> bool {
        self.previous.is_some_and(|code| {
            is_gate_code(code) || Reason::of_code(code).is_some_and(Reason::is_worth_one_repair)
        })
    }

    /// What a model's failure means for this note's job.
    fn after(&self, error: ModelError) -> Outcome {
        let code = error.reason().code();
        let late = self.now >= self.deadline;
        match error.within(self.deadline) {
            ModelError::Retry { reason, .. } if reason.is_worth_one_repair() && self.had_useless_answer() => {
                Outcome::GiveUp { code }
            }
            ModelError::Retry { .. } if late => Outcome::GiveUp { code },
            ModelError::Retry { after, .. } => {
                Outcome::Retry { code, after: after.and_then(|pause| Duration::from_std(pause).ok()) }
            }
            ModelError::Park { until, .. } => Outcome::Park { code, until },
            ModelError::GiveUp { .. } => Outcome::GiveUp { code },
        }
    }
}
