//! `extensions.inputPath`: which part of the input an error is about.

use async_graphql::{ServerError, Value};

/// Says of an error that it is about `dotted` (`input.steps.2.kind`), as names and indices.
pub(in crate::http) fn set(error: &mut ServerError, dotted: &str) {
    let segment = |text: &str| text.parse::<u32>().map_or_else(|_| Value::from(text), Value::from);
    let path = Value::List(dotted.split('.').map(segment).collect());
    error.extensions.get_or_insert_default().set("inputPath", path);
}
