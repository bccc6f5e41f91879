//! The time of a process is the database's, where that has one of its own.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    clock::{Clock, ClockState},
    on_each_database,
    testing::TestApp,
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

async fn database_time(t: &TestApp) -> DateTime<Utc> {
    let ask = Statement::from_string(DbBackend::Postgres, "SELECT clock_timestamp() AS now");
    t.app.db().read().query_one_raw(ask).await.unwrap().unwrap().try_get("", "now").unwrap()
}

on_each_database! {
    async fn a_process_goes_by_the_database_s_time_and_on_sqlite_by_its_own(t: TestApp) {
        let app = t.another_process_on(Clock::system()).await.unwrap();
        if t.redis.is_none() {
            assert_eq!(app.clock().state(), ClockState::Alone);
            return;
        }
        assert!(app.clock().is_trusted() && matches!(app.clock().state(), ClockState::AheadBy(_)));
        let (before, now, after) = (database_time(&t).await, app.now(), database_time(&t).await);
        let error = Duration::seconds(1);
        assert!(before - error < now && now < after + error, "{before} {now} {after}");
    }

    async fn a_process_whose_clock_is_wrong_says_by_how_much_and_goes_by_the_database_s(t: TestApp) {
        let app = t.another_process_with_clock(Duration::days(2)).await.unwrap();
        assert_eq!((app.now(), app.clock().is_trusted()), (t.app.now(), false));
        assert_eq!(app.clock().state().offset_seconds(), Some(2 * 86_400));
        // The database's clock is set, forward and back: the next reading follows.
        for jump in [Duration::days(3), Duration::days(-3)] {
            t.clock.set_forward(jump);
            app.read_time().await;
            assert_eq!(app.now(), t.app.now());
        }
        app.clock().set_forward(Duration::days(-2));
        app.read_time().await;
        assert!(app.clock().state().is_right());
    }
}
