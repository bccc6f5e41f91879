//! What every provider's envelope comes down to, and the careful first look at a body.

use super::Usage;
use serde_json::Value;

/// A provider's answer, without the provider.
#[derive(Debug, Default)]
pub(in super::super) struct Envelope {
    /// What the model wrote.
    pub(in super::super) text: String,
    pub(in super::super) finish: Finish,
    /// The model that answered, in its own words.
    pub(in super::super) model_version: Option<String>,
    pub(in super::super) tokens: Usage,
}

/// How the model came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in super::super) enum Finish {
    /// It says that it is done.
    Whole,
    /// It says nothing.
    #[default]
    Unsaid,
    /// It ran out of room.
    CutOff,
    /// The service withheld the answer because of what it is about.
    Blocked,
    /// It stopped for another reason.
    Refused,
    /// There is no answer in the envelope.
    Empty,
}

/// The JSON of a body; `None`: not JSON, or not UTF-8. A byte order mark and an array around one element are taken off.
pub(in super::super) fn document(body: &[u8]) -> Option<Value> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match serde_json::from_slice(body).ok()? {
        Value::Array(mut several) if several.len() == 1 => several.pop(),
        other => Some(other),
    }
}

/// A name that the service gives itself, short and printable, because it is stored.
pub(in super::super) fn shorten(name: &str) -> Option<String> {
    let short: String = name.trim().chars().filter(char::is_ascii_graphic).take(100).collect();
    (!short.is_empty()).then_some(short)
}

/// A number of tokens; whatever is none is absent.
pub(in super::super) fn tokens(of: Option<&Value>, name: &str) -> Option<u32> {
    of?.get(name)?.as_u64().and_then(|count| u32::try_from(count).ok())
}

#[cfg(test)]
mod tests {
    use super::{document, shorten};
    use serde_json::json;

    #[test]
    fn a_body_may_have_a_mark_or_an_array_around_it() {
        assert_eq!(document(b"\xef\xbb\xbf{\"a\": 1}"), Some(json!({"a": 1})));
        assert_eq!(document(b"[{\"a\": 1}]"), Some(json!({"a": 1})));
        assert_eq!(document(b"[1, 2]"), Some(json!([1, 2])));
        for broken in [&b""[..], b"<html>", b"{\"a\":", b"\xff\xfe\x00", b"[]]"] {
            assert_eq!(document(broken), None);
        }
    }

    #[test]
    fn a_name_is_stored_short_and_printable() {
        assert_eq!(shorten(" gemini-3.8-flash\u{202e}\n").as_deref(), Some("gemini-3.8-flash"));
        assert_eq!(shorten(&"x".repeat(5000)).map(|name| name.len()), Some(100));
        assert_eq!(shorten("\u{7}"), None);
    }
}
