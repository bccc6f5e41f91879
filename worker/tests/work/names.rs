//! What leaves the hospital: the request as a model's server gets it says who nobody is, and the steps say it again.

use crate::{
    gemini::{Gemini, ended},
    house::House,
};
use aftercare_core::{
    domain::notes,
    on_each_database,
    reader::{Reader, SeenStep, StepText},
    testing::people,
};
use aftercare_entity::{note::State, user::Role};
use serde_json::{Value, json};
use std::sync::Arc;

/// A note, and what must not be in the request.
const NOTES: &[(&str, &[&str])] = &[
    (
        "Mrs Paula Example (DOB 14/03/1961, NHS no. 943 476 5919, MRN 00482913) seen today. EXAMPLE, Paula lives at \
         12 Willow Tree Road, CB1 2AB; tel. 01223 496 0123, mobile +44 7700 900123, paula.example@mail.example. \
         Take doxycycline 100 mg twice daily for 7 days. Paula to call 01223 496 0999 on Friday. Dr Dora Sample, \
         dora.sample@hospital.example. P. Example's daughter, Ms Greta Holm, will help.",
        &[
            "Paula",
            "Example",
            "EXAMPLE",
            "14/03/1961",
            "943 476 5919",
            "00482913",
            "Willow",
            "CB1 2AB",
            "496 0123",
            "900123",
            "paula.example",
            "496 0999",
            "Dora",
            "Sample",
            "dora.sample",
            "Greta",
            "Holm",
        ],
    ),
    (
        "Frau Paula Example, geb. 14.03.1961, Vers.-Nr. A123456780, wohnhaft Lindenstraße 7, 80331 München, Tel. 089 \
         1234567. Doxycyclin 100 mg 1-0-1 für 7 Tage. Gez. Dr. Sample",
        &["Paula", "Example", "14.03.1961", "A123456780", "Lindenstra", "80331", "1234567", "Sample"],
    ),
    (
        "Mme Example, née le 14 mars 1961, n° de sécurité sociale 2 61 03 75 116 001 42, 12 rue de la Paix, 75002 \
         Paris, tél. 01 42 68 53 00. Doxycycline 100 mg deux fois par jour pendant 7 jours. Dr Sample",
        &["Example", "14 mars 1961", "2 61 03 75", "rue de la Paix", "75002", "42 68 53", "Sample"],
    ),
    (
        "Sra. Paula Example, nacida el 14/03/1961, DNI 12345678Z, Calle Mayor 5, 28013 Madrid, móvil 612 345 678. \
         Doxiciclina 100 mg cada 12 horas durante 7 días. Dra. Sample",
        &["Paula", "Example", "14/03/1961", "12345678Z", "Mayor", "28013", "612 345", "Sample"],
    ),
];

on_each_database! {
    async fn nobody_is_named_to_a_model(t: TestApp) {
        let mut house = House::open(t).await;
        let gemini = Gemini::answering([ended("{\"checklist\": [], \"plan\": []}", "STOP")]).await;
        house.extractor = gemini.extractor();
        for (note, _) in NOTES {
            house.next_patient("Paula Example").await;
            house.note(note).await;
        }
        let requests = gemini.requests().await;
        assert_eq!(requests.len(), NOTES.len());
        for ((note, secrets), request) in NOTES.iter().zip(requests) {
            let whole = String::from_utf8(request.body).unwrap();
            assert!(!whole.contains(&house.patient.email) && !whole.contains(&house.doctor.email));
            let body: Value = serde_json::from_str(&whole).unwrap();
            // The rest of it is the prompt, which is the same for all.
            let sent = body["contents"].to_string();
            for secret in *secrets {
                assert!(note.contains(secret), "{secret} is not in the note: {note}");
                assert!(!sent.contains(secret), "{secret} left the hospital: {sent}");
            }
            for clinical in ["100 mg", "7 "] {
                assert!(sent.contains(clinical), "{clinical} is missing: {sent}");
            }
        }
    }

    async fn what_was_taken_out_is_in_the_steps_again(t: TestApp) {
        let mut house = House::open(t).await;
        let answer = json!({
            "checklist": [{
                "description": "[PATIENT_1] to call [PHONE_1]", "passage": "[PATIENT_1] to call [PHONE_1] on Friday",
                "starts_after_days": 4,
            }],
            "plan": [],
        });
        let gemini = Gemini::answering([ended(&answer.to_string(), "STOP")]).await;
        house.extractor = gemini.extractor();
        let note = house.note("Well today. Paula to call 01223 496 0999 on Friday.").await;
        assert_eq!(note.state, State::Extracted, "the passage is judged in the note as it was written");
        let app = &house.t.app;
        let step = Arc::new(SeenStep::changed(house.steps().await.remove(0)));
        let wanted = [(Arc::clone(&step), StepText::Description), (step, StepText::Passage)];
        let texts = Reader::worker_unscoped(app).step_texts(&wanted).await.unwrap();
        assert_eq!(texts[0].as_ref().unwrap().as_str(), "Paula to call 01223 496 0999");
        assert_eq!(texts[1].as_ref().unwrap().as_str(), "Paula to call 01223 496 0999 on Friday");
    }

    async fn a_note_of_someone_who_wants_no_ai_reaches_no_model(t: TestApp) {
        let mut house = House::open(t).await;
        let gemini = Gemini::answering([ended("{\"checklist\": [], \"plan\": []}", "STOP")]).await;
        house.extractor = gemini.extractor();
        let app = &house.t.app;
        aftercare_core::domain::review::set_no_ai(app, house.doctor.id, house.patient.id, true).await.unwrap();
        let note = house.note("Take doxycycline 100 mg twice daily for 7 days.").await;
        assert_eq!((note.state, note.reason.as_deref()), (State::NeedsReview, Some("NO_AI")));
        // Neither does one that was waiting when it was said.
        let other = people::account(app, Role::Patient, "Peter Other").await.unwrap();
        people::assign(app, other.id, house.doctor.id).await.unwrap();
        let waiting = notes::submit_note(app, house.doctor.id, other.id, "Rest today.").await.unwrap();
        aftercare_core::domain::review::set_no_ai(app, house.doctor.id, other.id, true).await.unwrap();
        house.work().await;
        assert_eq!(gemini.asked().await, 0);
        let waiting = house.note_now(waiting.id).await;
        assert_eq!((waiting.state, waiting.reason.as_deref()), (State::NeedsReview, Some("NO_AI")));
    }
}
