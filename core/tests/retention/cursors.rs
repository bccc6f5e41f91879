//! Readers of events, beside the deleting of old ones.

use crate::support::{happened, prune};
use aftercare_core::{
    Error,
    events::{Audience, Event, Hub},
    on_each_database,
    testing::people,
};
use chrono::Duration;
use futures_util::{Stream, StreamExt};
use std::{pin::pin, sync::Arc};
use tokio_util::sync::CancellationToken;

/// The positions of what comes, up to `count` of them, and whether it ended because something was deleted.
async fn read(
    events: impl Stream<Item = aftercare_core::Result<Arc<Event>>>,
    count: usize,
) -> (Vec<i64>, bool) {
    let (mut events, mut seen) = (pin!(events), Vec::new());
    while seen.len() < count {
        match tokio::time::timeout(std::time::Duration::from_secs(30), events.next()).await.expect("an event")
        {
            Some(Ok(event)) => seen.push(event.position),
            Some(Err(Error::CursorExpired)) => {
                assert!(events.next().await.is_none(), "nothing follows what is missing");
                return (seen, true);
            }
            other => panic!("{other:?}"),
        }
    }
    (seen, false)
}

on_each_database! {
    async fn a_cursor_works_up_to_the_edge_and_one_before_it_is_refused(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let hub = Hub::new(t.app.clone()).await.unwrap();
        hub.ensure_kept(0).await.unwrap();
        happened(&t.app, patient.id, 10).await;
        t.clock.advance(Duration::days(60));
        happened(&t.app, patient.id, 5).await;
        t.clock.advance(Duration::days(60));
        assert_eq!(prune(&t).await.events, 10);
        let audience = Audience::Patient(patient.id);
        hub.ensure_kept(10).await.unwrap();
        assert_eq!(read(hub.subscribe(audience, Some(10)), 5).await, ((11..=15).collect(), false));
        for lost in [0, 1, 9] {
            assert!(matches!(hub.ensure_kept(lost).await, Err(Error::CursorExpired)), "{lost}");
            assert_eq!(read(hub.subscribe(audience, Some(lost)), 1).await, (vec![], true), "{lost}");
        }
    }

    async fn a_slow_subscriber_whose_next_event_was_deleted_is_told(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let (stop, hub) = (CancellationToken::new(), Hub::new(t.app.clone()).await.unwrap());
        let running = tokio::spawn(hub.clone().run(stop.clone()));
        let audience = Audience::Patient(patient.id);
        let (slow, quick) = (hub.subscribe(audience, None), hub.subscribe(audience, None));
        let reading = tokio::spawn(read(quick, 300));
        happened(&t.app, patient.id, 300).await;
        assert_eq!(reading.await.unwrap(), ((1..=300).collect(), false));
        t.clock.advance(Duration::days(91));
        assert_eq!(prune(&t).await.events, 299);
        // What waited for it in memory comes; what it would have read in the table is gone.
        assert_eq!(read(slow, 300).await, ((1..=64).collect(), true));
        stop.cancel();
        running.await.unwrap();
    }

    async fn a_replay_that_is_overtaken_by_the_deleting_is_told(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        happened(&t.app, patient.id, 450).await;
        let hub = Hub::new(t.app.clone()).await.unwrap();
        let mut replay = Box::pin(hub.subscribe(Audience::Patient(patient.id), Some(0)));
        assert_eq!(replay.next().await.unwrap().unwrap().position, 1);
        t.clock.advance(Duration::days(91));
        assert_eq!(prune(&t).await.events, 449);
        assert_eq!(read(replay, 449).await, ((2..=200).collect(), true), "the page that was read is shown");
    }

    async fn a_process_that_slept_through_the_deleting_goes_on_and_tells_its_subscribers(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let (stop, hub) = (CancellationToken::new(), Hub::new(t.app.clone()).await.unwrap());
        let slept = hub.subscribe(Audience::Patient(patient.id), None);
        happened(&t.app, patient.id, 300).await;
        t.clock.advance(Duration::days(91));
        assert_eq!(prune(&t).await.events, 299);
        let running = tokio::spawn(hub.clone().run(stop.clone()));
        assert_eq!(read(slept, 1).await, (vec![], true));
        let anew = hub.subscribe(Audience::Patient(patient.id), Some(300));
        happened(&t.app, patient.id, 2).await;
        assert_eq!(read(anew, 2).await, (vec![301, 302], false));
        stop.cancel();
        running.await.unwrap();
    }
}
