//! Patients who fall behind, as their doctor sees it: the event over a socket, the work list, putting aside, resolving.

use super::events::cursor;
use crate::support::{
    house::{House, Person, id},
    watch,
};
use aftercare_core::{
    domain::reminders,
    on_each_database,
    testing::{TestApp, planned::daily},
};
use aftercare_entity::user::Role;
use chrono::Duration;
use serde_json::{Value, json};

const AT_RISK: &str = "atRisk { noticedOn daysMissed lastCheckInOn snoozedUntil lastReminder { day state } }";

/// Paula walked on 2 March and on no day since, and Dora has signed in again; it is the 6th, and the sweep has been.
async fn behind(t: TestApp) -> (House, Person, Person) {
    let house = House::live(t).await;
    let (paula, dora) = house.patient_and_doctor().await;
    house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
    paula.ask("mutation { checkIn { day } }", json!({})).await;
    house.t.clock.advance(Duration::days(4));
    house.sweep().await;
    let (paula, dora) = (house.again(&paula).await, house.again(&dora).await);
    (house, paula, dora)
}

async fn at_risk(who: &Person, patient: &Person) -> Value {
    let query = format!("{{ patient(id: \"{}\") {{ {AT_RISK} }} }}", patient.id());
    who.ask(&query, json!({})).await["patient"]["atRisk"].take()
}

/// How many the doctor finds: items of work, as the counts say it, and patients of the filter.
async fn found(who: &Person) -> (u64, u64, u64) {
    let query = "{ worklist(kinds: [PATIENT_AT_RISK]) { totalCount counts { kind count } nodes { ... on PatientAtRisk { atRisk { noticedOn } } } } \
                 patients(filter: {atRisk: true}) { totalCount } }";
    let answer = who.ask(query, json!({})).await;
    let counts = answer["worklist"]["counts"].as_array().unwrap();
    let counted = counts.iter().find(|count| count["kind"] == "PATIENT_AT_RISK").unwrap()["count"].as_u64();
    let listed = answer["worklist"]["nodes"].as_array().unwrap().len() as u64;
    assert_eq!(answer["worklist"]["totalCount"], listed);
    (listed, counted.unwrap(), answer["patients"]["totalCount"].as_u64().unwrap())
}

on_each_database! {
    async fn the_doctor_is_told_once_over_a_socket_and_the_patient_is_not(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        house.t.clock.advance(Duration::days(3));
        let (paula, dora) = (house.again(&paula).await, house.again(&dora).await);
        let start = cursor(&dora).await;
        let query = format!(
            "subscription {{ careEvents(after: \"{start}\") {{ __typename ... on PatientFellBehind {{ cursor at daysMissed patient {{ name }} }} }} }}"
        );
        let (mut doctors, mut hers) = (dora.socket().await, paula.socket().await);
        doctors.subscribe("e", &query).await;
        hers.subscribe("e", &query).await;
        house.sweep().await;
        house.sweep().await;
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        let mut seen = Vec::new();
        loop {
            let event = doctors.next("e").await["data"]["careEvents"].take();
            if event["__typename"] == "CheckInChanged" {
                break;
            }
            if event["__typename"] == "PatientFellBehind" {
                seen.push(event);
            }
        }
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert_eq!((&seen[0]["daysMissed"], &seen[0]["patient"]["name"]), (&json!(3), &json!("Paula Example")));
        loop {
            let event = hers.next("e").await["data"]["careEvents"].take();
            assert_ne!(event["__typename"], "PatientFellBehind");
            if event["__typename"] == "CheckInChanged" {
                break;
            }
        }
        // Whoever goes on from the event's cursor is not told of it again.
        let after = seen[0]["cursor"].as_str().unwrap();
        let again = format!("subscription {{ careEvents(after: \"{after}\") {{ __typename }} }}");
        let mut later = dora.socket().await;
        later.subscribe("e", &again).await;
        assert_eq!(later.next("e").await["data"]["careEvents"]["__typename"], "CheckInChanged");
    }

    async fn the_doctor_sees_how_it_stands_and_nobody_else(t: TestApp) {
        let (house, paula, dora) = behind(t).await;
        let expected = json!({ "noticedOn": "2026-03-06", "daysMissed": 3, "lastCheckInOn": "2026-03-02", "snoozedUntil": null,
                               "lastReminder": { "day": "2026-03-06", "state": "PENDING" } });
        assert_eq!(at_risk(&dora, &paula).await, expected);
        assert_eq!(at_risk(&paula, &paula).await, Value::Null);
        assert_eq!(found(&dora).await, (1, 1, 1));
        let otto = house.person(Role::Doctor, "Otto").await;
        assert_eq!(found(&otto).await, (0, 0, 0));
        for (mutation, input) in [
            ("snoozeAtRisk", json!({ "patientId": paula.id(), "until": "2026-03-08" })),
            ("resolveAtRisk", json!({ "patientId": paula.id(), "reason": "OTHER" })),
        ] {
            assert_eq!(otto.refused(mutation, input.clone()).await, "NOT_FOUND");
            let mut nobody = input;
            nobody["patientId"] = json!(id("patient", house.t.app.new_id()));
            assert_eq!(otto.refused(mutation, nobody).await, "NOT_FOUND", "not yours is not there");
        }
        assert_eq!(found(&dora).await, (1, 1, 1));
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        assert_eq!((found(&dora).await, at_risk(&dora, &paula).await), ((0, 0, 0), Value::Null));
    }

    async fn what_is_put_aside_is_out_of_the_work_list_until_its_day(t: TestApp) {
        let (house, paula, dora) = behind(t).await;
        let until = |day: &str| json!({ "patientId": paula.id(), "until": day });
        let fields = "status patient { atRisk { snoozedUntil } }";
        let done = dora.change("snoozeAtRisk", until("2026-03-08"), fields).await;
        assert_eq!(done, json!({ "status": "SNOOZED", "patient": { "atRisk": { "snoozedUntil": "2026-03-08" } } }));
        assert_eq!(found(&dora).await, (0, 0, 1), "who looks for them finds them all the same");
        for wrong in ["2026-03-06", "2026-06-05"] {
            assert_eq!(dora.refused("snoozeAtRisk", until(wrong)).await, "BAD_USER_INPUT input.until", "{wrong}");
        }
        house.t.clock.advance(Duration::days(1));
        let dora = house.again(&dora).await;
        assert_eq!(found(&dora).await, (0, 0, 1));
        house.t.clock.advance(Duration::days(1));
        let (dora, paula) = (house.again(&dora).await, house.again(&paula).await);
        assert_eq!(found(&dora).await, (1, 1, 1));
        assert_eq!(at_risk(&dora, &paula).await["snoozedUntil"], Value::Null);
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        let none = dora.change("snoozeAtRisk", until("2026-03-20"), fields).await;
        assert_eq!(none, json!({ "status": "NOT_AT_RISK", "patient": { "atRisk": null } }));
    }

    async fn what_is_resolved_is_over_and_a_second_time_is_no_error(t: TestApp) {
        let (_house, paula, dora) = behind(t).await;
        for status in ["RESOLVED", "NOT_AT_RISK"] {
            let input = json!({ "patientId": paula.id(), "reason": "DONE_WITHOUT_CHECK_IN" });
            let done = dora.change("resolveAtRisk", input, "status patient { atRisk { daysMissed } }").await;
            assert_eq!(done, json!({ "status": status, "patient": { "atRisk": null } }));
        }
        assert_eq!(found(&dora).await, (0, 0, 0));
    }

    async fn a_digest_is_off_until_the_doctor_switches_it_on(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let own = "{ viewer { ... on Doctor { dailyDigest } } }";
        assert_eq!(dora.ask(own, json!({})).await["viewer"]["dailyDigest"], false);
        for on in [true, false] {
            let set = dora.change("setDailyDigest", json!({ "on": on }), "doctor { dailyDigest }").await;
            assert_eq!(set, json!({ "doctor": { "dailyDigest": on } }));
            assert_eq!(dora.ask(own, json!({})).await["viewer"]["dailyDigest"], on);
        }
        let seen = paula.ask("{ viewer { ... on Patient { doctor { dailyDigest } } } }", json!({})).await;
        assert_eq!(seen["viewer"]["doctor"]["dailyDigest"], Value::Null);
        assert_eq!(paula.refused("setDailyDigest", json!({ "on": true })).await, "FORBIDDEN");
    }

    async fn a_page_of_the_sweep_costs_the_same_however_many_fall_behind(t: TestApp) {
        watch::start();
        let house = House::open(t).await;
        let app = &house.t.app;
        let mut costs = Vec::new();
        for size in [2, 20] {
            let dora = house.person(Role::Doctor, "Dora").await;
            let mut last = None;
            for number in 0..size {
                let patient = house.patient_of(&dora, &format!("Patient {number}")).await;
                house.plan(&dora, &patient, vec![daily("Walk", None)]).await;
                last = last.max(Some(patient.account.id));
            }
            house.t.clock.advance(Duration::days(3));
            let today = app.clock().today(chrono_tz::UTC);
            let mut change = app.begin().await.unwrap();
            let before = watch::statements();
            let page = reminders::make_reminders(&mut change, reminders::Slot::of_zone(chrono_tz::UTC), today, None, 100).await.unwrap();
            costs.push(watch::statements() - before);
            assert_eq!(page.last, last);
            change.commit().await.unwrap();
        }
        assert!(costs[0] <= 22, "{costs:?}");
        assert!(costs[1] <= 22, "{costs:?}");
    }
}
