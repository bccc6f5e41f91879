//! Somebody who owns the database and has no master key changes the access log: the first row they touched is named.

use crate::support::{happen, patient_with_note, rows};
use aftercare_core::{
    App,
    audit::{self, Break, Head, chainer},
    on_each_database,
    reader::Reader,
    testing::TestApp,
};
use sea_orm::{ConnectionTrait, DbBackend};
use std::sync::Arc;

const RESTORE: [&str; 2] = ["DELETE FROM access_log", "INSERT INTO access_log SELECT * FROM kept"];

async fn execute(app: &App, statements: &[&str]) {
    for statement in statements {
        app.db()
            .write()
            .execute_unprepared(statement)
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }
}

/// Ten chained rows, and nothing any more that keeps their owner from changing them.
async fn laid_open(t: &TestApp, count: u128) -> Head {
    happen(&t.app, count).await;
    chainer::chain_pending(&t.app).await.unwrap();
    let of = if t.app.db().backend() == DbBackend::Postgres { " ON access_log" } else { "" };
    for trigger in ["access_log_kept", "access_log_unchanged", "access_log_chained"] {
        execute(&t.app, &[&format!("DROP TRIGGER {trigger}{of}")]).await;
    }
    execute(&t.app, &["DROP INDEX access_log_sequence", "CREATE TABLE kept AS SELECT * FROM access_log"])
        .await;
    audit::head(&t.app).await.unwrap().unwrap()
}

/// What is found after these statements; the log is as before again then.
async fn found_after(t: &TestApp, statements: &[&str], kept: Option<&Head>) -> Option<Break> {
    execute(&t.app, statements).await;
    let verdict = audit::verify(&t.app, kept).await.unwrap();
    execute(&t.app, &RESTORE).await;
    assert_eq!(audit::verify(&t.app, kept).await.unwrap().broken, None, "restored");
    verdict.broken
}

/// A row in hexadecimal digits, as this database writes ids.
fn literal(t: &TestApp, id: uuid::Uuid) -> String {
    if t.app.db().backend() == DbBackend::Postgres {
        format!("'{id}'")
    } else {
        format!("x'{}'", id.simple())
    }
}

on_each_database! {
    async fn the_first_row_that_was_changed_is_named(t: TestApp) {
        laid_open(&t, 10).await;
        let other = literal(&t, uuid::Uuid::from_u128(99));
        let five = rows(&t.app).await[4].id;
        for (column, value) in [
            ("at", "(SELECT at FROM kept WHERE sequence = 5)"),
            ("actor_id", &other),
            ("actor_id", "NULL"),
            ("actor_kind", "'WORKER'"),
            ("action", "'READ_STEPS'"),
            ("patient_id", &other),
            ("subject_id", &other),
            ("subjects", "NULL"),
            ("address", "'192.0.2.1'"),
            ("detail", "'row 5'"),
            ("detail", "NULL"),
            ("detail", "''"),
            ("hash", "previous_hash"),
            ("previous_hash", "hash"),
            ("hash", "NULL"),
        ] {
            let change = format!("UPDATE access_log SET {column} = {value} WHERE sequence IN (5, 8)");
            let found = found_after(&t, &[&change], None).await;
            if column == "at" {
                // The test's clock stands still: this is no change.
                assert_eq!(found, None);
                continue;
            }
            assert_eq!(found, Some(Break::Changed { sequence: 5, id: five }), "{change}");
        }
        let id = format!("UPDATE access_log SET id = {other} WHERE sequence = 5");
        let found = found_after(&t, &[&id], None).await;
        assert!(matches!(found, Some(Break::Changed { sequence: 5, .. })), "{found:?}");
        let later = match t.app.db().backend() {
            DbBackend::Postgres => "UPDATE access_log SET at = at + interval '1 microsecond' WHERE sequence = 5",
            _ => "UPDATE access_log SET at = replace(at, '08:00:00', '08:00:01') WHERE sequence = 5",
        };
        let found = found_after(&t, &[later], None).await;
        assert_eq!(found, Some(Break::Changed { sequence: 5, id: five }));
    }

    async fn the_first_row_that_was_removed_inserted_or_moved_is_named(t: TestApp) {
        let head = laid_open(&t, 10).await;
        let ids: Vec<_> = rows(&t.app).await.iter().map(|row| row.id).collect();
        let (low, high) = (literal(&t, uuid::Uuid::nil()), literal(&t, uuid::Uuid::max()));
        let (removed, inserted) = (
            |sequence| Some(Break::Removed { sequence }),
            |sequence, id| Some(Break::Inserted { sequence, id }),
        );
        let renumber = "UPDATE access_log SET sequence = sequence - 1 WHERE sequence > 5";
        let make_room = "UPDATE access_log SET sequence = sequence + 1 WHERE sequence >= 5";
        let copy = |id: &str, sequence: i64, previous: &str| {
            format!(
                "INSERT INTO access_log SELECT {id}, {sequence}, at, actor_id, actor_kind, action, patient_id, \
                 subject_id, subjects, address, 'made up', {previous}, hash FROM kept WHERE sequence = 4"
            )
        };
        assert_eq!(found_after(&t, &["DELETE FROM access_log WHERE sequence = 5"], None).await, removed(5));
        assert_eq!(found_after(&t, &["DELETE FROM access_log WHERE sequence IN (1, 2)"], None).await, removed(1));
        let quietly = ["DELETE FROM access_log WHERE sequence = 5", renumber];
        assert_eq!(found_after(&t, &quietly, None).await, removed(5));
        let between = [make_room, &copy(&low, 5, "hash")];
        assert_eq!(found_after(&t, &between, None).await, inserted(5, uuid::Uuid::nil()));
        let twice = [copy(&low, 5, "hash")];
        assert_eq!(found_after(&t, &[&twice[0]], None).await, inserted(5, uuid::Uuid::nil()));
        let twice = [copy(&high, 5, "hash")];
        assert_eq!(found_after(&t, &[&twice[0]], None).await, inserted(5, uuid::Uuid::max()));
        let at_the_end = found_after(&t, &[&copy(&high, 11, "previous_hash")], None).await;
        assert_eq!(at_the_end, Some(Break::Changed { sequence: 11, id: uuid::Uuid::max() }));
        let swapped = ["UPDATE access_log SET sequence = 11 - sequence WHERE sequence IN (5, 6)"];
        assert_eq!(found_after(&t, &swapped, None).await, Some(Break::Moved { sequence: 5, id: ids[5] }));
        // What was cut off at the end is seen by whoever kept the head.
        for cut in [
            "DELETE FROM access_log WHERE sequence > 7",
            "UPDATE access_log SET sequence = NULL, previous_hash = NULL, hash = NULL WHERE sequence > 7",
        ] {
            assert_eq!(found_after(&t, &[cut], None).await, None);
            assert_eq!(found_after(&t, &[cut], Some(&head)).await, Some(Break::Truncated { sequence: 8 }));
        }
        let found = found_after(&t, &["DELETE FROM access_log"], Some(&head)).await;
        assert_eq!(found, Some(Break::Truncated { sequence: 1 }));
        let other = Head { sequence: 9, hash: vec![1; 32] };
        let found = audit::verify(&t.app, Some(&other)).await.unwrap().broken;
        assert_eq!(found, Some(Break::Rebuilt { sequence: 9 }));
        // An old head still holds when the log has grown.
        happen(&t.app, 3).await;
        chainer::chain_pending(&t.app).await.unwrap();
        assert_eq!(audit::verify(&t.app, Some(&head)).await.unwrap().broken, None);
    }

    async fn a_long_log_is_walked_to_its_end_in_pages(t: TestApp) {
        laid_open(&t, 1203).await;
        assert_eq!(audit::verify(&t.app, None).await.unwrap().rows, 1203);
        let found = found_after(&t, &["UPDATE access_log SET detail = 'x' WHERE sequence IN (1001, 1200)"], None).await;
        assert!(matches!(found, Some(Break::Changed { sequence: 1001, .. })), "{found:?}");
        let found = found_after(&t, &["DELETE FROM access_log WHERE sequence = 501"], None).await;
        assert_eq!(found, Some(Break::Removed { sequence: 501 }));
    }

    async fn without_its_key_the_chain_proves_nothing_and_goes_on_for_nobody(t: TestApp) {
        laid_open(&t, 3).await;
        execute(&t.app, &["DELETE FROM house_keys"]).await;
        assert_eq!(audit::verify(&t.app, None).await.unwrap().broken, Some(Break::KeyMissing));
        happen(&t.app, 1).await;
        assert!(chainer::chain_pending(&t.app).await.is_err(), "a new key would hide that the old one is gone");
    }

    async fn a_reading_is_not_chained_where_the_end_was_cut_off(t: TestApp) {
        let (_, doctor, note) = patient_with_note(&t.app, "Rest.").await;
        let note = Arc::new(note);
        let read = || async {
            let reader = Reader::new(&t.app, Some(&doctor), None);
            reader.bodies(&[Arc::clone(&note)]).await.unwrap()[0].as_ref().unwrap();
            reader.record_opened().await.unwrap();
        };
        read().await;
        let head = laid_open(&t, 0).await;
        read().await;
        assert_eq!(audit::head(&t.app).await.unwrap().unwrap().sequence, head.sequence + 1, "chained as it is written");
        execute(&t.app, &[&format!("DELETE FROM access_log WHERE sequence > {}", head.sequence)]).await;
        read().await;
        let verdict = audit::verify(&t.app, None).await.unwrap();
        assert_eq!((verdict.head.unwrap(), verdict.unchained), (head, 1), "what was cut off is not covered up");
    }
}
