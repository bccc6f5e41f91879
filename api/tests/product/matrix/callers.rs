//! Everybody who can ask, and what of the record must not reach them.

use super::super::refusals::scene::Scene;
use crate::support::house::{Client, Person};
use aftercare_core::{
    domain::assignments,
    testing::{
        TestApp,
        sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel},
    },
};
use aftercare_entity::user::{Admission, Role};
use serde_json::Value;

/// In the order of a row's letters.
pub const NAMES: [&str; 13] = [
    "nobody",
    "unconfirmed",
    "patient",
    "stranger",
    "doctor",
    "former",
    "colleague",
    "pending",
    "refused",
    "suspended",
    "admin",
    "expired",
    "revoked",
];

/// Those who may see something of the patient's record: the others must not see a word of it.
const ENTITLED: [&str; 3] = ["patient", "doctor", "former"];

/// Words of the record, each where only some may look.
const RECORD: [&str; 5] = ["Rest. Walk. Take the tablets.", "Unreadable.", "Walk", "Swim", "Call"];

/// Everybody, in a hospital where each request could succeed for somebody.
pub struct Callers {
    pub scene: Scene,
    /// The note of the former doctor about the patient.
    pub former_note: String,
    clients: Vec<Client>,
}

/// A patient who has not confirmed the address.
async fn unconfirmed(scene: &Scene) -> Person {
    let person = scene.house.person(Role::Patient, "Una").await;
    let mut row = person.account.clone().into_active_model();
    row.unconfirmed_since = Set(Some(scene.house.t.app.now()));
    row.update(scene.house.t.app.db().write()).await.unwrap();
    scene.house.again(&person).await
}

impl Callers {
    pub async fn gather(t: TestApp) -> Self {
        // As in production: who has not confirmed the address selects no doctor.
        let t = t.in_a_house(|house| house.unconfirmed_may_act = false).await.unwrap();
        let scene = Box::pin(Scene::open(t)).await;
        let app = scene.house.t.app.clone();
        let former = scene.house.person(Role::Doctor, "Fritz Former").await;
        let (patient, doctor) = (scene.patient.account.id, scene.doctor.account.id);
        assignments::select_doctor(&app, patient, former.account.id).await.unwrap();
        let note = scene.house.note(&former, &scene.patient, "What the former doctor saw.").await;
        assignments::select_doctor(&app, patient, doctor).await.unwrap();
        let unconfirmed = unconfirmed(&scene).await;
        let pending = scene.house.doctor_at_the_door("Penny", Admission::Pending).await;
        let client = |person: &Person| (**person).clone();
        let clients = vec![
            scene.house.client(None),
            client(&unconfirmed),
            client(&scene.patient),
            client(&scene.other),
            client(&scene.doctor),
            client(&former),
            client(&scene.other_doctor),
            client(&pending),
            client(&scene.refused),
            client(&scene.suspended),
            client(&scene.admin),
            client(&scene.late[0]),
            client(&scene.ended[0]),
        ];
        let former_note = crate::support::house::id("note", note.id);
        Self { scene, former_note, clients }
    }

    /// Each with their name.
    pub fn each(&self) -> impl Iterator<Item = (&'static str, &Client)> {
        NAMES.into_iter().zip(&self.clients)
    }

    /// The text of a query with the ids of this hospital in place of their names in braces.
    pub fn filled(&self, text: &str) -> String {
        let ids = &self.scene.ids;
        let names = [
            ("{patient}", &ids.patient),
            ("{doctor}", &self.scene.doctor.id()),
            ("{note}", &ids.plan),
            ("{empty}", &ids.empty[0]),
            ("{former-note}", &self.former_note),
            ("{step}", &ids.done),
            ("{held}", &ids.waits),
        ];
        names.iter().fold(text.to_owned(), |text, (name, id)| text.replace(name, id))
    }

    /// # Panics
    /// When somebody without a right to it is shown a word of the record, or of another's account.
    pub fn nothing_leaks(&self, name: &str, query: &str, answer: &Value) {
        let text = answer.to_string();
        let patient = &self.scene.patient.account;
        if !ENTITLED.contains(&name) {
            assert!(!text.contains("What the former doctor saw."), "{name} sees a note: {query}: {text}");
            // An admin knows everybody's address, and no record.
            let hidden = name == "admin" || !text.contains(patient.email.as_str());
            assert!(hidden, "{name} sees the patient's address: {query}: {text}");
        }
        // The others have a record of the same words of their own.
        if !ENTITLED.contains(&name) && !["stranger", "colleague"].contains(&name) {
            for word in RECORD {
                assert!(!text.contains(word), "{name} sees {word:?}: {query}: {text}");
            }
        }
        assert!(!text.contains("argon2"), "{name} sees a password's hash: {query}");
    }
}
