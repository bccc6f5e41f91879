//! The pages a browser gets: a start page, and GraphiQL where the schema may be asked for.

pub mod accounts;

use async_graphql::http::GraphiQLSource;
use axum::response::Html;

const START: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Aftercare</title>
<style>
:root { color-scheme: light dark }
body { font: 1.1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }
code { background: color-mix(in srgb, currentColor 10%, transparent); padding: .1em .3em; border-radius: .2em }
</style>
</head>
<body>
<main>
<h1>Aftercare</h1>
<p>A doctor writes a note; Aftercare turns it into steps the patient can act on, reminds the patient every morning until
the plan is really done, and shows the doctor, live, who follows it.</p>
<p>This server answers GraphQL at <code>/graphql</code>, over HTTP and over WebSockets.</p>
<ul>
<li><a href="/graphiql">GraphiQL</a>: try it in the browser (where the operator allows it)</li>
<li><a href="/readyz">Readiness</a>: is everything there that the server needs?</li>
<li><a href="/livez">Liveness</a>: does the process answer?</li>
</ul>
</main>
</body>
</html>
"#;

/// What this server is, with links on.
pub async fn start() -> Html<&'static str> {
    Html(START)
}

/// The library's GraphiQL.
pub async fn graphiql() -> Html<String> {
    let page = GraphiQLSource::build().endpoint("/graphql").subscription_endpoint("/graphql");
    Html(page.title("Aftercare GraphiQL").finish())
}
