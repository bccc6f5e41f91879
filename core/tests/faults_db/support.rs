//! A doctor who writes notes while something is wrong, and what was answered.

use aftercare_core::{
    App, Result,
    domain::{
        notes,
        plan::{self, ExtractionRecord},
    },
    testing::{TestApp, people, planned::daily},
};
use aftercare_entity::{event, job, note, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

/// A patient, their doctor, and the ids of notes that were answered.
pub struct Writer {
    pub app: App,
    pub patient: user::Model,
    pub doctor: user::Model,
    pub answered: Vec<Uuid>,
    pub refused: usize,
}

impl Writer {
    pub async fn new(app: &App) -> Self {
        let (patient, doctor) = people::patient_and_doctor(app).await.unwrap();
        Self { app: app.clone(), patient, doctor, answered: Vec::new(), refused: 0 }
    }

    /// Submits a note of this many characters and keeps what was answered.
    pub async fn write(&mut self, length: usize) {
        let result = submit(self.app.clone(), self.doctor.id, self.patient.id, length).await;
        self.keep(&result);
    }

    /// Begins something that a rule refuses: nothing is written, and it is rolled back.
    pub async fn think_better_of_it(&self) {
        let _ = self.app.begin().await.map(drop);
    }

    pub fn keep(&mut self, result: &Result<Uuid>) {
        match result {
            Ok(id) => self.answered.push(*id),
            Err(_) => self.refused += 1,
        }
    }

    /// Another process finds every answered note, with its event and its job.
    pub async fn all_answered_is_stored(&self, reopened: &App) {
        let db = reopened.db().read();
        for id in &self.answered {
            let there = note::Entity::any_unscoped(*id).one(db).await.unwrap();
            assert!(there.is_some(), "{id} of {} answered notes was never stored", self.answered.len());
        }
        let notes = note::Entity::find().count(db).await.unwrap();
        let of_notes = event::Column::Kind.eq(event::Kind::NoteSubmitted);
        assert_eq!(event::Entity::find().filter(of_notes).count(db).await.unwrap(), notes, "events");
        assert_eq!(job::Entity::find().count(db).await.unwrap(), notes, "jobs");
    }
}

/// The note's id, when it was answered.
pub async fn submit(app: App, doctor: Uuid, patient: Uuid, length: usize) -> Result<Uuid> {
    let body = "a".repeat(length);
    Ok(notes::submit_note(&app, doctor, patient, &body).await?.id)
}

/// Runs a statement on the connection that writes.
pub async fn pragma(app: &App, sql: &str) {
    app.db().write().execute_unprepared(sql).await.unwrap();
}

/// A patient with so many plan steps due today.
pub struct Planned {
    pub patient: Uuid,
}

impl Planned {
    pub async fn new(t: &TestApp, steps: usize) -> Self {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        let submitted = notes::submit_note(&t.app, doctor.id, patient.id, "Rest.").await.unwrap();
        let planned =
            (0..steps).map(|number| daily(&format!("Walk round house {number}"), Some(5))).collect();
        let mut change = t.app.begin().await.unwrap();
        let record = ExtractionRecord { extractor: "rules", attempts: 1, ..Default::default() };
        plan::store_extraction(&mut change, submitted.id, planned, record).await.unwrap();
        change.commit().await.unwrap();
        Self { patient: patient.id }
    }
}
