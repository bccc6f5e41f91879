//! Who becomes a doctor: what somebody who waits or was refused sees and may do, and how an admin lets them in.

use crate::support::{
    house::{Client, House, Person, id},
    soon,
};
use aftercare_core::testing::sea_orm::{EntityTrait, QueryOrder};
use aftercare_core::{
    audit::Actor,
    domain::{admission::DoctorSignup, suspension},
    on_each_database,
    testing::{TestApp, people, planned::daily},
};
use aftercare_entity::{
    access_log,
    user::{Admission, Role},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PASSWORD: &str = "a quiet lamp by the river";
const WHO: &str = "{ viewer { __typename ... on Doctor { name admission title } } }";

async fn house_where(t: TestApp, signup: DoctorSignup) -> House {
    House::open(t.in_a_house(|house| house.doctor_signup = signup).await.unwrap()).await
}

fn signs_up(name: &str) -> Value {
    let email = format!("{}@example.org", name.to_lowercase());
    json!({ "email": email, "password": PASSWORD, "name": name, "role": "DOCTOR" })
}

async fn sign_up(house: &House, name: &str) -> (Client, String) {
    let made = house.client(None).change("signUp", signs_up(name), "accessToken user { id }").await;
    (house.client(made["accessToken"].as_str()), made["user"]["id"].as_str().unwrap().to_owned())
}

async fn doctors(who: &Client) -> Vec<Value> {
    let found = who.ask("{ doctors { nodes { name title } } }", json!({})).await;
    found["doctors"]["nodes"].as_array().unwrap().clone()
}

async fn log_of(house: &House) -> Vec<(String, Option<String>)> {
    let rows = access_log::Entity::find().order_by_asc(access_log::Column::Id);
    let rows = rows.all(house.t.app.db().read()).await.unwrap();
    let changes = rows.into_iter().filter(|row| row.action == "CHANGE_ACCOUNT");
    changes.map(|row| (row.actor_id.unwrap_or_default().to_string(), row.detail)).collect()
}

on_each_database! {
    async fn where_doctors_are_let_in_a_new_one_waits_is_in_no_list_and_sees_it(t: TestApp) {
        let house = house_where(t, DoctorSignup::Approval).await;
        let (paula, olga) = (house.person(Role::Patient, "Paula").await, house.person(Role::Admin, "Olga").await);
        let (dora, dora_id) = sign_up(&house, "Dora").await;
        let waits = json!({ "__typename": "Doctor", "name": "Dora", "admission": "PENDING", "title": null });
        assert_eq!(dora.ask(WHO, json!({})).await["viewer"], waits);
        // Logging in works all the same, and says so at once.
        let credentials = json!({ "email": "dora@example.org", "password": PASSWORD });
        let fields = "accessToken user { ... on Doctor { admission } }";
        let signed_in = house.client(None).change("logIn", credentials, fields).await;
        assert_eq!(signed_in["user"]["admission"], "PENDING");
        let refused = dora.error("{ patients { nodes { name } } }", json!({})).await;
        assert_eq!(refused["extensions"]["code"], "FORBIDDEN");
        assert_eq!(refused["message"], "your account waits for the hospital's approval");
        assert_eq!(doctors(&paula).await, [] as [Value; 0]);
        let node = format!(r#"{{ node(id: "{dora_id}") {{ id }} }}"#);
        assert_eq!(paula.ask(&node, json!({})).await["node"], Value::Null);
        assert_eq!(paula.refused("selectDoctor", json!({ "doctorId": dora_id })).await, "NOT_FOUND");

        let waiting = "{ accounts(state: PENDING) { nodes { id name state } } }";
        let listed = json!([{ "id": dora_id, "name": "Dora", "state": "PENDING" }]);
        assert_eq!(olga.ask(waiting, json!({})).await["accounts"]["nodes"], listed);
        let approved = olga.change("approveDoctor", json!({ "doctorId": dora_id }), "account { state }").await;
        assert_eq!(approved["account"]["state"], "UNCONFIRMED", "let in, with an address that is not confirmed yet");
        assert_eq!(olga.ask(waiting, json!({})).await["accounts"]["nodes"], json!([]));
        assert_eq!(dora.ask(WHO, json!({})).await["viewer"]["admission"], "APPROVED");
        paula.change("selectDoctor", json!({ "doctorId": dora_id }), "doctor { name }").await;
        let mine = dora.ask("{ patients { nodes { name } } }", json!({})).await;
        assert_eq!(mine["patients"]["nodes"], json!([{ "name": "Paula" }]));
        // Paula sees who her doctor is, not what the hospital has decided about them.
        let seen = paula.ask("{ viewer { ... on Patient { doctor { name admission } } } }", json!({})).await;
        assert_eq!(seen["viewer"]["doctor"], json!({ "name": "Dora", "admission": null }));

        // Approving again changes nothing; one who is in cannot be refused any more.
        olga.change("approveDoctor", json!({ "doctorId": dora_id }), "account { state }").await;
        assert_eq!(olga.refused("refuseDoctor", json!({ "doctorId": dora_id })).await, "CONFLICT");
        assert_eq!(log_of(&house).await, [(olga.account.id.to_string(), Some("approve".to_owned()))]);
    }

    async fn a_refused_doctor_is_told_and_may_be_let_in_later(t: TestApp) {
        let house = house_where(t, DoctorSignup::Approval).await;
        let olga = house.person(Role::Admin, "Olga").await;
        let (dora, dora_id) = sign_up(&house, "Dora").await;
        let refused = olga.change("refuseDoctor", json!({ "doctorId": dora_id }), "account { state }").await;
        assert_eq!(refused["account"]["state"], "REFUSED");
        assert_eq!(dora.ask(WHO, json!({})).await["viewer"]["admission"], "REFUSED");
        let said = dora.error("{ eventCursor }", json!({})).await;
        assert_eq!(said["message"], "the hospital has not approved your account; contact its administrator");
        olga.change("approveDoctor", json!({ "doctorId": dora_id }), "account { state }").await;
        dora.ask("{ eventCursor }", json!({})).await;
        assert_eq!(doctors(&olga).await.len(), 1);
    }

    async fn where_doctors_do_not_sign_up_they_are_told_what_to_do_and_patients_still_do(t: TestApp) {
        let house = house_where(t, DoctorSignup::Closed).await;
        let query = "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken } }";
        let refused = house.client(None).error(query, json!({ "input": signs_up("Dora") })).await;
        assert_eq!(refused["extensions"]["code"], "FORBIDDEN");
        assert!(refused["message"].as_str().unwrap().contains("ask the hospital's administrator"), "{refused}");
        let mut patient = signs_up("Paula");
        patient["role"] = json!("PATIENT");
        house.client(None).change("signUp", patient, "accessToken").await;
    }

    async fn two_doctors_of_one_name_are_told_apart_by_their_title(t: TestApp) {
        let house = House::open(t).await;
        let (paula, olga) = (house.person(Role::Patient, "Paula").await, house.person(Role::Admin, "Olga").await);
        let (one, _) = (house.person(Role::Doctor, "May Rose").await, house.person(Role::Doctor, "May Rose").await);
        let title = json!({ "doctorId": one.id(), "title": " Kardiologie, Süd " });
        let set = olga.change("setDoctorTitle", title, "account { name title }").await;
        assert_eq!(set["account"], json!({ "name": "May Rose", "title": "Kardiologie, Süd" }));
        assert_eq!(doctors(&paula).await, [
            json!({ "name": "May Rose", "title": null }),
            json!({ "name": "May Rose", "title": "Kardiologie, Süd" }),
        ]);
        for search in ["kardio", "rose KARDIOLOGIE, sud"] {
            let found = paula.ask("query ($s: String) { doctors(search: $s) { nodes { id } } }", json!({ "s": search })).await;
            assert_eq!(found["doctors"]["nodes"], json!([{ "id": one.id() }]), "{search}");
        }
        let none = json!({ "doctorId": one.id(), "title": null });
        assert_eq!(olga.change("setDoctorTitle", none, "account { title }").await["account"]["title"], Value::Null);
        let found = paula.ask(r#"{ doctors(search: "kardio") { nodes { id } } }"#, json!({})).await;
        assert_eq!(found["doctors"]["nodes"], json!([]));
        let details: Vec<_> = log_of(&house).await.into_iter().map(|(_, detail)| detail.unwrap()).collect();
        assert_eq!(details, ["title", "title"]);
    }
}

/// Every field of Query: what is asked, and what a doctor is answered who waits or was refused. One who is suspended is
/// answered UNAUTHENTICATED everywhere.
fn fields(patient: &str, note: &str, step: &str) -> Vec<(&'static str, String, &'static str)> {
    vec![
        ("viewer", "{ viewer { ... on Doctor { patients { nodes { id } } } } }".to_owned(), "FORBIDDEN"),
        ("viewer", "{ viewer { __typename } }".to_owned(), r#"{"viewer":{"__typename":"Doctor"}}"#),
        (
            "doctors",
            "{ doctors { nodes { name } } }".to_owned(),
            r#"{"doctors":{"nodes":[{"name":"Dora Sample"}]}}"#,
        ),
        ("patients", "{ patients { nodes { id } } }".to_owned(), "FORBIDDEN"),
        (
            "reminderExplain",
            format!(r#"{{ reminderExplain(patientId: "{patient}", day: "2026-03-02") {{ code }} }}"#),
            "FORBIDDEN",
        ),
        ("worklist", "{ worklist { nodes { id } } }".to_owned(), "FORBIDDEN"),
        ("patient", format!(r#"{{ patient(id: "{patient}") {{ name }} }}"#), "FORBIDDEN"),
        ("note", format!(r#"{{ note(id: "{note}") {{ body }} }}"#), "NOT_FOUND"),
        ("eventCursor", "{ eventCursor }".to_owned(), "FORBIDDEN"),
        ("node", format!(r#"{{ node(id: "{patient}") {{ id }} }}"#), r#"{"node":null}"#),
        ("node", format!(r#"{{ node(id: "{note}") {{ id }} }}"#), r#"{"node":null}"#),
        ("node", format!(r#"{{ node(id: "{step}") {{ id }} }}"#), r#"{"node":null}"#),
        ("sessions", "{ sessions { current } }".to_owned(), r#"{"sessions":[{"current":true}]}"#),
        ("accounts", "{ accounts { nodes { id } } }".to_owned(), "FORBIDDEN"),
        ("jobs", "{ jobs { counts { kind } } }".to_owned(), "FORBIDDEN"),
        ("sweeps", "{ sweeps { timeZone } }".to_owned(), "FORBIDDEN"),
        ("workers", "{ workers { id } }".to_owned(), "FORBIDDEN"),
    ]
}

async fn answered(who: &Person, query: &str) -> String {
    let answer = who.send(query, json!({})).await.json();
    match answer["errors"][0]["extensions"]["code"].as_str() {
        Some(code) => code.to_owned(),
        None => answer["data"].to_string(),
    }
}

on_each_database! {
    async fn every_field_and_subscription_answers_a_doctor_who_is_not_let_in(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let app = &house.t.app;
        // Doctors with a patient, a note and a plan of before they were kept out: the worst case.
        let mut kept_out = Vec::new();
        for admission in [Some(Admission::Pending), Some(Admission::Refused), None] {
            let doctor = house.person(Role::Doctor, "Otto").await;
            let patient = house.patient_of(&doctor, "Peter").await;
            let note = house.plan(&doctor, &patient, vec![daily("Walk", Some(5))]).await;
            let steps = doctor.ask("{ patients { nodes { steps { nodes { id } } } } }", json!({})).await;
            let step = steps["patients"]["nodes"][0]["steps"]["nodes"][0]["id"].as_str().unwrap().to_owned();
            match admission {
                Some(admission) => { people::keep_out(app, doctor.account.clone(), admission).await.unwrap(); }
                None => { suspension::suspend(app, Actor::OPERATOR, doctor.account.id, None).await.unwrap(); }
            }
            kept_out.push((admission, doctor, patient.id(), id("note", note.id), step));
        }
        let schema = dora.ask("{ __schema { queryType { fields { name } } subscriptionType { fields { name } } } }", json!({})).await;
        let names = |of: &str| -> BTreeSet<String> {
            let fields = schema["__schema"][of]["fields"].as_array().unwrap().iter();
            fields.map(|field| field["name"].as_str().unwrap().to_owned()).collect()
        };
        let mut wrong = Vec::new();
        for (admission, doctor, patient, note, step) in &kept_out {
            let table = fields(patient, note, step);
            let known: BTreeSet<_> = table.iter().map(|(field, ..)| (*field).to_owned()).collect();
            assert_eq!(known, names("queryType"), "each field of Query has its row");
            for (_, query, expected) in table {
                let expected = if admission.is_some() { expected } else { "UNAUTHENTICATED" };
                let said = answered(doctor, &query).await;
                if said != expected {
                    wrong.push(format!("{admission:?} {query}: {said} instead of {expected}"));
                }
            }
            if admission.is_some() {
                for field in names("subscriptionType") {
                    let mut socket = doctor.socket().await;
                    socket.subscribe("s", &format!("subscription {{ {field} {{ __typename }} }}")).await;
                    let said = soon("an answer", socket.receive()).await.to_string();
                    if !said.contains("FORBIDDEN") {
                        wrong.push(format!("{admission:?} {field}: {said}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // And nobody is kept from what they may: the doctor who was let in.
        assert_eq!(answered(&dora, &format!(r#"{{ patient(id: "{}") {{ name }} }}"#, paula.id())).await, r#"{"patient":{"name":"Paula Example"}}"#);
    }
}
