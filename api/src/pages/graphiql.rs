//! GraphiQL, where the operator lets the schema be asked for: built from `web/graphiql` when that was done before this program
//! was built, else the same from a public host, whose files are pinned by their hashes.
//!
//! Each has a policy of its own: styles are made while it runs, and the second names the host that it comes from.

use super::files::{self, Graphiql};
use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};

const BUILT: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; \
                     img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'self'; \
                     frame-ancestors 'none'";

const ELSEWHERE: &str = "default-src 'none'; script-src 'self' https://unpkg.com; style-src 'self' 'unsafe-inline' https://unpkg.com; \
                         font-src data: https://unpkg.com; img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; \
                         base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The page that gets GraphiQL from a public host.
const PAGE: &str = include_str!("graphiql-cdn.html");
const SCRIPT: &str = include_str!("graphiql-cdn.js");

/// GraphiQL's routes.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/graphiql", get(page))
        .route("/graphiql/cdn.js", get(async || typed("text/javascript; charset=utf-8", SCRIPT)))
        .route(
            "/graphiql/{*path}",
            get(async |Path(path): Path<String>, headers: HeaderMap| {
                files::file::<Graphiql>(&path, &headers).unwrap_or_else(super::missing)
            }),
        )
}

async fn page(headers: HeaderMap) -> Response {
    let (policy, mut page) = match files::file::<Graphiql>("index.html", &headers) {
        Some(page) => (BUILT, page),
        None => (ELSEWHERE, typed("text/html; charset=utf-8", PAGE)),
    };
    page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    page
}

fn typed(kind: &'static str, content: &'static str) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], content).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_page_from_elsewhere_is_pinned_and_loads_from_the_host_of_its_policy_alone() {
        let hosts = |text: &str| -> BTreeSet<String> {
            let parts = text.split("https://").skip(1);
            parts
                .filter_map(|rest| rest.split(['/', ' ', ';', '"', '\'', '`']).next())
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(hosts(ELSEWHERE), hosts(PAGE));
        let loaded = PAGE.matches("https://unpkg.com").count();
        assert!(loaded > 0 && PAGE.matches("integrity=\"sha384-").count() == loaded, "{PAGE}");
        assert!(!PAGE.contains("<script>") && !PAGE.contains("<style"), "{PAGE}");
        for policy in [BUILT, ELSEWHERE] {
            assert!(!policy.contains("unsafe-eval") && !policy.contains("script-src 'unsafe-inline'"));
        }
    }
}
