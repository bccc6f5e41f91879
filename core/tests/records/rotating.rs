//! One master key takes the place of another, while records are read.

use crate::support::{body, key, patient_with_note, process, rows};
use aftercare_core::{
    App,
    keyring::{self, SealError},
    on_each_database,
};
use aftercare_entity::{note, patient_key};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Notify;

async fn wrapped_by(app: &App, id: &str) -> u64 {
    let by = patient_key::Entity::find().filter(patient_key::Column::MasterKeyId.eq(id));
    by.count(app.db().read()).await.unwrap()
}

/// So many patients' notes, each of which says whose it is.
async fn records(app: &App, count: usize) -> Vec<note::Model> {
    let mut notes = Vec::new();
    for n in 0..count {
        notes.push(patient_with_note(app, &format!("Rest, number {n}.")).await.2);
    }
    notes
}

async fn all_readable(app: &App, notes: &[note::Model]) {
    for (n, note) in notes.iter().enumerate() {
        assert_eq!(body(app, note).await.unwrap(), format!("Rest, number {n}."));
    }
}

on_each_database! {
    async fn every_key_is_wrapped_anew_and_no_read_fails_meanwhile(t: TestApp) {
        let (a, b) = (key("a"), key("b"));
        let (old, new) = (process(&t, &[&a, &b]).await, process(&t, &[&b, &a]).await);
        let notes = Arc::new(records(&old, 12).await);
        let (read, stop) = (Arc::new(AtomicUsize::new(0)), tokio_util::sync::CancellationToken::new());
        let mut readers = tokio::task::JoinSet::new();
        for app in [old.clone(), new.clone()] {
            let (notes, read, stop) = (Arc::clone(&notes), Arc::clone(&read), stop.clone());
            readers.spawn(async move {
                while !stop.is_cancelled() {
                    all_readable(&app, &notes).await;
                    read.fetch_add(notes.len(), Ordering::AcqRel);
                    // Keys that are known need no database, and so no turn of anybody else's.
                    tokio::task::yield_now().await;
                }
            });
        }
        // There and back until all were read many times in the middle of it.
        let mut rotations = 0;
        while read.load(Ordering::Acquire) < 20 * notes.len() || rotations < 4 {
            let (app, by) = if rotations % 2 == 0 { (&new, "b") } else { (&old, "a") };
            let mut told = Vec::new();
            let rotated = keyring::rotate(app, 5, |progress| told.push(progress.rewrapped)).await.unwrap();
            assert_eq!((rotated.rewrapped, rotated.failed), (12, 0));
            assert_eq!(told, [5, 10, 12], "what is done is said page by page");
            assert_eq!(wrapped_by(app, by).await, 12);
            rotations += 1;
        }
        stop.cancel();
        while let Some(reader) = readers.join_next().await {
            reader.unwrap();
        }
    }

    async fn a_rotation_that_was_killed_goes_on_with_what_is_left(t: TestApp) {
        let (a, b) = (key("a"), key("b"));
        let old = process(&t, &[&a]).await;
        let notes = records(&old, 9).await;
        let new = process(&t, &[&b, &a]).await;
        let page_done = Notify::new();
        tokio::select! {
            biased;
            () = page_done.notified() => {}
            rotated = keyring::rotate(&new, 2, |_| page_done.notify_one()) => panic!("not killed: {rotated:?}"),
        }
        let done = wrapped_by(&new, "b").await;
        assert!((1..9).contains(&done), "{done} of 9");
        all_readable(&new, &notes).await;
        let rotated = keyring::rotate(&new, 2, |_| ()).await.unwrap();
        assert_eq!((rotated.rewrapped, wrapped_by(&new, "a").await), (9 - done, 0));
        all_readable(&new, &notes).await;
        // The old key is needed by nothing: a process without it reads all.
        all_readable(&process(&t, &[&b]).await, &notes).await;
        assert_eq!(keyring::rotate(&new, 2, |_| panic!("nothing is left")).await.unwrap().rewrapped, 0);
        let used: Vec<_> = rows(&new).await.into_iter().map(|row| (row.action, row.detail)).collect();
        assert!(used.contains(&("ROTATE_KEYS".to_owned(), Some("b".to_owned()))), "{used:?}");
    }

    async fn a_key_that_does_not_open_is_left_as_it_is_and_the_others_go_on(t: TestApp) {
        let (a, b) = (key("a"), key("b"));
        let old = process(&t, &[&a]).await;
        let notes = records(&old, 4).await;
        let bad = patient_key::Entity::find_by_id(notes[1].patient_id).one(t.app.db().read()).await.unwrap().unwrap();
        let mut broken = bad.clone().into_active_model();
        broken.wrapped_key = Set(bad.wrapped_key.iter().rev().copied().collect());
        broken.update(t.app.db().write()).await.unwrap();
        let new = process(&t, &[&b, &a]).await;
        let rotated = keyring::rotate(&new, 100, |_| ()).await.unwrap();
        assert_eq!((rotated.rewrapped, rotated.failed, rotated.patients), (3, 1, vec![bad.patient_id]));
        assert_eq!((wrapped_by(&new, "a").await, wrapped_by(&new, "b").await), (1, 3));
        assert_eq!(body(&new, &notes[3]).await.unwrap(), "Rest, number 3.");
        assert!(keyring::retire(&new, "a").await.is_err(), "somebody may still mend it");
    }

    async fn a_process_with_the_old_keys_alone_reads_what_is_not_wrapped_anew_yet(t: TestApp) {
        let (a, b) = (key("a"), key("b"));
        let old = process(&t, &[&a]).await;
        let notes = records(&old, 2).await;
        let new = process(&t, &[&b, &a]).await;
        let moved = patient_with_note(&new, "Rest, number 2.").await.2;
        assert_eq!(body(&new, &moved).await.unwrap(), "Rest, number 2.");
        all_readable(&old, &notes).await;
        let error = body(&old, &moved).await.unwrap_err();
        assert!(error.contains(&SealError::MissingMasterKey("b".into()).to_string()), "{error}");
    }
}
