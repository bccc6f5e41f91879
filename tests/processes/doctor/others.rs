//! Faults of what the program talks to, and of what it listens on.

use super::{Said, in_folder};
use crate::smtp::{Login, Options, SmtpServer};
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_is_away_is_named() {
    let folder = tempfile::tempdir().unwrap();
    // Nobody listens on port 1.
    let house = in_folder(folder.path()).with(&[("REDIS_URL", "redis://:hush@127.0.0.1:1")]);
    let said = Said::of(&house).await;
    said.finds("redis", "failed", "REDIS_URL", "no answer");
    assert!(!format!("{:?}", said.output).contains("hush"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_server_that_refuses_the_log_in_is_named_and_gets_no_mail() {
    let folder = tempfile::tempdir().unwrap();
    let login = Login { user: "care", password: "a-quiet-lamp", mechanisms: "PLAIN LOGIN" };
    let server = SmtpServer::start(Options { login: Some(login), ..Options::default() }).await;
    let with = |login: &str| in_folder(folder.path()).with(&[("SMTP_URL", &server.url_with(login, ""))]);
    let said = Said::of(&with("care:a-loud-lamp")).await;
    said.finds("mail", "failed", "SMTP_URL", "MAIL_LOGIN_REFUSED");
    assert!(!format!("{:?}", said.output).contains("a-loud-lamp"));
    let said = Said::of(&with("care:a-quiet-lamp")).await;
    assert_eq!(said.check("mail")["status"], "ok", "{:#}", said.json);
    // Links in mails would lead nowhere.
    said.finds("public address", "warning", "AFTERCARE_PUBLIC_URL", "not set");
    assert_eq!(server.count(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_refuses_the_key_is_named_and_nothing_is_generated() {
    let folder = tempfile::tempdir().unwrap();
    for (provider, asked, body) in [
        ("gemini", "/v1beta/models/gemini-3.8-flash:countTokens", json!({ "totalTokens": 1 })),
        ("anthropic", "/v1/models/claude-sonnet-5-5", json!({ "id": "claude-sonnet-5-5" })),
    ] {
        let server = MockServer::start().await;
        let house = in_folder(folder.path()).with(&[
            ("AFTERCARE_MODEL_PROVIDER", provider),
            ("AFTERCARE_MODEL_KEY", "a-secret-key"),
            ("AFTERCARE_MODEL_URL", &server.uri()),
        ]);
        Mock::given(any()).respond_with(ResponseTemplate::new(401)).up_to_n_times(1).mount(&server).await;
        Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(body)).mount(&server).await;
        let said = Said::of(&house).await;
        said.finds("model", "failed", "AFTERCARE_MODEL_KEY", "MODEL_BAD_KEY");
        assert!(!format!("{:?}", said.output).contains("a-secret-key"));
        let said = Said::of(&house).await;
        assert_eq!(said.check("model")["status"], "ok", "{:#}", said.json);
        let requests = server.received_requests().await.unwrap();
        assert_eq!(requests.len(), 2);
        assert!(requests.iter().all(|request| request.url.path() == asked), "{requests:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_model_that_its_server_does_not_list_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let server = MockServer::start().await;
    let list = json!({ "data": [{ "id": "ward-llm-2" }] });
    Mock::given(any()).respond_with(ResponseTemplate::new(200).set_body_json(list)).mount(&server).await;
    let of = |model: &str| {
        in_folder(folder.path()).with(&[
            ("AFTERCARE_MODEL_PROVIDER", "openai"),
            ("AFTERCARE_EXTRACTOR", "model"),
            ("AFTERCARE_MODEL_URL", &format!("{}/v1", server.uri())),
            ("AFTERCARE_MODEL", model),
        ])
    };
    assert_eq!(Said::of(&of("ward-llm-2")).await.check("model")["status"], "ok");
    Said::of(&of("ward-llm-3")).await.finds(
        "model",
        "warning",
        "AFTERCARE_MODEL",
        "does not list this model",
    );
    let requests = server.received_requests().await.unwrap();
    assert!(requests.iter().all(|request| request.url.path() == "/v1/models"), "{requests:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_port_that_another_program_has_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let stranger = MockServer::start().await;
    let address = stranger.address().to_string();
    let house = in_folder(folder.path());
    let said = Said::of(&house.with(&[("AFTERCARE_LISTEN", &address)])).await;
    said.finds("listener", "failed", "AFTERCARE_LISTEN", "another program listens on");
    let said = Said::of(&house.with(&[("AFTERCARE_METRICS_LISTEN", &address)])).await;
    said.finds("metrics", "failed", "AFTERCARE_METRICS_LISTEN", "another program listens on");
    let said = Said::of(&house.with(&[("AFTERCARE_METRICS_LISTEN", "0.0.0.0:0")])).await;
    said.finds("metrics", "warning", "AFTERCARE_METRICS_LISTEN", "all networks of this machine");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn settings_that_no_process_starts_with_are_all_named() {
    let folder = tempfile::tempdir().unwrap();
    let house = in_folder(folder.path()).with(&[
        ("AFTERCARE_ENV", "production"),
        ("AFTERCARE_PUBLIC_URL", "http://care.example"),
        ("AFTERCARE_SWEEP_AT", "05:00"),
        ("AFTERCARE_LOG", "loud"),
        ("AFTERCARE_MODEL_PROVIDER", "oracle"),
        ("AFTERCARE_OPERATIONS", "/nowhere/operations.json"),
    ]);
    let said = Said::of(&house).await;
    for setting in [
        "AFTERCARE_PUBLIC_URL",
        "AFTERCARE_SWEEP_AT",
        "AFTERCARE_LOG",
        "AFTERCARE_MODEL_PROVIDER",
        "AFTERCARE_OPERATIONS",
        "AFTERCARE_MASTER_KEYS",
        "DATABASE_URL",
        "REDIS_URL",
        "SMTP_URL",
    ] {
        said.finds("settings", "failed", setting, setting);
    }
    said.finds("public address", "failed", "AFTERCARE_PUBLIC_URL", "is not https");
    // What production does not speak to, because others could listen, is not spoken to here either.
    let said = Said::of(&house.with(&[
        ("DATABASE_URL", "postgres://care:hush@db.invalid/care"),
        ("REDIS_URL", "redis://:hush@cache.invalid"),
        ("SMTP_URL", "smtp://care:hush@mail.invalid"),
    ]))
    .await;
    said.finds("database", "failed", "DATABASE_URL", "DATABASE_URL must have sslmode");
    said.finds("redis", "failed", "REDIS_URL", "not asked: REDIS_URL must be rediss://");
    said.finds("mail", "failed", "SMTP_URL", "not asked: SMTP_URL must be smtps://");
    assert!(!format!("{:?}", said.output).contains("hush"));
    // A file with a secret that cannot be read does not keep it from the rest.
    let said = Said::of(&in_folder(folder.path()).with(&[("SMTP_URL_FILE", "/nowhere/smtp.url")])).await;
    said.finds("settings", "failed", "SMTP_URL", "SMTP_URL_FILE: cannot read");
    assert_eq!(said.check("data folder")["setting"], json!(null), "{:#}", said.json);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_hangs_it_ends_soon_and_names_each() {
    let folder = tempfile::tempdir().unwrap();
    // Takes connections and never says a word.
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap();
    let house = in_folder(folder.path()).with(&[
        ("DATABASE_URL", &format!("postgres://care@{address}/care")),
        ("REDIS_URL", &format!("redis://{address}")),
        ("SMTP_URL", &format!("smtp://{address}")),
        ("AFTERCARE_MODEL_KEY", "a-key"),
        ("AFTERCARE_MODEL_URL", &format!("http://{address}")),
        ("AFTERCARE_LISTEN", &address.to_string()),
    ]);
    let began = Instant::now();
    let said = Said::of(&house).await;
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
    said.finds("database", "failed", "DATABASE_URL", "no connection");
    said.finds("redis", "failed", "REDIS_URL", "no answer");
    said.finds("mail", "failed", "SMTP_URL", "");
    said.finds("model", "failed", "AFTERCARE_MODEL", "");
    said.finds("listener", "failed", "AFTERCARE_LISTEN", "");
}
