//! The object that is a GraphQL request, from a body, a query string or a `subscribe` message.

use serde_json::{Map, Value};

/// A request as it was sent: well-formed, not yet looked into.
#[derive(Debug, Default)]
pub(in crate::http) struct Params {
    /// Missing only with `persisted`.
    pub query: Option<String>,
    pub operation_name: Option<String>,
    pub variables: Map<String, Value>,
    /// The hash by which the client knows the document, or asks for it.
    pub persisted: Option<String>,
    /// The client asks to be told what the operation weighs.
    pub priced: bool,
}

impl Params {
    /// From a JSON value, which must be an object; unknown members are ignored, as the specification wants.
    pub fn from_json(value: Value) -> Result<Self, &'static str> {
        let mut object = match value {
            Value::Object(object) => object,
            Value::Array(_) => return Err("Batches are not supported: send one object."),
            _ => return Err("A GraphQL request is a JSON object."),
        };
        let extensions = optional_object(object.remove("extensions"), "\"extensions\" must be an object.")?;
        let params = Self {
            query: optional_string(object.remove("query"), "\"query\" must be a string.")?,
            operation_name: optional_string(
                object.remove("operationName"),
                "\"operationName\" must be a string or null.",
            )?
            .filter(|name| !name.is_empty()),
            variables: optional_object(
                object.remove("variables"),
                "\"variables\" must be an object or null.",
            )?,
            persisted: extensions.get("persistedQuery").map(hash_of).transpose()?,
            priced: extensions.get("cost").is_some_and(|cost| *cost == Value::Bool(true)),
        };
        if params.query.is_none() && params.persisted.is_none() {
            return Err("\"query\" is missing.");
        }
        Ok(params)
    }

    /// From the pairs of a query string, where `variables` and `extensions` are JSON.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, &'static str> {
        let mut object = Map::new();
        for (name, text) in pairs {
            let value = match name.as_str() {
                "query" | "operationName" => Value::String(text),
                "variables" | "extensions" if text.is_empty() => Value::Null,
                "variables" => serde_json::from_str(&text).map_err(|_| "\"variables\" must be JSON.")?,
                "extensions" => serde_json::from_str(&text).map_err(|_| "\"extensions\" must be JSON.")?,
                _ => continue,
            };
            if object.insert(name, value).is_some() {
                return Err("A parameter of the query string is given twice.");
            }
        }
        Self::from_json(Value::Object(object))
    }
}

/// Apollo's `persistedQuery`: `{"version": 1, "sha256Hash": "..."}`.
fn hash_of(persisted: &Value) -> Result<String, &'static str> {
    let hash = persisted.get("sha256Hash").and_then(Value::as_str);
    let version = persisted.get("version").is_none_or(|version| version.as_u64() == Some(1));
    match hash {
        Some(hash) if version && (1..=128).contains(&hash.len()) => Ok(hash.to_owned()),
        _ => Err("\"persistedQuery\" must be {\"version\": 1, \"sha256Hash\": \"...\"}."),
    }
}

fn optional_string(value: Option<Value>, wrong: &'static str) -> Result<Option<String>, &'static str> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(wrong),
    }
}

fn optional_object(value: Option<Value>, wrong: &'static str) -> Result<Map<String, Value>, &'static str> {
    match value {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(wrong),
    }
}
