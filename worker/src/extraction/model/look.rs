//! Whether a model's service is there, takes the key and has the model: the cheapest question of each protocol that says so.
//!
//! Where a service only lists its models, a key may be looked at no closer than that; only a note shows the rest
//! (`aftercare model check`).

use super::{
    ModelFailure,
    answer::document,
    endpoint::Endpoint,
    http::{Answered, Transport},
    refusal::{self, Refused},
    settings::ModelSettings,
};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// A question to the service that no model answers.
pub(super) struct Look {
    pub(super) path: Vec<String>,
    /// What is sent; nothing: it is only fetched.
    pub(super) body: Option<Value>,
}

impl Look {
    /// Fetches what is at this path.
    pub(super) fn get(path: impl IntoIterator<Item = String>) -> Self {
        Self { path: path.into_iter().collect(), body: None }
    }
}

/// What a service that answers has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    /// It has the model.
    Good,
    /// It lists its models, and the one that is set is not among them.
    NotListed,
    /// It does not list its models, as some servers do not.
    Unlisted,
}

/// Asks.
///
/// # Errors
/// As for a note.
pub(super) async fn at(
    settings: &ModelSettings,
    transport: &Transport,
    now: DateTime<Utc>,
) -> Result<Looked, ModelFailure> {
    let protocol = settings.provider.protocol();
    let unusable = |_| ModelFailure::from(super::ModelError::give_up(super::Reason::WrongUrl));
    let look = (protocol.look)(settings).map_err(unusable)?;
    let endpoint = Endpoint::at(settings, look.path).map_err(unusable)?;
    let Answered { status, headers, body } = transport.look(endpoint.url, look.body.as_ref()).await?;
    let body = document(&body);
    let in_disguise = body.as_ref().and_then(refusal::in_disguise);
    if let Some(status) = Some(status).filter(|status| !status.is_success()).or(in_disguise) {
        // Only a server of one's own has no list.
        if !protocol.needs_key && matches!(status.as_u16(), 404 | 405) {
            return Ok(Looked::Unlisted);
        }
        let refused = Refused::new(status, body.as_ref());
        let error = refusal::classify(protocol, &refused, &headers, now);
        return Err(ModelFailure { http_status: Some(status.as_u16()), ..error.into() });
    }
    Ok(listed(body.as_ref(), settings.model()))
}

/// Whether `model` is in a list of models; what is no list has been asked for this one model.
fn listed(body: Option<&Value>, model: &str) -> Looked {
    let Some(list) = body.and_then(|body| body.get("data")).and_then(Value::as_array) else {
        return Looked::Good;
    };
    let is_it = |entry: &Value| entry.get("id").and_then(Value::as_str) == Some(model);
    if list.iter().any(is_it) { Looked::Good } else { Looked::NotListed }
}

#[cfg(test)]
mod tests {
    use super::{Looked, listed};
    use serde_json::json;

    #[test]
    fn a_model_that_is_set_is_looked_for_in_a_list() {
        let list = json!({ "data": [{ "id": "ward-llm-2" }, { "id": "other" }] });
        assert_eq!(listed(Some(&list), "ward-llm-2"), Looked::Good);
        assert_eq!(listed(Some(&list), "ward-llm"), Looked::NotListed);
        assert_eq!(listed(Some(&json!({ "totalTokens": 1 })), "ward-llm"), Looked::Good);
        assert_eq!(listed(None, "ward-llm"), Looked::Good);
    }
}
