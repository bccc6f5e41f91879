//! Redis is away when processes start, and goes away in mid-stream: nothing waits for it for long, and nothing is lost.

use crate::{
    house::Running,
    support::{
        api::{Api, doctor_and_patient},
        figures::{figure, time},
        site::{Own, on_postgres},
        subscriber::Subscriber,
        until,
    },
};
use std::time::Duration;

const SOON: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_start_without_redis_and_nothing_is_lost_when_it_comes_and_goes() {
    let name = "processes_start_without_redis_and_nothing_is_lost_when_it_comes_and_goes";
    let own = Own { redis: true, ..Own::default() };
    on_postgres(name, own, async |site| {
        site.redis().stop().await;
        let mut worker = Running::worker(&site.house);
        let (one, two) = (Running::api(&site.house).await, Running::api(&site.house).await);
        let (api, other) = (Api::at(one.address()), Api::at(two.address()));
        let (doctor, patient) = doctor_and_patient(one.address()).await;
        let token = doctor.access_token();
        let subscriber = Subscriber::new(two.address(), token, doctor.event_cursor().await.unwrap());
        let mut submitted = Vec::new();
        // Each is answered and stored whatever Redis does.
        let mut submit_and_see = async |what: &str| {
            for _ in 0..5 {
                submitted.push(api.submit(token, &patient.id, "All is well.").await.unwrap());
            }
            let took = until(SOON, what, async || subscriber.seen().notes == submitted).await;
            figure(&format!("Redis {what}: five events came after"), time(Some(took)));
        };
        submit_and_see("away at the start").await;
        assert!(worker.is_alive(), "the worker started without Redis");
        let degraded = other.ready().await.unwrap();
        assert_eq!(degraded.status, 200, "the API works without Redis: {}", degraded.body);
        assert!(degraded.body["degraded"].to_string().contains("redis"), "{}", degraded.body);

        site.redis().start().await;
        until(SOON, "/readyz finds Redis", async || {
            let ready = other.ready().await.unwrap();
            ready.status == 200 && !ready.body["degraded"].to_string().contains("redis")
        })
        .await;
        submit_and_see("there").await;

        site.redis().stop().await;
        submit_and_see("gone in mid-stream").await;
        site.redis().start().await;
        submit_and_see("there again").await;
        let seen = subscriber.seen();
        assert!(seen.broken.is_empty() && seen.closed.is_empty(), "{seen:?}");
    })
    .await;
}
