//! Postgres is stopped, and then frozen, while events are shown on a socket.

use crate::{
    house::Running,
    support::{
        api::{Answer, Api, doctor_and_patient},
        figures::{figure, time},
        site::{Own, on_postgres},
        subscriber::Subscriber,
        within,
    },
};
use serde_json::json;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);
/// How long Postgres is stopped: longer than an event waits for it, so that sockets close.
const STOPPED: Duration = Duration::from_secs(12);
/// How long it is frozen.
const FROZEN: Duration = Duration::from_secs(4);
/// An answer of /readyz may take a second, and the machine a moment.
const READY: Duration = Duration::from_millis(1_500);

/// What clients meet while Postgres is away, from one process.
struct Meanwhile {
    answers: Vec<Answer>,
    ready: Vec<Answer>,
}

async fn meet(api: &Api, token: &str, time: Duration) -> Meanwhile {
    let mut met = Meanwhile { answers: Vec::new(), ready: Vec::new() };
    let began = tokio::time::Instant::now();
    while began.elapsed() < time {
        let (answer, ready) =
            tokio::join!(api.ask(token, "{ doctors(first: 1) { nodes { id } } }", json!({})), api.ready());
        met.answers.extend(answer);
        met.ready.extend(ready);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    met
}

impl Meanwhile {
    /// What is not as it should be.
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for answer in &self.answers {
            let right = answer.status == 503
                && answer.code() == Some("OVERLOADED")
                && answer.retry_after.as_ref().is_some_and(|seconds| seconds.parse::<u32>().is_ok());
            if !right {
                faults.push(format!(
                    "answered {} {:?} {:?}",
                    answer.status,
                    answer.code(),
                    answer.retry_after
                ));
            }
        }
        for ready in &self.ready {
            if ready.status != 503 || ready.took > READY {
                faults.push(format!("/readyz: {} after {:?}", ready.status, ready.took));
            }
        }
        faults.sort();
        faults.dedup_by(|a, b| a.split(" after").next() == b.split(" after").next());
        faults
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_event_is_lost_while_postgres_is_away_and_clients_are_told() {
    let name = "no_event_is_lost_while_postgres_is_away_and_clients_are_told";
    let own = Own { postgres: true, ..Own::default() };
    on_postgres(name, own, async |site| {
        let (one, two) = (Running::api(&site.house).await, Running::api(&site.house).await);
        let _worker = Running::worker(&site.house);
        let (api, other) = (Api::at(one.address()), Api::at(two.address()));
        let (doctor, patient) = doctor_and_patient(one.address()).await;
        let token = doctor.access_token();
        let subscriber = Subscriber::new(two.address(), token, doctor.event_cursor().await.unwrap());
        let mut submitted = Vec::new();
        let mut submit = async |count: usize| {
            for _ in 0..count {
                submitted.extend(api.submit(token, &patient.id, "All is well.").await);
            }
            submitted.clone()
        };
        let first = submit(3).await;
        let live = within(SOON, async || subscriber.seen().notes == first).await;
        assert!(live.is_some(), "the subscriber follows");

        // Announced while the second process sleeps; when it wakes up to show them, the database is gone.
        two.signal("STOP");
        submit(3).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        site.postgres().stop().await;
        two.signal("CONT");
        let (stopped, stopped_other) = tokio::join!(meet(&api, token, STOPPED), meet(&other, token, STOPPED));
        site.postgres().start().await;
        let back = within(SOON, async || {
            submit_one(&api, token, &patient.id).await.is_some() && api.ready().await.unwrap().status == 200
        })
        .await;

        site.postgres().freeze();
        let frozen = meet(&other, token, FROZEN).await;
        site.postgres().thaw();
        within(SOON, async || other.ready().await.unwrap().status == 200).await;
        let all = submit(3).await;
        let arrived =
            within(SOON, async || all.iter().all(|note| subscriber.seen().notes.contains(note))).await;

        let seen = subscriber.seen();
        let missing = all.iter().filter(|note| !seen.notes.contains(note)).count();
        figure(
            "Postgres away: events, missing, broken",
            format!("{}, {missing}, {}", all.len(), seen.broken.len()),
        );
        figure("Postgres away: well again after", time(back));
        let closed = seen.closed.iter().filter(|why| !why.starts_with("no WebSocket")).count();
        figure("Postgres away: sockets closed with 1013", closed);
        let slowest = |met: &[Answer]| time(met.iter().map(|answer| answer.took).max());
        let slowest = format!("{}, {}", slowest(&frozen.answers), slowest(&frozen.ready));
        figure("Postgres frozen: slowest answer, slowest /readyz", slowest);
        let faults = [stopped.faults(), stopped_other.faults(), frozen.faults()].concat();
        let mut once = seen.notes.clone();
        once.sort();
        once.dedup();
        assert!(seen.broken.is_empty(), "data without a cursor: {:?}", seen.broken);
        assert!(arrived.is_some(), "{missing} events never came");
        assert_eq!(once.len(), seen.notes.len(), "none comes twice");
        assert!(seen.closed.iter().all(|why| may_come_back(why)), "{:?}", seen.closed);
        assert!(faults.is_empty(), "{faults:#?}");
    })
    .await;
}

/// Whether client libraries connect again after this: the socket closed with 1013 (try again later), or was not opened.
fn may_come_back(why: &str) -> bool {
    why.contains("code: Again") || why.starts_with("no WebSocket")
}

async fn submit_one(api: &Api, token: &str, patient: &str) -> Option<String> {
    api.submit(token, patient, "All is well.").await.ok()
}
