//! The hour that a patient has chosen: kept the same day where it is still to come, never twice, and never lost.

use crate::house::House;
use aftercare_core::{
    App, Error,
    domain::{
        check_ins,
        mail_links::{Link, Purpose},
        reasons,
        reminders::{Slot, slots},
        review::Edit,
        wishes::{self, Said, Wishes},
    },
    on_each_database,
    testing::TestApp,
};
use aftercare_entity::{
    check_in::Via,
    consent, job,
    reminder::{self, State},
    user,
    user::{Language, MailDetail},
};
use aftercare_worker::sweep;
use chrono::{DateTime, NaiveTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

const DAILY: &str = "Take doxycycline 100 mg twice daily for 30 days.";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    NaiveTime::parse_from_str(text, "%H:%M").unwrap()
}

/// A test hospital, Monday 2 March 08:00, whose patient has a plan since before 06:00 of Tuesday.
async fn house(t: TestApp) -> House {
    let house = House::open(t).await;
    house.note(DAILY).await;
    sweep::ensure_scheduled(&house.t.app).await.unwrap();
    house
}

async fn wish(house: &House, wishes: Wishes) -> aftercare_core::Result<user::Model> {
    wishes::wish(&house.t.app, house.patient.id, &wishes).await
}

async fn hour(house: &House, hour: &str) {
    let wishes = Wishes { remind_at: Edit::Set(time(hour)), ..Wishes::default() };
    wish(house, wishes).await.unwrap();
}

async fn quiet(house: &House, from: &str, until: &str) -> aftercare_core::Result<user::Model> {
    wish(house, Wishes { quiet_hours: Edit::Set((time(from), time(until))), ..Wishes::default() }).await
}

/// Works at each of these instants and answers how many mails had left by then.
async fn mails_by(house: &House, instants: &[&str]) -> Vec<usize> {
    let mut mails = Vec::new();
    for instant in instants {
        house.t.clock.advance_to(at(instant));
        sweep::ensure_scheduled(&house.t.app).await.unwrap();
        house.work().await;
        mails.push(house.mails().len());
    }
    mails
}

async fn open_sweeps(app: &App) -> Vec<String> {
    let rows =
        job::Entity::find().filter(job::Column::Kind.eq("sweep")).filter(job::Column::DoneAt.is_null());
    let mut names: Vec<_> =
        rows.all(app.db().read()).await.unwrap().into_iter().filter_map(|job| job.argument).collect();
    names.sort();
    names
}

async fn only(house: &House) -> reminder::Model {
    let mut rows = house.reminders().await;
    assert_eq!(rows.len(), 1);
    rows.remove(0)
}

on_each_database! {
    async fn an_hour_that_is_still_to_come_holds_the_same_day_and_every_day_after(t: TestApp) {
        let house = house(t).await;
        hour(&house, "17:45").await;
        let mails = mails_by(&house, &["2026-03-02T17:44:00Z", "2026-03-02T17:45:00Z", "2026-03-03T06:00:00Z", "2026-03-03T17:45:00Z"]).await;
        assert_eq!(mails, [0, 1, 1, 2], "not at the hospital's hour any more");
        assert_eq!(only_days(&house).await, ["2026-03-02", "2026-03-03"]);
        assert_eq!(house.reminders().await[0].scheduled_at, at("2026-03-02T17:45:00Z"));
    }

    async fn a_change_after_the_days_mail_makes_no_second_one(t: TestApp) {
        let house = house(t).await;
        assert_eq!(mails_by(&house, &["2026-03-03T06:00:00Z"]).await, [1]);
        for later in ["09:00", "10:00", "07:00"] {
            hour(&house, later).await;
        }
        assert_eq!(mails_by(&house, &["2026-03-03T09:00:00Z", "2026-03-03T20:00:00Z", "2026-03-04T07:00:00Z"]).await, [1, 1, 2]);
    }

    async fn an_hour_that_is_past_leaves_todays_mail_at_the_hour_that_held(t: TestApp) {
        let house = house(t).await;
        hour(&house, "18:00").await;
        assert_eq!(mails_by(&house, &["2026-03-02T12:00:00Z"]).await, [0]);
        hour(&house, "07:00").await;
        assert_eq!(mails_by(&house, &["2026-03-02T12:30:00Z"]).await, [0], "not before the hour that held");
        assert_eq!(only(&house).await.scheduled_at, at("2026-03-02T18:00:00Z"));
        // And once more, to an hour that is to come: the mail that was made ahead moves.
        hour(&house, "15:00").await;
        assert_eq!(mails_by(&house, &["2026-03-02T14:59:00Z", "2026-03-02T15:00:00Z", "2026-03-02T18:00:00Z"]).await, [0, 1, 1]);
        hour(&house, "07:00").await;
        assert_eq!(mails_by(&house, &["2026-03-03T07:00:00Z"]).await, [2]);
    }

    async fn when_both_hours_are_past_and_no_mail_came_it_comes_at_once(t: TestApp) {
        let house = house(t).await;
        // No worker ran on Tuesday morning.
        house.t.clock.advance_to(at("2026-03-03T10:00:00Z"));
        hour(&house, "09:00").await;
        house.work().await;
        assert_eq!(house.mails().len(), 1);
        assert_eq!(mails_by(&house, &["2026-03-03T20:00:00Z", "2026-03-04T06:00:00Z", "2026-03-04T09:00:00Z"]).await, [1, 1, 2]);
    }

    async fn whom_the_hour_has_passed_by_gets_no_mail_for_choosing_another_that_is_past_too(t: TestApp) {
        let mut house = house(t).await;
        assert_eq!(mails_by(&house, &["2026-03-03T06:00:00Z", "2026-03-03T06:30:00Z"]).await, [1, 1]);
        house.next_patient("Peter").await;
        house.note(DAILY).await;
        hour(&house, "06:15").await;
        assert_eq!(mails_by(&house, &["2026-03-03T08:00:00Z"]).await, [1], "the plan came after that hour");
        assert_eq!(mails_by(&house, &["2026-03-04T06:15:00Z"]).await, [3]);
    }

    async fn the_hour_is_on_the_patients_clock_also_where_clocks_change(t: TestApp) {
        let house = house(t).await;
        let app = &house.t.app;
        let zone = Some(chrono_tz::Europe::Berlin);
        let patient = aftercare_core::domain::accounts::set_time_zone(app, &house.patient, zone).await.unwrap();
        hour(&house, "07:30").await;
        assert_eq!(Slot::of(app.hospital(), &patient).own, None, "the row as it was before");
        house.t.clock.advance_to(at("2026-03-28T22:00:00Z"));
        // Summer time began at 02:00: half past seven is 05:30 UTC.
        assert_eq!(mails_by(&house, &["2026-03-29T05:29:00Z", "2026-03-29T05:30:00Z"]).await, [0, 1]);
    }

    async fn a_slot_that_nobody_is_in_any_more_ends(t: TestApp) {
        let house = house(t).await;
        hour(&house, "07:30").await;
        assert_eq!(open_sweeps(&house.t.app).await, ["UTC 2026-03-03", "UTC 2026-03-03 07:30"]);
        wish(&house, Wishes { remind_at: Edit::Clear, ..Wishes::default() }).await.unwrap();
        assert_eq!(mails_by(&house, &["2026-03-03T06:00:00Z", "2026-03-03T07:30:00Z"]).await, [1, 1]);
        assert_eq!(open_sweeps(&house.t.app).await, ["UTC 2026-03-04"]);
        assert_eq!(slots(&house.t.app).await.unwrap().len(), 1);
    }

    async fn own_quiet_hours_hold_the_mail_up_and_the_hospitals_do_not_then(t: TestApp) {
        let house = house(t).await;
        quiet(&house, "20:00", "09:15").await.unwrap();
        assert_eq!(mails_by(&house, &["2026-03-03T06:00:00Z", "2026-03-03T09:14:00Z", "2026-03-03T09:15:00Z"]).await, [0, 0, 1]);
        // None at all: an hour in the hospital's own quiet hours is one's own choice.
        quiet(&house, "12:00", "12:00").await.unwrap();
        hour(&house, "05:00").await;
        assert_eq!(mails_by(&house, &["2026-03-04T05:00:00Z"]).await, [2]);
    }

    async fn an_hour_at_which_no_mail_may_leave_is_refused_and_nothing_changes(t: TestApp) {
        let house = house(t).await;
        let refused = |answer: aftercare_core::Result<user::Model>| match answer {
            Err(Error::BadInput { path, .. }) => path,
            other => panic!("{other:?}"),
        };
        let set = |hour| Wishes { remind_at: Edit::Set(time(hour)), ..Wishes::default() };
        for night in ["21:00", "23:59", "00:00", "05:59"] {
            assert_eq!(refused(wish(&house, set(night)).await), "remindAt", "{night}");
        }
        wish(&house, set("20:59")).await.unwrap();
        assert_eq!(refused(quiet(&house, "20:00", "07:00").await), "quietHours");
        // The hospital's hour, in quiet hours that last until midnight, would bring no mail on any day.
        wish(&house, Wishes { remind_at: Edit::Clear, ..Wishes::default() }).await.unwrap();
        assert_eq!(refused(quiet(&house, "05:00", "00:00").await), "quietHours");
        let seconds = Wishes { remind_at: Edit::Set(NaiveTime::from_hms_opt(7, 0, 30).unwrap()), ..Wishes::default() };
        assert_eq!(refused(wish(&house, seconds).await), "remindAt");
        let row = user::Entity::own(house.patient.id).one(house.t.app.db().read()).await.unwrap().unwrap();
        assert_eq!((row.remind_at, row.quiet_from, row.quiet_until), (None, None, None));
    }

    async fn yesterday_can_be_checked_in_until_the_patients_own_hour(t: TestApp) {
        let house = house(t).await;
        hour(&house, "09:00").await;
        let monday = "2026-03-02".parse().unwrap();
        let app = &house.t.app;
        house.t.clock.advance_to(at("2026-03-03T08:59:00Z"));
        let taken = check_ins::check_in_on(app, house.patient.id, Some(monday), None, Via::App).await.unwrap();
        assert_eq!((taken.day, taken.check_ins.len()), (monday, 1));
        house.t.clock.advance_to(at("2026-03-03T09:00:00Z"));
        let over = check_ins::check_in_on(app, house.patient.id, Some(monday), None, Via::App).await;
        assert!(matches!(over, Err(Error::BadInput { path: "day", .. })), "{over:?}");
    }

    async fn who_stops_the_reminders_gets_none_and_it_is_kept_who_said_so(t: TestApp) {
        let house = house(t).await;
        let app = &house.t.app;
        let say = async |wanted, via, by| wishes::subscribe(app, house.patient.id, wanted, Said { via, by }).await.unwrap();
        let stopped = say(false, consent::Via::OneClick, None).await;
        assert_eq!(stopped.reminders_off_since, Some(at("2026-03-02T08:00:00Z")));
        say(false, consent::Via::MailLink, None).await;
        assert_eq!(mails_by(&house, &["2026-03-03T06:00:00Z"]).await, [0]);
        let row = only(&house).await;
        assert_eq!((row.state, row.reason.as_deref()), (State::Skipped, Some(reasons::UNSUBSCRIBED)));
        say(true, consent::Via::App, Some(house.patient.id)).await;
        assert_eq!(mails_by(&house, &["2026-03-03T20:00:00Z", "2026-03-04T06:00:00Z"]).await, [0, 1], "from the next morning on");
        let said = wishes::consents_unscoped(app, house.patient.id, 9).await.unwrap();
        let said: Vec<_> = said.into_iter().map(|row| (row.given, row.via, row.by_id)).collect();
        assert_eq!(said, [(true, consent::Via::App, Some(house.patient.id)), (false, consent::Via::OneClick, None)]);
    }

    async fn a_mail_that_waits_does_not_leave_any_more_once_reminders_are_stopped(t: TestApp) {
        let house = house(t).await;
        quiet(&house, "20:00", "09:00").await.unwrap();
        assert_eq!(mails_by(&house, &["2026-03-03T06:00:00Z"]).await, [0]);
        assert_eq!(only(&house).await.state, State::Pending);
        wishes::subscribe(&house.t.app, house.patient.id, false, Said { via: consent::Via::App, by: None }).await.unwrap();
        assert_eq!(mails_by(&house, &["2026-03-03T09:00:00Z"]).await, [0]);
        assert_eq!(only(&house).await.reason.as_deref(), Some(reasons::UNSUBSCRIBED));
    }

    async fn a_mail_counts_unless_the_patient_wants_more_and_its_links_are_the_patients(t: TestApp) {
        let mut house = house(t).await;
        let app = house.t.app.clone();
        house.settings.link_base = Some("https://care.example.org/".to_owned());
        let count = Wishes { mail_detail: Edit::Set(MailDetail::Count), language: Edit::Set(Language::De), ..Wishes::default() };
        wish(&house, count).await.unwrap();
        assert_eq!(mails_by(&house, &["2026-03-03T06:00:00Z"]).await, [1]);
        let mail = house.mails().remove(0);
        assert!(!mail.contains("doxycycline") && mail.contains("1 Schritt"), "{mail}");
        let link = |path: &str| {
            let start = mail.find(path).unwrap_or_else(|| panic!("no {path} in {mail}")) + path.len();
            // Long lines are broken with an equals sign.
            let rest = mail[start..].replace("=\r\n", "");
            let token: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
            Link::read(app.keyring(), &token)
        };
        let patient = house.patient.id;
        let day = "2026-03-03".parse().unwrap();
        assert_eq!(link("https://care.example.org/reminder/"), Some(Link { patient, purpose: Purpose::CheckIn(day) }));
        assert_eq!(link("List-Unsubscribe: <https://care.example.org/unsubscribe/"), Some(Link { patient, purpose: Purpose::Unsubscribe }));
        assert!(mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
    }

    async fn a_sweep_by_hand_leaves_out_whose_hour_is_still_to_come(t: TestApp) {
        let house = house(t).await;
        hour(&house, "17:00").await;
        let swept = sweep::run_now(&house.t.app, "2026-03-02".parse().unwrap()).await.unwrap();
        assert_eq!((swept.made, swept.later.len()), (0, 1));
        house.t.clock.advance_to(at("2026-03-02T17:30:00Z"));
        let swept = sweep::run_now(&house.t.app, "2026-03-02".parse().unwrap()).await.unwrap();
        assert_eq!((swept.made, swept.later.len()), (1, 0));
        house.work().await;
        assert_eq!(house.mails().len(), 1);
    }
}

/// The days of the reminders.
async fn only_days(house: &House) -> Vec<String> {
    house.reminders().await.into_iter().map(|row| row.day.to_string()).collect()
}
