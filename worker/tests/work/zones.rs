//! Which zone is swept when, whatever stops in between; and the pages of a sweep.

use crate::house::House;
use aftercare_core::{
    App, Error,
    domain::{
        accounts, notes, reasons,
        reminders::{self, Slot},
    },
    jobs, on_each_database,
    testing::people,
};
use aftercare_entity::{job, reminder::State, user, user::Role};
use aftercare_worker::sweep::{self, Swept};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::{America::New_York, Europe::Berlin, Pacific::Auckland, Tz, UTC};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// What every sweep job says, and whether it is done.
async fn sweeps(app: &App) -> Vec<(String, bool)> {
    let rows = job::Entity::find().filter(job::Column::Kind.eq("sweep")).order_by_asc(job::Column::Argument);
    let rows = rows.all(app.db().read()).await.unwrap();
    rows.into_iter().map(|job| (job.argument.unwrap(), job.done_at.is_some())).collect()
}

async fn live_in(house: &House, zone: Tz) {
    accounts::set_time_zone(&house.t.app, &house.patient, Some(zone)).await.unwrap();
}

/// `count` more patients, each with something due today.
async fn crowd(house: &House, count: usize) -> Vec<user::Model> {
    let app = &house.t.app;
    let mut all = Vec::new();
    for n in 0..count {
        let patient = people::account(app, Role::Patient, &format!("Patient {n}")).await.unwrap();
        people::assign(app, patient.id, house.doctor.id).await.unwrap();
        notes::submit_note(app, house.doctor.id, patient.id, "Walk 20 minutes daily for 5 days.")
            .await
            .unwrap();
        all.push(patient);
    }
    house.work().await;
    all
}

on_each_database! {
    async fn a_new_zone_begins_with_its_next_morning(t: TestApp) {
        // Monday, 08:00 UTC: 03:00 in New York, 21:00 in Auckland.
        let house = House::open(t).await;
        live_in(&house, New_York).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        let new_york = ["America/New_York 2026-03-02", "America/New_York 2026-03-03"];
        let expected = [new_york[0], new_york[1], "UTC 2026-03-03"].map(|sweep| (sweep.to_owned(), false));
        assert_eq!(sweeps(&house.t.app).await, expected);
        live_in(&house, Auckland).await;
        assert_eq!(sweeps(&house.t.app).await[2].0, "Pacific/Auckland 2026-03-03");
    }

    async fn a_restart_after_the_sweep_does_not_sweep_again(t: TestApp) {
        let house = House::open(t).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.t.clock.advance_to(at("2026-03-03T06:00:00Z"));
        house.work().await;
        house.t.clock.advance_to(at("2026-03-03T15:00:00Z"));
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        let expected = [("UTC 2026-03-03".to_owned(), true), ("UTC 2026-03-04".to_owned(), false)];
        assert_eq!(sweeps(&house.t.app).await, expected);
    }

    async fn after_a_long_silence_today_is_swept_and_no_day_before(t: TestApp) {
        let house = House::open(t).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note("Walk 20 minutes daily for 5 days.").await;
        house.t.clock.advance_to(at("2026-04-20T15:00:00Z"));
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 1);
        assert_eq!(house.reminders().await[0].day, day("2026-04-20"));
        assert!(sweeps(&house.t.app).await.contains(&("UTC 2026-04-21".to_owned(), false)));
    }

    async fn a_sweep_that_died_does_not_stop_the_next_day_s(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        sweep::ensure_scheduled(app).await.unwrap();
        house.t.clock.advance_to(at("2026-03-03T06:00:00Z"));
        let one = jobs::Wanted::of(jobs::JobKind::Sweep, 1, chrono::Duration::seconds(60));
        let claimed = jobs::claim(app, one).await.unwrap().remove(0);
        jobs::settle(app, app.db().write(), &claimed, &jobs::Outcome::GiveUp { code: "INTERNAL" }).await.unwrap();
        sweep::ensure_scheduled(app).await.unwrap();
        let days: Vec<_> = sweeps(app).await.into_iter().map(|(sweep, _)| sweep).collect();
        assert_eq!(days, ["UTC 2026-03-03", "UTC 2026-03-04"], "not again on that day by itself");
    }

    async fn six_is_six_when_the_clocks_go_back(t: TestApp) {
        let house = House::open(t).await;
        house.t.clock.advance_to(at("2026-10-24T12:00:00Z"));
        live_in(&house, Berlin).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note("Walk 20 minutes daily for 5 days.").await;
        house.t.clock.advance_to(at("2026-10-25T04:59:59Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 0);
        house.t.clock.advance_to(at("2026-10-25T05:00:00Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 1, "06:00 in winter time is 05:00 UTC");
    }

    async fn a_day_is_swept_by_hand_where_it_is_that_day_now(t: TestApp) {
        let house = House::open(t).await;
        live_in(&house, Auckland).await;
        house.note("Walk 20 minutes daily for 5 days.").await;
        let other = crowd(&house, 1).await.remove(0);
        let app = &house.t.app;
        // 20:00 UTC on the 2nd is 09:00 on the 3rd in Auckland.
        house.t.clock.advance_to(at("2026-03-02T20:00:00Z"));
        let second = sweep::run_now(app, day("2026-03-02")).await.unwrap();
        assert_eq!(second, Swept { made: 1, over: vec![Auckland], ..Swept::default() });
        let third = sweep::run_now(app, day("2026-03-03")).await.unwrap();
        assert_eq!(third, Swept { made: 1, not_begun: vec![UTC], ..Swept::default() });
        let made: Vec<_> = house.reminders().await.into_iter().map(|row| (row.patient_id, row.day)).collect();
        assert_eq!(made, [(other.id, day("2026-03-02")), (house.patient.id, day("2026-03-03"))]);
        assert_eq!(sweep::run_now(app, day("2026-03-03")).await.unwrap().made, 0);
        for (elsewhen, why) in [("2026-03-01", "is over"), ("2026-03-04", "has not begun"), ("2099-01-01", "has not begun")] {
            let refused = sweep::run_now(app, day(elsewhen)).await.unwrap_err();
            assert!(matches!(refused, Error::BadInput { path: "day", ref message } if message.contains(why)), "{refused}");
        }
    }

    async fn no_reminder_is_made_on_another_day_than_its_own(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        house.note("Walk 20 minutes daily for 5 days.").await;
        for elsewhen in ["2026-03-01", "2026-03-03"] {
            let mut change = app.begin().await.unwrap();
            let page = reminders::make_reminders(&mut change, Slot::of_zone(UTC), day(elsewhen), None, 9).await;
            assert!(matches!(page, Err(Error::BadInput { path: "day", .. })));
        }
        assert!(house.reminders().await.is_empty());
    }

    async fn a_sweep_that_was_hurried_waits_for_its_morning(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        house.note("Walk 20 minutes daily for 5 days.").await;
        sweep::ensure_scheduled(app).await.unwrap();
        assert!(jobs::retry(app, house.job().await.id).await.unwrap());
        assert_eq!(house.work().await.retried["sweep"], 1);
        assert_eq!((house.reminders().await.len(), house.job().await.run_at), (0, at("2026-03-03T06:00:00Z")));
        house.t.clock.advance_to(at("2026-03-03T06:00:00Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 1);
    }

    async fn who_moves_west_after_the_sweep_is_reminded_on_the_morning_there(t: TestApp) {
        let house = House::open(t).await;
        live_in(&house, Auckland).await;
        house.note("Walk 20 minutes daily for 5 days.").await;
        // 09:00 on the 3rd in Auckland is 15:00 on the 2nd in New York.
        house.t.clock.advance_to(at("2026-03-02T20:00:00Z"));
        sweep::run_now(&house.t.app, day("2026-03-03")).await.unwrap();
        live_in(&house, New_York).await;
        // In New York the 2nd's sweep has been, and nothing was mailed for that day: it leaves late. The 3rd's waits.
        assert_eq!(house.work().await.retried["mail"], 1);
        assert_eq!(house.mails().len(), 1);
        let row = house.reminders().await.into_iter().find(|row| row.day == day("2026-03-03")).unwrap();
        assert_eq!((row.state, row.reason.as_deref()), (State::Pending, Some(reasons::DAY_NOT_BEGUN)));
        house.t.clock.advance_to(at("2026-03-03T10:59:59Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 1, "before six");
        house.t.clock.advance_to(at("2026-03-03T11:00:00Z"));
        sweep::run_now(&house.t.app, day("2026-03-03")).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 2);
        assert!(house.reminders().await.iter().all(|row| row.reason.is_none()));
    }

    async fn who_moves_past_six_is_reminded_late_the_same_day_once(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        live_in(&house, New_York).await;
        sweep::ensure_scheduled(app).await.unwrap();
        house.note("Walk 20 minutes daily for 5 days.").await;
        // 11:30 in Berlin, whose sweep has been; 05:30 in New York, whose sweep is to come.
        house.t.clock.advance_to(at("2026-03-03T10:30:00Z"));
        house.work().await;
        let mails_before = house.mails().len();
        let (one, two) = tokio::join!(
            accounts::set_time_zone(app, &house.patient, Some(Berlin)),
            accounts::set_time_zone(app, &house.patient, Some(Berlin))
        );
        assert_eq!((one.unwrap().time_zone, two.unwrap().time_zone), (Some("Europe/Berlin".into()), Some("Europe/Berlin".into())));
        house.work().await;
        assert_eq!((house.mails().len(), house.reminders().await.last().unwrap().day), (mails_before + 1, day("2026-03-03")));
        for (mails, time) in [(1, "2026-03-03T11:00:00Z"), (1, "2026-03-03T19:00:00Z"), (2, "2026-03-04T05:00:00Z")] {
            house.t.clock.advance_to(at(time));
            sweep::ensure_scheduled(app).await.unwrap();
            house.work().await;
            assert_eq!(house.mails().len(), mails_before + mails, "{time}");
        }
    }

    async fn who_moves_a_moment_before_six_is_not_missed_by_the_sweep_that_begins_then(t: TestApp) {
        let house = House::open(t).await;
        house.note("Walk 20 minutes daily for 5 days.").await;
        live_in(&house, Auckland).await;
        house.t.clock.advance_to(at("2026-03-03T04:58:00Z"));
        live_in(&house, Berlin).await;
        house.work().await;
        let before = house.mails().len();
        // The sweep itself has read its patients before the change was committed: only the mail is left to do.
        house.t.clock.advance_to(at("2026-03-03T05:00:00Z"));
        let open = jobs::list(&house.t.app, 9).await.unwrap();
        assert!(open.iter().any(|job| job.kind == "mail" && job.run_at == at("2026-03-03T05:00:00Z")));
        house.work().await;
        assert_eq!(house.mails().len(), before + 1);
    }

    async fn pages_reach_everybody_once(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        crowd(&house, 7).await;
        let (mut made, mut after, mut sizes) = (0, None, Vec::new());
        loop {
            let mut change = app.begin().await.unwrap();
            let page = reminders::make_reminders(&mut change, Slot::of_zone(UTC), day("2026-03-02"), after, 3).await.unwrap();
            change.commit().await.unwrap();
            made += page.made;
            sizes.push(page.made);
            after = page.last;
            if after.is_none() {
                break;
            }
        }
        // The first patient of the test hospital has nothing due.
        assert_eq!((made, sizes), (7, vec![2, 3, 2, 0]));
        let mails = jobs::list(app, 100).await.unwrap().into_iter().filter(|job| job.kind == "mail").count();
        assert_eq!(mails, 7);
    }

    async fn the_accounts_of_those_who_left_are_not_written_to(t: TestApp) {
        use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
        let house = House::open(t).await;
        let gone = crowd(&house, 2).await;
        sweep::run_now(&house.t.app, day("2026-03-02")).await.unwrap();
        let mut row = gone[0].clone().into_active_model();
        row.status = Set(user::Status::Ended);
        row.update(house.t.app.db().write()).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 1);
        house.t.clock.advance_to(at("2026-03-03T08:00:00Z"));
        assert_eq!(sweep::run_now(&house.t.app, day("2026-03-03")).await.unwrap().made, 1);
    }
}
