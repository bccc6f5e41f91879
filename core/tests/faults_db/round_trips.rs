//! How often Postgres is asked, and what happens when a connection has died since it was last used.

use crate::support::Planned;
use aftercare_core::{
    App,
    domain::{
        check_ins,
        sessions::{self, Lives, Origin},
    },
    testing::{TestApp, on_postgres, people, proxy::Proxy},
};
use aftercare_entity::{check_in::Via, user};
use sea_orm::{EntityTrait, PaginatorTrait};
use secrecy::ExposeSecret;
use std::future::Future;

async fn behind_a_proxy(t: &TestApp) -> (Proxy, App) {
    let proxy = Proxy::to(t.database_url.expose_secret()).await;
    let app = t.process_behind(Some(&proxy), None).await.unwrap();
    (proxy, app)
}

/// Round trips of `work`, once its statements are known to the connection.
async fn round_trips<F: Future<Output = ()>>(proxy: &Proxy, work: impl Fn() -> F) -> usize {
    work().await;
    let before = proxy.asked();
    work().await;
    proxy.asked() - before
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_is_one_round_trip() {
    on_postgres("a_statement_is_one_round_trip", async |t| {
        let (proxy, app) = behind_a_proxy(&t).await;
        let read = || async { drop(user::Entity::find().one(app.db().read()).await.unwrap()) };
        assert_eq!(round_trips(&proxy, read).await, 1);
        let change = || async { app.begin().await.unwrap().commit().await.unwrap() };
        assert_eq!(round_trips(&proxy, change).await, 2, "BEGIN and COMMIT");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_is_one_statement_and_none_a_moment_later() {
    on_postgres("who_asks_is_one_statement_and_none_a_moment_later", async |t| {
        let (proxy, app) = behind_a_proxy(&t).await;
        let (patient, _) = people::patient_and_doctor(&app).await.unwrap();
        let from = Origin::default();
        let open = || sessions::open(&app, &patient, &from, Lives::default());
        let (first, second) = (open().await.unwrap(), open().await.unwrap());
        sessions::live(&app, first.family).await.unwrap();
        let before = proxy.asked();
        let found = sessions::live(&app, second.family).await.unwrap();
        assert_eq!((found.unwrap().id, proxy.asked() - before), (patient.id, 1));
        sessions::live(&app, second.family).await.unwrap();
        assert_eq!(proxy.asked() - before, 1, "it is known for a moment");
        sessions::end_own(&app, patient.id, second.family).await.unwrap();
        assert_eq!(sessions::live(&app, second.family).await.unwrap(), None, "and its end at once");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_check_in_of_many_steps_asks_as_often_as_one_of_a_single_step() {
    on_postgres("a_check_in_of_many_steps_asks_as_often_as_one_of_a_single_step", async |t| {
        let (proxy, app) = behind_a_proxy(&t).await;
        let mut asked = Vec::new();
        for steps in [1, 1, 3, 6] {
            let care = Planned::new(&t, steps).await;
            let before = proxy.asked();
            let done = check_ins::check_in(&app, care.patient, None, Via::App).await.unwrap();
            assert_eq!(done.check_ins.len(), steps);
            asked.push(proxy.asked() - before);
        }
        assert!(asked[1] <= 9, "{asked:?}");
        assert_eq!((asked[2], asked[3]), (asked[1], asked[1]), "{asked:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_died_unnoticed_are_made_anew_without_an_error() {
    on_postgres("connections_that_died_unnoticed_are_made_anew_without_an_error", async |t| {
        let (proxy, app) = behind_a_proxy(&t).await;
        people::patient_and_doctor(&app).await.unwrap();
        user::Entity::find().all(app.db().read()).await.unwrap();
        for _ in 0..2 {
            proxy.go_away().await;
            proxy.come_back();
            assert_eq!(user::Entity::find().count(app.db().read()).await.unwrap(), 2);
            app.begin().await.unwrap().commit().await.unwrap();
        }
    })
    .await;
}
