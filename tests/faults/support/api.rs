//! The API as a client meets it while something is wrong: status, headers and body, whatever they are.

use crate::client::Client;
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};
use tokio::time::Instant;

/// Longer than any answer should take.
const PATIENCE: Duration = Duration::from_secs(15);

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The header Retry-After.
    pub retry_after: Option<String>,
    /// The body; null when it is no JSON.
    pub body: Value,
    /// How long it took.
    pub took: Duration,
}

impl Answer {
    /// The code of the first error.
    pub fn code(&self) -> Option<&str> {
        self.body["errors"][0]["extensions"]["code"].as_str()
    }
}

/// The API of one process. Clones share their connections.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    address: SocketAddr,
}

impl Api {
    /// Of the process that listens there.
    pub fn at(address: SocketAddr) -> Self {
        let http = reqwest::Client::builder().timeout(PATIENCE).build().unwrap();
        Self { http, address }
    }

    /// Asks on behalf of whom the token is.
    pub async fn ask(&self, token: &str, query: &str, variables: Value) -> reqwest::Result<Answer> {
        let url = format!("http://{}/graphql", self.address);
        let body = json!({ "query": query, "variables": variables });
        answer(self.http.post(url).bearer_auth(token).json(&body)).await
    }

    /// Submits a note of the doctor's; the id, if it is answered with one.
    pub async fn submit(&self, doctor: &str, patient: &str, body: &str) -> Result<String, Option<Answer>> {
        let query = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
        let input = json!({ "input": { "patientId": patient, "body": body } });
        let answer = self.ask(doctor, query, input).await.map_err(|_| None)?;
        match answer.body["data"]["submitNote"]["note"]["id"].as_str() {
            Some(id) if answer.body["errors"].is_null() => Ok(id.to_owned()),
            _ => Err(Some(answer)),
        }
    }

    /// `/readyz`.
    pub async fn ready(&self) -> reqwest::Result<Answer> {
        answer(self.http.get(format!("http://{}/readyz", self.address))).await
    }
}

async fn answer(request: reqwest::RequestBuilder) -> reqwest::Result<Answer> {
    let began = Instant::now();
    let answer = request.send().await?;
    let retry_after = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
    let (status, retry_after) = (answer.status().as_u16(), retry_after.map(ToOwned::to_owned));
    let body = serde_json::from_slice(&answer.bytes().await?).unwrap_or_default();
    Ok(Answer { status, retry_after, body, took: began.elapsed() })
}

/// A doctor and their patient, signed up there.
pub async fn doctor_and_patient(address: SocketAddr) -> (Client, Client) {
    let doctor = Client::sign_up(address, "Dr. Dora", "dora@example.org", "DOCTOR").await.unwrap();
    let patient = Client::sign_up(address, "Paula", "paula@example.org", "PATIENT").await.unwrap();
    let select = "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }";
    patient.ask(select, json!({ "input": { "doctorId": doctor.id } })).await.unwrap();
    (doctor, patient)
}
