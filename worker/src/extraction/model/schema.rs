//! The form of the answer, as each kind of server reads it: from the one file, a subset of OpenAPI that Gemini reads as it
//! is, to the strict JSON Schema of the others. There every property is required, nothing else is allowed, and what may be
//! absent may be null.
//!
//! Bounds (the least and the greatest number, how many, how long) keep a model from running on. Not every server reads
//! them all, so each provider says which; the gate checks them anyway.

use super::{ordered::Ordered, prompt::SCHEMA};
use serde_json::{Value, json};

/// All keywords that bound a value.
pub(super) const BOUNDS: &[&str] = &["minimum", "maximum", "minItems", "maxItems", "maxLength"];

/// The schema as its file has it, with those of its bounds.
pub(super) fn openapi(bounds: &[&str]) -> Ordered {
    fn keep(schema: &Ordered, bounds: &[&str]) -> Ordered {
        let kept = schema.fields().iter().filter(|(key, _)| !is_dropped(key, bounds));
        Ordered::Object(kept.map(|(key, value)| (key.clone(), inside(key, value, bounds, keep))).collect())
    }
    keep(&file(), bounds)
}

/// The schema as strict JSON Schema, with those of its bounds.
pub(super) fn strict(bounds: &[&str]) -> Ordered {
    fn make(schema: &Ordered, bounds: &[&str]) -> Ordered {
        let nullable = schema.get("nullable") == Some(&Ordered::Plain(true.into()));
        let mut strict = Vec::new();
        for (key, value) in schema.fields() {
            match (key.as_str(), value) {
                ("nullable" | "propertyOrdering" | "required", _) => {}
                ("type", Ordered::Plain(kind)) if nullable => {
                    strict.push((key.clone(), json!([kind, "null"]).into()));
                }
                (key, _) if is_dropped(key, bounds) => {}
                _ => strict.push((key.clone(), inside(key, value, bounds, make))),
            }
        }
        if let Some(properties) = schema.get("properties") {
            let names: Vec<_> =
                properties.fields().iter().map(|(name, _)| Value::from(name.as_str())).collect();
            strict.push(("required".to_owned(), Value::from(names).into()));
            strict.push(("additionalProperties".to_owned(), Value::from(false).into()));
        }
        Ordered::Object(strict)
    }
    make(&file(), bounds)
}

fn is_dropped(key: &str, bounds: &[&str]) -> bool {
    BOUNDS.contains(&key) && !bounds.contains(&key)
}

/// The value of a key, with `make` done to the schemas in it.
fn inside(key: &str, value: &Ordered, bounds: &[&str], make: fn(&Ordered, &[&str]) -> Ordered) -> Ordered {
    match (key, value) {
        ("properties", Ordered::Object(each)) => {
            Ordered::Object(each.iter().map(|(name, schema)| (name.clone(), make(schema, bounds))).collect())
        }
        ("items", schema) => make(schema, bounds),
        _ => value.clone(),
    }
}

fn file() -> Ordered {
    // Our own file; a test reads it. An empty schema would only ask for less.
    serde_json::from_str(SCHEMA).unwrap_or_else(|_| Ordered::object([]))
}

#[cfg(test)]
mod tests {
    use super::{BOUNDS, file, openapi, strict};
    use crate::extraction::model::ordered::Ordered;

    #[test]
    fn the_file_is_json_in_which_gemini_reads_every_word() {
        const KNOWN: &[&str] = &[
            "type",
            "description",
            "nullable",
            "items",
            "properties",
            "required",
            "propertyOrdering",
            "enum",
        ];
        fn check(schema: &Ordered) {
            assert!(!schema.fields().is_empty());
            for (key, value) in schema.fields() {
                assert!(KNOWN.contains(&key.as_str()) || BOUNDS.contains(&key.as_str()), "{key}");
                match key.as_str() {
                    "properties" => value.fields().iter().for_each(|(_, schema)| check(schema)),
                    "items" => check(schema.get("items").expect("it is there")),
                    _ => {}
                }
            }
        }
        check(&file());
        assert_eq!(openapi(BOUNDS), file());
    }

    #[test]
    fn the_passage_comes_first_and_is_required() {
        for text in [openapi(BOUNDS), strict(BOUNDS), strict(&[])] {
            let plan = text.get("properties").and_then(|all| all.get("plan")?.get("items")).expect("a plan");
            let names: Vec<_> =
                plan.get("properties").expect("fields").fields().iter().map(|(name, _)| name).collect();
            assert_eq!(names.first().map(|name| name.as_str()), Some("passage"));
            let required = serde_json::to_value(plan.get("required")).expect("JSON");
            assert_eq!(required, serde_json::to_value(&names).expect("JSON"));
        }
    }

    #[test]
    fn bounds_that_a_server_does_not_read_are_left_out() {
        let text = |schema: &Ordered| serde_json::to_string(schema).expect("JSON");
        assert!(
            BOUNDS
                .iter()
                .filter(|bound| **bound != "minItems")
                .all(|bound| text(&strict(BOUNDS)).contains(bound))
        );
        let none = text(&strict(&[])) + &text(&openapi(&[]));
        assert!(BOUNDS.iter().all(|bound| !none.contains(bound)), "{none}");
        assert!(text(&strict(&["maxItems"])).contains("maxItems"));
    }
}
