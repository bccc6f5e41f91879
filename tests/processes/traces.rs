//! One id for each request, in its answer, in the log and in its errors; spans in the trace that a request came with; and the
//! log of slow requests.

use crate::{
    care,
    house::{House, Running},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::path::Path;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::path};

const NOTE: &str = "Please walk 20 minutes every day for 5 days.";
const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";

fn house(folder: &Path) -> House {
    let set = [("AFTERCARE_DATA_DIR", folder.to_str().unwrap()), ("AFTERCARE_LOG_FORMAT", "json")];
    House::sealed().with(&set).logging_to(&folder.join("log"))
}

/// The lines of the log, as objects.
fn log(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("log")).unwrap();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Whether the line stands in the span of this request.
fn is_of(line: &Value, request: &str) -> bool {
    line["spans"].as_array().is_some_and(|spans| spans.iter().any(|span| span["request"] == *request))
}

fn id_of(answer: &reqwest::Response) -> String {
    answer.headers()["x-request-id"].to_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_internal_error_is_found_in_the_log_by_the_id_in_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::serve(&house(folder.path())).await;
    let doctor = care::doctor(server.address(), "dora@example.org").await;
    let patient = care::patient(server.address(), &doctor, "paula@example.org", NOTE).await;
    let database = format!("sqlite://{}", folder.path().join("aftercare.db").display());
    let database = sea_orm::Database::connect(database).await.unwrap();
    database.execute_unprepared("UPDATE notes SET body_sealed = x'0102030405'").await.unwrap();
    database.close().await.unwrap();

    let answer = care::ask(server.address(), patient.access_token(), care::RECORD, json!({})).await;
    let request = id_of(&answer);
    let answer: Value = answer.json().await.unwrap();
    let error = &answer["errors"][0]["extensions"];
    assert_eq!((&error["code"], &error["requestId"]), (&json!("INTERNAL"), &json!(request)), "{answer}");
    uuid::Uuid::parse_str(&request).expect("a UUID");
    let lines = log(folder.path());
    assert!(
        lines.iter().any(|line| is_of(line, &request) && line["level"] == "ERROR"),
        "{request}: {lines:?}"
    );

    // Each request has its own; pages and what is not there have one too.
    let page = |path: &str| reqwest::get(format!("http://{}{path}", server.address()));
    let more = [page("/").await.unwrap(), page("/nothing").await.unwrap(), page("/livez").await.unwrap()];
    let mut ids: Vec<_> = more.iter().map(id_of).chain([request]).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    server.terminate();
    assert!(server.exit().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn spans_join_the_trace_that_a_request_came_with_and_carry_nothing_personal() {
    let collector = MockServer::start().await;
    Mock::given(path("/v1/traces")).respond_with(ResponseTemplate::new(200)).mount(&collector).await;
    let folder = tempfile::tempdir().unwrap();
    // What is logged says nothing about what is exported.
    let house =
        house(folder.path()).with(&[("AFTERCARE_OTLP_ENDPOINT", &collector.uri()), ("AFTERCARE_LOG", "off")]);
    let server = Running::serve(&house).await;
    let doctor = care::doctor(server.address(), "dora@example.org").await;
    let patient = care::patient(server.address(), &doctor, "paula@example.org", NOTE).await;
    let ask = |traceparent: String| {
        let request = reqwest::Client::new().post(format!("http://{}/graphql", server.address()));
        let request = request.bearer_auth(patient.access_token()).header("traceparent", traceparent);
        request.json(&json!({ "query": care::RECORD })).send()
    };
    let traced = id_of(&ask(format!("00-{TRACE}-b7ad6b7169203331-01")).await.unwrap());
    // Malformed ones are ignored, as the specification wants.
    for odd in ["00-11111111111111111111111111111111-b7ad6b7169203331", "odd"] {
        assert_eq!(ask(odd.to_owned()).await.unwrap().status(), 200);
    }
    server.terminate();
    assert!(server.exit().await.success());

    let sent = collector.received_requests().await.unwrap();
    let all: Vec<u8> = sent.iter().flat_map(|request| request.body.clone()).collect();
    let holds = |needle: &[u8]| all.windows(needle.len()).any(|window| window == needle);
    assert!(holds(&hex::decode(TRACE).unwrap()), "the trace that came in");
    assert!(!holds(&[0x11; 16]), "a malformed one");
    for told in [
        "service.name",
        "aftercare",
        "request",
        "operation",
        "viewer",
        "submitNote",
        "job",
        "extract",
        "mail",
        &traced,
    ] {
        assert!(holds(told.as_bytes()), "{told} is not in the spans");
    }
    for personal in [
        "paula",
        "Paula",
        "Dora",
        "example.org",
        "walk",
        "quiet lamp",
        "SubmitNoteInput",
        patient.access_token(),
    ] {
        assert!(!holds(personal.as_bytes()), "{personal} is in the spans");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_is_away_holds_nothing_up() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody listens at the port of one that was just closed.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let endpoint = format!("http://collector:sesame@{closed}");
    let server = Running::serve(&house(folder.path()).with(&[("AFTERCARE_OTLP_ENDPOINT", &endpoint)])).await;
    let doctor = care::doctor(server.address(), "dora@example.org").await;
    care::patient(server.address(), &doctor, "paula@example.org", NOTE).await;
    server.terminate();
    assert!(server.exit().await.success());
    let log = std::fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(log.contains("spans could not be exported") && !log.contains("sesame"), "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_request_is_logged_with_its_id_its_operation_and_its_time() {
    for (threshold, is_logged) in [("1", true), ("0", false)] {
        let folder = tempfile::tempdir().unwrap();
        let server =
            Running::serve(&house(folder.path()).with(&[("AFTERCARE_SLOW_REQUEST_MS", threshold)])).await;
        // A password is hashed for longer than a millisecond.
        let input = json!({ "email": "sam@example.org", "password": "a lamp by a quiet river", "name": "Sam Slow", "role": "PATIENT" });
        let query = "mutation Sams($input: SignUpInput!) { signUp(input: $input) { accessToken } }";
        let answer = care::ask(server.address(), "", query, json!({ "input": input })).await;
        let request = id_of(&answer);
        server.terminate();
        assert!(server.exit().await.success());
        let lines = log(folder.path());
        let slow: Vec<_> =
            lines.iter().filter(|line| line["fields"]["message"] == "a request was slow").collect();
        assert_eq!(!slow.is_empty(), is_logged, "{lines:?}");
        if let Some(line) = slow.iter().find(|line| is_of(line, &request)) {
            let fields = &line["fields"];
            assert_eq!((&fields["operation"], &fields["code"]), (&json!("signUp"), &json!("OK")), "{line}");
            assert!(
                fields["milliseconds"].as_u64() >= Some(1) && fields["statements"].as_u64() >= Some(2),
                "{line}"
            );
        } else {
            assert!(!is_logged, "{request}: {lines:?}");
        }
        let text = std::fs::read_to_string(folder.path().join("log")).unwrap();
        assert!(!text.contains("Sam") && !text.contains("example.org"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_job_is_logged_with_its_error_its_attempt_and_when_it_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    // A mail server that is away.
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let smtp = format!("smtp://{closed}");
    let set =
        [("SMTP_URL", smtp.as_str()), ("AFTERCARE_LOG", "info"), ("AFTERCARE_METRICS_LISTEN", "127.0.0.1:0")];
    let server = Running::serve(&house(folder.path()).with(&set)).await;
    care::doctor(server.address(), "dora@example.org").await;
    let logged = async {
        loop {
            let failed =
                log(folder.path()).into_iter().find(|line| line["fields"]["message"] == "job failed");
            if let Some(line) = failed {
                return line;
            }
            tokio::task::yield_now().await;
        }
    };
    let line = tokio::time::timeout(std::time::Duration::from_mins(1), logged).await.unwrap();
    let fields = &line["fields"];
    assert_eq!(
        (&fields["kind"], &fields["error"]),
        (&json!("account_mail"), &json!("MAIL_UNAVAILABLE")),
        "{line}"
    );
    assert_eq!((&fields["attempt"], &fields["parked"]), (&json!(1), &json!(true)), "{line}");
    uuid::Uuid::parse_str(fields["job"].as_str().unwrap()).expect("the job's id");
    chrono::DateTime::parse_from_rfc3339(fields["next_run_at"].as_str().unwrap()).expect("a time");
    assert_eq!(line["spans"][0]["job"], fields["job"], "{line}");
    let text = server.scrape().await;
    let counted =
        r#"aftercare_mail_troubles_total{kind="account",outcome="waits",reason="MAIL_UNAVAILABLE"} 1"#;
    assert!(text.contains(counted), "{text}");
    assert!(!std::fs::read_to_string(folder.path().join("log")).unwrap().contains("example.org"));
    server.terminate();
    assert!(server.exit().await.success());
}
