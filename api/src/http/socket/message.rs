//! The messages of graphql-transport-ws, read strictly: what the protocol does not allow ends the socket with 4400.

use crate::http::shared::Params;
use serde_json::{Map, Value, json};

/// What a client sends.
#[derive(Debug)]
pub(super) enum Received {
    Init(Map<String, Value>),
    Ping,
    Pong,
    Subscribe(String, Box<Params>),
    Complete(String),
}

impl Received {
    /// Nothing when it is not a message of the protocol; an id has at most `longest` bytes.
    pub fn read(text: &str, longest: usize) -> Option<Self> {
        let Ok(Value::Object(mut message)) = serde_json::from_str(text) else { return None };
        let payload = message.remove("payload").unwrap_or(Value::Null);
        match message.get("type")?.as_str()? {
            "connection_init" => Some(Self::Init(optional_object(payload)?)),
            "ping" => optional_object(payload).map(|_| Self::Ping),
            "pong" => optional_object(payload).map(|_| Self::Pong),
            "subscribe" => {
                let params = Params::from_json(payload).ok()?;
                Some(Self::Subscribe(id(&message, longest)?, Box::new(params)))
            }
            "complete" => Some(Self::Complete(id(&message, longest)?)),
            _ => None,
        }
    }
}

fn optional_object(payload: Value) -> Option<Map<String, Value>> {
    match payload {
        Value::Null => Some(Map::new()),
        Value::Object(object) => Some(object),
        _ => None,
    }
}

fn id(message: &Map<String, Value>, longest: usize) -> Option<String> {
    let id = message.get("id")?.as_str()?;
    (!id.is_empty() && id.len() <= longest).then(|| id.to_owned())
}

pub(super) const ACK: &str = r#"{"type":"connection_ack"}"#;
pub(super) const PONG: &str = r#"{"type":"pong"}"#;

pub(super) fn complete(id: &str) -> String {
    json!({ "id": id, "type": "complete" }).to_string()
}
