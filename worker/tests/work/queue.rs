//! Notes that wait for their turn at a model: waiting here is no failure of the service, and is not counted as its time.

use crate::{
    gemini::Gemini,
    house::House,
    servers::{End, ask, right, says, settings},
};
use aftercare_core::on_each_database;
use aftercare_entity::note::State;
use aftercare_worker::extraction::{
    Extractor,
    model::{Circuit, ModelClient, ModelSettings},
};
use chrono::{DateTime, Utc};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// A server that answers each request after `pause`, and counts how many it has under way at once.
async fn slow(pause: Duration) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}/v1", listener.local_addr().unwrap());
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let told = Arc::clone(&most);
    let body = serde_json::json!({
        "choices": [{ "message": { "content": right() }, "finish_reason": "stop" }],
        "usage": { "prompt_tokens": 11, "completion_tokens": 7 },
    })
    .to_string();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (now, most, body) = (Arc::clone(&now), Arc::clone(&most), body.clone());
            tokio::spawn(async move {
                let mut request = Vec::new();
                // One request a connection; its end is the end of its JSON.
                while !request.ends_with(b"}") {
                    let mut part = vec![0; 65_536];
                    let read = stream.read(&mut part).await.unwrap_or(0);
                    if read == 0 {
                        return;
                    }
                    request.extend_from_slice(&part[..read]);
                }
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::time::sleep(pause).await;
                now.fetch_sub(1, Ordering::SeqCst);
                let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n";
                let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
                let _ = stream.write_all(answer.as_bytes()).await;
            });
        }
    });
    (uri, told)
}

fn at(uri: &str, timeout: Duration) -> ModelSettings {
    let base_url = Some(uri.to_owned());
    ModelSettings { base_url, total_timeout: timeout, ..settings("openai", "http://127.0.0.1") }
}

#[tokio::test]
async fn a_server_on_this_machine_gets_one_request_at_a_time_and_time_counts_from_the_sending() {
    let (uri, most) = slow(Duration::from_millis(150)).await;
    let client = ModelClient::new(at(&uri, Duration::from_millis(900))).unwrap();
    assert_eq!(client.parallel(), 1);
    let began = Instant::now();
    let answers = futures_util::future::join_all((0..5).map(|_| ask(&client, false))).await;
    assert!(began.elapsed() >= Duration::from_millis(750), "one after the other");
    for answer in answers {
        let took = answer.expect("steps, however long it waited").took;
        assert!((Duration::from_millis(150)..Duration::from_millis(450)).contains(&took), "{took:?}");
    }
    assert_eq!(most.load(Ordering::SeqCst), 1);
    let set = ModelSettings { parallel_requests: Some(3), ..at(&uri, Duration::from_secs(2)) };
    let client = ModelClient::new(set).unwrap();
    futures_util::future::join_all((0..5).map(|_| ask(&client, false))).await;
    assert_eq!(most.load(Ordering::SeqCst), 3, "where the setting says so");
}

#[test]
fn a_service_elsewhere_gets_several_at_a_time() {
    let elsewhere = ModelClient::new(at("https://llm.hospital.example/v1", Duration::from_secs(1))).unwrap();
    assert_eq!(elsewhere.parallel(), 4);
}

#[tokio::test]
async fn who_waits_too_long_for_a_turn_waits_on_and_the_circuit_stays_closed() {
    let (uri, _) = slow(Duration::from_millis(250)).await;
    let client =
        ModelClient::new(ModelSettings { outage_after: 1, ..at(&uri, Duration::from_millis(400)) }).unwrap();
    let answers = futures_util::future::join_all((0..6).map(|_| ask(&client, false))).await;
    let waiting = answers.iter().filter_map(|answer| answer.as_ref().err()).count();
    assert!((1..6).contains(&waiting), "{waiting}");
    for failure in answers.into_iter().filter_map(Result::err) {
        assert_eq!(failure.error.reason().code(), "MODEL_RATE_LIMITED");
    }
    let now: DateTime<Utc> = "2026-03-02T10:00:01Z".parse().unwrap();
    assert_eq!(client.circuit(now), Circuit::Closed);
}

on_each_database! {
    async fn a_queue_of_notes_is_read_one_by_one_and_none_is_put_off(t: TestApp) {
        let mut house = House::open(t).await;
        let (uri, most) = slow(Duration::from_millis(50)).await;
        house.extractor = Extractor::Model(ModelClient::new(at(&uri, Duration::from_millis(300))).unwrap());
        let mut notes = Vec::new();
        for n in 0..12 {
            house.next_patient(&format!("Patient {n}")).await;
            notes.push(house.submit("Take doxycycline 100 mg twice daily for 7 days.").await.id);
        }
        let summary = house.work().await;
        assert!(summary.retried.is_empty(), "{:?}", summary.retried);
        assert_eq!(most.load(Ordering::SeqCst), 1);
        for id in notes {
            let note = house.note_now(id).await;
            assert_eq!((note.state, note.attempts), (State::Extracted, 1));
            assert!(note.extraction_ms.is_some_and(|ms| (50..300).contains(&ms)), "{:?}", note.extraction_ms);
        }
    }

    async fn the_second_question_leaves_a_little_to_chance(t: TestApp) {
        let mut house = House::open(t).await;
        let script = [says("openai", "Sorry?", End::Whole), says("openai", &right(), End::Whole)];
        let server = Gemini::answering(script).await;
        let settings = settings("openai", &server.uri());
        house.extractor = Extractor::Model(ModelClient::new(settings).unwrap());
        let note = house.note("Take doxycycline 100 mg twice daily for 7 days.").await;
        house.t.clock.advance(chrono::Duration::minutes(1));
        house.work().await;
        assert_eq!(house.note_now(note.id).await.state, State::Extracted);
        let temperatures: Vec<_> = server.requests().await.iter().map(|request| {
            let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
            body["temperature"].clone()
        }).collect();
        assert_eq!(temperatures, [serde_json::json!(0), serde_json::json!(0.3)]);
    }
}
