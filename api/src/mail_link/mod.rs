//! The pages behind the links in a reminder's mail: to check in, and to stop the mails.
//!
//! Plain pages without a script, made here, because whoever opens a link from a mail program may have neither a session nor
//! JavaScript. Opening one (GET) changes nothing, however often a mail scanner does it; its button (POST) does. A mail program's own
//! button to stop the mails (RFC 8058) is a POST too.
//!
//! A page shows what its mail may show: how many steps are due, and what they are only to patients whose mails say that.

mod words;

use aftercare_core::{
    App, Error, Result,
    domain::mail_links::{self, Found, Link, Purpose},
    reader::{Reader, SeenStep, StepText},
};
use aftercare_entity::{
    consent::Via,
    step,
    user::{self, Language, MailDetail},
};
use askama::Template;
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use std::sync::Arc;
use words::Words;

/// Longest form that is read, in bytes: what RFC 8058 sends is 26.
const FORM: usize = 1024;
/// What a mail program's own button sends.
const ONE_CLICK: &[u8] = b"List-Unsubscribe=One-Click";

#[derive(Template)]
#[template(path = "mail_link.html")]
struct Page {
    lang: &'static str,
    title: &'static str,
    lines: Vec<String>,
    steps: Vec<String>,
    button: Option<String>,
    app: &'static str,
}

impl Page {
    fn new(words: &'static Words, title: &'static str, line: impl Into<String>) -> Self {
        let lines = vec![line.into()];
        Self { lang: words.code, title, lines, steps: Vec::new(), button: None, app: words.app }
    }

    fn answer(&self, status: StatusCode) -> Response {
        match self.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(error) => {
                tracing::error!(%error, "a page behind a mail's link could not be written");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// The routes of the links.
pub fn routes(app: App) -> Router {
    Router::new()
        .route("/reminder/{token}", get(show_day).post(check_in))
        .route("/unsubscribe/{token}", get(show_stop).post(stop))
        .layer(DefaultBodyLimit::max(FORM))
        .with_state(app)
}

async fn show_day(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    or_page(day_page(&app, &token).await, &app, &headers)
}

async fn check_in(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    let done = async {
        let (patient, purpose) = open(&app, &token).await?;
        let Purpose::CheckIn(day) = purpose else { return Err(Error::NotFound("link")) };
        match mail_links::check_in(&app, &patient, day).await {
            // A page that was open over the end of its day: looking says so.
            Ok(()) | Err(Error::BadInput { .. }) => {}
            Err(other) => return Err(other),
        }
        // The answer is looked at, so that loading the page again sends nothing again.
        Ok(Redirect::to(&format!("/reminder/{token}")).into_response())
    };
    or_page(done.await, &app, &headers)
}

async fn show_stop(State(app): State<App>, Path(token): Path<String>, headers: HeaderMap) -> Response {
    or_page(stop_page(&app, &token).await, &app, &headers)
}

async fn stop(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    form: Bytes,
) -> Response {
    let one_click = form.windows(ONE_CLICK.len()).any(|part| part == ONE_CLICK);
    let via = if one_click { Via::OneClick } else { Via::MailLink };
    let done = async {
        let (patient, purpose) = open(&app, &token).await?;
        if purpose != Purpose::Unsubscribe {
            return Err(Error::NotFound("link"));
        }
        mail_links::unsubscribe(&app, &patient, via).await?;
        // A mail program follows no redirect (RFC 8058, 3.1).
        if via == Via::OneClick {
            let words = Words::of(app.hospital().language_of(&patient));
            return Ok(Page::new(words, words.stopped_title, words.stopped).answer(StatusCode::OK));
        }
        Ok(Redirect::to(&format!("/unsubscribe/{token}")).into_response())
    };
    or_page(done.await, &app, &headers)
}

async fn day_page(app: &App, token: &str) -> Result<Response> {
    let (patient, purpose) = open(app, token).await?;
    let Purpose::CheckIn(day) = purpose else { return Err(Error::NotFound("link")) };
    let words = Words::of(app.hospital().language_of(&patient));
    let page = match mail_links::look(app, &patient, day).await? {
        Found::Over => Page::new(words, words.over_title, words.over),
        Found::Day { due, done, today } => {
            let title = if today { words.today } else { words.yesterday };
            let done = usize::try_from(done).unwrap_or(usize::MAX);
            match (due.len(), done) {
                (0, 0) => Page::new(words, title, words.nothing_due),
                (0, done) => {
                    let mut page = Page::new(words, words.thanks, words.done(done));
                    page.lines.push(words.all_done.to_owned());
                    page
                }
                (count, done) => {
                    let mut page = Page::new(words, title, words.due(count));
                    if done > 0 {
                        page.lines.push(words.done(done));
                    }
                    page.steps = named(app, &patient, due).await?;
                    page.button = Some(words.check_in(count));
                    page
                }
            }
        }
    };
    Ok(page.answer(StatusCode::OK))
}

async fn stop_page(app: &App, token: &str) -> Result<Response> {
    let (patient, purpose) = open(app, token).await?;
    if purpose != Purpose::Unsubscribe {
        return Err(Error::NotFound("link"));
    }
    let words = Words::of(app.hospital().language_of(&patient));
    let page = if patient.reminders_off_since.is_some() {
        Page::new(words, words.stopped_title, words.stopped)
    } else {
        let mut page = Page::new(words, words.stop_title, words.stop);
        page.button = Some(words.stop_button.to_owned());
        page
    };
    Ok(page.answer(StatusCode::OK))
}

async fn open(app: &App, token: &str) -> Result<(user::Model, Purpose)> {
    let link = Link::read(app.keyring(), token).ok_or(Error::NotFound("link"))?;
    Ok((mail_links::patient(app, link).await?, link.purpose))
}

/// What is due, in words, for a patient whose mails say it; those that do not open are left out.
async fn named(app: &App, patient: &user::Model, due: Vec<step::Model>) -> Result<Vec<String>> {
    if app.hospital().mail_detail_of(patient) == MailDetail::Count {
        return Ok(Vec::new());
    }
    let reader = Reader::new(app, Some(patient), None);
    let wanted: Vec<_> =
        due.into_iter().map(|row| (Arc::new(SeenStep::changed(row)), StepText::Description)).collect();
    let texts = reader.step_texts(&wanted).await?;
    Ok(texts.into_iter().filter_map(Result::ok).map(|text| text.to_string()).collect())
}

/// The page, or what to say instead of it.
fn or_page(answer: Result<Response>, app: &App, headers: &HeaderMap) -> Response {
    let words = Words::of(spoken(headers).unwrap_or(app.hospital().language));
    match answer {
        Ok(page) => page,
        Err(Error::NotFound(_)) => {
            Page::new(words, words.unknown_title, words.unknown).answer(StatusCode::NOT_FOUND)
        }
        Err(error) => {
            tracing::warn!(%error, "a link of a reminder's mail could not be followed");
            let mut page =
                Page::new(words, words.away_title, words.away).answer(StatusCode::SERVICE_UNAVAILABLE);
            page.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("60"));
            page
        }
    }
}

/// The first of our languages that the browser asks for.
fn spoken(headers: &HeaderMap) -> Option<Language> {
    let accepted = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut codes = accepted.split(',').filter_map(|part| part.trim().get(..2));
    codes.find_map(|code| match code {
        "en" => Some(Language::En),
        "es" => Some(Language::Es),
        "fr" => Some(Language::Fr),
        "de" => Some(Language::De),
        _ => None,
    })
}
