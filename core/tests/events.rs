//! Events reach every subscriber once, in order, from any process.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    App,
    events::{Audience, Hub, publisher},
    on_each_database,
    testing::people,
};
use aftercare_entity::event::Kind;
use futures_util::{Stream, StreamExt};
use std::pin::pin;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

async fn happen(app: &App, patient: Uuid, doctor: Option<Uuid>, count: u128) {
    for n in 0..count {
        let mut change = app.begin().await.unwrap();
        change.event(Kind::CheckedIn, patient, doctor, Uuid::from_u128(n)).await.unwrap();
        change.commit().await.unwrap();
    }
}

async fn take(
    events: impl Stream<Item = aftercare_core::Result<std::sync::Arc<aftercare_core::events::Event>>>,
    count: usize,
) -> Vec<u128> {
    let mut events = pin!(events);
    let mut seen = Vec::new();
    let mut last = 0;
    while seen.len() < count {
        let event = tokio::time::timeout(std::time::Duration::from_secs(30), events.next())
            .await
            .expect("an event")
            .unwrap()
            .unwrap();
        assert!(event.position > last, "in order");
        last = event.position;
        seen.push(event.subject.as_u128());
    }
    seen
}

on_each_database! {
    async fn a_subscriber_on_one_process_sees_what_happens_on_another(t: TestApp) {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        let stop = CancellationToken::new();
        let other = t.another_process().await.unwrap();
        let hub = Hub::new(other.clone()).await.unwrap();
        let running = tokio::spawn(hub.clone().run(stop.clone()));
        let live = hub.subscribe(Audience::Doctor(doctor.id), None);
        let publishing = tokio::spawn(publisher::run(t.app.clone(), stop.clone()));
        happen(&t.app, patient.id, Some(doctor.id), 30).await;
        assert_eq!(take(live, 30).await, (0..30).collect::<Vec<_>>());
        // From the start, from the table; then live.
        let replayed = hub.subscribe(Audience::Patient(patient.id), Some(0));
        happen(&t.app, patient.id, None, 5).await;
        assert_eq!(take(replayed, 35).await, (0..30).chain(0..5).collect::<Vec<_>>());
        stop.cancel();
        running.await.unwrap();
        publishing.await.unwrap();
    }

    async fn a_slow_subscriber_falls_back_to_the_table_and_loses_nothing(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let stop = CancellationToken::new();
        let hub = Hub::new(t.app.clone()).await.unwrap();
        let running = tokio::spawn(hub.clone().run(stop.clone()));
        let slow = hub.subscribe(Audience::Patient(patient.id), None);
        let quick = hub.subscribe(Audience::Patient(patient.id), None);
        happen(&t.app, patient.id, None, 300).await;
        let reading = tokio::spawn(take(quick, 300));
        publisher::publish_pending(&t.app).await.unwrap();
        assert_eq!(reading.await.unwrap().len(), 300);
        assert_eq!(take(slow, 300).await, (0..300).collect::<Vec<_>>());
        stop.cancel();
        running.await.unwrap();
    }

    async fn publishers_of_several_processes_number_without_gaps(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let other = t.another_process().await.unwrap();
        let hub = Hub::new(t.app.clone()).await.unwrap();
        let tasks = [t.app.clone(), other.clone(), t.app.clone(), other].map(|app| {
            tokio::spawn(async move {
                for _ in 0..10 {
                    happen(&app, patient.id, None, 2).await;
                    publisher::publish_pending(&app).await.unwrap();
                }
            })
        });
        for task in tasks {
            task.await.unwrap();
        }
        let stop = CancellationToken::new();
        let running = tokio::spawn(hub.clone().run(stop.clone()));
        let all = take(hub.subscribe(Audience::Patient(patient.id), Some(0)), 80).await;
        assert_eq!(all.len(), 80);
        stop.cancel();
        running.await.unwrap();
    }
}
