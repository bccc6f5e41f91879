//! Every mutation, asked wrongly: a clear code, the field it is about, and nothing changed.

use crate::{client::Client, house::Running};
use serde_json::{Value, json};

const NOTHING: &str = "00000000000000000000000000000000";

/// Asks and expects a refusal with `code`, about `path` when there is one.
async fn refused(who: &Client, query: &str, input: Value, code: &str, path: &str) {
    let said = who.ask(query, json!({ "input": input })).await.expect_err(query).to_string();
    assert!(said.contains(&format!(r#""code":"{code}""#)), "{query} {input}: {said}");
    assert!(
        path.is_empty() || said.contains(&format!(r#""inputPath":["input","{path}"]"#)),
        "{query} {input}: {said}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_mutation_refuses_what_it_cannot_take() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::embedded(folder.path()).await;
    let sign = async |name: &str, role: &str| {
        Client::sign_up(server.address(), name, &format!("{}@example.org", name.to_lowercase()), role)
            .await
            .unwrap()
    };
    let (doctor, stranger) = (sign("Dora", "DOCTOR").await, sign("Otto", "DOCTOR").await);
    let patient = sign("Paula", "PATIENT").await;
    let nobody = Client::nobody(server.address());

    let sign_up = "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken } }";
    let person = |email: &str, password: &str, name: &str| json!({ "email": email, "password": password, "name": name, "role": "PATIENT" });
    let good = "a quiet lamp by the river";
    refused(&nobody, sign_up, person("", good, "P"), "BAD_USER_INPUT", "email").await;
    refused(&nobody, sign_up, person("p@example.org", "short", "P"), "BAD_USER_INPUT", "password").await;
    refused(&nobody, sign_up, person("p@example.org", "password123", "P"), "BAD_USER_INPUT", "password")
        .await;
    refused(&nobody, sign_up, person("p@example.org", good, ""), "BAD_USER_INPUT", "name").await;
    refused(&nobody, sign_up, person("p@example.org", good, "a\u{0}b"), "BAD_USER_INPUT", "name").await;
    refused(&nobody, sign_up, person("p@example.org", good, &"x".repeat(201)), "BAD_USER_INPUT", "name")
        .await;
    refused(&nobody, sign_up, person("PAULA@example.org", good, "P"), "CONFLICT", "").await;
    refused(&nobody, sign_up, json!({ "email": 7 }), "BAD_USER_INPUT", "").await;
    let log_in = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
    refused(
        &nobody,
        log_in,
        json!({ "email": "paula@example.org", "password": "wrong" }),
        "UNAUTHENTICATED",
        "",
    )
    .await;
    refused(
        &nobody,
        log_in,
        json!({ "email": "nobody@example.org", "password": "wrong" }),
        "UNAUTHENTICATED",
        "",
    )
    .await;
    let refresh = "mutation ($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken } }";
    refused(&nobody, refresh, json!({ "refreshToken": "made up" }), "UNAUTHENTICATED", "").await;

    let select = "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }";
    refused(&nobody, select, json!({ "doctorId": doctor.id }), "UNAUTHENTICATED", "").await;
    refused(&doctor, select, json!({ "doctorId": doctor.id }), "FORBIDDEN", "").await;
    refused(&patient, select, json!({ "doctorId": "7" }), "BAD_USER_INPUT", "doctorId").await;
    refused(&patient, select, json!({ "doctorId": patient.id }), "BAD_USER_INPUT", "doctorId").await;
    refused(&patient, select, json!({ "doctorId": format!("doctor_{NOTHING}") }), "NOT_FOUND", "").await;
    patient.ask(select, json!({ "input": { "doctorId": doctor.id } })).await.unwrap();

    let submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { state } } }";
    let note = |patient: &str, body: &str| json!({ "patientId": patient, "body": body });
    refused(&nobody, submit, note(&patient.id, "Rest."), "UNAUTHENTICATED", "").await;
    refused(&patient, submit, note(&patient.id, "Rest."), "FORBIDDEN", "").await;
    refused(&stranger, submit, note(&patient.id, "Rest."), "NOT_FOUND", "").await;
    refused(&doctor, submit, note(&format!("patient_{NOTHING}"), "Rest."), "NOT_FOUND", "").await;
    refused(&doctor, submit, note("patient_", "Rest."), "BAD_USER_INPUT", "patientId").await;
    for body in ["", " \n ", "a\u{0}b", &"x".repeat(20_001)] {
        refused(&doctor, submit, note(&patient.id, body), "BAD_USER_INPUT", "body").await;
    }
    let answer = doctor
        .ask("{ patients { edges { node { notes { edges { node { id } } } } } } }", json!({}))
        .await
        .unwrap();
    assert_eq!(answer["patients"]["edges"][0]["node"]["notes"]["edges"], json!([]), "nothing was stored");

    // Lists in lists multiply: refused before anything is read.
    let heavy = "{ patients(first: 100) { edges { node { steps(first: 100) { edges { node { note { steps(first: 100) { \
                 edges { node { id } } } } } } } } } } }";
    refused(&doctor, heavy, Value::Null, "TOO_COMPLEX", "").await;

    let step = format!("step_{NOTHING}");
    for (name, fields) in
        [("completeStep", "step { id }"), ("undoCheckIn", "step { id }"), ("checkIn", "day")]
    {
        let kind = format!("{}{}Input!", name[..1].to_uppercase(), &name[1..]);
        let kind = if name == "checkIn" { "CheckInInput" } else { &kind };
        let query = format!("mutation ($input: {kind}) {{ {name}(input: $input) {{ {fields} }} }}");
        refused(&nobody, &query, json!({ "stepId": step }), "UNAUTHENTICATED", "").await;
        refused(&doctor, &query, json!({ "stepId": step }), "FORBIDDEN", "").await;
        refused(&patient, &query, json!({ "stepId": step }), "NOT_FOUND", "").await;
        refused(&patient, &query, json!({ "stepId": "step_1" }), "BAD_USER_INPUT", "stepId").await;
        refused(&patient, &query, json!({ "stepId": [] }), "BAD_USER_INPUT", "").await;
    }
    for (name, field, kind) in [
        ("reviewStep", "stepId", "step"),
        ("cancelStep", "stepId", "step"),
        ("confirmPlanEnd", "noteId", "note"),
        ("retryExtraction", "noteId", "note"),
    ] {
        let capital = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
        let query =
            format!("mutation ($input: {capital}Input!) {{ {name}(input: $input) {{ __typename }} }}");
        let input = |id: &str| {
            let mut input = json!({ field: id });
            if name == "reviewStep" {
                input["decision"] = json!("APPROVE");
            }
            input
        };
        let unknown = format!("{kind}_{NOTHING}");
        refused(&nobody, &query, input(&unknown), "UNAUTHENTICATED", "").await;
        refused(&patient, &query, input(&unknown), "FORBIDDEN", "").await;
        refused(&doctor, &query, input(&unknown), "NOT_FOUND", "").await;
        refused(&doctor, &query, input("nonsense"), "BAD_USER_INPUT", field).await;
    }

    // A session that is over is refused before anything runs.
    patient.ask("mutation { logOut { ended } }", json!({})).await.unwrap();
    refused(&patient, select, json!({ "doctorId": stranger.id }), "UNAUTHENTICATED", "").await;
}
