//! GraphiQL: the library's page, which loads its code from unpkg.com. Only where the operator lets the schema be asked for.
//!
//! Its policy names exactly the hosts that the page names, and its own script by hash. Styles are made while it runs, so they
//! cannot have hashes.

use async_graphql::http::GraphiQLSource;
use axum::{
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

struct Page {
    html: String,
    policy: HeaderValue,
}

static PAGE: LazyLock<Page> = LazyLock::new(|| {
    let page = GraphiQLSource::build().endpoint("/graphql").subscription_endpoint("/graphql");
    let html = page.title("Aftercare GraphiQL").finish();
    let policy =
        HeaderValue::try_from(policy(&html)).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    Page { html, policy }
});

/// The page, with a policy under which it works.
pub async fn graphiql() -> Response {
    ([(header::CONTENT_SECURITY_POLICY, PAGE.policy.clone())], Html(PAGE.html.as_str())).into_response()
}

fn policy(html: &str) -> String {
    let hashes: Vec<_> = inline_scripts(html)
        .map(|script| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(script.as_bytes()))))
        .collect();
    format!(
        "default-src 'none'; script-src https://unpkg.com {}; style-src 'unsafe-inline' https://unpkg.com; \
         font-src data: https://unpkg.com; img-src data: https://graphql.org; connect-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
        hashes.join(" ")
    )
}

/// The scripts that are written into the page.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script>").skip(1).filter_map(|rest| rest.split_once("</script>")).map(|(script, _)| script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_has_every_script_and_every_host_of_the_page_and_no_other() {
        let policy = PAGE.policy.to_str().unwrap();
        assert_eq!(inline_scripts(&PAGE.html).count(), 1);
        assert_eq!(policy.matches("'sha256-").count(), 1);
        assert_eq!(PAGE.html.matches("<script").count(), 4, "the page has other scripts than before");
        let hosts = |text: &str| {
            let parts = text.split("https://").skip(1);
            let hosts = parts.filter_map(|rest| rest.split(['/', ' ', ';', '"', '\'']).next());
            hosts.map(str::to_owned).collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(hosts(policy), hosts(&PAGE.html));
        assert!(
            !policy.contains("'unsafe-eval'") && !policy.contains("script-src 'unsafe-inline'"),
            "{policy}"
        );
    }
}
