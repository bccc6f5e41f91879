//! Master keys, records and the rows of the access log, for these tests.

use aftercare_core::{
    App,
    audit::{self, Access, Action, Actor},
    domain::{
        notes,
        plan::{self, ExtractionRecord, PlannedStep},
    },
    keyring::{self, Keyring},
    reader::Reader,
    testing::{TestApp, people},
};
use aftercare_entity::{access_log, note, user};
use sea_orm::{EntityTrait, QueryOrder};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;
use uuid::Uuid;

/// A new key under this name.
pub fn key(id: &str) -> String {
    Keyring::generate().expose_secret().replace("k1:", &format!("{id}:"))
}

/// A process that starts with these keys, the first active.
pub async fn process(t: &TestApp, keys: &[&str]) -> App {
    let keyring = Keyring::parse(&SecretString::from(keys.join(","))).unwrap();
    let app = t.another_process_with(keyring).await.unwrap();
    keyring::register(&app).await.unwrap();
    app
}

/// A patient with a doctor and a note that says `text`.
pub async fn patient_with_note(app: &App, text: &str) -> (user::Model, user::Model, note::Model) {
    let (patient, doctor) = people::patient_and_doctor(app).await.unwrap();
    let note = notes::submit_note(app, doctor.id, patient.id, text).await.unwrap();
    (patient, doctor, note)
}

/// What an extraction of the note found.
pub async fn extract(app: &App, note: Uuid, steps: Vec<PlannedStep>) {
    let record = ExtractionRecord { extractor: "rules", attempts: 1, ..Default::default() };
    let mut change = app.begin().await.unwrap();
    plan::store_extraction(&mut change, note, steps, record).await.unwrap();
    change.commit().await.unwrap();
}

/// The text of a note; if not, why.
pub async fn body(app: &App, note: &note::Model) -> Result<String, String> {
    let texts = Reader::worker_unscoped(app).bodies(&[Arc::new(note.clone())]).await.unwrap();
    texts[0].as_ref().map(|text| text.to_string()).map_err(ToString::to_string)
}

/// So many things are done to somebody's record.
pub async fn happen(app: &App, count: u128) {
    let rows = (0..count).map(|n| {
        let (actor, patient) = (Actor::person(Uuid::from_u128(n), None), Uuid::from_u128(7));
        let subjects = [Uuid::from_u128(n), Uuid::from_u128(n + 1)];
        Access::new(actor, Action::ReadNote, Some(patient), subjects).with_detail(format!("row {n}"))
    });
    audit::record(app, app.db().write(), rows).await.unwrap();
}

/// All rows of the access log, by number.
pub async fn rows(app: &App) -> Vec<access_log::Model> {
    let rows = access_log::Entity::find().order_by_asc(access_log::Column::Sequence);
    rows.all(app.db().read()).await.unwrap()
}
