//! `/readyz`: ready is who can serve requests, and the answer comes within a second whatever hangs.

use crate::support::http::Http;
use aftercare_api::{ApiServer, ApiSettings, auth::TokenKeys, http::Limits};
use aftercare_core::testing::sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use aftercare_core::{
    App,
    domain::sessions::Lives,
    on_each_database, random,
    testing::{on_postgres, on_sqlite, proxy::Proxy},
};
use aftercare_entity::worker_heartbeat;
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::Duration;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use tokio::{net::TcpListener, time::Instant};
use tokio_util::sync::{CancellationToken, DropGuard};

struct Server {
    http: Http,
    _stop: DropGuard,
}

impl Server {
    async fn of(app: App) -> Self {
        let key = SecretString::from(format!("t:{}", BASE64_STANDARD.encode(random::bytes::<32>())));
        let settings = ApiSettings {
            keys: TokenKeys::parse(&key, Duration::minutes(15)).unwrap(),
            lives: Lives::default(),
            trusted_proxies: Vec::new(),
            origins: Vec::new(),
            introspection: false,
            development: true,
            persisted_queries: true,
            operations: None,
            slow_request: None,
            public_url: None,
            limits: Limits::default(),
        };
        let server = ApiServer::new(app, settings).await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (http, stop) = (Http(listener.local_addr().unwrap()), CancellationToken::new());
        tokio::spawn(server.run(listener, stop.clone()));
        Self { http, _stop: stop.drop_guard() }
    }

    /// Status and body; within a second.
    async fn ready(&self) -> (u16, Value) {
        let asked = Instant::now();
        let reply = self.http.ask("GET", "/readyz").send().await;
        assert!(asked.elapsed() < std::time::Duration::from_secs(1), "{:?}", asked.elapsed());
        (reply.status, reply.json())
    }

    /// Waits for an answer of this status and these degraded parts.
    async fn becomes(&self, status: u16, degraded: Value) -> Value {
        let until = Instant::now() + std::time::Duration::from_secs(20);
        loop {
            let (now, body) = self.ready().await;
            if now == status && body["degraded"] == degraded {
                return body;
            }
            assert!(Instant::now() < until, "{now} {body}");
        }
    }
}

async fn beat(app: &App) {
    let row = worker_heartbeat::ActiveModel {
        id: Set(app.new_id()),
        started_at: Set(app.now()),
        beat_at: Set(app.now()),
    };
    worker_heartbeat::Entity::insert(row).exec_without_returning(app.db().write()).await.unwrap();
}

on_each_database! {
    async fn without_a_worker_it_is_ready_and_says_so(t: TestApp) {
        let server = Server::of(t.app.clone()).await;
        let body = server.becomes(200, json!(["worker"])).await;
        assert_eq!((&body["status"], &body["checks"]["writes"]), (&json!("ready"), &json!("ok")));
        beat(&t.app).await;
        server.becomes(200, json!([])).await;
        t.app.db().write().execute_unprepared("DELETE FROM seaql_migrations WHERE version LIKE '%14%'").await.unwrap();
        let body = server.becomes(503, json!([])).await;
        assert_eq!(body["checks"]["migrations"], "missing");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_disk_is_full_it_is_not_ready() {
    on_sqlite(async |t| {
        let server = Server::of(t.app.clone()).await;
        server.becomes(200, json!(["worker"])).await;
        let until = Instant::now() + std::time::Duration::from_secs(20);
        loop {
            t.app.db().write().execute_unprepared("PRAGMA max_page_count = 1").await.unwrap();
            let (status, body) = server.ready().await;
            if status == 503 {
                assert_eq!(
                    (&body["checks"]["database"], &body["checks"]["writes"]),
                    (&json!("ok"), &json!("missing"))
                );
                break;
            }
            assert!(Instant::now() < until, "{body}");
        }
        t.app.db().write().execute_unprepared("PRAGMA max_page_count = 1000000").await.unwrap();
        server.becomes(200, json!(["worker"])).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_answers_within_a_second_when_the_database_hangs_or_is_away() {
    on_postgres("it_answers_within_a_second_when_the_database_hangs_or_is_away", async |t| {
        let proxy = Proxy::to(t.database_url.expose_secret()).await;
        let server = Server::of(t.process_behind(Some(&proxy), None).await.unwrap()).await;
        server.becomes(200, json!(["worker"])).await;
        proxy.freeze();
        server.becomes(503, json!(["worker"])).await;
        proxy.come_back();
        server.becomes(200, json!(["worker"])).await;
        proxy.go_away().await;
        server.becomes(503, json!(["worker"])).await;
        proxy.come_back();
        server.becomes(200, json!(["worker"])).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_redis_it_starts_and_is_ready_and_uses_it_when_it_comes() {
    on_postgres("without_redis_it_starts_and_is_ready_and_uses_it_when_it_comes", async |t| {
        let (url, _) = t.redis.clone().unwrap();
        let proxy = Proxy::to(url.expose_secret()).await;
        proxy.go_away().await;
        let server = Server::of(t.process_behind(None, Some(&proxy)).await.unwrap()).await;
        server.becomes(200, json!(["redis", "worker"])).await;
        proxy.come_back();
        server.becomes(200, json!(["worker"])).await;
        proxy.freeze();
        server.becomes(200, json!(["redis", "worker"])).await;
    })
    .await;
}
