//! People in care, as the tests of operations need them.

use crate::client::Client;
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};

/// What a patient sees of their steps and notes.
pub const RECORD: &str =
    "{ viewer { ... on Patient { steps { nodes { description } } notes { nodes { body } } } } }";

/// A doctor.
pub async fn doctor(address: SocketAddr, email: &str) -> Client {
    Client::sign_up(address, "Dr. Dora", email, "DOCTOR").await.unwrap()
}

/// A patient of the doctor's, with a note whose steps are there.
pub async fn patient(address: SocketAddr, doctor: &Client, email: &str, note: &str) -> Client {
    let patient = Client::sign_up(address, "Paula", email, "PATIENT").await.unwrap();
    let select = "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }";
    patient.ask(select, json!({ "input": { "doctorId": doctor.id } })).await.unwrap();
    let submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
    doctor.ask(submit, json!({ "input": { "patientId": patient.id, "body": note } })).await.unwrap();
    let there = async {
        while patient.ask(RECORD, json!({})).await.unwrap()["viewer"]["steps"]["nodes"] == json!([]) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), there).await.unwrap();
    patient
}

/// What a server at `address` answers to somebody with this access token, errors and all.
pub async fn ask(address: SocketAddr, token: &str, query: &str, variables: Value) -> reqwest::Response {
    let request = reqwest::Client::new().post(format!("http://{address}/graphql"));
    let request = request.json(&json!({ "query": query, "variables": variables }));
    let request = if token.is_empty() { request } else { request.bearer_auth(token) };
    request.send().await.unwrap()
}
