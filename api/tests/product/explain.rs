//! Why a patient got a reminder on a day, or none: each cause is named rightly.

use crate::support::house::{House, Person};
use aftercare_core::{
    domain::{
        plan::PlannedStep,
        reasons,
        reminders::answers::{self, Answer},
    },
    on_each_database,
    testing::{
        planned::{daily, held_back, once},
        sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel},
    },
};
use aftercare_entity::{
    mail_answer::{Outcome, Stage},
    reminder::{self, State},
    user::{Role, Status},
};
use chrono::{Duration, NaiveDate};
use serde_json::{Value, json};

async fn explain(doctor: &Person, patient: &Person, day: &str) -> Value {
    let fields = "day timeZone code text ownHour scheduledAt attempts nextAt reminder { state } steps { reason step { description } }";
    let query =
        format!("{{ reminderExplain(patientId: \"{}\", day: \"{day}\") {{ {fields} }} }}", patient.id());
    doctor.ask(&query, json!({})).await["reminderExplain"].take()
}

async fn code(doctor: &Person, patient: &Person, day: &str) -> String {
    explain(doctor, patient, day).await["code"].as_str().unwrap().to_owned()
}

fn reasons_of(found: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let steps = found["steps"].as_array().unwrap().iter();
    steps.map(|entry| (text(&entry["step"]["description"]), text(&entry["reason"]))).collect()
}

/// A reminder of 2 March.
async fn reminder(house: &House, patient: &Person, state: State, reason: Option<&str>) -> reminder::Model {
    let (app, now) = (&house.t.app, house.t.app.now());
    let row = reminder::Model {
        id: app.new_id(),
        patient_id: patient.account.id,
        day: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        scheduled_at: now,
        state,
        message_id: format!("<{}@example.org>", app.new_id()),
        attempts: 2,
        unanswered: 0,
        reason: reason.map(str::to_owned),
        created_at: now,
        sent_at: (state == State::Sent).then_some(now),
    };
    row.into_active_model().reset_all().insert(app.db().write()).await.unwrap()
}

on_each_database! {
    async fn each_cause_is_named(t: TestApp) {
        let house = House::open(t).await;
        let dora = house.person(Role::Doctor, "Dora").await;
        let today = "2026-03-02";
        let patient = async |name: &str, steps: Vec<PlannedStep>| {
            let patient = house.patient_of(&dora, name).await;
            if !steps.is_empty() {
                house.plan(&dora, &patient, steps).await;
            }
            patient
        };
        let walk = || vec![daily("Walk", None)];
        let none = patient("None", vec![]).await;
        assert_eq!(code(&dora, &none, today).await, "NO_PLAN");
        let held = patient("Held", vec![held_back(daily("Odd", None))]).await;
        assert_eq!(code(&dora, &held, today).await, "PLAN_WAITS");
        let later = patient("Later", vec![PlannedStep { starts_after_days: 3, ..daily("Swim", None) }]).await;
        assert_eq!(code(&dora, &later, today).await, "NOTHING_WAS_DUE");
        assert_eq!(code(&dora, &later, "2026-03-05").await, "DAY_TO_COME");
        let needed = patient("Needed", vec![PlannedStep { as_needed: true, ..daily("Paracetamol", None) }, once("Call")]).await;
        assert_eq!(code(&dora, &needed, today).await, "NOTHING_WAS_DUE");
        let done = patient("Done", walk()).await;
        done.ask("mutation { checkIn { day } }", json!({})).await;
        assert_eq!(code(&dora, &done, today).await, "NOTHING_DUE");
        // At eight, two hours after the sweep should have been.
        let missing = patient("Missing", walk()).await;
        assert_eq!(code(&dora, &missing, today).await, "SWEEP_MISSING");
        for (name, column) in [("Una", "unconfirmed"), ("Susan", "suspended")] {
            let person = patient(name, walk()).await;
            let mut row = person.account.clone().into_active_model();
            match column {
                "unconfirmed" => row.unconfirmed_since = Set(Some(house.t.app.now())),
                _ => row.status = Set(Status::Suspended),
            }
            row.update(house.t.app.db().write()).await.unwrap();
            let expected = if column == "unconfirmed" { "ADDRESS_UNCONFIRMED" } else { "ACCOUNT_SUSPENDED" };
            assert_eq!(code(&dora, &person, today).await, expected);
        }
        for (state, reason, expected) in [
            (State::Sent, None, "REMINDER_SENT"),
            (State::Pending, None, "REMINDER_WAITS"),
            (State::Pending, Some(reasons::MAIL_UNAVAILABLE), "MAIL_UNAVAILABLE"),
            (State::Failed, Some(reasons::MAIL_REFUSED), "MAIL_REFUSED"),
            (State::Skipped, Some(reasons::QUIET_HOURS), "QUIET_HOURS"),
            (State::Skipped, Some(reasons::ADDRESS_FAILING), "ADDRESS_FAILING"),
        ] {
            let person = patient(expected, walk()).await;
            reminder(&house, &person, state, reason).await;
            let found = explain(&dora, &person, today).await;
            assert_eq!((&found["code"], &found["attempts"]), (&json!(expected), &json!(2)));
            assert_eq!(found["text"], json!(reasons::reason_sentence(expected)));
        }
        let stopped = patient("Stopped", walk()).await;
        stopped.change_without_input("unsubscribeReminders", "patient { id }").await;
        assert_eq!(code(&dora, &stopped, today).await, "UNSUBSCRIBED");
        // An hour of one's own, before it and after it, and what comes next.
        let own = patient("Own", walk()).await;
        own.change("updateReminderSettings", json!({ "remindAt": "18:30" }), "patient { id }").await;
        let found = explain(&dora, &own, today).await;
        assert_eq!((&found["code"], &found["ownHour"]), (&json!("BEFORE_THE_HOUR"), &json!(true)));
        assert_eq!(found["nextAt"], "2026-03-02T18:30:00.000000Z");
        // Before the hour, and then what comes next.
        house.t.clock.advance(Duration::hours(21));
        let dora = house.again(&dora).await;
        let found = explain(&dora, &missing, "2026-03-03").await;
        assert_eq!((&found["code"], &found["nextAt"]), (&json!("BEFORE_THE_HOUR"), &json!("2026-03-03T06:00:00.000000Z")));
    }

    async fn each_answer_of_a_mail_server_is_shown_to_the_doctor(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let reminder = reminder(&house, &paula, State::Failed, Some(reasons::MAIL_BOUNCED)).await;
        let now = house.t.app.now();
        let answer = |minutes, stage, outcome| Answer {
            reminder: reminder.id,
            at: now + Duration::minutes(minutes),
            stage,
            code: (stage != Stage::Connect).then_some(550),
            enhanced: (stage != Stage::Connect).then(|| "5.1.1".to_owned()),
            outcome,
        };
        let change = house.t.app.begin().await.unwrap();
        let given = [answer(5, Stage::Bounced, Outcome::Refused), answer(1, Stage::Connect, Outcome::Deferred)];
        answers::record(&change, given.to_vec()).await.unwrap();
        change.commit().await.unwrap();
        let query = format!(
            "{{ reminderExplain(patientId: \"{}\", day: \"2026-03-02\") {{ code mailAnswers {{ at stage code enhancedCode outcome }} }} }}",
            paula.id()
        );
        let found = dora.ask(&query, json!({})).await["reminderExplain"].take();
        let expected = json!({ "code": "MAIL_BOUNCED", "mailAnswers": [
            { "at": "2026-03-02T08:01:00.000000Z", "stage": "CONNECT", "code": null, "enhancedCode": null, "outcome": "DEFERRED" },
            { "at": "2026-03-02T08:05:00.000000Z", "stage": "BOUNCED", "code": 550, "enhancedCode": "5.1.1", "outcome": "REFUSED" },
        ] });
        assert_eq!(found, expected);
        assert_eq!(paula.refusal(&query).await, "FORBIDDEN");
    }

    async fn each_step_says_why_it_was_due_or_not_also_on_days_that_are_over(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, mut dora) = house.patient_and_doctor().await;
        let weekly = PlannedStep { every_days: Some(7.0), ..daily("Weigh", None) };
        house.plan(&dora, &paula, vec![daily("Walk", None), weekly, once("Call"), held_back(daily("Odd", None))]).await;
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        house.t.clock.advance(Duration::days(3));
        (paula, dora) = (house.again(&paula).await, house.again(&dora).await);
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        let named = |walk: &str, weigh: &str| {
            [("Walk", walk), ("Weigh", weigh), ("Call", "ONCE"), ("Odd", "HELD_BACK")].map(|(step, why)| (step.to_owned(), why.to_owned())).to_vec()
        };
        for (day, walk, weigh) in [("2026-03-02", "DONE_THAT_DAY", "DONE_THAT_DAY"), ("2026-03-04", "DUE", "NOT_YET"), ("2026-03-05", "DONE_THAT_DAY", "NOT_YET"), ("2026-03-06", "DUE", "NOT_YET"), ("2026-03-09", "DUE", "DUE")] {
            assert_eq!(reasons_of(&explain(&dora, &paula, day).await), named(walk, weigh), "{day}");
        }
        let otto = house.person(Role::Doctor, "Otto").await;
        let query = format!("{{ reminderExplain(patientId: \"{}\", day: \"2026-03-05\") {{ code }} }}", paula.id());
        assert_eq!((otto.refusal(&query).await, paula.refusal(&query).await), ("NOT_FOUND".to_owned(), "FORBIDDEN".to_owned()));
    }
}
