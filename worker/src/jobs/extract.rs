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
    App, Error, Result,
    domain::{
        notes,
        plan::{self, ExtractionRecord},
    },
    jobs::{self, Claimed, Outcome},
};
use aftercare_entity::{note, note::State, user};

pub(super) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    let app = &context.app;
    let subject = claimed.job.subject_id.unwrap_or_default();
    let found = note::Entity::any_unscoped(subject).one(app.db().read()).await?;
    let note = found.ok_or(Error::NotFound("note"))?;
    let people =
        user::Entity::by_ids_unscoped([note.patient_id, note.doctor_id]).all(app.db().read()).await?;
    let patient = people.iter().find(|person| person.id == note.patient_id);
    let goes_to_nobody = patient.is_some_and(|patient| patient.no_ai || patient.erased_at.is_some());
    // A failed one is here because an operator wants it tried again.
    if goes_to_nobody || !matches!(note.state, State::Queued | State::Failed) {
        let done = jobs::finish(app, app.db().write(), claimed).await?;
        return Ok(if done { Ended::Done } else { Ended::Lost });
    }
    if note.state == State::Failed {
        notes::queue_again(app, note.id).await?;
    }
    let body = notes::open_body(app, app.db().read(), &note).await?;
    let people: Vec<_> = people
        .into_iter()
        .map(|person| Person {
            role: if person.id == note.patient_id { Role::Patient } else { Role::Doctor },
            name: person.name,
            email: person.email,
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
    let read = match context.extractor.extract(reading).await {
        Err(failure) => stand_in(context, claimed, reading, failure).await,
        extracted => extracted,
    };
    match read {
        Ok(extracted) => store(app, claimed, &note, extracted).await,
        Err(failure) => settle(app, claimed, &failure.outcome, Some(failure.record)).await,
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
    let mut record = ExtractionRecord { fallback_reason: Some(code), ..record };
    record.add_tokens(&failure.record);
    Ok(Extracted { steps, record })
}

async fn store(app: &App, claimed: &Claimed, note: &note::Model, extracted: Extracted) -> Result<Ended> {
    let mut change = app.begin().await?;
    plan::store_extraction(&mut change, note.id, extracted.steps, extracted.record).await?;
    if !jobs::finish(app, change.tx(), claimed).await? {
        return Ok(Ended::Lost);
    }
    change.commit().await?;
    Ok(Ended::Done)
}
