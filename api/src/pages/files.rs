//! Files that are part of the binary, as answers to a browser.
//!
//! A debug build reads them from the source tree at each request, so that whoever works on a page only reloads it.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};

/// The built-in pages and what they load.
#[derive(RustEmbed)]
#[folder = "../web/pages"]
pub(super) struct Pages;

/// GraphiQL, where it was built before this program.
#[derive(RustEmbed)]
#[folder = "../web/graphiql/dist"]
#[allow_missing = true]
pub(super) struct Graphiql;

/// What a file is, by the end of its name.
const KINDS: [(&str, &str); 10] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
    ("txt", "text/plain; charset=utf-8"),
];

/// The file at `path` of a folder, or nothing when there is none. A browser that has it already is told so (RFC 9110, 13.1.2).
pub(super) fn file<F: RustEmbed>(path: &str, request: &HeaderMap) -> Option<Response> {
    let file = F::get(path)?;
    let tag = tag(&file)?;
    let known = request.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(file.data.into_owned()))
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(path)));
    Some(response)
}

fn kind(path: &str) -> &'static str {
    let end = path.rsplit_once('.').map_or("", |(_, end)| end);
    KINDS.iter().find(|(name, _)| *name == end).map_or("application/octet-stream", |(_, kind)| kind)
}

fn tag(file: &EmbeddedFile) -> Option<HeaderValue> {
    let hash = hex::encode(&file.metadata.sha256_hash()[..16]);
    HeaderValue::try_from(format!("\"{hash}\"")).ok()
}
