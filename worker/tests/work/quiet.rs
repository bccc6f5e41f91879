//! The quiet hours, 21:00 to 06:00 here: nobody is mailed in them, late or by hand.

use crate::house::House;
use aftercare_core::{
    domain::{
        accounts, reasons,
        reminders::{self, Slot},
    },
    jobs, on_each_database,
    testing::TestApp,
};
use aftercare_entity::reminder::State;
use aftercare_worker::sweep::{self, Swept};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::{America::New_York, Europe::Berlin, UTC};

const DAILY: &str = "Take doxycycline 100 mg twice daily for 30 days.";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A test hospital whose patient has a plan.
async fn house(t: TestApp) -> House {
    let house = House::open(t).await;
    house.note(DAILY).await;
    sweep::ensure_scheduled(&house.t.app).await.unwrap();
    house
}

/// What became of the only reminder, and why.
async fn fate(house: &House) -> (State, Option<String>) {
    let mut rows = house.reminders().await;
    assert_eq!(rows.len(), 1);
    let row = rows.remove(0);
    (row.state, row.reason)
}

async fn the_next_morning_brings_a_mail(house: &House, morning: &str) {
    house.t.clock.advance_to(at(morning));
    sweep::ensure_scheduled(&house.t.app).await.unwrap();
    house.work().await;
    assert_eq!(house.mails().len(), 1);
    assert!(house.mails()[0].contains("doxycycline"));
}

on_each_database! {
    async fn a_sweep_that_comes_in_the_evening_says_why_nobody_is_mailed(t: TestApp) {
        let house = house(t).await;
        house.t.clock.advance_to(at("2026-03-03T21:00:00Z"));
        let done = house.work().await.done;
        assert_eq!((done.get("sweep"), done.get("mail")), (Some(&1), None));
        assert_eq!(fate(&house).await, (State::Skipped, Some(reasons::QUIET_HOURS.to_owned())));
        the_next_morning_brings_a_mail(&house, "2026-03-04T06:00:00Z").await;
    }

    async fn a_mail_that_could_not_leave_before_the_evening_is_skipped(t: TestApp) {
        let house = house(t).await;
        sweep::run_now(&house.t.app, day("2026-03-02")).await.unwrap();
        house.t.clock.advance_to(at("2026-03-02T21:00:00Z"));
        house.work().await;
        assert_eq!(fate(&house).await, (State::Skipped, Some(reasons::QUIET_HOURS.to_owned())));
        assert_eq!(house.mails().len(), 0);
        the_next_morning_brings_a_mail(&house, "2026-03-03T06:00:00Z").await;
    }

    async fn a_mail_of_the_small_hours_waits_for_their_end_even_when_hurried(t: TestApp) {
        let house = house(t).await;
        let app = &house.t.app;
        house.t.clock.advance_to(at("2026-03-03T03:00:00Z"));
        let mut change = app.begin().await.unwrap();
        reminders::make_reminders(&mut change, Slot::of_zone(UTC), day("2026-03-03"), None, 9).await.unwrap();
        change.commit().await.unwrap();
        house.work().await;
        let open = jobs::list(app, 9).await.unwrap();
        let mail = open.iter().find(|job| job.kind == "mail").unwrap();
        assert_eq!(mail.run_at, at("2026-03-03T06:00:00Z"));
        assert!(jobs::retry(app, mail.id).await.unwrap());
        assert_eq!(house.work().await.retried["mail"], 1);
        assert_eq!(fate(&house).await, (State::Pending, Some(reasons::QUIET_HOURS_NOT_OVER.to_owned())));
        assert_eq!(house.mails().len(), 0);
        the_next_morning_brings_a_mail(&house, "2026-03-03T06:00:00Z").await;
    }

    async fn a_sweep_by_hand_leaves_out_and_names_zones_where_it_is_quiet(t: TestApp) {
        let house = house(t).await;
        accounts::set_time_zone(&house.t.app, &house.patient, Some(New_York)).await.unwrap();
        // 22:00 in UTC, where the hospital is, and 17:00 in New York.
        house.t.clock.advance_to(at("2026-03-02T22:00:00Z"));
        let swept = sweep::run_now(&house.t.app, day("2026-03-02")).await.unwrap();
        assert_eq!(swept, Swept { made: 1, quiet: vec![UTC], ..Swept::default() });
        house.t.clock.advance_to(at("2026-03-03T02:00:00Z"));
        let swept = sweep::run_now(&house.t.app, day("2026-03-02")).await.unwrap();
        assert_eq!(swept, Swept { quiet: vec![New_York], over: vec![UTC], ..Swept::default() });
    }

    async fn who_moves_into_an_evening_is_reminded_in_the_morning(t: TestApp) {
        let house = house(t).await;
        accounts::set_time_zone(&house.t.app, &house.patient, Some(New_York)).await.unwrap();
        house.t.clock.advance_to(at("2026-03-03T10:30:00Z"));
        let half_past_nine_in_the_evening = Some(chrono_tz::Asia::Magadan);
        accounts::set_time_zone(&house.t.app, &house.patient, half_past_nine_in_the_evening).await.unwrap();
        assert!(house.reminders().await.is_empty());
        house.t.clock.advance_to(at("2026-03-03T11:00:00Z"));
        accounts::set_time_zone(&house.t.app, &house.patient, Some(chrono_tz::Asia::Tokyo)).await.unwrap();
        assert_eq!(house.reminders().await.len(), 1, "it is 20:00 in Tokyo");
        accounts::set_time_zone(&house.t.app, &house.patient, Some(Berlin)).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 1);
    }
}
