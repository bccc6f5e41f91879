//! The job of one note: no transaction is open while the extractor works, and its result and the job's end commit together.
//!
//! When the model has failed for good the note is FAILED with the reason, or, where the setting says so, read by the
//! offline rules and marked with that reason. The old plan stays in force until a new one is valid.

use super::{
    Extracted, ExtractionFailure, Extractor, Reading,
    deidentify::{Person, Role},
};
use crate::{
    Worker,
    runner::{Ended, attempts},
};
use aftercare_core::{
    Error, Result,
    domain::{
        notes,
        plan::{self, ExtractionRecord},
    },
    jobs::{self, Claimed, Outcome},
};
use aftercare_entity::{note, note::State, user};
use sea_orm::{ActiveEnum, ColumnTrait, EntityTrait, QueryFilter, prelude::Expr};

pub(crate) async fn job(worker: &Worker, claimed: &Claimed) -> Result<Ended> {
    let app = &worker.0.app;
    let subject = claimed.job.subject_id.unwrap_or_default();
    let found = note::Entity::any_unscoped(subject).one(app.db().read()).await?;
    let note = found.ok_or(Error::NotFound("note"))?;
    let people =
        user::Entity::by_ids_unscoped([note.patient_id, note.doctor_id]).all(app.db().read()).await?;
    let goes_to_nobody = people.iter().any(|person| person.id == note.patient_id && person.no_ai);
    // A failed one is here because an operator wants it tried again.
    if goes_to_nobody || !matches!(note.state, State::Queued | State::Failed) {
        let done = jobs::finish(app, app.db().write(), claimed).await?;
        return Ok(if done { Ended::Done } else { Ended::Lost });
    }
    if note.state == State::Failed {
        queue_again(worker, &note).await?;
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
        deadline: claimed.job.created_at + worker.0.settings.patience,
    };
    let read = match worker.0.extractor.extract(reading).await {
        Err(failure) => stand_in(worker, claimed, reading, failure).await,
        extracted => extracted,
    };
    match read {
        Ok(extracted) => store(worker, claimed, &note, extracted).await,
        Err(failure) => worker.settle(claimed, &failure.outcome, Some(failure.record)).await,
    }
}

/// The rules' reading in place of a model that has failed for good, where the setting says so.
async fn stand_in(
    worker: &Worker,
    claimed: &Claimed,
    reading: Reading<'_>,
    failure: ExtractionFailure,
) -> Result<Extracted, ExtractionFailure> {
    let code = match failure.outcome {
        Outcome::GiveUp { code } => code,
        Outcome::Retry { code, .. } if claimed.is_last_attempt() => code,
        Outcome::Retry { .. } | Outcome::Park { .. } => return Err(failure),
    };
    if !worker.0.settings.fallback_to_rules || matches!(worker.0.extractor, Extractor::Rules) {
        return Err(failure);
    }
    // Where the rules fail as well, the model's failure is what the doctor should hear of.
    let Ok(Extracted { steps, record }) = Extractor::Rules.extract(reading).await else {
        return Err(failure);
    };
    Ok(Extracted { steps, record: ExtractionRecord { fallback_reason: Some(code), ..record } })
}

async fn store(
    worker: &Worker,
    claimed: &Claimed,
    note: &note::Model,
    extracted: Extracted,
) -> Result<Ended> {
    let app = &worker.0.app;
    let mut change = app.begin().await?;
    plan::store_extraction(&mut change, note.id, extracted.steps, extracted.record).await?;
    if !jobs::finish(app, change.tx(), claimed).await? {
        return Ok(Ended::Lost);
    }
    change.commit().await?;
    Ok(Ended::Done)
}

async fn queue_again(worker: &Worker, note: &note::Model) -> Result<()> {
    note::Entity::update_many()
        .col_expr(note::Column::State, Expr::value(State::Queued.to_value()))
        .col_expr(note::Column::Reason, Expr::value(Option::<String>::None))
        .col_expr(note::Column::Attempts, Expr::value(0))
        .filter(note::Column::Id.eq(note.id))
        .filter(note::Column::State.eq(State::Failed))
        .exec(worker.0.app.db().write())
        .await?;
    Ok(())
}
