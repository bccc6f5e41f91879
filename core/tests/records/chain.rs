//! The access log is chained beside the requests, by any process that can.

use crate::support::{happen, key, process, rows};
use aftercare_core::{
    audit::{self, chainer},
    keyring, on_each_database,
};
use sea_orm::ConnectionTrait;

on_each_database! {
    async fn rows_of_many_processes_become_one_chain_without_a_gap(t: TestApp) {
        let mut work = tokio::task::JoinSet::new();
        for _ in 0..3 {
            let app = t.another_process().await.unwrap();
            work.spawn(async move {
                for _ in 0..20 {
                    happen(&app, 3).await;
                    chainer::chain_pending(&app).await.unwrap();
                }
            });
        }
        while let Some(done) = work.join_next().await {
            done.unwrap();
        }
        chainer::chain_pending(&t.app).await.unwrap();
        let rows = rows(&t.app).await;
        let numbers: Vec<_> = rows.iter().map(|row| row.sequence.unwrap()).collect();
        assert_eq!(numbers, (1..=180).collect::<Vec<i64>>());
        assert!(rows.windows(2).all(|pair| pair[1].previous_hash == pair[0].hash));
        let verdict = audit::verify(&t.app, None).await.unwrap();
        assert_eq!((verdict.rows, verdict.unchained, verdict.broken), (180, 0, None));
        assert_eq!(verdict.head, audit::head(&t.app).await.unwrap());
    }

    async fn a_row_that_nobody_chained_yet_is_counted_and_breaks_nothing(t: TestApp) {
        assert_eq!(audit::verify(&t.app, None).await.unwrap().broken, None, "nothing is whole");
        happen(&t.app, 2).await;
        let verdict = audit::verify(&t.app, None).await.unwrap();
        assert_eq!((verdict.rows, verdict.unchained, verdict.head), (0, 2, None));
        assert_eq!(chainer::chain_pending(&t.app).await.unwrap(), 2);
        assert_eq!(chainer::chain_pending(&t.app).await.unwrap(), 0);
        happen(&t.app, 1).await;
        let verdict = audit::verify(&t.app, None).await.unwrap();
        assert_eq!((verdict.rows, verdict.unchained, verdict.broken), (2, 1, None));
    }

    async fn a_running_process_chains_what_it_writes(t: TestApp) {
        let stop = tokio_util::sync::CancellationToken::new();
        let running = tokio::spawn(chainer::run(t.app.clone(), stop.clone()));
        happen(&t.app, 5).await;
        let chained = async {
            while audit::verify(&t.app, None).await.unwrap().rows < 5 {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(std::time::Duration::from_secs(30), chained).await.unwrap();
        stop.cancel();
        running.await.unwrap();
    }

    async fn the_chain_outlives_its_master_key(t: TestApp) {
        let (a, b) = (key("a"), key("b"));
        let old = process(&t, &[&a]).await;
        happen(&old, 3).await;
        chainer::chain_pending(&old).await.unwrap();
        let new = process(&t, &[&b, &a]).await;
        let rotated = keyring::rotate(&new, 100, |_| ()).await.unwrap();
        assert_eq!(rotated.failed, 0);
        keyring::retire(&new, "a").await.unwrap();
        let only = process(&t, &[&b]).await;
        happen(&only, 3).await;
        chainer::chain_pending(&only).await.unwrap();
        let verdict = audit::verify(&only, None).await.unwrap();
        // Three, the use of the key in the rotation, its retiring, and three more.
        assert_eq!((verdict.rows, verdict.broken), (8, None));
        // One that lacks the new key leaves the rows to others, and they wait.
        happen(&only, 1).await;
        assert!(chainer::chain_pending(&old).await.is_err());
        assert_eq!(audit::verify(&only, None).await.unwrap().unchained, 1);
    }

    async fn a_slip_changes_nothing(t: TestApp) {
        happen(&t.app, 3).await;
        chainer::chain_pending(&t.app).await.unwrap();
        happen(&t.app, 1).await;
        for slip in [
            "UPDATE access_log SET detail = 'x'",
            "UPDATE access_log SET detail = 'x' WHERE sequence IS NULL",
            "UPDATE access_log SET sequence = 9 WHERE sequence = 3",
            "UPDATE access_log SET hash = previous_hash WHERE sequence = 2",
            "DELETE FROM access_log WHERE sequence = 2",
            "DELETE FROM access_log WHERE sequence IS NULL",
        ] {
            let refused = t.app.db().write().execute_unprepared(slip).await.unwrap_err();
            assert!(refused.to_string().contains("never changed or deleted"), "{slip}: {refused}");
        }
        let verdict = audit::verify(&t.app, None).await.unwrap();
        assert_eq!((verdict.rows, verdict.unchained, verdict.broken), (3, 1, None));
    }
}
