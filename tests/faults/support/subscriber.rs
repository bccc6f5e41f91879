//! A subscriber who never gives up, as client libraries do: whenever the socket closes, it comes back with its last cursor.

use crate::socket::Socket;
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::task::JoinHandle;

const QUERY: &str = "subscription ($after: String!) { careEvents(after: $after) { __typename \
     ... on NoteSubmitted { cursor note { id } } ... on StepsExtracted { cursor note { id } } \
     ... on CheckInChanged { cursor } ... on ReminderSent { cursor } ... on StepChanged { cursor } \
     ... on ExtractionFailed { cursor } ... on PlanEnded { cursor } ... on DoctorSelected { cursor } } }";
const PAUSE: Duration = Duration::from_millis(200);

/// What has come so far.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Notes whose submission was shown, in order.
    pub notes: Vec<String>,
    /// Deliveries without data or without a cursor: from those nobody can go on.
    pub broken: Vec<Value>,
    /// Why sockets closed.
    pub closed: Vec<String>,
}

/// The subscriber; it ends when dropped.
pub struct Subscriber {
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

impl Subscriber {
    /// Follows what comes after the event `after`.
    pub fn new(address: SocketAddr, token: &str, after: String) -> Self {
        let seen = Arc::<Mutex<Seen>>::default();
        let task = tokio::spawn(follow(address, token.to_owned(), after, Arc::clone(&seen)));
        Self { seen, task }
    }

    /// What has come so far.
    pub fn seen(&self) -> Seen {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn follow(address: SocketAddr, token: String, mut after: String, seen: Arc<Mutex<Seen>>) {
    let note = |change: &dyn Fn(&mut Seen)| change(&mut seen.lock().unwrap_or_else(PoisonError::into_inner));
    loop {
        match Socket::subscribe(address, &token, QUERY, &after).await {
            Ok(mut socket) => {
                let end = loop {
                    let message = match socket.receive().await {
                        Ok(message) if message["type"] == "next" => message,
                        Ok(other) => break other.to_string(),
                        Err(closed) => break closed.to_string(),
                    };
                    let event = &message["payload"]["data"]["careEvents"];
                    match event["cursor"].as_str() {
                        Some(cursor) if message["payload"]["errors"].is_null() => {
                            cursor.clone_into(&mut after);
                        }
                        _ => note(&|seen| seen.broken.push(message.clone())),
                    }
                    if event["__typename"] == "NoteSubmitted"
                        && let Some(id) = event["note"]["id"].as_str()
                    {
                        note(&|seen| seen.notes.push(id.to_owned()));
                    }
                };
                note(&|seen| seen.closed.push(end.clone()));
            }
            Err(refused) => note(&|seen| seen.closed.push(format!("{refused:#}"))),
        }
        tokio::time::sleep(PAUSE).await;
    }
}
