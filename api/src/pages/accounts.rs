//! The pages that the links in mails open: one confirms an address, one sets a new password.
//!
//! They are for people who have no other page at hand. The token stands behind `#` in the address, so no server and no log sees
//! it; the script reads it there, takes it out of the address, and asks `/graphql` as any client does.

use axum::{
    Router,
    http::{HeaderValue, header},
    response::IntoResponse,
    routing::get,
};

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

fn file(kind: &'static str, content: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], content)
}
