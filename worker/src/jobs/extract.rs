//! The job of one note: no transaction is open while the extractor works, and its result and the job's end commit together.
//!
//! When the model has failed for good the note is FAILED with the reason, or, where the setting says so, read by the
//! offline rules and marked with that reason. The old plan stays in force until a new one is valid.

use super::{Context, Ended, attempts, settle};
use crate::extraction::{
    Extracted, ExtractionFailure, Extractor, Reading,
    deidentify::{Person, Role},
};
use aftercare_core::{
    App, Result,
    domain::{
        notes,
        plan::{self, ExtractionRecord},
        reasons,
    },
    jobs::{self, Claimed, Outcome},
    reader::Reader,
};
use aftercare_entity::{note, note::State};
use std::time::{Duration, Instant};

pub(super) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    let app = &context.app;
    let reader = Reader::worker_unscoped(app);
    let subject = claimed.job.subject_id.unwrap_or_default();
    // Of a record that was erased there is nothing to read.
    let Some(note) = reader.notes(&[subject]).await?.remove(&subject) else {
        return nothing_to_do(app, claimed).await;
    };
    let people = reader.named_unscoped(&[note.patient_id, note.doctor_id]).await?;
    let goes_to_nobody = people.get(&note.patient_id).is_some_and(|patient| patient.no_ai);
    // A failed one is here because an operator wants it tried again.
    if goes_to_nobody || !matches!(note.state, State::Queued | State::Failed) {
        return nothing_to_do(app, claimed).await;
    }
    if note.state == State::Failed {
        notes::queue_again(app, note.id).await?;
    }
    let body = match reader.bodies(std::slice::from_ref(&note)).await?.pop() {
        Some(Ok(body)) => body,
        Some(Err(unreadable)) if !unreadable.is_erased() => {
            unreadable.log();
            // Another worker may hold the key that is missing here.
            let again = Outcome::Retry { code: reasons::INTERNAL, after: None };
            return settle(app, claimed, &again, None).await;
        }
        _ => return nothing_to_do(app, claimed).await,
    };
    let people: Vec<_> = people
        .values()
        .map(|person| Person {
            role: if person.id == note.patient_id { Role::Patient } else { Role::Doctor },
            name: person.name.clone(),
            email: person.email.clone(),
        })
        .collect();
    let reading = Reading {
        note: &body,
        day: note.written_on,
        people: &people,
        now: app.now(),
        attempts: attempts(claimed),
        previous: claimed.job.last_error.as_deref(),
        deadline: claimed.job.created_at + context.settings.patience,
    };
    let began = Instant::now();
    let extracted = context.extractor.extract(reading).await;
    count(context, claimed, &extracted, began.elapsed());
    let read = match extracted {
        Err(failure) => stand_in(context, claimed, reading, failure).await,
        extracted => extracted,
    };
    match read {
        Ok(extracted) => store(app, claimed, &note, extracted).await,
        Err(failure) => settle(app, claimed, &failure.outcome, Some(failure.record)).await,
    }
}

/// Counts what came of the extractor; the rules that stand in for a model are not counted.
fn count(
    context: &Context,
    claimed: &Claimed,
    extracted: &Result<Extracted, ExtractionFailure>,
    took: Duration,
) {
    let work = context.app.metrics().work();
    let (record, outcome, reason) = match extracted {
        Ok(extracted) => {
            work.steps(extracted.steps.len());
            (&extracted.record, "extracted", None)
        }
        Err(failure) => {
            let over = match failure.outcome {
                Outcome::GiveUp { .. } => true,
                Outcome::Retry { .. } => claimed.is_last_attempt(),
                Outcome::Park { .. } => false,
            };
            (&failure.record, if over { "failed" } else { "waits" }, Some(failure.outcome.code()))
        }
    };
    work.extraction(context.extractor.name(), outcome, reason, took);
    if record.sent_to.is_some() {
        let tokens = |count: Option<u32>| count.map_or(0, u64::from);
        let tokens = [
            ("prompt", tokens(record.prompt_tokens)),
            ("output", tokens(record.output_tokens)),
            ("thought", tokens(record.thought_tokens)),
        ];
        work.model_request(if reason.is_none() { "answered" } else { "failed" }, tokens);
    }
}

/// The rules' reading in place of a model that has failed for good, where the setting says so.
async fn stand_in(
    context: &Context,
    claimed: &Claimed,
    reading: Reading<'_>,
    failure: ExtractionFailure,
) -> Result<Extracted, ExtractionFailure> {
    let code = match failure.outcome {
        Outcome::GiveUp { code } => code,
        Outcome::Retry { code, .. } if claimed.is_last_attempt() => code,
        Outcome::Retry { .. } | Outcome::Park { .. } => return Err(failure),
    };
    if !context.settings.fallback_to_rules || matches!(context.extractor, Extractor::Rules) {
        return Err(failure);
    }
    // Where the rules fail as well, the model's failure is what the doctor should hear of.
    let Ok(Extracted { steps, record }) = Extractor::Rules.extract(reading).await else {
        return Err(failure);
    };
    let sent_to = failure.record.sent_to.clone();
    let mut record = ExtractionRecord { fallback_reason: Some(code), sent_to, ..record };
    record.add_tokens(&failure.record);
    Ok(Extracted { steps, record })
}

async fn nothing_to_do(app: &App, claimed: &Claimed) -> Result<Ended> {
    let done = jobs::finish(app, app.db().write(), claimed).await?;
    Ok(if done { Ended::Done } else { Ended::Lost })
}

async fn store(app: &App, claimed: &Claimed, note: &note::Model, extracted: Extracted) -> Result<Ended> {
    let mut change = app.begin().await?;
    plan::record_sending(&change, note.id, &extracted.record).await?;
    plan::store_extraction(&mut change, note.id, extracted.steps, extracted.record).await?;
    if !jobs::finish(app, change.tx(), claimed).await? {
        return Ok(Ended::Lost);
    }
    change.commit().await?;
    Ok(Ended::Done)
}
