//! Health checks: `/livez` says that the process answers, `/readyz` that requests can be served.
//!
//! `/readyz` answers within a second, whatever hangs: all checks run at once, each for a bounded time. What a request needs
//! makes it 503; what only comes late without it (Redis, a worker, this machine's clock) is named in `degraded`, and it stays 200, so that an
//! orchestrator never takes every replica away because something beside them is down.

use aftercare_core::{App, probe};
use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use futures_util::future::{BoxFuture, FutureExt, join_all};
use serde_json::{Map, Value, json};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::Mutex,
    time::{Instant, timeout},
};
use uuid::Uuid;

/// A check that takes longer has failed.
const BOUND: Duration = Duration::from_millis(800);
/// How long a look at whether the database can be written holds.
const WRITTEN: Duration = Duration::from_secs(1);

/// What `/readyz` looks at. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Health {
    app: App,
    written: Arc<Mutex<Written>>,
}

/// The last look at whether the database can be written.
#[derive(Debug, Default)]
struct Written {
    ok: bool,
    row: Option<Uuid>,
    at: Option<Instant>,
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Ok,
    Missing,
    /// There, but not as it should be.
    Wrong,
    NotUsed,
}

impl From<bool> for Found {
    fn from(ok: bool) -> Self {
        if ok { Self::Ok } else { Self::Missing }
    }
}

/// One line of the answer.
struct Check {
    name: &'static str,
    /// Whether no request can be served without it.
    needed: bool,
    ask: fn(Health) -> BoxFuture<'static, Found>,
}

const CHECKS: &[Check] = &[
    Check { name: "database", needed: true, ask: |health| health.database().boxed() },
    Check { name: "writes", needed: true, ask: |health| health.writes().boxed() },
    Check { name: "migrations", needed: true, ask: |health| health.migrations().boxed() },
    Check { name: "redis", needed: false, ask: |health| health.redis().boxed() },
    Check { name: "worker", needed: false, ask: |health| health.worker().boxed() },
    Check { name: "clock", needed: false, ask: |health| health.clock().boxed() },
];

impl Health {
    /// Nothing looked at yet.
    pub fn new(app: App) -> Self {
        Self { app, written: Arc::default() }
    }

    async fn database(self) -> Found {
        probe::read(&self.app).await.is_ok().into()
    }

    /// A real committed write; one a second, however often it is asked for, and whether it succeeds or not.
    async fn writes(self) -> Found {
        let mut written = self.written.lock().await;
        if written.at.is_some_and(|at| at.elapsed() < WRITTEN) {
            return written.ok.into();
        }
        let row = probe::write(&self.app, written.row).await;
        if let Err(error) = &row {
            tracing::warn!(%error, "the database cannot be written");
        }
        *written = Written { ok: row.is_ok(), row: row.ok().or(written.row), at: Some(Instant::now()) };
        written.ok.into()
    }

    async fn migrations(self) -> Found {
        self.app.is_migrated().await.into()
    }

    async fn redis(self) -> Found {
        match self.app.bus().redis() {
            Some(link) => (link.is_subscribed() && link.ping().await.is_ok()).into(),
            None => Found::NotUsed,
        }
    }

    async fn worker(self) -> Found {
        let heard = probe::has_worker_since(&self.app, self.app.now() - probe::SILENCE).await;
        heard.is_ok_and(|heard| heard).into()
    }

    /// Whether this process's own clock agrees with the database's. Requests go by the database's time either way.
    async fn clock(self) -> Found {
        if self.app.clock().state().is_right() { Found::Ok } else { Found::Wrong }
    }
}

/// The process answers.
pub async fn live() -> impl IntoResponse {
    Json(json!({ "status": "live" }))
}

/// 200 when the database can be read and written and its tables are up to date, else 503; with what each check found.
pub async fn ready(State(health): State<Health>) -> impl IntoResponse {
    let asked = CHECKS.iter().map(|check| timeout(BOUND, (check.ask)(health.clone())));
    let found: Vec<_> =
        join_all(asked).await.into_iter().map(|found| found.unwrap_or(Found::Missing)).collect();
    let missing = |needed: bool| {
        let all = CHECKS.iter().zip(&found);
        all.filter(move |(check, found)| {
            check.needed == needed && matches!(**found, Found::Missing | Found::Wrong)
        })
        .map(|(check, _)| check.name)
    };
    let ready = missing(true).next().is_none();
    let word = |found: &Found| match found {
        Found::Ok => "ok",
        Found::Missing => "missing",
        Found::Wrong => "wrong",
        Found::NotUsed => "not used",
    };
    let checks: Map<_, _> = CHECKS
        .iter()
        .zip(&found)
        .map(|(check, found)| (check.name.to_owned(), Value::from(word(found))))
        .collect();
    let body = json!({
        "status": if ready { "ready" } else { "not ready" },
        "degraded": missing(false).collect::<Vec<_>>(),
        "checks": checks,
    });
    (if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(body))
}
