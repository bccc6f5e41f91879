//! What a batch of events shows, read once for everybody who is to see it.
//!
//! The rows are read as the worker reads them, in a fixed number of statements however many events there are, and after the
//! events were committed. Each viewer is then checked against them in memory ([`Look`]), by the rules of [`super::scope`]: the
//! patient themself, or whoever is the patient's doctor as just read and may act. What is not among the rows, or was read too
//! long ago, is read again for the viewer alone.

use super::{Reader, SeenStep, StepFilter, Who};
use crate::{App, Error, Result, events::Event, page::Page};
use aftercare_entity::{
    assignment, at_risk_episode, check_in,
    event::Kind,
    note,
    step::State,
    user::{self, Role, Status},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use tokio::time::Instant;
use uuid::Uuid;

/// For how long rows are good: whoever comes later reads again.
const FRESH: Duration = Duration::from_millis(500);
/// Steps shown with an extraction at most: as many as an extraction may have.
const STEPS: u64 = 50;

/// The rows that some events show.
#[derive(Debug)]
pub struct Given {
    /// Just before they were read.
    read: Instant,
    /// Those whose record is not erased.
    patients: HashMap<Uuid, Arc<user::Model>>,
    /// By patient: the assignment now.
    assigned: HashMap<Uuid, assignment::Model>,
    /// The doctors who may be told.
    doctors: HashMap<Uuid, Arc<user::Model>>,
    notes: HashMap<Uuid, Arc<note::Model>>,
    /// By note.
    note_steps: HashMap<Uuid, Vec<Arc<SeenStep>>>,
    steps: HashMap<Uuid, Arc<SeenStep>>,
    check_ins: HashMap<Uuid, check_in::Model>,
}

/// Which rows some events show.
#[derive(Default)]
struct Wanted {
    patients: HashSet<Uuid>,
    doctors: HashSet<Uuid>,
    notes: HashSet<Uuid>,
    extracted: HashSet<Uuid>,
    steps: HashSet<Uuid>,
    check_ins: HashSet<Uuid>,
}

impl Wanted {
    fn of(events: &[Arc<Event>]) -> Self {
        let mut wanted = Self::default();
        for event in events {
            wanted.patients.insert(event.patient);
            wanted.doctors.extend(event.doctor);
            match event.kind {
                Kind::NoteSubmitted | Kind::ExtractionFailed | Kind::PlanEnded => {
                    wanted.notes.insert(event.subject);
                }
                Kind::StepsExtracted => {
                    wanted.notes.insert(event.subject);
                    wanted.extracted.insert(event.subject);
                }
                Kind::CheckedIn | Kind::CheckInUndone => {
                    wanted.check_ins.insert(event.subject);
                }
                Kind::StepCompleted | Kind::StepChanged => {
                    wanted.steps.insert(event.subject);
                }
                Kind::DoctorSelected | Kind::ReminderSent | Kind::MailFailing | Kind::PatientAtRisk => {}
            }
        }
        wanted
    }
}

fn list(ids: &HashSet<Uuid>) -> Vec<Uuid> {
    ids.iter().copied().collect()
}

/// The steps of a note that an event shows.
fn extracted_steps() -> StepFilter {
    StepFilter { states: Vec::new(), page: Page::first(STEPS), parts: None }
}

impl Given {
    /// Reads what `events` show.
    ///
    /// # Errors
    /// The database's.
    pub async fn read(app: &App, events: &[Arc<Event>]) -> Result<Self> {
        let (reader, read, mut wanted) = (Reader::worker_unscoped(app), Instant::now(), Wanted::of(events));
        let (patients, doctors) = (list(&wanted.patients), list(&wanted.doctors));
        let (notes, extracted) = (list(&wanted.notes), list(&wanted.extracted));
        let (patients, assigned, doctors, notes, note_steps, check_ins) = tokio::try_join!(
            reader.patients(&patients),
            assigned(app, &patients),
            some(&doctors, reader.named_unscoped(&doctors)),
            some(&notes, reader.notes(&notes)),
            async { some(&extracted, reader.note_steps(&extracted, &extracted_steps())).await },
            check_ins(&reader, list(&wanted.check_ins)),
        )?;
        wanted.steps.extend(check_ins.values().map(|row| row.step_id));
        let steps = list(&wanted.steps);
        let steps = some(&steps, reader.steps(&steps)).await?;
        Ok(Self { read, patients, assigned, doctors, notes, note_steps, steps, check_ins })
    }

    /// Whether the rows are still good.
    pub fn is_fresh(&self) -> bool {
        self.read.elapsed() < FRESH
    }

    fn is_doctor_now(&self, doctor: Uuid, patient: Uuid) -> bool {
        let assigned = self.assigned.get(&patient).is_some_and(|row| row.doctor_id == doctor);
        assigned && self.may_act(doctor)
    }

    /// As in every statement that reads for a doctor.
    fn may_act(&self, doctor: Uuid) -> bool {
        self.doctors.get(&doctor).is_some_and(|account| {
            account.role == Role::Doctor && account.status == Status::Active && account.admission.is_none()
        })
    }
}

/// The answer, where anything is asked for.
async fn some<V>(
    ids: &[Uuid],
    answer: impl Future<Output = Result<HashMap<Uuid, V>>>,
) -> Result<HashMap<Uuid, V>> {
    if ids.is_empty() { Ok(HashMap::new()) } else { answer.await }
}

async fn assigned(app: &App, patients: &[Uuid]) -> Result<HashMap<Uuid, assignment::Model>> {
    let rows = assignment::Entity::current_of(patients.iter().copied()).all(app.db().read()).await?;
    Ok(rows.into_iter().map(|row| (row.patient_id, row)).collect())
}

async fn check_ins(reader: &Reader, ids: Vec<Uuid>) -> Result<HashMap<Uuid, check_in::Model>> {
    let Some(seen) = reader.sees(check_in::Column::PatientId) else { return Ok(HashMap::new()) };
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = check_in::Entity::find().filter(check_in::Column::Id.is_in(ids)).filter(seen);
    let rows = rows.all(reader.app.db().read()).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// One viewer's look at what an event shows: among the given rows where there are any, else in the database.
#[derive(Debug)]
pub struct Look<'a> {
    reader: &'a Reader,
    given: Option<&'a Given>,
}

impl Reader {
    /// A look at what an event shows, with rows that were read for it.
    pub fn look<'a>(&'a self, given: Option<&'a Given>) -> Look<'a> {
        Look { reader: self, given: given.filter(|given| given.is_fresh()) }
    }
}

impl Look<'_> {
    /// The patient, if the viewer sees their record.
    ///
    /// # Errors
    /// The database's.
    pub async fn patient(&self, id: Uuid) -> Result<Option<Arc<user::Model>>> {
        match self.given {
            Some(given) if self.sees(given, id) => Ok(given.patients.get(&id).cloned()),
            Some(_) => Ok(None),
            None => Ok(self.reader.patients(&[id]).await?.remove(&id)),
        }
    }

    /// The note, if the viewer may open its text.
    ///
    /// # Errors
    /// The database's.
    pub async fn note(&self, id: Uuid) -> Result<Option<Arc<note::Model>>> {
        match self.given.and_then(|given| Some((given, given.notes.get(&id)?))) {
            Some((given, note)) => Ok(self.may_open(given, note).then(|| Arc::clone(note))),
            None => Ok(self.reader.notes(&[id]).await?.remove(&id)),
        }
    }

    /// The steps of a note, as far as the viewer sees them.
    ///
    /// # Errors
    /// The database's.
    pub async fn note_steps(&self, note: Uuid) -> Result<Vec<Arc<SeenStep>>> {
        let found = self.given.and_then(|given| Some((given, given.note_steps.get(&note)?)));
        // Of more, another viewer's first page may be another.
        if let Some((given, steps)) = found.filter(|(_, steps)| (steps.len() as u64) < STEPS) {
            return Ok(steps.iter().filter(|step| self.sees_step(given, step)).cloned().collect());
        }
        Ok(self.reader.note_steps(&[note], &extracted_steps()).await?.remove(&note).unwrap_or_default())
    }

    /// The step.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none for this viewer.
    pub async fn step(&self, id: Uuid) -> Result<Arc<SeenStep>> {
        match self.given.and_then(|given| Some((given, given.steps.get(&id)?))) {
            Some((given, step)) if self.sees_step(given, step) => Ok(Arc::clone(step)),
            Some(_) => Err(Error::NotFound("step")),
            None => self.reader.step(id).await,
        }
    }

    /// The check-in, also one that was taken back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none for this viewer.
    pub async fn check_in(&self, id: Uuid) -> Result<check_in::Model> {
        match self.given.and_then(|given| Some((given, given.check_ins.get(&id)?))) {
            Some((given, row)) if self.sees(given, row.patient_id) => Ok(row.clone()),
            Some(_) => Err(Error::NotFound("check-in")),
            None => self.reader.check_in(id).await,
        }
    }

    /// The time in which a patient falls behind, for their doctor; read again for each.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none for this viewer.
    pub async fn at_risk_episode(&self, id: Uuid) -> Result<at_risk_episode::Model> {
        self.reader.at_risk_episode(id).await?.ok_or(Error::NotFound("episode"))
    }

    /// The doctor now of a patient that the viewer was let in to.
    ///
    /// # Errors
    /// The database's.
    pub async fn current_doctor(&self, patient: Uuid) -> Result<Option<Arc<user::Model>>> {
        if let Some(given) = self.given {
            let Some(assigned) = given.assigned.get(&patient) else { return Ok(None) };
            if let Some(doctor) = given.doctors.get(&assigned.doctor_id) {
                return Ok(Some(Arc::clone(doctor)));
            }
        }
        Ok(self.reader.current_doctors(&[patient]).await?.remove(&patient).map(|(_, doctor)| doctor))
    }

    /// As [`Reader::sees`], for rows in hand, which hold no erased patient.
    fn sees(&self, given: &Given, patient: Uuid) -> bool {
        match self.reader.who {
            Who::Nobody => false,
            Who::Patient(id) => id == patient,
            Who::Doctor(id) => given.is_doctor_now(id, patient),
            Who::Worker => true,
        }
    }

    /// As [`Reader::readable_notes`].
    fn may_open(&self, given: &Given, note: &note::Model) -> bool {
        let acts = match self.reader.who {
            Who::Doctor(id) => given.may_act(id),
            _ => true,
        };
        acts && self.reader.may_read(note)
    }

    /// As [`Reader::visible_steps`].
    fn sees_step(&self, given: &Given, step: &SeenStep) -> bool {
        let told = step.row.state != State::NeedsReview && step.row.scheduled_on.is_some();
        self.sees(given, step.row.patient_id) && (told || !matches!(self.reader.who, Who::Patient(_)))
    }
}
