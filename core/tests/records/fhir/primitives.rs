//! FHIR's simple types: what a value of each looks like (<https://hl7.org/fhir/R4/datatypes.html#primitive>).

use chrono::{DateTime, NaiveDate, NaiveTime};
use serde_json::Value;

#[derive(Clone, Copy)]
pub enum Primitive {
    Boolean,
    Date,
    DateTime,
    Decimal,
    Id,
    Instant,
    Markdown,
    PositiveInt,
    String,
    Time,
    Uri,
}

/// Whether `value` is one; if not, why.
pub fn check(primitive: Primitive, value: &Value) -> Result<(), &'static str> {
    let text = value.as_str().unwrap_or_default();
    let is_day = |text: &str| text.len() == 10 && NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    let is_instant =
        |text: &str| text.len() >= 20 && text.contains('T') && DateTime::parse_from_rfc3339(text).is_ok();
    let (holds, why) = match primitive {
        Primitive::Boolean => (value.is_boolean(), "is no boolean"),
        Primitive::Decimal => (value.is_number(), "is no number"),
        Primitive::PositiveInt => {
            let fits = value.as_i64().is_some_and(|n| (1..=i64::from(i32::MAX)).contains(&n));
            (fits, "is no positive whole number")
        }
        Primitive::Date => (is_day(text), "is no day"),
        Primitive::DateTime => (is_day(text) || is_instant(text), "is no dateTime"),
        Primitive::Instant => (is_instant(text), "is no instant"),
        Primitive::Time => {
            let fits = text.len() == 8 && NaiveTime::parse_from_str(text, "%H:%M:%S").is_ok();
            (fits, "is no time")
        }
        Primitive::Id => {
            let fits = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
            ((1..=64).contains(&text.len()) && text.chars().all(fits), "is no id")
        }
        Primitive::Uri => (!text.is_empty() && !text.contains(char::is_whitespace), "is no URI"),
        Primitive::String | Primitive::Markdown => {
            let visible = text.chars().all(|c| !c.is_control() || matches!(c, '\t' | '\r' | '\n'));
            let fits = !text.trim().is_empty() && text.len() <= 1024 * 1024 && visible;
            (fits, "is no text of FHIR's")
        }
    };
    if holds { Ok(()) } else { Err(why) }
}
