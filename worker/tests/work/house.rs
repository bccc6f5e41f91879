//! A hospital for one test: workers whose mails are files.

use aftercare_core::{
    App,
    domain::notes,
    testing::{TestApp, people},
};
use aftercare_entity::{step, user};
use aftercare_worker::{
    Summary, Worker, WorkerSettings,
    extraction::Extractor,
    mail::{MailSettings, Mailer},
};
use sea_orm::{EntityTrait, QueryOrder};
use tempfile::TempDir;

/// A hospital with one patient and their doctor.
pub struct House {
    pub t: TestApp,
    pub patient: user::Model,
    pub doctor: user::Model,
    mails: TempDir,
}

impl House {
    pub async fn open(t: TestApp) -> Self {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        Self { t, patient, doctor, mails: tempfile::tempdir().unwrap() }
    }

    /// Another worker of this house, on `app`.
    pub fn worker_on(&self, app: &App) -> Worker {
        let settings = MailSettings::new("Aftercare <aftercare@aftercare.test>", self.mails.path());
        let mailer = Mailer::new(&settings).unwrap();
        Worker::new(app.clone(), Extractor::Rules, mailer, WorkerSettings::default())
    }

    /// Does all that is due now.
    pub async fn work(&self) -> Summary {
        self.worker_on(&self.t.app).run_until_idle().await.unwrap()
    }

    /// The doctor writes `text`, and it is extracted.
    pub async fn note(&self, text: &str) {
        notes::submit_note(&self.t.app, self.doctor.id, self.patient.id, text).await.unwrap();
        self.work().await;
    }

    /// The mails so far, oldest first.
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
}
