//! Extractor, then gate: from a note's text to steps that may be stored. No database and no clock here.
//!
//! A model is asked once: what a failure means for the job (again, later, never) is part of the failure. An answer that
//! the gate refuses is a useless answer like one of the wrong shape: worth one more attempt, not two.

use super::gated::{gate_code, planned};
use aftercare_core::{
    domain::plan::{ExtractionRecord, PlannedStep},
    jobs::Outcome,
};
use aftercare_extraction::{Gated, extract, gate};
use chrono::{DateTime, NaiveDate, Utc};
use std::time::Instant;

/// Who reads notes.
#[derive(Debug, Clone)]
pub enum Extractor {
    /// The offline rules.
    Rules,
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
    pub people: People<'a>,
    /// The time of the call.
    pub now: DateTime<Utc>,
    /// Attempts so far, this one included.
    pub attempts: u32,
    /// Code of the failure before.
    pub previous: Option<&'a str>,
    /// What would wait beyond this is given up.
    pub deadline: DateTime<Utc>,
}

/// The people around a note, whose names and addresses leave the house with no note.
#[derive(Clone, Copy, Default)]
#[expect(missing_debug_implementations, reason = "names must not be printable by accident")]
pub struct People<'a> {
    /// Names, as they are written in full.
    pub names: &'a [String],
    /// E-mail addresses.
    pub emails: &'a [String],
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
        record.took_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
        match read {
            Ok(gated) => Ok(Extracted { steps: gated.steps.into_iter().map(planned).collect(), record }),
            Err(outcome) => Err(ExtractionFailure { outcome, record }),
        }
    }

    /// The gated steps of `note` by the rules, which need no waiting; `None` where a model reads notes.
    ///
    /// # Errors
    /// The code of what went wrong.
    pub fn gated(&self, note: &str, day: NaiveDate) -> Result<Gated, &'static str> {
        gate(note, day, extract(note, day)).map_err(|error| gate_code(&error))
    }

    async fn read(&self, reading: Reading<'_>, _record: &mut ExtractionRecord) -> Result<Gated, Outcome> {
        self.gated(reading.note, reading.day).map_err(|code| Outcome::GiveUp { code })
    }
}

/// The gated steps of a note that is in no database, for the command line: asked once, without waiting for anything.
///
/// # Errors
/// The code of what went wrong.
pub async fn extract_text(
    extractor: &Extractor,
    note: &str,
    day: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Gated, &'static str> {
    let people = People::default();
    let reading = Reading { note, day, people, now, attempts: 1, previous: None, deadline: now };
    let read = extractor.read(reading, &mut ExtractionRecord::default()).await;
    read.map_err(|(Outcome::Retry { code, .. } | Outcome::Park { code, .. } | Outcome::GiveUp { code })| code)
}
