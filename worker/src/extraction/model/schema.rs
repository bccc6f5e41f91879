//! From Gemini's form of a schema (a subset of OpenAPI) to the strict JSON Schema that OpenAI-compatible servers read:
//! every property is required, nothing else is allowed, and what may be absent may be null.

use serde_json::{Map, Value, json};

pub(super) fn strict_json_schema(schema: &Value) -> Value {
    let mut strict = Map::new();
    let kind = schema.get("type").cloned().unwrap_or_default();
    let nullable = schema.get("nullable").and_then(Value::as_bool).unwrap_or(false);
    strict.insert("type".to_owned(), if nullable { json!([kind, "null"]) } else { kind });
    if let Some(description) = schema.get("description") {
        strict.insert("description".to_owned(), description.clone());
    }
    if let Some(items) = schema.get("items") {
        strict.insert("items".to_owned(), strict_json_schema(items));
    }
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        let names: Vec<_> = properties.keys().cloned().collect();
        let each = properties.iter().map(|(name, value)| (name.clone(), strict_json_schema(value)));
        strict.insert("properties".to_owned(), Value::Object(each.collect()));
        strict.insert("required".to_owned(), json!(names));
        strict.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
    Value::Object(strict)
}
