//! Falling behind: one episode and one event when enough days in a row were missed, one mail a day to the doctor, and the digest.

use crate::{
    house::House,
    smtp::{SmtpServer, Step, Trick},
};
use aftercare_core::{
    App,
    audit::Actor,
    domain::{accounts, at_risk, at_risk::mails, check_ins, review, suspension},
    on_each_database,
    reader::{Reader, WorkKind},
    testing::people,
};
use aftercare_entity::{
    at_risk_episode::{self, End, Resolution},
    check_in::Via,
    event,
    user::{self, Language, Role},
};
use aftercare_worker::sweep;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, prelude::Expr};

const DAILY: &str = "Take doxycycline 100 mg twice daily for 30 days.";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub async fn episodes(app: &App) -> Vec<at_risk_episode::Model> {
    let rows = at_risk_episode::Entity::find().order_by_asc(at_risk_episode::Column::Id);
    rows.all(app.db().read()).await.unwrap()
}

/// When each episode was noticed and what ended it, oldest first.
pub async fn story(app: &App) -> Vec<(String, Option<End>)> {
    episodes(app)
        .await
        .into_iter()
        .map(|row| (row.noticed_on.format("%m-%d").to_string(), row.ended_by))
        .collect()
}

async fn events(app: &App) -> u64 {
    let told = event::Entity::find().filter(event::Column::Kind.eq(event::Kind::PatientAtRisk));
    told.count(app.db().read()).await.unwrap()
}

/// The mails to the doctor in files so far.
pub fn to_doctor(house: &House) -> Vec<String> {
    let to = format!("To: {}", house.doctor.email);
    house.mails().into_iter().filter(|mail| mail.contains(&to)).collect()
}

/// The workers do what is due at `time`.
pub async fn until(house: &House, time: &str) {
    house.t.clock.advance_to(at(&format!("2026-{time}:00Z")));
    sweep::ensure_scheduled(&house.t.app).await.unwrap();
    house.work().await;
}

/// A patient who has something to do every day from 2 March on.
pub async fn with_a_plan(t: aftercare_core::testing::TestApp) -> House {
    let house = House::open(t).await;
    sweep::ensure_scheduled(&house.t.app).await.unwrap();
    house.note(DAILY).await;
    house
}

async fn update(house: &House, who: &user::Model, column: user::Column, value: Expr) {
    let update = user::Entity::update_many().col_expr(column, value).filter(user::Column::Id.eq(who.id));
    update.exec(house.t.app.db().write()).await.unwrap();
}

pub async fn work_of(app: &App, doctor: &user::Model) -> usize {
    let list = Reader::new(app, Some(doctor), None).worklist().await.unwrap();
    list.iter().filter(|work| work.kind == WorkKind::PatientAtRisk).count()
}

on_each_database! {
    async fn it_is_noticed_on_the_third_missed_day_once(t: TestApp) {
        let house = with_a_plan(t).await;
        let app = &house.t.app;
        for (morning, noticed) in [("03-03", 0), ("03-04", 0), ("03-05", 1), ("03-06", 1), ("03-07", 1)] {
            until(&house, &format!("{morning}T06:00")).await;
            assert_eq!((episodes(app).await.len(), events(app).await), (noticed, noticed as u64), "{morning}");
        }
        let episode = episodes(app).await.remove(0);
        assert_eq!((episode.noticed_on, episode.days_missed, episode.patient_id), (day("2026-03-05"), 3, house.patient.id));
        let told = event::Entity::find().filter(event::Column::Kind.eq(event::Kind::PatientAtRisk));
        let told = told.one(app.db().read()).await.unwrap().unwrap();
        assert_eq!((told.doctor_id, told.subject_id), (Some(house.doctor.id), episode.id));
    }

    async fn the_hospital_decides_after_how_many_days(t: TestApp) {
        let house = with_a_plan(t.in_a_house(|house| house.at_risk_after = 1).await.unwrap()).await;
        until(&house, "03-03T06:00").await;
        assert_eq!(story(&house.t.app).await, [("03-03".to_owned(), None)]);
    }

    async fn two_workers_and_a_second_run_make_one_episode_and_one_event(t: TestApp) {
        let house = with_a_plan(t).await;
        let other = house.t.another_process().await.unwrap();
        house.t.clock.advance_to(at("2026-03-05T07:00:00Z"));
        let today = day("2026-03-05");
        let (one, two) = tokio::join!(sweep::run_now(&house.t.app, today), sweep::run_now(&other, today));
        one.unwrap();
        two.unwrap();
        sweep::run_now(&house.t.app, today).await.unwrap();
        assert_eq!((episodes(&other).await.len(), events(&other).await), (1, 1));
    }

    async fn it_is_six_where_the_patient_lives_also_when_clocks_change(t: TestApp) {
        let house = House::open(t).await;
        house.t.clock.advance_to(at("2026-03-27T12:00:00Z"));
        accounts::set_time_zone(&house.t.app, &house.patient, Some(chrono_tz::Europe::Berlin)).await.unwrap();
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note(DAILY).await;
        // Missed on the 27th, the 28th and the 29th, on which clocks go forward: it is 06:00 at 04:00 UTC on the 30th.
        for (time, noticed) in [("03-28T05:00", 0), ("03-29T04:00", 0), ("03-30T03:59", 0), ("03-30T04:00", 1)] {
            until(&house, time).await;
            assert_eq!(episodes(&house.t.app).await.len(), noticed, "{time}");
        }
    }

    async fn a_weekly_step_is_not_missed_before_its_day_and_as_needed_never(t: TestApp) {
        let house = House::open(t).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note("Methotrexate 10 mg once weekly for 4 weeks.\nParacetamol 1 g every 6 hours if needed.").await;
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        for (morning, noticed) in [("03-08", 0), ("03-11", 0), ("03-12", 1)] {
            until(&house, &format!("{morning}T06:00")).await;
            assert_eq!(episodes(&house.t.app).await.len(), noticed, "{morning}: it was due on the 9th");
        }
    }

    async fn who_gets_no_mail_falls_behind_too_and_who_is_suspended_does_not(t: TestApp) {
        let mut house = with_a_plan(t).await;
        let first = house.patient.clone();
        let suspended = async |house: &House| suspension::suspend(&house.t.app, Actor::OPERATOR, house.patient.id, None).await.unwrap();
        update(&house, &first, user::Column::UnconfirmedSince, Expr::value(Some(house.t.app.now()))).await;
        house.next_patient("Sam").await;
        house.note(DAILY).await;
        suspended(&house).await;
        until(&house, "03-05T06:00").await;
        let found: Vec<_> = episodes(&house.t.app).await.into_iter().map(|row| row.patient_id).collect();
        assert_eq!(found, [first.id]);
        house.patient = first;
        suspended(&house).await;
        assert_eq!(story(&house.t.app).await, [("03-05".to_owned(), Some(End::NothingDue))]);
    }

    async fn a_check_in_ends_it_and_one_that_is_taken_back_does_not(t: TestApp) {
        let house = with_a_plan(t).await;
        let app = &house.t.app;
        until(&house, "03-05T06:00").await;
        let done = check_ins::check_in(app, house.patient.id, None, Via::App).await.unwrap();
        assert_eq!(story(app).await, [("03-05".to_owned(), Some(End::CheckedIn))]);
        check_ins::undo_check_in(app, house.patient.id, done.steps[0].id).await.unwrap();
        assert_eq!(story(app).await, [("03-05".to_owned(), None)], "as if nothing had been done");
        until(&house, "03-06T06:00").await;
        assert_eq!((episodes(app).await.len(), events(app).await), (1, 1));
        check_ins::check_in(app, house.patient.id, None, Via::App).await.unwrap();
        for (morning, noticed) in [("03-07", 1), ("03-09", 1), ("03-10", 2)] {
            until(&house, &format!("{morning}T06:00")).await;
            assert_eq!(episodes(app).await.len(), noticed, "{morning}: missed from the 7th on");
        }
    }

    async fn one_of_two_steps_done_each_day_is_no_new_alarm_every_morning(t: TestApp) {
        let house = House::open(t).await;
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.note("Take doxycycline 100 mg twice daily for 30 days.\nTake aspirin 100 mg once daily for 30 days.").await;
        let first = house.steps().await[0].id;
        for morning in ["03-03", "03-04", "03-05", "03-06", "03-07"] {
            until(&house, &format!("{morning}T06:00")).await;
            check_ins::check_in(&house.t.app, house.patient.id, Some(first), Via::App).await.unwrap();
        }
        assert_eq!(story(&house.t.app).await, [("03-05".to_owned(), Some(End::CheckedIn))]);
        until(&house, "03-08T06:00").await;
        assert_eq!(episodes(&house.t.app).await.len(), 2, "the other one is still missed");
    }

    async fn a_resolved_one_comes_back_only_after_as_many_further_days(t: TestApp) {
        let house = with_a_plan(t).await;
        let app = &house.t.app;
        until(&house, "03-05T06:00").await;
        assert!(at_risk::resolve(app, house.doctor.id, house.patient.id, Resolution::Contacted).await.unwrap());
        assert!(!at_risk::resolve(app, house.doctor.id, house.patient.id, Resolution::Other).await.unwrap());
        let row = episodes(app).await.remove(0);
        assert_eq!((row.resolution, row.resolved_by), (Some(Resolution::Contacted), Some(house.doctor.id)));
        for (morning, noticed) in [("03-06", 1), ("03-07", 1), ("03-08", 2)] {
            until(&house, &format!("{morning}T06:00")).await;
            assert_eq!((episodes(app).await.len(), events(app).await), (noticed, noticed as u64), "{morning}");
        }
    }

    async fn it_ends_with_the_plan_and_is_gone_from_the_work_list_at_once(t: TestApp) {
        let house = with_a_plan(t).await;
        let app = &house.t.app;
        until(&house, "03-05T06:00").await;
        assert_eq!(work_of(app, &house.doctor).await, 1);
        review::cancel_step(app, house.doctor.id, house.steps().await[0].id).await.unwrap();
        assert_eq!(work_of(app, &house.doctor).await, 0);
        assert!(!at_risk::snooze(app, house.doctor.id, house.patient.id, day("2026-03-09")).await.unwrap());
        until(&house, "03-06T06:00").await;
        assert_eq!(story(app).await, [("03-05".to_owned(), Some(End::NothingDue))]);
    }

    async fn a_new_doctor_finds_it_in_the_work_list_and_no_second_event_tells_of_it(t: TestApp) {
        let house = with_a_plan(t).await;
        let app = &house.t.app;
        until(&house, "03-05T06:00").await;
        let otto = people::account(app, Role::Doctor, "Otto").await.unwrap();
        aftercare_core::domain::assignments::select_doctor(app, house.patient.id, otto.id).await.unwrap();
        assert_eq!((work_of(app, &house.doctor).await, work_of(app, &otto).await), (0, 1));
        until(&house, "03-06T06:00").await;
        assert_eq!(events(app).await, 1);
    }

    async fn the_doctor_gets_one_mail_after_the_sweep_that_names_nobody(t: TestApp) {
        let mut house = with_a_plan(t).await;
        house.settings.link_base = Some("https://care.example.org/".to_owned());
        let first = house.patient.clone();
        house.next_patient("Pia Zweig").await;
        house.note(DAILY).await;
        until(&house, "03-05T06:00").await;
        until(&house, "03-05T06:29").await;
        assert_eq!(to_doctor(&house).len(), 0, "others may still be noticed");
        until(&house, "03-05T06:30").await;
        let mail = to_doctor(&house).remove(0);
        assert!(mail.contains("Subject: 2 patients have fallen behind"), "{mail}");
        assert!(mail.contains("https://care.example.org/dashboard"), "{mail}");
        for hidden in [first.name.as_str(), "Pia", &first.email, "doxycycline"] {
            assert!(!mail.contains(hidden), "{hidden}: {mail}");
        }
        for later in ["03-05T12:00", "03-06T07:00", "03-07T07:00"] {
            until(&house, later).await;
            assert_eq!(to_doctor(&house).len(), 1, "{later}: of these the doctor knows");
        }
        assert!(episodes(&house.t.app).await.iter().all(|row| row.told_at == Some(at("2026-03-05T06:30:00Z"))));
    }

    async fn what_is_noticed_after_the_mail_of_a_day_is_told_the_next(t: TestApp) {
        let mut house = with_a_plan(t).await;
        house.next_patient("Kim").await;
        // Six in New York is 11:00 in the hospital, after the mail of that day.
        let zone = Some(chrono_tz::America::New_York);
        accounts::set_time_zone(&house.t.app, &house.patient, zone).await.unwrap();
        house.note(DAILY).await;
        for (time, mails) in [("03-05T06:00", 0), ("03-05T06:30", 1), ("03-05T11:00", 1), ("03-05T11:30", 1), ("03-06T06:00", 1), ("03-06T06:30", 2), ("03-07T12:00", 2)] {
            until(&house, time).await;
            assert_eq!(to_doctor(&house).len(), mails, "{time}");
        }
        assert!(to_doctor(&house)[1].contains("Subject: A patient has fallen behind"));
    }

    async fn who_may_not_be_mailed_gets_none(t: TestApp) {
        let house = with_a_plan(t).await;
        update(&house, &house.doctor, user::Column::UnconfirmedSince, Expr::value(Some(house.t.app.now()))).await;
        until(&house, "03-05T06:00").await;
        until(&house, "03-05T06:30").await;
        assert_eq!((to_doctor(&house).len(), events(&house.t.app).await), (0, 1));
        // From the first morning after the address is confirmed.
        update(&house, &house.doctor, user::Column::UnconfirmedSince, Expr::value(Option::<DateTime<Utc>>::None)).await;
        until(&house, "03-06T06:00").await;
        until(&house, "03-06T06:30").await;
        assert_eq!(to_doctor(&house).len(), 1);
    }

    async fn who_has_caught_up_before_the_mail_left_is_not_told_of(t: TestApp) {
        let house = with_a_plan(t).await;
        until(&house, "03-05T06:00").await;
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        until(&house, "03-05T06:30").await;
        assert_eq!(to_doctor(&house).len(), 0);
    }

    async fn an_unanswered_mail_is_repeated_once_under_its_message_id(t: TestApp) {
        let mut house = with_a_plan(t).await;
        until(&house, "03-05T06:00").await;
        let server = SmtpServer::plain().await;
        house.smtp_url = Some(server.url());
        server.always(Step::Content, Trick::KeepAndDrop);
        house.t.clock.advance(Duration::minutes(30));
        for _ in 0..4 {
            house.work().await;
            house.t.clock.advance(Duration::minutes(10));
        }
        let ids: Vec<_> = server.received().iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(ids.len(), 2, "{ids:?}");
        assert_eq!(ids[0], ids[1]);
    }

    async fn a_digest_says_the_day_in_numbers_and_is_the_only_mail_of_the_day(t: TestApp) {
        let mut house = with_a_plan(t).await;
        let app = house.t.app.clone();
        house.doctor = mails::set_daily_digest(&app, house.doctor.id, true).await.unwrap();
        check_ins::check_in(&app, house.patient.id, None, Via::App).await.unwrap();
        until(&house, "03-03T06:29").await;
        assert_eq!(to_doctor(&house).len(), 0);
        until(&house, "03-03T06:30").await;
        let mail = to_doctor(&house).remove(0);
        for said in ["Subject: Your day at Aftercare", "1 check-in yesterday", "1 patient has something due today"] {
            assert!(mail.contains(said), "{said}: {mail}");
        }
        assert!(!mail.contains("fallen behind") && !mail.contains("doxycycline") && !mail.contains(&house.patient.name), "{mail}");
        for (time, mails) in [("03-04T06:30", 2), ("03-05T06:30", 3), ("03-06T06:00", 3), ("03-06T06:30", 4), ("03-06T12:00", 4)] {
            until(&house, time).await;
            assert_eq!(to_doctor(&house).len(), mails, "{time}");
        }
        assert!(to_doctor(&house)[3].contains("One of your patients has fallen behind"), "{}", to_doctor(&house)[3]);
        assert!(episodes(&app).await[0].told_at.is_some());
        // Nothing is left to say.
        review::cancel_step(&app, house.doctor.id, house.steps().await[0].id).await.unwrap();
        until(&house, "03-07T07:00").await;
        assert_eq!(to_doctor(&house).len(), 4);
        mails::set_daily_digest(&app, house.doctor.id, false).await.unwrap();
        house.note(DAILY).await;
        until(&house, "03-08T07:00").await;
        assert_eq!(to_doctor(&house).len(), 4, "switched off");
    }

    async fn a_doctor_is_written_to_in_their_language(t: TestApp) {
        let house = with_a_plan(t).await;
        update(&house, &house.doctor, user::Column::Language, Expr::value("de")).await;
        assert_eq!(user::Entity::own(house.doctor.id).one(house.t.app.db().read()).await.unwrap().unwrap().language, Some(Language::De));
        until(&house, "03-05T06:00").await;
        until(&house, "03-05T06:30").await;
        let mail = to_doctor(&house).remove(0);
        assert!(mail.contains("lang=3D\"de\"") && mail.contains("In Ihrer Arbeitsliste"), "{mail}");
    }
}
