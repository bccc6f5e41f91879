//! The address that requests go to, and the header that carries the key. The key is never in the address.

use super::{
    provider::Provider,
    settings::{ModelSettingError, ModelSettings},
};
use reqwest::header::{HeaderName, HeaderValue};
use secrecy::ExposeSecret;
use url::{Host, Url};

/// Where requests go, and the header that opens the door.
#[derive(Clone)]
pub(super) struct Endpoint {
    pub(super) url: Url,
    pub(super) key: Option<(HeaderName, HeaderValue)>,
    /// This machine itself: no proxy is asked, and it does one thing at a time.
    pub(super) is_loopback: bool,
}

impl Endpoint {
    pub(super) fn new(settings: &ModelSettings) -> Result<Self, ModelSettingError> {
        Self::at(settings, (settings.provider.protocol().path)(settings)?)
    }

    /// Another path of the same service.
    pub(super) fn at(settings: &ModelSettings, path: Vec<String>) -> Result<Self, ModelSettingError> {
        let protocol = settings.provider.protocol();
        let base = match settings.base_url.as_deref().map(str::trim).filter(|url| !url.is_empty()) {
            Some(set) => set.to_owned(),
            None => (protocol.base)(settings)?,
        };
        let mut url = Url::parse(&base).map_err(|_| ModelSettingError::url("is not an address"))?;
        let is_loopback = is_loopback(&url);
        match url.scheme() {
            "https" => {}
            "http" if is_loopback || settings.allow_plain_http => {}
            "http" => {
                return Err(ModelSettingError::url(
                    "plain http to another machine would show notes and key to the network; use https",
                ));
            }
            _ => return Err(ModelSettingError::url("must begin with https://")),
        }
        if !url.username().is_empty()
            || url.password().is_some()
            || url.query().is_some()
            || url.fragment().is_some()
        {
            return Err(ModelSettingError::url("must have no user, password, query or fragment"));
        }
        url.path_segments_mut()
            .map_err(|()| ModelSettingError::url("is not an address that has a path"))?
            .pop_if_empty()
            .extend(path);
        Ok(Self { url, key: key(settings)?, is_loopback })
    }

    /// The host's name, without its port.
    pub(super) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

fn key(settings: &ModelSettings) -> Result<Option<(HeaderName, HeaderValue)>, ModelSettingError> {
    let key = settings.key.expose_secret().trim();
    if key.is_empty() {
        return if settings.provider.protocol().needs_key {
            Err(ModelSettingError::key("must be set for this provider"))
        } else {
            Ok(None)
        };
    }
    header(settings.provider, key)
        .map(Some)
        .ok_or(ModelSettingError::key("has characters that no key has, such as a line break"))
}

/// The header that carries `key`; `None` for what can be no key.
pub(super) fn header(provider: Provider, key: &str) -> Option<(HeaderName, HeaderValue)> {
    let (name, mut value) = (provider.protocol().key)(key)?;
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
