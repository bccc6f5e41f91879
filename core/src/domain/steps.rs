//! Steps: reading them, opened for those who may, and ticking off what is done once.
//!
//! Every list is scoped by who asks ([`access::steps_for`]), in the statement itself: steps of a patient who is not the
//! actor's are simply not there. Lists take many patients at once and cost the same number of statements for any number.

use super::{
    access,
    schedule::{self, Adherence},
};
use crate::{
    App, Error, Result,
    keyring::{self, Place},
};
use aftercare_entity::{
    check_in, event,
    step::{self, Kind, State},
    user::{self, Role},
};
use chrono::{Duration, NaiveDate};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, Order, QueryFilter, QueryOrder,
    QueryTrait,
    prelude::Expr,
    sea_query::{Alias, ExprTrait, Func, Query, WindowStatement},
};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A step with its texts open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenStep {
    /// The row.
    pub row: step::Model,
    /// What to do.
    pub description: Zeroizing<String>,
    /// The passage of the note it came from; its place in the note is in the row.
    pub passage: Option<Zeroizing<String>>,
}

/// Which of each patient's steps, for whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StepFilter {
    actor: Uuid,
    role: Role,
    /// In one of these states; none named = all.
    pub states: Vec<State>,
    /// Of this note; `None` = of any.
    pub note: Option<Uuid>,
    /// After this step.
    pub after: Option<Uuid>,
    /// At most so many of each patient (ask for one more than a page to learn whether there is a next one).
    pub first: u64,
}

impl StepFilter {
    /// What `actor` may see.
    pub fn for_actor(actor: &user::Model, states: Vec<State>, after: Option<Uuid>, first: u64) -> Self {
        Self { actor: actor.id, role: actor.role, states, note: None, after, first }
    }

    /// Of this note only.
    #[must_use]
    pub fn of_note(self, note: Uuid) -> Self {
        Self { note: Some(note), ..self }
    }
}

/// What a patient has to do on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Today {
    /// The patient's local day.
    pub day: NaiveDate,
    /// Plan steps due and not checked in yet.
    pub due: Vec<step::Model>,
    /// Checklist steps open, their day come.
    pub checklist: Vec<step::Model>,
    /// Steps that are there if needed.
    pub as_needed: Vec<step::Model>,
    /// Checked in or ticked off today, whatever became of the step since.
    pub done: Vec<step::Model>,
}

/// A page of each patient's steps that the filter's actor may see, in the order they were made; patients without any
/// are missing.
///
/// # Errors
/// The database's.
pub async fn pages(
    app: &App,
    patients: &[Uuid],
    filter: &StepFilter,
) -> Result<HashMap<Uuid, Vec<step::Model>>> {
    let Some(scoped) = access::steps_for(filter.actor, filter.role) else { return Ok(HashMap::new()) };
    let mut scoped = scoped.filter(step::Column::PatientId.is_in(patients.iter().copied()));
    if !filter.states.is_empty() {
        scoped = scoped.filter(step::Column::State.is_in(filter.states.iter().copied()));
    }
    if let Some(note) = filter.note {
        scoped = scoped.filter(step::Column::NoteId.eq(note));
    }
    if let Some(after) = filter.after {
        scoped = scoped.filter(step::Column::Id.gt(after));
    }
    let mut ranked = scoped.into_query();
    let by_patient =
        WindowStatement::partition_by(step::Column::PatientId).order_by(step::Column::Id, Order::Asc).take();
    ranked.clear_selects().column((step::Entity, step::Column::Id)).expr_window_as(
        Func::cust("ROW_NUMBER"),
        by_patient,
        Alias::new("place"),
    );
    let wanted = Query::select()
        .column(Alias::new("id"))
        .from_subquery(ranked, Alias::new("ranked"))
        .and_where(Expr::col(Alias::new("place")).lte(filter.first))
        .take();
    let rows = step::Entity::find().filter(step::Column::Id.in_subquery(wanted));
    let mut pages: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows.order_by_asc(step::Column::Id).all(app.db().read()).await? {
        pages.entry(row.patient_id).or_default().push(row);
    }
    Ok(pages)
}

/// One step, for the patient (unless held back) or the assigned doctor.
///
/// # Errors
/// [`Error::NotFound`] for everyone else.
pub async fn step_for(app: &App, actor: &user::Model, id: Uuid) -> Result<step::Model> {
    let missing = Error::NotFound("step");
    let Some(scoped) = access::steps_for(actor.id, actor.role) else { return Err(missing) };
    scoped.filter(step::Column::Id.eq(id)).one(app.db().read()).await?.ok_or(missing)
}

/// One of the patient's steps that is not held back.
pub(super) async fn shown_to(db: &impl ConnectionTrait, patient: Uuid, id: Uuid) -> Result<step::Model> {
    let step = step::Entity::visible_to_patient(patient).filter(step::Column::Id.eq(id)).one(db).await?;
    step.ok_or(Error::NotFound("step"))
}

/// What these patients, each on their own local day, have to do. Two statements for any number of them.
///
/// # Errors
/// The database's.
pub async fn today(
    app: &App,
    actor: &user::Model,
    patients: &[&user::Model],
) -> Result<HashMap<Uuid, Today>> {
    let now = app.now();
    let mut days: HashMap<_, _> = patients.iter().map(|p| (p.id, app.hospital().day_of(p, now))).collect();
    let (Some(scoped), Some(&earliest)) = (access::steps_for(actor.id, actor.role), days.values().min())
    else {
        return Ok(HashMap::new());
    };
    let db = app.db().read();
    let ids: Vec<_> = days.keys().copied().collect();
    let check_ins = check_in::Entity::of_patients_unscoped(ids.iter().copied())
        .filter(check_in::Column::Day.gte(earliest));
    let checked: HashSet<_> = check_ins
        .all(db)
        .await?
        .into_iter()
        .filter(|row| days.get(&row.patient_id) == Some(&row.day))
        .map(|row| row.step_id)
        .collect();
    let wanted = Condition::any()
        .add(step::Column::State.eq(State::Active))
        .add(step::Column::Id.is_in(checked.iter().copied()))
        // A local day is at most 25 hours long.
        .add(
            step::Column::State
                .eq(State::Completed)
                .and(step::Column::Kind.eq(Kind::Checklist))
                .and(step::Column::ClosedAt.gte(now - Duration::hours(25))),
        );
    let rows = scoped.filter(step::Column::PatientId.is_in(ids)).filter(wanted);
    let mut of: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows.order_by_asc(step::Column::Id).all(db).await? {
        of.entry(row.patient_id).or_default().push(row);
    }
    let zones = patients.iter().map(|p| (p.id, app.hospital().zone_of(p)));
    let todays = zones.filter_map(|(id, zone)| {
        let day = days.remove(&id)?;
        let rows = of.remove(&id).unwrap_or_default();
        let closed_today =
            |row: &step::Model| row.closed_at.is_some_and(|at| at.with_timezone(&zone).date_naive() == day);
        let is_done = |row: &step::Model| {
            checked.contains(&row.id) || row.state == State::Completed && closed_today(row)
        };
        Some((id, sort(rows, day, is_done)))
    });
    Ok(todays.collect())
}

fn sort(rows: Vec<step::Model>, day: NaiveDate, is_done: impl Fn(&step::Model) -> bool) -> Today {
    let mut today = Today { day, due: vec![], checklist: vec![], as_needed: vec![], done: vec![] };
    let waiting: HashSet<_> =
        rows.iter().filter(|row| schedule::waits_among(row, &rows)).map(|row| row.id).collect();
    for row in rows {
        let waits = waiting.contains(&row.id);
        let begun = row.scheduled_on.is_some_and(|first| first <= day);
        let place = match (row.state, row.kind) {
            (State::Active, Kind::Plan) if row.as_needed && begun => &mut today.as_needed,
            (State::Active, Kind::Plan) if !waits && schedule::is_due(&row, day) => &mut today.due,
            (State::Active, Kind::Checklist) if begun => &mut today.checklist,
            // Also when a newer plan took its place since: it was done today, and its successor is due later.
            _ if is_done(&row) => &mut today.done,
            _ => continue,
        };
        place.push(row);
    }
    today
}

/// How these patients, each on their own local day, keep up with the plan in force. One statement for any number of
/// them; those without a plan, and those that `actor` may not see, are missing.
///
/// # Errors
/// The database's.
pub async fn adherence(
    app: &App,
    actor: &user::Model,
    patients: &[&user::Model],
) -> Result<HashMap<Uuid, Adherence>> {
    let Some(scoped) = access::steps_for(actor.id, actor.role) else { return Ok(HashMap::new()) };
    let plans = scoped
        .filter(step::Column::PatientId.is_in(patients.iter().map(|patient| patient.id)))
        .filter(step::Column::State.eq(State::Active))
        .filter(step::Column::Kind.eq(Kind::Plan));
    let mut of: HashMap<_, Vec<_>> = HashMap::new();
    for row in plans.all(app.db().read()).await? {
        of.entry(row.patient_id).or_default().push(row);
    }
    let now = app.now();
    let kept = patients.iter().filter_map(|patient| {
        let steps = of.get(&patient.id)?;
        Some((patient.id, Adherence::of(steps, app.hospital().day_of(patient, now))))
    });
    Ok(kept.collect())
}

/// Opens the texts of steps, in their order, with one query for the keys. Callers have checked who reads them.
///
/// # Errors
/// The database's or the keyring's; [`keyring::SealError::MissingDataKey`] when one of them was erased.
pub async fn open(app: &App, rows: Vec<step::Model>) -> Result<Vec<OpenStep>> {
    let wanted = rows.len();
    let opened = open_kept(app, rows).await?;
    if opened.len() < wanted { Err(keyring::SealError::MissingDataKey.into()) } else { Ok(opened) }
}

/// [`open`], for a list of which one bad row must not cost the others: those that do not open are left out and logged. Says
/// which patients have such a step.
///
/// # Errors
/// The database's, or the keyring's when a key does not open.
pub async fn open_readable(app: &App, rows: Vec<step::Model>) -> Result<(Vec<OpenStep>, HashSet<Uuid>)> {
    let patients: HashSet<_> = rows.iter().map(|row| row.patient_id).collect();
    let keys = keyring::data_keys(app, app.db().read(), patients).await?;
    let (mut opened, mut unreadable) = (Vec::with_capacity(rows.len()), HashSet::new());
    for row in rows {
        let (id, patient) = (row.id, row.patient_id);
        match open_with(keys.get(&patient), row) {
            Ok(step) => opened.push(step),
            Err(error) => {
                tracing::error!(%error, step = %id, "a step does not open");
                unreadable.insert(patient);
            }
        }
    }
    Ok((opened, unreadable))
}

fn open_with(key: Option<&keyring::DataKey>, row: step::Model) -> Result<OpenStep, keyring::SealError> {
    let key = key.ok_or(keyring::SealError::MissingDataKey)?;
    let description = key.open(Place::step_description(row.id, row.patient_id), &row.description_sealed)?;
    let place = Place::step_passage(row.id, row.patient_id);
    let passage = row.passage_sealed.as_deref().map(|sealed| key.open(place, sealed)).transpose()?;
    Ok(OpenStep { row, description, passage })
}

/// [`open`], for a list: steps of a patient whose key was destroyed are not there any more, and those of others are.
///
/// # Errors
/// The database's or the keyring's: a text that does not open though its key is there is a fault, not an erasure.
pub async fn open_kept(app: &App, rows: Vec<step::Model>) -> Result<Vec<OpenStep>> {
    let patients: HashSet<_> = rows.iter().map(|row| row.patient_id).collect();
    let keys = keyring::data_keys(app, app.db().read(), patients).await?;
    let opened = rows.into_iter().filter_map(|row| {
        let key = keys.get(&row.patient_id)?;
        Some(open_with(Some(key), row))
    });
    Ok(opened.collect::<Result<_, _>>()?)
}

/// Ticks off a checklist step of the patient's. A second time changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::BadInput`] at `stepId` for a plan step; [`Error::Conflict`] when it is not in force.
pub async fn complete_step(app: &App, patient: Uuid, id: Uuid) -> Result<step::Model> {
    let mut change = app.begin().await?;
    let patient = access::lock_patient(change.tx(), patient).await?;
    let step = shown_to(change.tx(), patient.id, id).await?;
    if step.kind == Kind::Plan {
        return Err(Error::bad_input("stepId", "this step is repeated: use checkIn"));
    }
    match step.state {
        State::Active => {}
        State::Completed => return Ok(step),
        _ => return Err(Error::Conflict("this step is no longer in force".to_owned())),
    }
    let mut row = step.into_active_model();
    row.state = Set(State::Completed);
    row.closed_at = Set(Some(app.now()));
    let step = row.update(change.tx()).await?;
    let doctor = access::current_doctor(change.tx(), patient.id).await?;
    change.event(event::Kind::StepCompleted, patient.id, doctor, id).await?;
    change.commit().await?;
    Ok(step)
}
