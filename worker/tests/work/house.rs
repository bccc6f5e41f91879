//! A hospital for one test: workers whose mails are files, or go to a mail server of the test's own.

use aftercare_core::{
    App,
    domain::notes,
    jobs,
    testing::{TestApp, people},
};
use aftercare_entity::{job, note, reminder, step, user, user::Role};
use aftercare_worker::{
    Summary, Worker, WorkerSettings,
    extraction::Extractor,
    mail::{MailSettings, Mailer},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use secrecy::SecretString;
use tempfile::TempDir;

/// A hospital with one patient and their doctor.
pub struct House {
    pub t: TestApp,
    pub patient: user::Model,
    pub doctor: user::Model,
    /// Who reads notes here.
    pub extractor: Extractor,
    /// Where mails go; `None` = they are files.
    pub smtp_url: Option<String>,
    pub settings: WorkerSettings,
    mails: TempDir,
}

impl House {
    pub async fn open(t: TestApp) -> Self {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        Self {
            t,
            patient,
            doctor,
            extractor: Extractor::Rules,
            smtp_url: None,
            settings: WorkerSettings::default(),
            mails: tempfile::tempdir().unwrap(),
        }
    }

    /// Another worker of this test hospital, on `app`.
    pub fn worker_on(&self, app: &App) -> Worker {
        let mut settings = MailSettings::new("Aftercare <aftercare@aftercare.test>", self.mails.path());
        settings.smtp_url = self.smtp_url.clone().map(SecretString::from);
        let mailer = Mailer::new(&settings).unwrap();
        Worker::new(app.clone(), self.extractor.clone(), mailer, self.settings.clone())
    }

    /// Does all that is due now.
    pub async fn work(&self) -> Summary {
        self.worker_on(&self.t.app).run_until_idle().await.unwrap()
    }

    /// The doctor writes `text`.
    pub async fn submit(&self, text: &str) -> note::Model {
        notes::submit_note(&self.t.app, self.doctor.id, self.patient.id, text).await.unwrap()
    }

    /// The doctor writes `text`, and it is extracted.
    pub async fn note(&self, text: &str) -> note::Model {
        let id = self.submit(text).await.id;
        self.work().await;
        self.note_now(id).await
    }

    /// The note as it is now.
    pub async fn note_now(&self, id: sea_orm::prelude::Uuid) -> note::Model {
        note::Entity::any_unscoped(id).one(self.t.app.db().read()).await.unwrap().unwrap()
    }

    /// The only job that is open or dead.
    pub async fn job(&self) -> job::Model {
        let mut jobs = jobs::list(&self.t.app, 10).await.unwrap();
        assert_eq!(jobs.len(), 1, "{jobs:?}");
        jobs.remove(0)
    }

    /// The job of this note, whether open, done or dead.
    pub async fn job_of(&self, note: sea_orm::prelude::Uuid) -> job::Model {
        let found = job::Entity::find().filter(job::Column::SubjectId.eq(note));
        found.one(self.t.app.db().read()).await.unwrap().unwrap()
    }

    /// From now on the patient is somebody new, of the same doctor.
    pub async fn next_patient(&mut self, name: &str) {
        self.patient = people::account(&self.t.app, Role::Patient, name).await.unwrap();
        people::assign(&self.t.app, self.patient.id, self.doctor.id).await.unwrap();
    }

    /// The states of the patient's steps, oldest first.
    pub async fn states_of_patient(&self) -> Vec<step::State> {
        let mut steps = self.steps().await;
        steps.retain(|step| step.patient_id == self.patient.id);
        steps.into_iter().map(|step| step.state).collect()
    }

    /// The mails in files so far, oldest first.
    pub fn mails(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.mails.path()).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> =
            files.filter(|path| path.extension().is_some_and(|end| end == "eml")).collect();
        files.sort();
        files.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
    }

    pub async fn steps(&self) -> Vec<step::Model> {
        let rows = step::Entity::find().order_by_asc(step::Column::Id);
        rows.all(self.t.app.db().read()).await.unwrap()
    }

    /// The states of all steps, oldest first.
    pub async fn step_states(&self) -> Vec<step::State> {
        self.steps().await.into_iter().map(|step| step.state).collect()
    }

    /// Everybody's reminders, oldest first.
    pub async fn reminders(&self) -> Vec<reminder::Model> {
        let rows = reminder::Entity::find().order_by_asc(reminder::Column::Id);
        rows.all(self.t.app.db().read()).await.unwrap()
    }
}
