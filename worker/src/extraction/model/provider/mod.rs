//! The services that models are asked through: one file each, which holds all that differs, and one row each in
//! [`PROTOCOLS`]. To add one, write its file and its row.

mod anthropic;
mod gemini;
mod openai;
mod vertex;

use super::{
    ModelError, Reason,
    answer::Envelope,
    ask::Ask,
    look::Look,
    manner::Refusable,
    ordered::Ordered,
    refusal::Refused,
    settings::{ModelSettingError, ModelSettings},
};
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::Value;
use std::fmt;

/// Every service.
static PROTOCOLS: [&Protocol; 4] = [&gemini::GEMINI, &vertex::VERTEX, &openai::OPENAI, &anthropic::ANTHROPIC];

/// All that differs between the services.
pub(super) struct Protocol {
    /// As the setting names it, and as stored with a note.
    pub(super) name: &'static str,
    /// The model that is asked where none is set; `None`: one must be set.
    pub(super) model: Option<&'static str>,
    /// Whether it answers nobody without a key.
    pub(super) needs_key: bool,
    /// Headers of every request besides the key's.
    pub(super) headers: &'static [(&'static str, &'static str)],
    /// The header that carries the key; `None` for what can be no key.
    pub(super) key: fn(&str) -> Option<(HeaderName, HeaderValue)>,
    /// The address that paths begin from, where none is set.
    pub(super) base: fn(&ModelSettings) -> Result<String, ModelSettingError>,
    /// The path of its one method.
    pub(super) path: fn(&ModelSettings) -> Result<Vec<String>, ModelSettingError>,
    /// How the service is asked whether it is there and takes the key, without a model doing anything.
    pub(super) look: fn(&ModelSettings) -> Result<Look, ModelSettingError>,
    /// The body of a request.
    pub(super) body: fn(&Ask) -> Ordered,
    /// The body of an answer.
    pub(super) envelope: fn(&Value) -> Result<Envelope, ModelError>,
    /// What a refusal means that its status alone does not say.
    pub(super) refusal: fn(&Refused) -> Option<Reason>,
    /// The parameter of the request that a refusal names, where it can be sent in another way.
    pub(super) parameter: fn(&Refused) -> Option<Refusable>,
}

/// Which protocol a model speaks.
#[derive(Clone, Copy)]
pub struct Provider(&'static Protocol);

impl Provider {
    /// The provider that the setting calls so.
    pub fn named(name: &str) -> Option<Self> {
        PROTOCOLS
            .iter()
            .find(|protocol| protocol.name.eq_ignore_ascii_case(name.trim()))
            .map(|found| Self(found))
    }

    /// Every provider.
    pub fn all() -> impl Iterator<Item = Self> {
        PROTOCOLS.iter().map(|protocol| Self(protocol))
    }

    /// As the setting names it, and as stored with a note.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    pub(super) const fn protocol(self) -> &'static Protocol {
        self.0
    }
}

impl Default for Provider {
    fn default() -> Self {
        Self(&gemini::GEMINI)
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl PartialEq for Provider {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Provider {}

/// A name that is one piece of a path or of a host, and cannot lead anywhere else.
fn word(text: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '@');
    (!text.is_empty() && text.chars().all(fits) && text.chars().any(char::is_alphanumeric)).then_some(text)
}

/// `authorization: Bearer ...`
fn bearer(key: &str) -> Option<(HeaderName, HeaderValue)> {
    let value = HeaderValue::from_str(&format!("Bearer {key}")).ok()?;
    Some((reqwest::header::AUTHORIZATION, value))
}

/// The answer's words, which are a text or a list of parts of which some have a `text`.
fn text_of(content: Option<&Value>) -> String {
    match content {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            parts.iter().filter_map(|part| part.get("text").and_then(Value::as_str)).collect()
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::Provider;

    #[test]
    fn each_has_a_name_of_its_own_that_leads_to_it() {
        for provider in Provider::all() {
            assert_eq!(Provider::named(&provider.name().to_uppercase()), Some(provider));
        }
        assert_eq!(Provider::named("oracle"), None);
        assert_eq!(Provider::all().count(), 4);
    }
}
