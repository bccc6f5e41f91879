//! What a patient wishes about reminders, and the links in mails.

use crate::support::{
    house::{House, Person},
    http::Reply,
};
use aftercare_core::{
    domain::mail_links::{self, Link, Purpose},
    on_each_database,
    testing::planned::{daily, once},
};
use aftercare_entity::user::Role;
use chrono::{Duration, NaiveDate};
use serde_json::{Value, json};

const SETTINGS: &str = "remindAt ownRemindAt quietHours { from until } hasOwnQuietHours language ownLanguage mailDetail ownMailDetail subscribed unsubscribedAt consents { given via at }";
const FORM: &str = "application/x-www-form-urlencoded";

async fn settings(viewer: &Person, patient: &Person) -> Value {
    let query = format!("{{ patient(id: \"{}\") {{ reminderSettings {{ {SETTINGS} }} }} }}", patient.id());
    viewer.ask(&query, json!({})).await["patient"]["reminderSettings"].take()
}

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
}

fn paths(house: &House, patient: &Person) -> mail_links::Paths {
    mail_links::paths(house.t.app.keyring(), patient.account.id, monday()).unwrap()
}

async fn get(house: &House, path: &str) -> Reply {
    house.http.ask("GET", path).send().await
}

async fn post(house: &House, path: &str, form: &str) -> Reply {
    house.http.ask("POST", path).header("content-type", FORM).body(form.to_owned()).send().await
}

/// These fields of the patient's own.
async fn mine(who: &Person, fields: &str) -> Value {
    let query = format!("{{ viewer {{ ... on Patient {{ {fields} }} }} }}");
    who.ask(&query, json!({})).await["viewer"].take()
}

/// The text of a page.
fn text(reply: &Reply) -> String {
    String::from_utf8(reply.body.clone()).unwrap()
}

async fn check_ins(patient: &Person) -> Value {
    mine(patient, "checkIns { nodes { day via step { description } } }").await["checkIns"]["nodes"].take()
}

on_each_database! {
    async fn what_is_not_chosen_is_the_hospitals_and_null_gives_it_back(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let hospital = json!({
            "remindAt": "06:00", "ownRemindAt": null, "quietHours": { "from": "21:00", "until": "06:00" }, "hasOwnQuietHours": false,
            "language": "EN", "ownLanguage": null, "mailDetail": "FULL", "ownMailDetail": null,
            "subscribed": true, "unsubscribedAt": null, "consents": [],
        });
        assert_eq!(settings(&paula, &paula).await, hospital);
        let own = json!({ "remindAt": "07:45", "quietHours": { "from": "22:15", "until": "07:00" }, "language": "FR", "mailDetail": "COUNT" });
        paula.change("updateReminderSettings", own, "patient { id }").await;
        let chosen = settings(&dora, &paula).await;
        assert_eq!((&chosen["remindAt"], &chosen["ownRemindAt"]), (&json!("07:45"), &json!("07:45")), "the doctor sees it too");
        assert_eq!(chosen["quietHours"], json!({ "from": "22:15", "until": "07:00" }));
        assert_eq!((&chosen["ownLanguage"], &chosen["ownMailDetail"]), (&json!("FR"), &json!("COUNT")));
        // One is changed, the others stay.
        paula.change("updateReminderSettings", json!({ "language": "DE" }), "patient { id }").await;
        assert_eq!(settings(&paula, &paula).await["ownRemindAt"], "07:45");
        let back = json!({ "remindAt": null, "quietHours": null, "language": null, "mailDetail": null });
        paula.change("updateReminderSettings", back, "patient { id }").await;
        assert_eq!(settings(&paula, &paula).await, hospital);
        // No quiet hours at all are a choice.
        paula.change("updateReminderSettings", json!({ "quietHours": { "from": "00:00", "until": "00:00" } }), "patient { id }").await;
        let none = settings(&paula, &paula).await;
        assert_eq!((&none["quietHours"], &none["hasOwnQuietHours"]), (&Value::Null, &json!(true)));
        let upcoming = mine(&paula, "reminders { upcoming { scheduledAt } }").await;
        assert_eq!(upcoming["reminders"]["upcoming"], json!([]));
    }

    async fn the_next_reminder_is_at_the_chosen_hour(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(2))]).await;
        let next = async || mine(&paula, "reminders { upcoming(first: 1) { scheduledAt } }").await.pointer("/reminders/upcoming/0/scheduledAt").cloned().unwrap_or_default();
        assert_eq!(next().await, "2026-03-03T06:00:00.000000Z", "today's hour is past");
        paula.change("updateReminderSettings", json!({ "remindAt": "18:05" }), "patient { id }").await;
        assert_eq!(next().await, "2026-03-02T18:05:00.000000Z");
        paula.change_without_input("unsubscribeReminders", "patient { id }").await;
        assert_eq!(next().await, Value::Null);
    }

    async fn who_stops_reminders_in_the_app_can_start_them_again(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        for _ in 0..2 {
            paula.change_without_input("unsubscribeReminders", "patient { id }").await;
        }
        let stopped = settings(&dora, &paula).await;
        assert_eq!((&stopped["subscribed"], &stopped["unsubscribedAt"]), (&json!(false), &json!("2026-03-02T08:00:00.000000Z")));
        let back = paula.change_without_input("subscribeReminders", "patient { reminderSettings { subscribed } }").await;
        assert_eq!(back["patient"]["reminderSettings"]["subscribed"], true);
        let consents = settings(&dora, &paula).await["consents"].take();
        let said = |given| json!({ "given": given, "via": "APP", "at": "2026-03-02T08:00:00.000000Z" });
        assert_eq!(consents, json!([said(true), said(false)]), "once each");
    }

    async fn a_link_shows_how_much_is_due_and_its_button_checks_in(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Take methotrexate", Some(5)), daily("Walk", Some(5)), once("Call")]).await;
        paula.change("updateReminderSettings", json!({ "mailDetail": "COUNT" }), "patient { id }").await;
        let path = paths(&house, &paula).check_in;
        for _ in 0..10 {
            let page = get(&house, &path).await;
            assert_eq!((page.status, page.headers["cache-control"].as_bytes()), (200, &b"no-store"[..]));
            assert!(text(&page).contains("2 steps are due.") && text(&page).contains("I have done all 2"), "{}", text(&page));
            assert!(!text(&page).contains("methotrexate") && !text(&page).contains("Paula"), "no medicine and no name");
            assert!(page.headers.get("set-cookie").is_none());
        }
        assert_eq!(check_ins(&paula).await, json!([]), "looking changes nothing");
        for _ in 0..2 {
            let answer = post(&house, &path, "").await;
            assert_eq!((answer.status, answer.headers["location"].to_str().unwrap()), (303, path.as_str()));
        }
        let page = get(&house, &path).await;
        assert!(text(&page).contains("2 steps are checked in.") && !text(&page).contains("<button"), "{}", text(&page));
        let done = |step: &str| json!({ "day": "2026-03-02", "via": "MAIL_LINK", "step": { "description": step } });
        assert_eq!(check_ins(&paula).await, json!([done("Walk"), done("Take methotrexate")]));
    }

    async fn a_patient_whose_mails_name_the_steps_sees_them_in_their_language(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Take <b>methotrexate</b>", Some(5))]).await;
        let path = paths(&house, &paula).check_in;
        for (language, due, button) in [("ES", "Hay 1 paso pendiente.", "Ya lo he hecho"), ("FR", "1 étape est à faire.", "fait"), ("DE", "1 Schritt ist fällig.", "Ich habe es erledigt")] {
            paula.change("updateReminderSettings", json!({ "language": language, "mailDetail": "FULL" }), "patient { id }").await;
            let page = text(&get(&house, &path).await);
            assert!(page.contains(due) && page.contains(button), "{page}");
            assert!(page.contains(&format!("lang=\"{}\"", language.to_lowercase())));
            assert!(page.contains("methotrexate") && !page.contains("<b>"), "{page}");
        }
    }

    async fn a_link_holds_until_the_next_reminder_and_then_says_so(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        let path = paths(&house, &paula).check_in;
        house.t.clock.advance(Duration::minutes(21 * 60 + 59));
        assert!(text(&get(&house, &path).await).contains("Your steps for yesterday"));
        house.t.clock.advance(Duration::minutes(1));
        let over = get(&house, &path).await;
        assert!(text(&over).contains("This link was for an earlier day") && !text(&over).contains("<button"));
        assert_eq!(post(&house, &path, "").await.status, 303);
        paula = house.again(&paula).await;
        assert_eq!(check_ins(&paula).await, json!([]), "an open page checks in nothing any more");
    }

    async fn the_grace_of_yesterday_counts_for_yesterday(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        house.t.clock.advance(Duration::hours(20));
        post(&house, &paths(&house, &paula).check_in, "").await;
        paula = house.again(&paula).await;
        assert_eq!(check_ins(&paula).await[0]["day"], "2026-03-02");
    }

    async fn a_link_of_another_hospital_or_with_a_letter_missing_finds_nothing(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        let right = paths(&house, &paula);
        let swapped = right.unsubscribe.replace("/unsubscribe/", "/reminder/");
        for path in [&right.check_in[..right.check_in.len() - 1], "/reminder/x", "/unsubscribe/%00", &swapped, &right.check_in.replace("/reminder/", "/unsubscribe/")] {
            for reply in [get(&house, path).await, post(&house, path, "").await] {
                assert_eq!(reply.status, 404, "{path}");
                assert!(text(&reply).contains("This link does not work"), "{path}");
            }
        }
        let foreign = Link { patient: dora.account.id, purpose: Purpose::CheckIn(monday()) };
        let path = format!("/reminder/{}", foreign.token(house.t.app.keyring()).unwrap());
        assert_eq!(get(&house, &path).await.status, 404, "a doctor has no reminders");
        assert_eq!((check_ins(&paula).await, settings(&paula, &paula).await["subscribed"].take()), (json!([]), json!(true)));
    }

    async fn a_link_of_a_closed_account_does_nothing(t: TestApp) {
        let house = House::open(t).await;
        let (paula, _) = house.patient_and_doctor().await;
        let path = paths(&house, &paula).unsubscribe;
        house.set_password(&paula, "correct horse battery").await;
        paula.change("deleteAccount", json!({ "password": "correct horse battery" }), "deleted").await;
        assert_eq!(post(&house, &path, "").await.status, 404);
    }

    async fn looking_at_the_link_to_stop_changes_nothing_and_its_button_stops(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let path = paths(&house, &paula).unsubscribe;
        assert!(text(&get(&house, &path).await).contains("Stop the reminders?"));
        assert_eq!(settings(&paula, &paula).await["subscribed"], true);
        assert_eq!(post(&house, &path, "").await.status, 303);
        assert!(text(&get(&house, &path).await).contains("The reminders are off"));
        let stopped = settings(&dora, &paula).await;
        assert_eq!((&stopped["subscribed"], &stopped["consents"][0]["via"]), (&json!(false), &json!("MAIL_LINK")));
    }

    async fn the_mail_programs_own_button_stops_without_a_redirect(t: TestApp) {
        let house = House::open(t).await;
        let (paula, _) = house.patient_and_doctor().await;
        let path = paths(&house, &paula).unsubscribe;
        for _ in 0..2 {
            assert_eq!(post(&house, &path, "List-Unsubscribe=One-Click").await.status, 200);
        }
        let stopped = settings(&paula, &paula).await;
        assert_eq!((stopped["consents"].as_array().unwrap().len(), &stopped["consents"][0]["via"]), (1, &json!("ONE_CLICK")));
        assert_eq!(post(&house, &path, &"x".repeat(5000)).await.status, 413, "more than any form of ours");
    }

    async fn only_a_patient_has_such_settings(t: TestApp) {
        let house = House::open(t).await;
        let (_, dora) = house.patient_and_doctor().await;
        let olga = house.person(Role::Admin, "Olga").await;
        for other in [&dora, &olga] {
            assert_eq!(other.refused("updateReminderSettings", json!({ "remindAt": "07:00" })).await, "FORBIDDEN");
        }
    }
}
