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
pub struct Origins {
    others: Vec<HeaderValue>,
    /// The server's own, as browsers know it: behind a proxy the `Host` of a request may be another.
    public: Option<HeaderValue>,
}

impl Origins {
    /// From their texts: scheme, host, port; a text that no browser would send as `Origin` matches nothing.
    pub fn new<'a>(origins: impl IntoIterator<Item = &'a str>) -> Self {
        let normal =
            origins.into_iter().map(|origin| origin.trim().trim_end_matches('/').to_ascii_lowercase());
        // Nobody sends `*`, and the CORS layer must not meet it in a list.
        let normal = normal.filter(|origin| !origin.is_empty() && origin != "*");
        let others = normal.filter_map(|origin| HeaderValue::from_str(&origin).ok()).collect();
        Self { others, public: None }
    }

    /// The same, of a server that browsers know under this origin.
    #[must_use]
    pub fn known_as(mut self, origin: Option<&str>) -> Self {
        self.public = origin.and_then(|origin| HeaderValue::from_str(&origin.to_ascii_lowercase()).ok());
        self
    }

    /// True when a WebSocket may be opened: no `Origin` (not a browser), the server's own, or one of the list.
    pub(in crate::http) fn allow(&self, headers: &HeaderMap) -> bool {
        let mut given = headers.get_all(header::ORIGIN).iter();
        let (Some(origin), None) = (given.next(), given.next()) else {
            return !headers.contains_key(header::ORIGIN);
        };
        self.others.contains(origin) || self.public.as_ref() == Some(origin) || is_own(origin, headers)
    }

    /// Whether a request was sent by a page of this server: its `Origin` is the server's own, and the browser does not say
    /// (`Sec-Fetch-Site`) that it came from anywhere else. Answers the page's origin.
    pub fn own_page<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let mut given = headers.get_all(header::ORIGIN).iter();
        let (Some(origin), None) = (given.next(), given.next()) else { return None };
        let elsewhere = headers.get_all("sec-fetch-site").iter().any(|site| site != "same-origin");
        let own = is_own(origin, headers) || self.public.as_ref() == Some(origin);
        if own && !elsewhere { origin.to_str().ok() } else { None }
    }

    /// The layer for all routes; without origins there is none, and browsers refuse other pages by themselves.
    pub(in crate::http) fn cors(&self) -> Option<CorsLayer> {
        if self.others.is_empty() {
            return None;
        }
        let layer = CorsLayer::new()
            .allow_origin(self.others.clone())
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

    #[test]
    fn a_page_of_this_server_says_so_and_its_browser_too() {
        let own = |headers: &[(&'static str, &'static str)]| {
            let mut map = HeaderMap::new();
            map.insert(header::HOST, HeaderValue::from_static("10.0.0.7:8000"));
            for (name, value) in headers {
                map.append(*name, HeaderValue::from_static(value));
            }
            let origins =
                Origins::new(["https://app.example.org"]).known_as(Some("https://care.example.org"));
            origins.own_page(&map).map(ToOwned::to_owned)
        };
        let page = ("origin", "https://care.example.org");
        assert_eq!(own(&[page]).as_deref(), Some("https://care.example.org"));
        assert_eq!(own(&[("origin", "http://10.0.0.7:8000")]).as_deref(), Some("http://10.0.0.7:8000"));
        assert!(own(&[page, ("sec-fetch-site", "same-origin")]).is_some());
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(own(&[page, ("sec-fetch-site", site)]).is_none(), "{site}");
        }
        assert!(own(&[]).is_none());
        assert!(own(&[page, page]).is_none());
        // Allowed to call the API; not to use this server's cookies.
        for origin in ["https://app.example.org", "null", "http://care.example.org", "https://evil.example"] {
            assert!(own(&[("origin", origin)]).is_none(), "{origin}");
        }
    }
}
