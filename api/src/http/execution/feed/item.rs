//! What an operation says, written once: whoever hears it adds the id by which their client knows it.

use crate::http::execution::Outcome;
use tokio_tungstenite::tungstenite::Utf8Bytes;

/// An outcome as JSON, and what follows from it.
#[derive(Debug)]
pub(in crate::http) struct Item {
    /// The event that it is about.
    pub position: Option<i64>,
    /// The payload of `next`, or of `error`.
    payload: String,
    ran: bool,
    /// Nothing comes after it.
    pub last: bool,
    /// A subscription that cannot go on now, and says nothing: the client is to come back later.
    pub try_later: bool,
}

impl Item {
    /// `short`: of a query or a mutation.
    pub fn new(outcome: &Outcome, position: Option<i64>, short: bool) -> Self {
        let payload = if outcome.ran {
            serde_json::to_string(&outcome.response)
        } else {
            serde_json::to_string(&outcome.response.errors)
        };
        let payload = payload.unwrap_or_else(|error| {
            tracing::error!(%error, "an answer is not JSON");
            "null".to_owned()
        });
        let try_later = !short && outcome.meets_overload();
        Self { position, payload, ran: outcome.ran, last: !outcome.ran, try_later }
    }

    /// `next` for an outcome that ran, `error` for one that did not.
    pub fn message(&self, id: &str) -> Utf8Bytes {
        let id = serde_json::Value::from(id).to_string();
        let kind = if self.ran { r#","type":"next","payload":"# } else { r#","type":"error","payload":"# };
        [r#"{"id":"#, &id, kind, &self.payload, "}"].concat().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::{Response, ServerError, Value};

    #[test]
    fn a_message_has_the_id_as_it_was_sent() {
        let response = Response::new(Value::from("said \"so\""));
        let item = Item::new(&Outcome { response, ran: true }, None, true);
        let message: serde_json::Value = serde_json::from_str(&item.message("a\"\\\n1")).expect("JSON");
        let expected =
            serde_json::json!({ "id": "a\"\\\n1", "type": "next", "payload": { "data": "said \"so\"" } });
        assert_eq!(message, expected);
        let response = Response::from_errors(vec![ServerError::new("no", None)]);
        let item = Item::new(&Outcome { response, ran: false }, None, true);
        let message: serde_json::Value = serde_json::from_str(&item.message("b")).expect("JSON");
        assert_eq!((&message["type"], &message["payload"][0]["message"]), (&"error".into(), &"no".into()));
        assert!(item.last);
    }
}
