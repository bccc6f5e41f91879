//! The pages a browser gets: a start page, those that the links in mails open ([`accounts`]), and GraphiQL where the schema may be
//! asked for.
//!
//! A page names only what is there. Nothing is written into a page that a browser would have to run: what it needs is a file
//! of this server. GraphiQL comes from elsewhere and has a policy of its own ([`graphiql`]).

pub mod accounts;
mod graphiql;

pub use graphiql::graphiql;

use axum::{
    Router,
    http::{HeaderValue, header},
    response::{Html, IntoResponse},
    routing::get,
};

const START: &str = include_str!("start.html");
const STYLE: &str = include_str!("style.css");

/// What the start page says besides what is always there.
#[derive(Debug, Clone, Default)]
pub struct StartPage {
    /// Whether there is a GraphiQL to go to.
    pub graphiql: bool,
    /// What whoever opens it should know about how this server is set up, one sentence each.
    pub notes: Vec<&'static str>,
}

impl StartPage {
    /// What this server is, with links on.
    fn html(&self) -> String {
        let graphiql = "<li><a href=\"/graphiql\">GraphiQL</a>: try it in the browser</li>\n";
        let always = "<li><a href=\"/readyz\">Readiness</a>: is everything there that the server needs?</li>\n\
                      <li><a href=\"/livez\">Liveness</a>: does the process answer?</li>\n";
        let links = format!("{}{always}", if self.graphiql { graphiql } else { "" });
        let notes: Vec<_> = self.notes.iter().map(|note| format!("<p class=\"note\">{note}</p>\n")).collect();
        START.replace("{notes}", &notes.concat()).replace("{links}", &links)
    }

    /// The start page and its style.
    pub fn routes(&self) -> Router {
        let html = self.html();
        Router::new().route("/", get(async move || Html(html.clone()))).route("/style.css", get(style))
    }
}

async fn style() -> impl IntoResponse {
    let text_css = HeaderValue::from_static("text/css; charset=utf-8");
    let kept = HeaderValue::from_static("max-age=3600");
    ([(header::CONTENT_TYPE, text_css), (header::CACHE_CONTROL, kept)], STYLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_what_is_there_and_has_nothing_to_run_in_it() {
        let all = StartPage { graphiql: true, notes: vec!["Anybody may sign up."] }.html();
        assert!(
            all.contains("href=\"/graphiql\"") && all.contains("<p class=\"note\">Anybody may sign up.</p>")
        );
        let bare = StartPage::default().html();
        assert!(!bare.to_lowercase().contains("graphiql") && !bare.contains("class=\"note\""), "{bare}");
        for page in [all, bare] {
            assert!(
                !page.contains("<style") && !page.contains("<script") && !page.contains("style="),
                "{page}"
            );
            assert!(!page.contains('{'), "{page}");
        }
    }
}
