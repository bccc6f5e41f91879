//! A patient, their doctor, and short words for what the tests do again and again.

use aftercare_core::{
    Error, Result,
    domain::{
        assignments,
        check_ins::{self, CheckedIn},
        notes,
        plan::{self, ExtractionRecord, PlannedStep},
        review::DueDays,
        schedule::Adherence,
        steps::Today,
    },
    reader::{Reader, SeenStep, StepText},
    testing::{TestApp, people},
};
use aftercare_entity::{
    check_in::Via,
    event, note,
    step::{self, State},
    user,
    user::Role,
};
use chrono::{DateTime, Duration, NaiveDate};
use sea_orm::{EntityTrait, QueryOrder};
use std::sync::Arc;
use uuid::Uuid;

pub use aftercare_core::testing::planned::{daily, held_back, once};

pub struct Care {
    pub t: TestApp,
    pub patient: user::Model,
    pub doctor: user::Model,
}

impl Care {
    pub async fn next(&self) -> Option<NaiveDate> {
        self.steps().await.into_iter().rfind(|row| row.state == State::Active)?.next_due_on
    }

    /// What is due today, as each reader sees it: by the patient's list, by a check-in of all, and by the days to come.
    pub async fn due_today(&self) -> Vec<usize> {
        let due = self.today(&self.patient).await.map(|today| today.due).unwrap_or_default();
        let rows = self.steps().await;
        due.iter().map(|step| rows.iter().position(|row| row.id == step.id).unwrap()).collect()
    }

    pub async fn reminders(&self, limit: usize) -> Vec<NaiveDate> {
        let mut of = self.reader(&self.patient).upcoming(&self.patients(), limit).await.unwrap();
        let days = of.remove(&self.patient.id).unwrap_or_default();
        days.into_iter().map(|upcoming| upcoming.day).collect()
    }

    /// What was expected of the plan, and what was done of it.
    pub async fn kept(&self) -> (u32, u32) {
        let kept = self.adherence().await;
        (kept.expected, kept.done)
    }

    pub async fn adherence(&self) -> Adherence {
        let of = self.reader(&self.patient).adherence(&self.patients()).await.unwrap();
        of.get(&self.patient.id).copied().unwrap_or_default()
    }

    /// Reads for `actor`.
    pub fn reader(&self, actor: &user::Model) -> Reader {
        Reader::new(&self.t.app, Some(actor), None)
    }

    pub fn patients(&self) -> [Arc<user::Model>; 1] {
        [Arc::new(self.patient.clone())]
    }

    /// The patient's day, as `actor` sees it.
    pub async fn today(&self, actor: &user::Model) -> Option<Today> {
        self.reader(actor).today(&self.patients()).await.unwrap().remove(&self.patient.id)
    }

    /// The notes that wait for a decision of `actor`'s.
    pub async fn undecided(&self, actor: &user::Model) -> Vec<Uuid> {
        let mut of = self.reader(actor).undecided(&[self.patient.id]).await.unwrap();
        of.remove(&self.patient.id).unwrap_or_default().iter().map(|note| note.id).collect()
    }

    /// What these steps say.
    pub async fn texts(&self, rows: Vec<step::Model>) -> Vec<String> {
        self.opened(rows, StepText::Description).await
    }

    /// The passages they came from.
    pub async fn passages(&self, rows: Vec<step::Model>) -> Vec<String> {
        self.opened(rows, StepText::Passage).await
    }

    async fn opened(&self, rows: Vec<step::Model>, which: StepText) -> Vec<String> {
        let wanted: Vec<_> = rows.into_iter().map(|row| (Arc::new(SeenStep::changed(row)), which)).collect();
        let texts = Reader::worker_unscoped(&self.t.app).step_texts(&wanted).await.unwrap();
        texts.into_iter().map(|text| text.unwrap().to_string()).collect()
    }

    pub async fn new(t: TestApp) -> Self {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        Self { t, patient, doctor }
    }

    pub async fn submit(&self, body: &str) -> note::Model {
        notes::submit_note(&self.t.app, self.doctor.id, self.patient.id, body).await.unwrap()
    }

    pub async fn extract(&self, note: Uuid, steps: Vec<PlannedStep>) {
        let record = ExtractionRecord { extractor: "rules", attempts: 1, ..Default::default() };
        let mut change = self.t.app.begin().await.unwrap();
        plan::store_extraction(&mut change, note, steps, record).await.unwrap();
        change.commit().await.unwrap();
    }

    pub async fn fail(&self, note: Uuid) {
        let record = ExtractionRecord { extractor: "gemini", attempts: 5, ..Default::default() };
        let mut change = self.t.app.begin().await.unwrap();
        plan::fail_extraction(&mut change, note, "MODEL_UNAVAILABLE", record).await.unwrap();
        change.commit().await.unwrap();
    }

    /// A note and its extraction.
    pub async fn plan(&self, steps: Vec<PlannedStep>) -> note::Model {
        let note = self.submit("Rest. Walk. Take the tablets.").await;
        self.extract(note.id, steps).await;
        self.note(note.id).await
    }

    pub async fn note(&self, id: Uuid) -> note::Model {
        note::Entity::any_unscoped(id).one(self.t.app.db().read()).await.unwrap().unwrap()
    }

    /// All steps in the order they were made.
    pub async fn steps(&self) -> Vec<step::Model> {
        let all = step::Entity::of_patient(self.patient.id).order_by_asc(step::Column::Id);
        all.all(self.t.app.db().read()).await.unwrap()
    }

    pub async fn states(&self) -> Vec<State> {
        self.steps().await.iter().map(|step| step.state).collect()
    }

    pub async fn check_in(&self, step: Option<Uuid>) -> Result<CheckedIn> {
        let done = check_ins::check_in(&self.t.app, self.patient.id, step, Via::App).await?;
        match done.not_due {
            Some((step, why)) => Err(Error::Conflict(format!("{why:?}, due on {:?}", step.next_due_on))),
            None => Ok(done),
        }
    }

    pub async fn change_doctor(&self) -> user::Model {
        let next = people::account(&self.t.app, Role::Doctor, "Nora Next").await.unwrap();
        assignments::select_doctor(&self.t.app, self.patient.id, next.id).await.unwrap();
        next
    }

    /// What was told, in order, with its subject.
    pub async fn told(&self, kind: event::Kind) -> Vec<Uuid> {
        let all = event::Entity::find().order_by_asc(event::Column::Id).all(self.t.app.db().read()).await;
        let of_kind = all.unwrap().into_iter().filter(|event| event.kind == kind);
        of_kind.map(|event| event.subject_id).collect()
    }

    pub fn days_pass(&self, days: i64) {
        self.t.clock.advance(Duration::days(days));
    }

    pub fn clock_to(&self, rfc3339: &str) {
        self.t.clock.advance_to(DateTime::parse_from_rfc3339(rfc3339).unwrap().to_utc());
    }
}

pub fn day(month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, month, day)
}

/// Every so many days; `None` = daily.
pub fn every(days: Option<f64>) -> DueDays {
    DueDays { interval_days: days, ..DueDays::default() }
}

pub fn weekly(description: &str, weeks: u32) -> PlannedStep {
    PlannedStep { every_days: Some(7.0), ..daily(description, Some(weeks * 7)) }
}

pub fn missing<T>(answer: Result<T>, what: &str) -> bool {
    answer.is_err_and(|error| matches!(error, Error::NotFound(name) if name == what))
}

pub fn conflicts<T>(answer: Result<T>) -> bool {
    answer.is_err_and(|error| matches!(error, Error::Conflict(_)))
}

pub fn refused_at<T>(answer: Result<T>) -> Option<&'static str> {
    answer.err().and_then(|error| if let Error::BadInput { path, .. } = error { Some(path) } else { None })
}
