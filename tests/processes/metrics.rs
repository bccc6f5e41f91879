//! `/metrics` of real processes: what it counts, what it never says, and what it says while the database is away.

use crate::{
    care,
    house::{self, House, Running, house},
    socket::Socket,
};
use aftercare_core::testing::{self, proxy::Proxy};
use serde_json::json;
use std::{
    collections::BTreeSet,
    path::Path,
    time::{Duration, Instant},
};

const NOTE: &str = "Please walk 20 minutes every day for 5 days.";

/// The value of a series, as it is written; 0 where it is not there.
fn value(text: &str, series: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.map_or(0.0, |value| value.parse().unwrap())
}

/// Scrapes until `series` is `wanted`, for a minute.
async fn until(process: &Running, series: &str, wanted: f64) -> String {
    let began = Instant::now();
    loop {
        let text = process.scrape().await;
        if (value(&text, series) - wanted).abs() < f64::EPSILON {
            return text;
        }
        assert!(began.elapsed() < Duration::from_mins(1), "{series} is not {wanted}:\n{text}");
        tokio::task::yield_now().await;
    }
}

fn assert_counts(text: &str, expected: &[(&str, f64)]) {
    for (series, expected) in expected {
        let found = value(text, series);
        assert!((found - expected).abs() < f64::EPSILON, "{series} is {found}, not {expected}:\n{text}");
    }
}

/// The names that a text of Prometheus, a dashboard or a list of rules has in it.
fn names(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let ours = words.filter(|word| word.starts_with("aftercare_") || word.starts_with("process_"));
    let base = |word: &str| {
        let stem = ["_bucket", "_sum", "_count"].iter().find_map(|suffix| word.strip_suffix(suffix));
        stem.filter(|stem| stem.ends_with("_seconds")).unwrap_or(word).to_owned()
    };
    ours.map(base).collect()
}

/// What is exported, by the lines that say what each metric is.
fn exported(text: &str) -> BTreeSet<String> {
    let types = text.lines().filter_map(|line| line.strip_prefix("# TYPE "));
    types.filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

/// Somebody signs up, is refused, is cared for and listens; `served` answers, `worked` does the work.
async fn story(served: &Running, worked: &Running, not_here: &[&str]) {
    let address = served.address();
    let doctor = care::doctor(address, "dora@example.org").await;
    let patient = care::patient(address, &doctor, "paula@example.org", NOTE).await;
    let log_in = "mutation Paula($input: LogInInput!) { logIn(input: $input) { accessToken } }";
    let wrong = json!({ "input": { "email": "paula@example.org", "password": "not the lamp at all" } });
    care::ask(address, "", log_in, wrong).await;
    care::ask(address, "", "{ paulasSecret }", json!({})).await;
    let query = "subscription ($after: String!) { careEvents(after: $after) { __typename } }";
    let cursor = doctor.event_cursor().await.unwrap();
    let mut events = Socket::subscribe(address, doctor.access_token(), query, &cursor).await.unwrap();
    patient.ask("mutation { checkIn { day } }", json!({})).await.unwrap();
    events.next("careEvents", |_| true).await.unwrap();

    let text = served.scrape().await;
    assert_counts(
        &text,
        &[
            (r#"aftercare_http_requests_total{operation="signUp",code="OK"}"#, 2.0),
            (r#"aftercare_http_requests_total{operation="logIn",code="UNAUTHENTICATED"}"#, 1.0),
            (r#"aftercare_http_requests_total{operation="other",code="GRAPHQL_VALIDATION_FAILED"}"#, 1.0),
            (r#"aftercare_http_requests_total{operation="submitNote",code="OK"}"#, 1.0),
            (r#"aftercare_http_requests_total{operation="checkIn",code="OK"}"#, 1.0),
            (r#"aftercare_http_requests_total{operation="checkIn",code="INTERNAL"}"#, 0.0),
            (r#"aftercare_http_request_seconds_count{operation="signUp"}"#, 2.0),
            (r#"aftercare_http_request_seconds_bucket{operation="signUp",le="+Inf"}"#, 2.0),
            (r#"aftercare_socket_operations_total{operation="careEvents",code="OK"}"#, 1.0),
            ("aftercare_sockets", 1.0),
            ("aftercare_subscriptions", 1.0),
            ("aftercare_deliveries_total", 1.0),
            ("aftercare_database_up", 1.0),
        ],
    );
    assert!(value(&text, r#"aftercare_http_responses_total{status="2xx"}"#) > 5.0, "{text}");
    drop(events);
    until(served, "aftercare_sockets", 0.0).await;

    // Each new account is sent a mail that confirms its address.
    let text = until(worked, r#"aftercare_mails_total{kind="account",outcome="sent"}"#, 2.0).await;
    assert_counts(
        &text,
        &[
            (r#"aftercare_jobs_ended_total{kind="extract",outcome="done"}"#, 1.0),
            (r#"aftercare_jobs_ended_total{kind="extract",outcome="dead"}"#, 0.0),
            (r#"aftercare_extractions_total{extractor="rules",outcome="extracted",reason=""}"#, 1.0),
            (r#"aftercare_extraction_seconds_count{extractor="rules"}"#, 1.0),
            ("aftercare_steps_extracted_total", 1.0),
            (r#"aftercare_mail_seconds_count{kind="account"}"#, 2.0),
            (r#"aftercare_jobs{kind="extract",state="dead"}"#, 0.0),
        ],
    );
    assert!(value(&text, "process_resident_memory_bytes") > 1e6, "{text}");
    assert!(
        value(&text, "process_open_fds") > 3.0 && value(&text, "process_cpu_seconds_total") > 0.0,
        "{text}"
    );

    let all = served.scrape().await + &worked.scrape().await;
    let id = patient.id.rsplit('_').next().unwrap();
    for personal in ["paula", "dora", "example.org", "walk", "127.0.0.1", id] {
        assert!(!all.to_lowercase().contains(personal), "{personal} in {all}");
    }
    // What is to be drawn and watched is there to be drawn and watched.
    let exported = exported(&all);
    for file in ["deploy/grafana/aftercare.json", "deploy/prometheus/alerts.yml", "docs/operations.md"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let mut missing: Vec<_> = names(&text).difference(&exported).cloned().collect();
        missing.retain(|name| !not_here.contains(&name.as_str()));
        assert!(missing.is_empty(), "{file} names {missing:?}, which nothing exports");
    }
    let drawn =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy/grafana/aftercare.json"));
    let left_out: Vec<_> = exported.difference(&names(&drawn.unwrap())).cloned().collect();
    assert!(left_out.is_empty(), "the dashboard leaves out {left_out:?}");
}

/// One that nobody else may read, or the program warns of those who may.
fn private_folder() -> tempfile::TempDir {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    folder
}

fn measured(house: &House) -> House {
    house.with(&[("AFTERCARE_METRICS_LISTEN", "127.0.0.1:0")])
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_process_on_sqlite_counts_what_it_does() {
    let folder = private_folder();
    let house = House::sealed().with(&[("AFTERCARE_DATA_DIR", folder.path().to_str().unwrap())]);
    let server = Running::serve(&measured(&house)).await;
    // SQLite's pool does not say who waits.
    story(&server, &server, &["aftercare_database_waiting"]).await;
    // Nothing else is there, and none of it is at the public address.
    let at = |address: std::net::SocketAddr, path: &str| reqwest::get(format!("http://{address}{path}"));
    assert_eq!(at(server.metrics(), "/graphql").await.unwrap().status(), 404);
    assert_eq!(at(server.address(), "/metrics").await.unwrap().status(), 404);
    server.terminate();
    assert!(server.exit().await.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_on_postgres_count_what_each_does() {
    let name = "processes_on_postgres_count_what_each_does";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let mails = private_folder();
    let house = house(&database, &redis).with(&[("AFTERCARE_DATA_DIR", mails.path().to_str().unwrap())]);
    let house = measured(&house);
    let (api, worker) = (Running::api(&house).await, Running::measured_worker(&house).await);
    story(&api, &worker, &[]).await;
    for process in [api, worker] {
        process.terminate();
        assert!(process.exit().await.success());
    }
    testing::drop_database(house::database_name(&database)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_scrape_is_answered_while_the_database_is_away() {
    let name = "a_scrape_is_answered_while_the_database_is_away";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    for frozen in [false, true] {
        let proxy = Proxy::to(&database).await;
        let behind = house(&database, &redis).with(&[("DATABASE_URL", &proxy.instead_of(&database))]);
        let api = Running::api(&measured(&behind)).await;
        if frozen {
            proxy.freeze();
        } else {
            proxy.go_away().await;
        }
        let began = Instant::now();
        let text = api.scrape().await;
        assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        assert!(text.contains("\naftercare_database_up 0\n"), "{text}");
        assert!(
            text.contains("aftercare_http_requests_total") && text.contains("process_open_fds"),
            "{text}"
        );
        api.kill().await;
    }
    testing::drop_database(house::database_name(&database)).await;
}
