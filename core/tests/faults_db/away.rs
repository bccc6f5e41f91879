//! A server that is away, hangs, or holds a lock: who asks is told why, and soon.

use aftercare_core::{
    App, Error,
    events::publisher,
    testing::{TestApp, on_postgres, people, proxy::Proxy},
};
use aftercare_entity::{event, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, prelude::Expr};
use secrecy::ExposeSecret;
use std::time::Duration;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

async fn behind_a_proxy(t: &TestApp) -> (Proxy, App) {
    let proxy = Proxy::to(t.database_url.expose_secret()).await;
    let app = t.process_behind(Some(&proxy), None).await.unwrap();
    (proxy, app)
}

/// Why a transaction does not begin, and a query is not answered.
async fn reasons(app: &App) -> [String; 2] {
    let write = app.begin().await.map(drop);
    let read = user::Entity::find().one(app.db().read()).await.map(drop).map_err(Error::from);
    [write, read].map(|result| match result.unwrap_err() {
        Error::Unavailable(why) => why,
        other => panic!("{other}"),
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_away_is_called_that_and_not_a_time_out() {
    on_postgres("a_database_that_is_away_is_called_that_and_not_a_time_out", async |t| {
        let (proxy, app) = behind_a_proxy(&t).await;
        proxy.go_away().await;
        // The first ones may meet connections that have just broken.
        reasons(&app).await;
        for why in reasons(&app).await {
            assert!(why.contains("Connection refused"), "{why}");
        }
        proxy.come_back();
        app.begin().await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_hangs_is_called_that_within_seconds() {
    on_postgres("a_database_that_hangs_is_called_that_within_seconds", async |t| {
        let (proxy, app) = behind_a_proxy(&t).await;
        proxy.freeze();
        for why in timeout(Duration::from_secs(6), reasons(&app)).await.unwrap() {
            assert!(why.contains("does not answer"), "{why}");
        }
        proxy.come_back();
        while app.begin().await.is_err() {}
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_all_connections_are_in_use_that_is_said() {
    on_postgres("when_all_connections_are_in_use_that_is_said", async |t| {
        let (_proxy, app) = behind_a_proxy(&t).await;
        let mut held = Vec::new();
        for _ in 0..8 {
            held.push(app.begin().await.unwrap());
        }
        let Err(Error::Unavailable(why)) = app.begin().await else { panic!("there was a ninth") };
        assert!(why.contains("all 8 connections are in use"), "{why}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_row_that_another_session_holds_is_waited_for_a_few_seconds() {
    on_postgres("a_row_that_another_session_holds_is_waited_for_a_few_seconds", async |t| {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let rename = || {
            let row = user::Entity::update_many().col_expr(user::Column::Name, Expr::value("Paula"));
            row.filter(user::Column::Id.eq(patient.id))
        };
        let held = t.app.begin().await.unwrap();
        rename().exec(held.tx()).await.unwrap();
        let asked = Instant::now();
        let refused = rename().exec(t.app.db().write()).await.map_err(Error::from);
        assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
        assert!(asked.elapsed() < Duration::from_secs(8), "{:?}", asked.elapsed());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frozen_publisher_delays_events_ten_seconds_at_most() {
    on_postgres("a_frozen_publisher_delays_events_ten_seconds_at_most", async |t| {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        // A process that was stopped with the publisher's lock in its hands: its session says nothing more.
        let frozen = t.another_process().await.unwrap().begin().await.unwrap();
        let lock = format!("SELECT pg_advisory_xact_lock({})", publisher::ADVISORY_LOCK);
        frozen.tx().execute_unprepared(&lock).await.unwrap();
        let asked = Instant::now();
        let mut change = t.app.begin().await.unwrap();
        change.event(event::Kind::CheckedIn, patient.id, None, patient.id).await.unwrap();
        change.commit().await.unwrap();
        let stop = CancellationToken::new();
        let publishing = tokio::spawn(publisher::run(t.app.clone(), stop.clone()));
        let numbered = event::Entity::find().filter(event::Column::Position.is_not_null());
        while numbered.clone().one(t.app.db().read()).await.unwrap().is_none() {
            assert!(asked.elapsed() < Duration::from_secs(10), "the event has no position yet");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        stop.cancel();
        publishing.await.unwrap();
    })
    .await;
}
