//! Notes: submitting one, and asking for its extraction again.
//!
//! Storing a note costs no more than one short transaction: the sealed text, the job that will extract it, and the event.
//! A note of a patient whose notes go to no extractor waits for its doctor instead ([`NO_AI`]), who adds the steps.
//!
//! The text is stored exactly as written (passages are counted in it), so only what no keyboard writes is refused.

use super::{
    access,
    answered::{Answered, Retry},
    input::check_client_mutation_id,
};
use crate::{
    App, Error, Result,
    jobs::{self, JobKind, NewJob},
    keyring::{self, Place},
    random,
    reader::Reader,
    throttle::Limit,
};
use aftercare_entity::{
    event,
    note::{self, State},
    user,
};
use chrono::{DateTime, Duration};
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder, prelude::Expr,
};
use std::sync::Arc;
use uuid::Uuid;

/// Longest note, in characters (Unicode scalar values).
pub const LONGEST: usize = 20_000;

/// Reason of a note that waits because the patient's notes go to no extractor.
pub const NO_AI: &str = "NO_AI";

/// Stores the note that `doctor` wrote about their patient, and asks for its extraction.
///
/// # Errors
/// [`Error::BadInput`] at `body`; [`Error::NotFound`] unless the patient is assigned to this doctor now;
/// [`Error::RateLimited`] when the doctor submitted as many as an hour may have. Only notes that were stored count.
pub async fn submit_note(app: &App, doctor: Uuid, patient: Uuid, body: &str) -> Result<note::Model> {
    submit_note_once(app, doctor, patient, body, None).await
}

/// [`submit_note`], where the same `name` by the same doctor twice is one note: the first answer may have been lost on its way.
///
/// # Errors
/// Those of [`submit_note`]; [`Error::BadInput`] at `clientMutationId` when it is no name, or another note's.
pub async fn submit_note_once(
    app: &App,
    doctor: Uuid,
    patient: Uuid,
    body: &str,
    name: Option<&str>,
) -> Result<note::Model> {
    check_body(body)?;
    check_client_mutation_id(name)?;
    if let Some(there) = named(app, doctor, patient, body, name).await? {
        return Ok(there);
    }
    let (what, who) = ("notes", doctor.to_string());
    let limit = Limit { tries: app.hospital().notes_per_hour.into(), window: Duration::hours(1) };
    app.throttle().count(what, &who, limit).await?;
    let stored = store_note(app, doctor, patient, body, name).await;
    if stored.is_err() {
        app.throttle().refund(what, &who).await;
    }
    match stored {
        // Two at once: the other one was faster.
        Err(error) if name.is_some() => named(app, doctor, patient, body, name).await?.ok_or(error),
        stored => stored,
    }
}

/// The note that the doctor has named so; it must be the same one.
async fn named(
    app: &App,
    doctor: Uuid,
    patient: Uuid,
    body: &str,
    name: Option<&str>,
) -> Result<Option<note::Model>> {
    let Some(name) = name else { return Ok(None) };
    let there = note::Entity::by_author(doctor).filter(note::Column::ClientMutationId.eq(name));
    let Some(there) = there.one(app.db().write()).await? else { return Ok(None) };
    let own = user::Entity::own(doctor).one(app.db().read()).await?.ok_or(Error::NotFound("patient"))?;
    let reader = Reader::new(app, Some(&own), None);
    // As for any note: who is not the patient's doctor any more is told nothing of it.
    if !reader.sees_patient(patient).await? {
        return Err(Error::NotFound("patient"));
    }
    let there = Arc::new(there);
    let text = reader.bodies(std::slice::from_ref(&there)).await?.pop();
    if there.patient_id == patient
        && text.and_then(std::result::Result::ok).is_some_and(|text| text.as_str() == body)
    {
        return Ok(Some(Arc::unwrap_or_clone(there)));
    }
    Err(Error::bad_input(
        "clientMutationId",
        "clientMutationId has been used for another note; use a new one for each note",
    ))
}

async fn store_note(
    app: &App,
    doctor: Uuid,
    patient: Uuid,
    body: &str,
    name: Option<&str>,
) -> Result<note::Model> {
    let mut change = app.begin().await?;
    let patient = access::lock_as_doctor(change.tx(), doctor, patient).await?;
    let (id, now) = (newest_id(app, change.tx(), patient.id).await?, app.now());
    let key = keyring::data_key(app, change.tx(), patient.id).await?;
    let row = note::ActiveModel {
        id: Set(id),
        doctor_id: Set(doctor),
        patient_id: Set(patient.id),
        body_sealed: Set(key.seal(Place::note_body(id, patient.id), body)?),
        written_on: Set(app.hospital().day_of(&patient, now)),
        submitted_at: Set(now),
        state: Set(if patient.no_ai { State::NeedsReview } else { State::Queued }),
        reason: Set(patient.no_ai.then(|| NO_AI.to_owned())),
        extractor: Set(None),
        model_version: Set(None),
        prompt_version: Set(None),
        prompt_tokens: Set(None),
        output_tokens: Set(None),
        thought_tokens: Set(None),
        extraction_ms: Set(None),
        attempts: Set(0),
        extracted_at: Set(None),
        plan_replaced_at: Set(None),
        fallback: Set(false),
        client_mutation_id: Set(name.map(str::to_owned)),
    };
    let note = row.insert(change.tx()).await?;
    if !patient.no_ai {
        change.job(NewJob::about(JobKind::Extract, id, now).owned_by(doctor)).await?;
    }
    change.event(event::Kind::NoteSubmitted, patient.id, Some(doctor), id).await?;
    change.commit().await?;
    Ok(note)
}

/// Asks again for the extraction of a note that failed.
///
/// # Errors
/// [`Error::NotFound`] unless `doctor` wrote it and its patient is still assigned to them.
pub async fn retry_extraction(app: &App, doctor: Uuid, note: Uuid) -> Result<Answered<Retry, note::Model>> {
    let mut change = app.begin().await?;
    let (note, patient) = lock_own_note(change.tx(), doctor, note).await?;
    if note.state != State::Failed {
        return Ok(Answered::new(Retry::NotFailed, note));
    }
    if patient.no_ai {
        return Ok(Answered::new(Retry::NoExtractor, note));
    }
    let id = note.id;
    let mut row = note.into_active_model();
    row.state = Set(State::Queued);
    row.reason = Set(None);
    row.attempts = Set(0);
    let note = row.update(change.tx()).await?;
    jobs::put_away_dead(app, change.tx(), JobKind::Extract, id).await?;
    change.job(NewJob::about(JobKind::Extract, id, app.now()).owned_by(doctor)).await?;
    change.commit().await?;
    Ok(Answered::new(Retry::Queued, note))
}

/// Queues a failed note again because an operator wants its job retried: as if it had never been tried.
///
/// # Errors
/// The database's.
pub async fn queue_again(app: &App, note: Uuid) -> Result<()> {
    note::Entity::update_many()
        .col_expr(note::Column::State, Expr::value(State::Queued.to_value()))
        .col_expr(note::Column::Reason, Expr::value(Option::<String>::None))
        .col_expr(note::Column::Attempts, Expr::value(0))
        .filter(note::Column::Id.eq(note))
        .filter(note::Column::State.eq(State::Failed))
        .exec(app.db().write())
        .await?;
    Ok(())
}

/// A note that `doctor` wrote about a patient who is still theirs, with the patient locked.
pub(super) async fn lock_own_note(
    tx: &impl ConnectionTrait,
    doctor: Uuid,
    note: Uuid,
) -> Result<(note::Model, user::Model)> {
    let read = async || {
        let own = note::Entity::by_author(doctor).filter(note::Column::Id.eq(note)).one(tx).await?;
        own.ok_or(Error::NotFound("note"))
    };
    let patient = access::lock_as_doctor_of(tx, doctor, read().await?.patient_id, "note").await?;
    // Again, now that nobody else changes it.
    Ok((read().await?, patient))
}

/// An id that sorts after the patient's other notes, which decides whose plan is the newer one: even when the clocks of
/// two processes disagree.
async fn newest_id(app: &App, tx: &impl ConnectionTrait, patient: Uuid) -> Result<Uuid> {
    let id = app.new_id();
    let last = note::Entity::of_patient(patient).order_by_desc(note::Column::Id).one(tx).await?;
    let Some(last) = last.filter(|last| last.id >= id) else { return Ok(id) };
    let after = last.id.get_timestamp().and_then(|at| {
        let (seconds, nanos) = at.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    });
    Ok(random::id(after.unwrap_or_else(|| app.now()) + Duration::milliseconds(1)))
}

fn check_body(body: &str) -> Result<()> {
    let wrong = |message: String| Err(Error::bad_input("body", message));
    if body.trim().is_empty() {
        return wrong("body must not be empty".to_owned());
    }
    if body.chars().count() > LONGEST {
        return wrong(format!("body must have at most {LONGEST} characters"));
    }
    if body.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return wrong("body must not contain control characters other than line breaks and tabs".to_owned());
    }
    Ok(())
}
