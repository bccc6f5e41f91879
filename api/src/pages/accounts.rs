//! The pages that the links in mails open: one confirms an address, one sets a new password.
//!
//! They are for people who have no other page at hand. The token stands behind `#` in the address, so no server and no log sees
//! it; the script reads it there, takes it out of the address, and asks `/graphql` as any client does.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

/// Scripts and styles of this server alone, and answers of this server alone; no frame, no form that goes elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Every file: where it is, what it is.
const FILES: [(&str, &str, &str); 6] = [
    ("/confirm", "text/html; charset=utf-8", include_str!("confirm.html")),
    ("/reset", "text/html; charset=utf-8", include_str!("reset.html")),
    ("/pages/account.css", "text/css; charset=utf-8", include_str!("account.css")),
    ("/pages/account.js", "text/javascript; charset=utf-8", include_str!("account.js")),
    ("/pages/confirm.js", "text/javascript; charset=utf-8", include_str!("confirm.js")),
    ("/pages/reset.js", "text/javascript; charset=utf-8", include_str!("reset.js")),
];

/// With these pages.
pub fn add(router: Router) -> Router {
    FILES.into_iter().fold(router, |router, (path, kind, content)| {
        router.route(path, get(async move || file(kind, content)))
    })
}

fn file(kind: &'static str, content: &'static str) -> Response {
    let headers: [(HeaderName, HeaderValue); 4] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (headers, content).into_response()
}
