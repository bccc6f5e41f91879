//! `aftercare extract`: from a file, from standard input and line by line; by the rules, and by a model.

use crate::BINARY;
use serde_json::{Value, json};
use std::{
    io::Write,
    process::{Command, Output, Stdio},
};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::body_string_contains};

const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days. Rest today.";

fn extract(args: &[&str], settings: &[(&str, &str)], input: &str) -> Output {
    let mut child = Command::new(BINARY)
        .arg("extract")
        .args(args)
        .env_clear()
        .envs(settings.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn check(answer: &Value) {
    assert_eq!(answer["plan"][0]["duration_days"], 7, "{answer}");
    assert_eq!(answer["plan"][0]["times_per_day"], 2);
    assert_eq!(answer["checklist"].as_array().unwrap().len(), 1);
}

#[test]
fn a_note_is_extracted_from_a_file_from_standard_input_and_line_by_line() {
    let rules = |args: &[&str], input: &str| {
        let output = extract(&[&["--extractor", "rules"], args].concat(), &[], input);
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    check(&serde_json::from_str(&rules(&["-"], NOTE)).unwrap());
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), NOTE).unwrap();
    check(&serde_json::from_str(&rules(&[file.path().to_str().unwrap()], "")).unwrap());
    let given =
        format!("{}\n\n{}\n", json!({ "id": "a", "note": NOTE }), json!({ "id": 2, "note": "All normal." }));
    let answers = lines(&extract(&["--extractor", "rules", "--jsonl"], &[], &given));
    check(&answers[0]);
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[1], json!({ "id": 2, "checklist": [], "plan": [] }));
}

#[test]
fn what_is_no_note_is_named_by_its_line_and_the_others_are_read() {
    let good = json!({ "id": 1, "note": NOTE });
    let output =
        extract(&["--extractor", "rules", "--jsonl"], &[], &format!("{good}\n{{\n{{\"id\": 2}}\n{good}\n"));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("2 of 4 notes"), "{}", text(&output.stderr));
    let answers = lines(&output);
    check(&answers[0]);
    assert_eq!(answers[1]["error"], "line 2 is not JSON");
    assert_eq!(answers[2]["error"], "line 3 has no \"note\"");
    check(&answers[3]);
}

#[test]
fn a_model_without_its_key_is_refused_by_the_setting_s_name() {
    let output = extract(&["--extractor", "gemini"], &[], NOTE);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("GEMINI_API_KEY"), "{}", text(&output.stderr));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_reads_line_by_line_and_each_line_says_what_failed() {
    let gemini = MockServer::start().await;
    let step = json!({
        "description": "Take doxycycline 100 mg", "passage": "Take doxycycline 100 mg twice daily for 7 days",
        "duration_days": 7, "times_per_day": 2, "every_days": null, "as_needed": false, "starts_after_days": 0,
    });
    let rest = json!({ "description": "Rest today", "passage": "Rest today" });
    let whole = json!({ "candidates": [{
        "content": { "parts": [{ "text": json!({ "checklist": [rest], "plan": [step] }).to_string() }] },
        "finishReason": "STOP",
    }] });
    let blocked = json!({ "promptFeedback": { "blockReason": "OTHER" } });
    for (word, answer) in [("doxycycline 100", whole), ("arsenic", blocked)] {
        let answer = ResponseTemplate::new(200).set_body_json(answer);
        Mock::given(body_string_contains(word)).respond_with(answer).mount(&gemini).await;
    }
    let uri = gemini.uri();
    let run = |settings: &[(&str, &str)]| {
        let all =
            [&[("GEMINI_API_KEY", "AQ.test-key"), ("GEMINI_BASE_URL", uri.as_str())], settings].concat();
        let notes = [("a", NOTE), ("b", "On arsenic 5 mg twice daily for 7 days. Rest today."), ("c", NOTE)];
        let given = notes.map(|(id, note)| json!({ "id": id, "note": note }).to_string()).join("\n");
        extract(&["--jsonl"], &all, &given)
    };
    let output = run(&[]);
    let answers = lines(&output);
    let ids: Vec<_> = answers.iter().map(|answer| answer["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["a", "b", "c"], "in their order");
    check(&answers[0]);
    check(&answers[2]);
    assert_eq!(answers[1], json!({ "id": "b", "checklist": [], "plan": [], "error": "MODEL_BLOCKED" }));
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("1 of 3 notes"), "{}", text(&output.stderr));
    // The rules stand in where the setting says so.
    let output = run(&[("AFTERCARE_EXTRACTION_FALLBACK", "rules")]);
    assert!(output.status.success());
    assert_eq!(lines(&output)[1]["fallback_reason"], "MODEL_BLOCKED");
    check(&lines(&output)[0]);
}

#[test]
fn with_all_the_steps_that_wait_are_shown_with_their_reason() {
    let note = "Take amoxicillin 500 mg three times daily until yesterday. Methotrexate 15 mg every Monday and Thursday.";
    let output = extract(&["--extractor", "rules", "--day", "2026-11-29"], &[], note);
    let without: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(without["plan"].as_array().unwrap().len(), 1);
    assert_eq!(without["plan"][0]["weekdays"], json!(["monday", "thursday"]));
    let output = extract(&["--extractor", "rules", "--day", "2026-11-29", "--all"], &[], note);
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(all["plan"][0]["review_reason"], "LENGTH_UNREAD");
    assert!(all["plan"][0]["review_reason_text"].as_str().unwrap().ends_with('.'));
    assert_eq!(all["plan"][1]["review_reason"], Value::Null);
}
