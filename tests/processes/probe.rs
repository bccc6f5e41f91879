//! `aftercare probe`: 0 where requests are served, else 1, within seconds.

use crate::house::{House, Running};
use std::{
    process::Output,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

async fn probe(listen: &str) -> (Output, String) {
    let output = House::default().with(&[("AFTERCARE_LISTEN", listen)]).run(&["probe"]).await;
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output, said)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_serves_is_ready_by_whatever_address_it_listens_on() {
    let folder = tempfile::tempdir().unwrap();
    let server = Running::embedded(folder.path()).await;
    let port = server.address().port();
    for listen in [format!("127.0.0.1:{port}"), format!("0.0.0.0:{port}")] {
        let (output, said) = probe(&listen).await;
        assert_eq!(output.status.code(), Some(0), "{said}");
        assert!(said.starts_with("ready"), "{said}");
    }
    server.terminate();
    assert!(server.exit().await.success());
    let (output, said) = probe(&format!("127.0.0.1:{port}")).await;
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("nothing answers") && said.contains("AFTERCARE_LISTEN"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_not_ready_says_what_it_lacks() {
    let server = MockServer::start().await;
    let body =
        r#"{"status":"not ready","degraded":["worker"],"checks":{"database":"missing","worker":"missing"}}"#;
    Mock::given(any()).respond_with(ResponseTemplate::new(503).set_body_string(body)).mount(&server).await;
    let (output, said) = probe(&server.address().to_string()).await;
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("not ready: database; degraded: worker"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_and_one_who_says_nothing_are_no_server() {
    let stranger = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200).set_body_string("hello"))
        .mount(&stranger)
        .await;
    let (output, said) = probe(&stranger.address().to_string()).await;
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("is not Aftercare"), "{said}");

    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let began = Instant::now();
    let (output, said) = probe(&silent.local_addr().unwrap().to_string()).await;
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("no answer in 5 seconds"), "{said}");
    assert!(began.elapsed() < Duration::from_secs(10));

    let (output, said) = probe("127.0.0.1:0").await;
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("AFTERCARE_LISTEN"), "{said}");
}
