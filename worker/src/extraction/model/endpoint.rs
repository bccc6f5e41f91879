//! The address of each provider's one method, and the header that carries the key. The key is never in the address.

use super::settings::{DEVELOPER_API, DEVELOPER_VERSION, ModelSettingError, ModelSettings, Provider};
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use url::{Host, Url};

/// Where requests go, and the header that opens the door.
#[derive(Clone)]
pub(super) struct Endpoint {
    pub(super) url: Url,
    pub(super) key: Option<(HeaderName, HeaderValue)>,
    /// This machine itself: no proxy is asked.
    pub(super) is_loopback: bool,
}

impl Endpoint {
    pub(super) fn new(settings: &ModelSettings) -> Result<Self, ModelSettingError> {
        let mut url = base(settings)?;
        let is_loopback = is_loopback(&url);
        match url.scheme() {
            "https" => {}
            "http" if is_loopback || settings.allow_plain_http => {}
            "http" => {
                return Err(ModelSettingError::base_url(
                    "plain http to another machine would show notes and key to the network; use https",
                ));
            }
            _ => return Err(ModelSettingError::base_url("must begin with https://")),
        }
        if !url.username().is_empty()
            || url.password().is_some()
            || url.query().is_some()
            || url.fragment().is_some()
        {
            return Err(ModelSettingError::base_url("must have no user, password, query or fragment"));
        }
        let segments = path(settings)?;
        url.path_segments_mut()
            .map_err(|()| ModelSettingError::base_url("is not an address that has a path"))?
            .pop_if_empty()
            .extend(segments);
        Ok(Self { url, key: key(settings)?, is_loopback })
    }
}

fn base(settings: &ModelSettings) -> Result<Url, ModelSettingError> {
    let is_default = settings.base_url.trim_end_matches('/') == DEVELOPER_API;
    let text = match &settings.provider {
        Provider::Vertex { location, .. } if is_default => {
            word(location).ok_or(VERTEX)?;
            if location == "global" {
                "https://aiplatform.googleapis.com".to_owned()
            } else {
                format!("https://{location}-aiplatform.googleapis.com")
            }
        }
        Provider::OpenAi if is_default => {
            return Err(ModelSettingError::base_url(
                "must name the OpenAI-compatible server, such as http://127.0.0.1:8080/v1",
            ));
        }
        _ => settings.base_url.clone(),
    };
    Url::parse(&text).map_err(|_| ModelSettingError::base_url("is not an address"))
}

const VERTEX: ModelSettingError = ModelSettingError {
    setting: "AFTERCARE_VERTEX_PROJECT, AFTERCARE_VERTEX_LOCATION",
    problem: "both must be set for Vertex AI, in letters, digits, '-', '.' and ':'",
};

fn path(settings: &ModelSettings) -> Result<Vec<String>, ModelSettingError> {
    const MODEL: ModelSettingError =
        ModelSettingError::model("must be a model's name, such as gemini-3.8-flash");
    let model = settings.model.trim();
    if matches!(settings.provider, Provider::OpenAi) {
        return if model.is_empty() {
            Err(MODEL)
        } else {
            Ok(vec!["chat".to_owned(), "completions".to_owned()])
        };
    }
    let model = word(model.strip_prefix("models/").unwrap_or(model)).ok_or(MODEL)?;
    let method = format!("{model}:generateContent");
    let version = word(settings.version.trim()).ok_or(ModelSettingError {
        setting: "AFTERCARE_GEMINI_VERSION",
        problem: "must be a version, such as v1beta",
    })?;
    Ok(match &settings.provider {
        Provider::Vertex { project, location } => {
            let version = if version == DEVELOPER_VERSION { "v1" } else { version };
            let (project, location) = word(project).zip(word(location)).ok_or(VERTEX)?;
            [version, "projects", project, "locations", location, "publishers", "google", "models", &method]
                .map(str::to_owned)
                .to_vec()
        }
        Provider::Gemini | Provider::OpenAi => [version, "models", &method].map(str::to_owned).to_vec(),
    })
}

/// A name that is one piece of a path or of a host, and cannot lead anywhere else.
fn word(text: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '@');
    (!text.is_empty() && text.chars().all(fits) && text.chars().any(char::is_alphanumeric)).then_some(text)
}

fn key(settings: &ModelSettings) -> Result<Option<(HeaderName, HeaderValue)>, ModelSettingError> {
    let key = settings.key.expose_secret().trim();
    if key.is_empty() {
        return match settings.provider {
            Provider::OpenAi => Ok(None),
            Provider::Gemini | Provider::Vertex { .. } => {
                Err(ModelSettingError::key("must be set for this provider"))
            }
        };
    }
    header(&settings.provider, key)
        .map(Some)
        .ok_or(ModelSettingError::key("has characters that no key has, such as a line break"))
}

/// The header that carries `key`; `None` for what can be no key.
pub(super) fn header(provider: &Provider, key: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = match provider {
        Provider::Gemini => (HeaderName::from_static("x-goog-api-key"), HeaderValue::from_str(key)),
        Provider::Vertex { .. } | Provider::OpenAi => {
            (AUTHORIZATION, HeaderValue::from_str(&format!("Bearer {key}")))
        }
    };
    let mut value = value.ok()?;
    value.set_sensitive(true);
    Some((name, value))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
#[path = "endpoint_tests.rs"]
mod tests;
