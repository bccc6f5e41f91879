//! A worker is killed in mid-extraction: the other one finishes its note after the lease.

use crate::{
    client::Client,
    house::{self, House, Running},
    socket::Socket,
};
use aftercare_core::testing;
use serde_json::json;
use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::mpsc;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::any};

const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days.";
/// Longer than the test may take: the first who asks never gets an answer.
const NEVER: Duration = Duration::from_mins(10);

/// A server that speaks Gemini's protocol: it lets the first one who asks wait, and tells which model was asked for.
struct SlowOnce {
    asked: Mutex<Option<mpsc::UnboundedSender<String>>>,
}

impl Respond for SlowOnce {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let step = json!({
            "description": "Take doxycycline 100 mg", "passage": NOTE, "duration_days": 7, "times_per_day": 2,
            "every_days": null, "as_needed": false, "starts_after_days": 0,
        });
        let text = json!({ "checklist": [], "plan": [step] }).to_string();
        let model = request.url.path().split(['/', ':']).find(|part| part.starts_with("model-")).unwrap();
        let answer = ResponseTemplate::new(200).set_body_json(json!({
            "candidates": [{ "content": { "parts": [{ "text": text }] }, "finishReason": "STOP" }],
            "modelVersion": model,
        }));
        match self.asked.lock().unwrap_or_else(PoisonError::into_inner).take() {
            Some(first) => {
                first.send(model.to_owned()).unwrap();
                answer.set_delay(NEVER)
            }
            None => answer,
        }
    }
}

/// The settings of a worker whose requests name it.
fn worker(house: &House, gemini: &MockServer, model: &str) -> Running {
    Running::worker(&house.with(&[
        ("GEMINI_API_KEY", "AQ.test-key"),
        ("GEMINI_BASE_URL", &gemini.uri()),
        ("GEMINI_MODEL", model),
        ("AFTERCARE_MODEL_TIMEOUT", "600"),
        ("AFTERCARE_JOB_LEASE", "6"),
    ]))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_worker_s_note_is_finished_by_the_other_one() {
    let name = "a_killed_worker_s_note_is_finished_by_the_other_one";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let house = house::house(&database, &redis);
    let (sender, mut asked) = mpsc::unbounded_channel();
    let gemini = MockServer::start().await;
    Mock::given(any()).respond_with(SlowOnce { asked: Mutex::new(Some(sender)) }).mount(&gemini).await;

    let (one, two) = (Running::api(&house).await, Running::api(&house).await);
    let workers = [worker(&house, &gemini, "model-a"), worker(&house, &gemini, "model-b")];
    let doctor = Client::sign_up(one.address(), "Dr. Dora", "dora@example.org", "DOCTOR").await.unwrap();
    let patient = Client::sign_up(two.address(), "Paula", "paula@example.org", "PATIENT").await.unwrap();
    let select = "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }";
    patient.ask(select, json!({ "input": { "doctorId": doctor.id } })).await.unwrap();
    let query = "subscription ($after: String!) { stepsExtracted(after: $after) { steps { description duration } \
                 note { extraction { modelVersion attempts state } } } }";
    let after = doctor.event_cursor().await.unwrap();
    let mut events = Socket::subscribe(two.address(), doctor.access_token(), query, &after).await.unwrap();
    let submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { state } } }";
    doctor.ask(submit, json!({ "input": { "patientId": patient.id, "body": NOTE } })).await.unwrap();

    let holder = tokio::time::timeout(Duration::from_mins(1), asked.recv()).await.unwrap().unwrap();
    let [a, b] = workers;
    let (killed, other, survivor) = if holder == "model-a" { (a, b, "model-b") } else { (b, a, "model-a") };
    killed.kill().await;

    let event = events.next("stepsExtracted", |_| true).await.unwrap();
    assert_eq!(event["steps"], json!([{ "description": "Take doxycycline 100 mg", "duration": 7 }]));
    let extraction = json!({ "modelVersion": survivor, "attempts": 2, "state": "EXTRACTED" });
    assert_eq!(event["note"]["extraction"], extraction);
    let query = "{ viewer { ... on Patient { steps { edges { node { description } } } } } }";
    let plan = patient.ask(query, json!({})).await.unwrap();
    assert_eq!(plan["viewer"]["steps"]["edges"].as_array().unwrap().len(), 1, "once, not twice: {plan}");

    for process in [other, one, two] {
        process.terminate();
        assert!(process.exit().await.success());
    }
    testing::drop_database(house::database_name(&database)).await;
}
