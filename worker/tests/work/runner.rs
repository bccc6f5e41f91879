//! The worker itself: woken by a signal, alive, and letting go of what it holds when it is told to stop.

use crate::{
    gemini::{Gemini, plan},
    house::House,
};
use aftercare_core::{
    domain::plan::ExtractionRecord,
    jobs::{self, JobKind, Wanted},
    on_each_database,
    testing::TestApp,
};
use aftercare_entity::{
    note::{self, State},
    worker_heartbeat,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, prelude::Expr};
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days.";

/// Waits until this holds; panics after ten seconds.
macro_rules! until {
    ($what:literal, $holds:expr) => {
        let began = Instant::now();
        while !$holds {
            assert!(began.elapsed() < Duration::from_secs(10), $what);
            sleep(Duration::from_millis(10)).await;
        }
    };
}

async fn beats(house: &House) -> usize {
    worker_heartbeat::Entity::find().all(house.t.app.db().read()).await.unwrap().len()
}

/// A model whose answer takes this long, in a test hospital with a note that waits for it.
async fn slow_house(t: TestApp, takes: Duration) -> (House, Gemini, Uuid) {
    let mut house = House::open(t).await;
    let gemini = Gemini::answering([plan("Take doxycycline 100 mg", NOTE, 7, 2).set_delay(takes)]).await;
    house.extractor = gemini.extractor();
    let note = house.submit(NOTE).await.id;
    (house, gemini, note)
}

on_each_database! {
    async fn a_note_wakes_it_at_once_and_it_says_that_it_lives(t: TestApp) {
        let house = House::open(t).await;
        let stop = CancellationToken::new();
        let worker = tokio::spawn(house.worker_on(&house.t.app).run(stop.clone()));
        until!("it beats", beats(&house).await == 1);
        let note = house.submit(NOTE).await.id;
        until!("it extracts", house.note_now(note).await.state == State::Extracted);
        stop.cancel();
        worker.await.unwrap();
        assert_eq!(beats(&house).await, 0, "it takes its row away");
    }

    async fn a_stopping_worker_finishes_what_it_holds(t: TestApp) {
        let (house, gemini, note) = slow_house(t, Duration::from_millis(700)).await;
        let stop = CancellationToken::new();
        let worker = tokio::spawn(house.worker_on(&house.t.app).run(stop.clone()));
        until!("it asks", gemini.asked().await == 1);
        stop.cancel();
        worker.await.unwrap();
        assert_eq!(house.note_now(note).await.state, State::Extracted);
    }

    async fn what_takes_longer_than_the_grace_time_is_given_back(t: TestApp) {
        let (mut house, gemini, note) = slow_house(t, Duration::from_millis(1900)).await;
        house.settings.grace = Duration::from_millis(50);
        let stop = CancellationToken::new();
        let worker = tokio::spawn(house.worker_on(&house.t.app).run(stop.clone()));
        until!("it asks", gemini.asked().await == 1);
        stop.cancel();
        worker.await.unwrap();
        // It did not wait for the answer, which would have made a plan of it.
        assert_eq!(house.note_now(note).await.state, State::Queued);
        let open = jobs::list(&house.t.app, 10).await.unwrap();
        let job = open.iter().find(|job| job.subject_id == Some(note)).unwrap();
        assert_eq!((job.attempts, job.lease_holder), (0, None), "free at once, and no attempt was spent");
        assert_eq!(house.work().await.done["extract"], 1);
    }

    async fn a_lease_lost_in_mid_extraction_loses_the_result(t: TestApp) {
        let (house, gemini, note) = slow_house(t, Duration::from_millis(900)).await;
        let slow = tokio::spawn({ let worker = house.worker_on(&house.t.app); async move { worker.run_until_idle().await } });
        until!("it asks", gemini.asked().await == 1);
        // Its lease ends while it waits, and somebody else is quicker, and finds nothing.
        house.t.clock.advance(chrono::Duration::seconds(61));
        let app = &house.t.app;
        let one = Wanted::of(JobKind::Extract, 1, chrono::Duration::seconds(60));
        let mine = jobs::claim(app, one).await.unwrap().remove(0);
        let mut change = app.begin().await.unwrap();
        aftercare_core::domain::plan::store_extraction(&mut change, note, Vec::new(), ExtractionRecord::default()).await.unwrap();
        assert!(jobs::finish(app, change.tx(), &mine).await.unwrap());
        change.commit().await.unwrap();
        assert_eq!(slow.await.unwrap().unwrap().lost["extract"], 1);
        assert!(house.steps().await.is_empty(), "the other one's result stands");
    }

    async fn a_long_extraction_keeps_its_lease(t: TestApp) {
        let (mut house, _gemini, note) = slow_house(t, Duration::from_millis(1500)).await;
        house.settings.lease = chrono::Duration::milliseconds(600);
        let worker = house.worker_on(&house.t.app);
        let clock = house.t.clock.clone();
        let time = tokio::spawn(async move {
            loop {
                sleep(Duration::from_millis(100)).await;
                clock.advance(chrono::Duration::milliseconds(100));
            }
        });
        let summary = worker.run_until_idle().await.unwrap();
        time.abort();
        assert_eq!(summary.done["extract"], 1);
        assert_eq!(house.note_now(note).await.attempts, 1);
    }

    async fn a_fault_of_ours_is_tried_again_and_stops_nobody(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        let broken = house.submit(NOTE).await.id;
        note::Entity::update_many()
            .col_expr(note::Column::BodySealed, Expr::value(vec![1_u8; 40]))
            .filter(note::Column::Id.eq(broken))
            .exec(app.db().write())
            .await
            .unwrap();
        let note = house.submit(NOTE).await.id;
        let summary = house.work().await;
        assert_eq!((summary.done["extract"], summary.retried["extract"]), (1, 1));
        assert_eq!(house.note_now(note).await.state, State::Extracted);
        assert_eq!(house.job().await.last_error.as_deref(), Some("INTERNAL"));
    }

    async fn mails_leave_room_for_notes(t: TestApp) {
        let (mut house, gemini, note) = slow_house(t, Duration::from_millis(300)).await;
        house.settings.jobs = 2;
        let worker = house.worker_on(&house.t.app);
        house.submit(NOTE).await;
        let began = Instant::now();
        worker.run_until_idle().await.unwrap();
        assert!(began.elapsed() >= Duration::from_millis(600), "one place of two is kept for other kinds");
        assert_eq!((gemini.asked().await, house.note_now(note).await.state), (2, State::Extracted));
    }
}
