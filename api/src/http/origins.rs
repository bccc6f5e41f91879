//! Which web pages may speak to the server: the same list for CORS and for WebSockets, to which CORS does not apply.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use std::time::Duration;
use tower_http::cors::CorsLayer;

/// What pages may send: their own, those that the clients of Apollo name themselves with, and those by which OpenTelemetry
/// (W3C Trace Context and Baggage), Sentry and others follow a request.
const HEADERS: [&str; 15] = [
    "accept",
    "authorization",
    "content-type",
    "x-graphql-cost",
    "x-aftercare-session",
    "x-request-id",
    "apollo-require-preflight",
    "x-apollo-operation-name",
    "x-apollo-operation-id",
    "apollographql-client-name",
    "apollographql-client-version",
    "traceparent",
    "tracestate",
    "baggage",
    "sentry-trace",
];

/// Origins (`https://app.example.org`) besides the server's own.
#[derive(Debug, Clone, Default)]
pub struct Origins(Vec<HeaderValue>);

impl Origins {
    /// From their texts: scheme, host, port; a text that no browser would send as `Origin` matches nothing.
    pub fn new<'a>(origins: impl IntoIterator<Item = &'a str>) -> Self {
        let normal =
            origins.into_iter().map(|origin| origin.trim().trim_end_matches('/').to_ascii_lowercase());
        // Nobody sends `*`, and the CORS layer must not meet it in a list.
        let normal = normal.filter(|origin| !origin.is_empty() && origin != "*");
        Self(normal.filter_map(|origin| HeaderValue::from_str(&origin).ok()).collect())
    }

    /// True when a WebSocket may be opened: no `Origin` (not a browser), the server's own, or one of the list.
    pub(super) fn allow(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(header::ORIGIN).iter();
        let (Some(origin), None) = (given.next(), given.next()) else {
            return !headers.contains_key(header::ORIGIN);
        };
        self.0.contains(origin) || is_own(origin, headers)
    }

    /// The layer for all routes; without origins there is none, and browsers refuse other pages by themselves.
    pub(super) fn cors(&self) -> Option<CorsLayer> {
        if self.0.is_empty() {
            return None;
        }
        let layer = CorsLayer::new()
            .allow_origin(self.0.clone())
            .allow_methods([Method::GET, Method::POST])
            .allow_headers(HEADERS.map(HeaderName::from_static))
            .expose_headers([header::RETRY_AFTER, HeaderName::from_static("x-request-id")])
            .max_age(Duration::from_mins(10));
        Some(layer)
    }
}

/// The page comes from the host that the request goes to. The scheme is not compared: a proxy may end TLS.
fn is_own(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let Some((origin, host)) = origin.to_str().ok().zip(host) else { return false };
    let Some((scheme, page)) = origin.split_once("://") else { return false };
    let port = match scheme {
        "http" => ":80",
        "https" => ":443",
        _ => return false,
    };
    let bare = |authority: &str| authority.strip_suffix(port).unwrap_or(authority).to_ascii_lowercase();
    bare(page) == bare(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(origin: Option<&'static str>) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("care.example.org"));
        if let Some(origin) = origin {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        Origins::new(["https://app.example.org/", "http://localhost:3000"]).allow(&headers)
    }

    #[test]
    fn own_listed_and_absent_origins_may() {
        for origin in [
            None,
            Some("https://app.example.org"),
            Some("http://localhost:3000"),
            Some("https://care.example.org"),
            Some("https://care.example.org:443"),
            Some("http://care.example.org"),
        ] {
            assert!(allowed(origin), "{origin:?}");
        }
    }

    #[test]
    fn all_others_may_not() {
        for origin in [
            "null",
            "",
            "https://evil.example",
            "https://care.example.org.evil.example",
            "https://care.example.org:8443",
            "http://localhost:3001",
            "http://app.example.org",
            "file://care.example.org",
        ] {
            assert!(!allowed(Some(origin)), "{origin}");
        }
    }
}
