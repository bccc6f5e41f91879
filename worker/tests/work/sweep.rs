//! The daily reminders: one mail a patient and local day, when something is due, and never otherwise.

use crate::house::House;
use aftercare_core::{
    Error,
    domain::{accounts, check_ins},
    on_each_database,
    reader::Reader,
};
use aftercare_entity::check_in::Via;
use aftercare_worker::sweep;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use std::sync::Arc;

const DAILY: &str = "Take doxycycline 100 mg twice daily for 3 days.";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

on_each_database! {
    async fn a_patient_is_reminded_each_morning_until_the_plan_is_done(t: TestApp) {
        let house = House::open(t).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note(DAILY).await;
        house.t.clock.advance_to(at("2026-03-03T05:59:59Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 0, "not before six");
        for (morning, mails) in [("03", 1), ("04", 2), ("05", 3)] {
            house.t.clock.advance_to(at(&format!("2026-03-{morning}T06:00:00Z")));
            house.work().await;
            assert_eq!(house.mails().len(), mails);
            if morning != "04" {
                check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
            }
        }
        // The 4th was missed: one check-in is left, and reminders go on.
        house.t.clock.advance_to(at("2026-03-06T06:00:00Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 4);
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        house.t.clock.advance_to(at("2026-03-07T06:00:00Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 4, "the plan is done");
        let mail = &house.mails()[0];
        assert!(mail.contains("doxycycline") && mail.contains(&house.patient.email));
    }

    async fn two_workers_and_a_second_run_send_one_mail(t: TestApp) {
        let house = House::open(t).await;
        house.note(DAILY).await;
        let other = house.t.another_process().await.unwrap();
        let today = day("2026-03-02");
        for _ in 0..2 {
            assert_eq!(sweep::rehearse(&house.t.app, today).await.unwrap().made, 1, "a rehearsal does nothing");
        }
        let (one, two) = tokio::join!(sweep::run_now(&house.t.app, today), sweep::run_now(&other, today));
        assert_eq!(one.unwrap().made + two.unwrap().made, 1);
        let (first, second) = (house.worker_on(&house.t.app), house.worker_on(&other));
        let (one, two) = tokio::join!(first.run_until_idle(), second.run_until_idle());
        one.unwrap();
        two.unwrap();
        assert_eq!(sweep::run_now(&house.t.app, today).await.unwrap().made, 0);
        house.work().await;
        assert_eq!(house.mails().len(), 1);
    }

    async fn a_weekly_step_is_not_mailed_before_its_day_and_as_needed_never(t: TestApp) {
        let house = House::open(t).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note("Methotrexate 10 mg once weekly for 4 weeks.\nParacetamol 1 g every 6 hours if needed.").await;
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        for morning in 3..9 {
            house.t.clock.advance_to(at(&format!("2026-03-0{morning}T06:00:00Z")));
            house.work().await;
            assert_eq!(house.mails().len(), 0, "the {morning}th");
        }
        house.t.clock.advance_to(at("2026-03-09T06:00:00Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 1);
        assert!(!house.mails()[0].contains("Paracetamol"));
    }

    async fn a_repeated_note_has_no_medicine_mailed_on_the_day_it_was_taken(t: TestApp) {
        let house = House::open(t).await;
        house.note("Methotrexate 10 mg once weekly for 4 weeks.").await;
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        house.note("Continue methotrexate 10 mg once weekly for 4 weeks. Blood test today.").await;
        sweep::run_now(&house.t.app, day("2026-03-02")).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 0);
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        for (morning, mails) in [("03", 0), ("08", 0), ("09", 1)] {
            house.t.clock.advance_to(at(&format!("2026-03-{morning}T06:00:00Z")));
            house.work().await;
            assert_eq!(house.mails().len(), mails, "the {morning}th");
        }
    }

    async fn a_missed_morning_is_made_up_the_same_day_and_never_the_next(t: TestApp) {
        let house = House::open(t).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note(DAILY).await;
        house.t.clock.advance_to(at("2026-03-03T15:00:00Z"));
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 1, "late, the same day");
        // Nobody worked on the 4th; the 5th gets its own mail only.
        house.t.clock.advance_to(at("2026-03-05T07:00:00Z"));
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 2);
        assert!(matches!(sweep::run_now(&house.t.app, day("2026-03-04")).await, Err(Error::BadInput { path: "day", .. })));
    }

    async fn who_checked_in_before_the_mail_left_gets_none(t: TestApp) {
        let house = House::open(t).await;
        house.note(DAILY).await;
        sweep::run_now(&house.t.app, day("2026-03-02")).await.unwrap();
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        house.work().await;
        assert_eq!(house.mails().len(), 0);
        let row = house.reminders().await.remove(0);
        assert_eq!(row.reason.as_deref(), Some("NOTHING_DUE"));
    }

    async fn six_is_six_where_the_patient_lives(t: TestApp) {
        let house = House::open(t).await;
        // The clocks go forward on 29 March.
        house.t.clock.advance_to(at("2026-03-28T12:00:00Z"));
        let zone = Some(chrono_tz::Europe::Berlin);
        accounts::set_time_zone(&house.t.app, &house.patient, zone).await.unwrap();
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note(DAILY).await;
        house.t.clock.advance_to(at("2026-03-29T03:59:59Z"));
        house.work().await;
        assert_eq!(house.mails().len(), 0);
        house.t.clock.advance(Duration::seconds(1));
        house.work().await;
        assert_eq!(house.mails().len(), 1, "06:00 in summer time is 04:00 UTC");
    }

    async fn upcoming_reminders_are_computed_from_the_plan(t: TestApp) {
        let house = House::open(t).await;
        house.note(DAILY).await;
        let days = async || {
            let (reader, patient) = (Reader::new(&house.t.app, Some(&house.patient), None), Arc::new(house.patient.clone()));
            let mut of = reader.upcoming(&[patient], 10).await.unwrap();
            of.remove(&house.patient.id).unwrap_or_default().iter().map(|next| next.at.to_rfc3339()).collect::<Vec<_>>()
        };
        assert_eq!(days().await.len(), 3);
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        assert_eq!(days().await, ["2026-03-03T06:00:00+00:00", "2026-03-04T06:00:00+00:00"]);
    }
}
