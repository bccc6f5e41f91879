//! A session that one process ends is over in another one, also when Redis goes in that moment and nobody is told.

use crate::support::{sign_up, signed_in};
use aftercare_core::{
    App,
    domain::sessions,
    testing::{TestApp, on_postgres, proxy::Proxy},
};
use secrecy::ExposeSecret;
use std::time::Duration;
use tokio::time::timeout;
use uuid::Uuid;

/// A process that hears the others by way of a proxy, and knows a session that runs.
struct Listening {
    t: TestApp,
    proxy: Proxy,
    app: App,
    account: Uuid,
    family: Uuid,
}

impl Listening {
    async fn new(t: TestApp) -> Self {
        let proxy = Proxy::to(t.redis.as_ref().unwrap().0.expose_secret()).await;
        let app = t.process_behind(None, Some(&proxy)).await.unwrap();
        let account = sign_up(&t.app, "paula@example.org").await;
        let family = signed_in(&t.app, &account, "::1").await.family;
        let listening = Self { t, proxy, app, account: account.id, family };
        listening.until_it_hears(true).await;
        assert!(listening.runs().await);
        listening
    }

    async fn until_it_hears(&self, hears: bool) {
        soon(async {
            while self.app.bus().hears_all() != hears {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }

    /// Whether the other process lets the session's owner in.
    async fn runs(&self) -> bool {
        sessions::live(&self.app, self.family).await.unwrap().is_some()
    }

    /// Another process, which reaches Redis, ends the session.
    async fn end(&self) {
        sessions::end_own(&self.t.app, self.account, self.family).await.unwrap();
    }

    async fn until_it_is_over(&self) {
        soon(async {
            while self.runs().await {
                tokio::task::yield_now().await;
            }
        })
        .await;
    }
}

/// A session is known for less than a second; the rest is for a busy machine.
async fn soon(what: impl Future<Output = ()>) {
    timeout(Duration::from_secs(5), what).await.expect("within a second or so");
}

async fn test<F: Future<Output = ()> + Send + 'static>(
    name: &str,
    run: impl FnOnce(Listening) -> F + Send + 'static,
) {
    on_postgres(name, move |t| async move { run(Listening::new(t).await).await }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_end_in_the_moment_in_which_redis_goes_is_an_end_everywhere() {
    test("an_end_in_the_moment_in_which_redis_goes_is_an_end_everywhere", |at| async move {
        tokio::join!(at.proxy.go_away(), at.end());
        at.until_it_is_over().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_end_while_redis_hangs_unnoticed_is_an_end_everywhere() {
    test("an_end_while_redis_hangs_unnoticed_is_an_end_everywhere", |at| async move {
        at.proxy.freeze();
        at.end().await;
        assert!(at.app.bus().hears_all(), "nobody has noticed");
        at.until_it_is_over().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_redis_is_known_to_be_away_nothing_is_taken_from_memory() {
    test("while_redis_is_known_to_be_away_nothing_is_taken_from_memory", |at| async move {
        at.proxy.go_away().await;
        at.until_it_hears(false).await;
        assert!(at.runs().await);
        at.end().await;
        assert!(!at.runs().await, "at once: the database was asked");
        at.proxy.come_back();
        at.until_it_hears(true).await;
        assert!(!at.runs().await);
    })
    .await;
}
