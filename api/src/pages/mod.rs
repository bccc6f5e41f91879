//! The pages a browser gets: those of `web/pages`, for patients, doctors and admins and for the links in mails, and GraphiQL where
//! the schema may be asked for ([`graphiql`]).
//!
//! They are files and nothing is written into them: what a page must know of this server it asks for ([`About`]). They use the
//! public API alone, so that they are its example.

mod files;
mod graphiql;

use axum::{
    Json, Router,
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};
use files::Pages;
use serde::Serialize;

/// Where each page is.
const PAGES: [(&str, &str); 6] = [
    ("/", "index.html"),
    ("/me", "me.html"),
    ("/dashboard", "dashboard.html"),
    ("/admin", "admin.html"),
    ("/confirm", "confirm.html"),
    ("/reset", "reset.html"),
];

/// What the pages must know of this server; it is no secret.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// `development` or `production`.
    pub environment: &'static str,
    /// Whether there is a GraphiQL to go to.
    pub graphiql: bool,
    /// Whether people may sign up as doctors: `OPEN`, `APPROVAL` or `CLOSED`.
    pub doctor_signup: &'static str,
    /// The hospital's zone.
    pub time_zone: String,
}

/// The operations that the pages ask for, by the SHA-256 of their texts: a list of operations that an operator may let run.
pub fn operations() -> String {
    // A file of `web/pages`, which is part of the program; without it the list is empty.
    let file = Pages::get("operations.json").map(|file| file.data.into_owned()).unwrap_or_default();
    String::from_utf8(file).unwrap_or_default()
}

/// The routes of all pages.
pub fn routes(about: About) -> Router {
    let graphiql = about.graphiql;
    let mut router = Router::new()
        .route("/pages/server.json", get(async move || Json(about.clone())))
        .route(
            "/pages/{*path}",
            get(async |Path(path): Path<String>, headers: HeaderMap| file(&path, &headers)),
        )
        .route("/favicon.ico", get(async |headers: HeaderMap| file("favicon.svg", &headers)));
    for (path, name) in PAGES {
        router = router.route(path, get(async move |headers: HeaderMap| file(name, &headers)));
    }
    if graphiql { router.merge(graphiql::routes()) } else { router }
}

/// What a browser gets where there is nothing.
pub fn missing() -> Response {
    let page = files::file::<Pages>("404.html", &HeaderMap::new());
    (StatusCode::NOT_FOUND, page.unwrap_or_else(|| "There is nothing at this address.".into_response()))
        .into_response()
}

fn file(path: &str, headers: &HeaderMap) -> Response {
    files::file::<Pages>(path, headers).unwrap_or_else(missing)
}
