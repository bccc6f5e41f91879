//! The exact requests of each provider, as their servers get them, in the order of their bytes; and a key that is renewed in
//! its file.

use crate::{
    gemini::Gemini,
    servers::{End, ask, right, says, settings},
};
use aftercare_worker::extraction::model::{AnswerForm, ModelClient, ModelSettings, PromptLength};
use secrecy::SecretString;
use std::fmt::Write;
use wiremock::Request;

/// Headers that differ between the providers.
const HEADERS: [&str; 6] =
    ["accept-encoding", "anthropic-version", "authorization", "content-type", "x-api-key", "x-goog-api-key"];

fn shown(request: &Request) -> String {
    let mut shown = format!("{} {}\n", request.method, request.url.path());
    assert_eq!(request.url.query(), None);
    for name in HEADERS {
        if let Some(value) = request.headers.get(name) {
            writeln!(shown, "{name}: {}", value.to_str().unwrap()).unwrap();
        }
    }
    format!("{shown}\n{}", indented(std::str::from_utf8(&request.body).unwrap()))
}

/// JSON on lines of its own, in its own order.
fn indented(json: &str) -> String {
    let (mut out, mut depth, mut quoted, mut escaped) = (String::new(), 0_usize, false, false);
    for c in json.chars() {
        if quoted {
            out.push(c);
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '{' | '[' => {
                depth += 1;
                out.push(c);
                write!(out, "\n{}", "  ".repeat(depth)).unwrap();
            }
            '}' | ']' => {
                depth -= 1;
                write!(out, "\n{}{c}", "  ".repeat(depth)).unwrap();
            }
            ',' => write!(out, ",\n{}", "  ".repeat(depth)).unwrap(),
            ':' => out.push_str(": "),
            '"' => {
                quoted = true;
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

/// What a server of this kind was asked, first or once more.
async fn asked(provider: &str, is_repeated: bool, change: impl FnOnce(&mut ModelSettings)) -> String {
    let server = Gemini::answering([says(provider, &right(), End::Whole)]).await;
    let mut settings = settings(provider, &server.uri());
    change(&mut settings);
    let answer = ask(&ModelClient::new(settings).unwrap(), is_repeated).await.expect("an answer");
    assert_eq!(answer.drafts.len(), 1);
    shown(&server.requests().await.remove(0))
}

/// The prompt is in the first snapshot, and the same in the others.
fn without_prompt(request: &str) -> String {
    let is_prompt = |line: &&str| line.contains("You read one doctor's note");
    let line = request.lines().find(is_prompt).expect("a prompt");
    request.replace(line.trim(), "[the prompt]")
}

#[tokio::test]
async fn of_the_developer_api() {
    insta::assert_snapshot!(asked("gemini", false, |_| {}).await);
}

#[tokio::test]
async fn of_vertex_ai() {
    let request = asked("vertex", false, |_| {}).await;
    assert!(!request.contains("\"store\""), "Vertex does not know it");
    insta::assert_snapshot!(without_prompt(&request));
}

#[tokio::test]
async fn of_an_openai_compatible_server() {
    let request = asked("openai", false, |_| {}).await;
    let places: Vec<_> =
        ["\"passage\": {", "\"description\": {", "\"duration_days\": {", "\"starts_after_days\": {"]
            .iter()
            .map(|name| request.rfind(name).expect("it is there"))
            .collect();
    assert!(places.is_sorted(), "the passage is written first: {places:?}");
    insta::assert_snapshot!(without_prompt(&request));
}

#[tokio::test]
async fn of_a_small_model_that_reads_no_schema() {
    let request = asked("openai", true, |settings| {
        settings.prompt = PromptLength::Short;
        settings.answer_form = AnswerForm::JsonObject;
        settings.max_output_tokens = 1_000;
        settings.key = SecretString::from("");
    })
    .await;
    insta::assert_snapshot!(request);
}

#[tokio::test]
async fn of_anthropic() {
    insta::assert_snapshot!(without_prompt(&asked("anthropic", false, |_| {}).await));
}

#[tokio::test]
async fn no_schema_goes_out_where_the_prompt_has_it() {
    for (provider, absent) in
        [("gemini", "responseSchema"), ("openai", "json_schema"), ("anthropic", "output_config")]
    {
        let request = asked(provider, false, |settings| settings.answer_form = AnswerForm::JsonObject).await;
        assert!(
            !request.contains(&format!("\"{absent}\"")) && request.contains("The JSON Schema of the answer"),
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_key_in_a_file_is_the_one_of_now() {
    let server = Gemini::answering([says("openai", &right(), End::Whole)]).await;
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut settings = settings("openai", &server.uri());
    settings.key_file = Some(file.path().to_owned());
    let client = ModelClient::new(settings).unwrap();
    for token in ["first", "second"] {
        std::fs::write(file.path(), format!("{token}\n")).unwrap();
        ask(&client, false).await.expect("an answer");
    }
    let sent: Vec<_> =
        server.requests().await.iter().map(|request| request.headers["authorization"].clone()).collect();
    assert_eq!(sent, ["Bearer first", "Bearer second"]);
}
