//! Reminders: those made, with what became of them, and those to come as the plan is now.

use crate::support::house::{House, Person};
use aftercare_core::testing::planned::{daily, once};
use aftercare_core::testing::sea_orm::{ActiveModelTrait, ActiveValue::Set};
use aftercare_core::{
    domain::{
        plan::PlannedStep,
        reminders::outcome::{self, Refused},
    },
    on_each_database,
};
use aftercare_entity::{
    reminder::{self, State},
    reminder_step, step,
};
use chrono::{Days, Duration, NaiveDate};
use serde_json::{Value, json};
use uuid::Uuid;

const UPCOMING: &str = "reminders { upcoming(first: 3) { day scheduledAt steps { description } } }";

/// What the sweep and the mail left of the morning so many days ago.
async fn reminder(
    house: &House,
    patient: &Person,
    days_ago: u64,
    state: State,
    reason: Option<&str>,
) -> Uuid {
    let app = &house.t.app;
    let day = app.now().date_naive() - Days::new(days_ago);
    let row = reminder::ActiveModel {
        id: Set(app.new_id()),
        patient_id: Set(patient.account.id),
        day: Set(day),
        scheduled_at: Set(app.now() - Duration::days(days_ago.cast_signed()) - Duration::hours(2)),
        state: Set(state),
        message_id: Set(format!("<{}@aftercare.test>", app.new_id())),
        attempts: Set(1),
        unanswered: Set(0),
        reason: Set(reason.map(str::to_owned)),
        created_at: Set(app.now()),
        sent_at: Set((state == State::Sent).then(|| app.now())),
    };
    row.insert(app.db().write()).await.unwrap().id
}

/// The mail server refuses the patient's address on this local day.
async fn address_refused(house: &House, patient: &Person, day: NaiveDate) {
    let mut change = house.t.app.begin().await.unwrap();
    outcome::addresses_refused(&mut change, &[Refused { patient: patient.account.id, day }]).await.unwrap();
    change.commit().await.unwrap();
}

async fn lists(house: &House, reminder: Uuid, step: &step::Model) {
    let row = reminder_step::ActiveModel { reminder_id: Set(reminder), step_id: Set(step.id) };
    row.insert(house.t.app.db().write()).await.unwrap();
}

async fn steps_of(house: &House, patient: &Person) -> Vec<step::Model> {
    use aftercare_core::testing::sea_orm::QueryOrder;
    let rows = step::Entity::of_patient(patient.account.id).order_by_asc(step::Column::Id);
    rows.all(house.t.app.db().read()).await.unwrap()
}

async fn mine(who: &Person, fields: &str) -> Value {
    who.ask(&format!("{{ viewer {{ ... on Patient {{ {fields} }} }} }}"), json!({})).await["viewer"]["reminders"].take()
}

on_each_database! {
    async fn reminders_that_were_made_say_what_became_of_them(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let other = house.patient_of(&dora, "Peter").await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5)), daily("Rest", None)]).await;
        let walk = steps_of(&house, &paula).await.remove(0);
        reminder(&house, &paula, 2, State::Failed, Some("MAIL_REFUSED")).await;
        let sent = reminder(&house, &paula, 1, State::Sent, None).await;
        lists(&house, sent, &walk).await;
        reminder(&house, &paula, 0, State::Pending, None).await;
        reminder(&house, &other, 0, State::Sent, None).await;
        let query = "reminders { sent(first: 2) { nodes { day scheduledAt state sentAt reason reasonText steps { description duration } } \
                     pageInfo { hasNextPage endCursor } } }";
        let page = mine(&paula, query).await["sent"].take();
        assert_eq!(page["nodes"], json!([
            { "day": "2026-03-02", "scheduledAt": "2026-03-02T06:00:00.000000Z", "state": "PENDING", "sentAt": null,
              "reason": null, "reasonText": null, "steps": [] },
            { "day": "2026-03-01", "scheduledAt": "2026-03-01T06:00:00.000000Z", "state": "SENT",
              "sentAt": "2026-03-02T08:00:00.000000Z", "reason": null, "reasonText": null,
              "steps": [{ "description": "Walk", "duration": 5 }] },
        ]));
        let after = format!(
            "reminders {{ sent(after: {}) {{ nodes {{ day state reason reasonText }} pageInfo {{ hasNextPage }} }} }}",
            page["pageInfo"]["endCursor"]
        );
        let rest = mine(&paula, &after).await["sent"].take();
        let text = "The mail server refused the patient's e-mail address.";
        let failed = json!({ "day": "2026-02-28", "state": "FAILED", "reason": "MAIL_REFUSED", "reasonText": text });
        assert_eq!(rest, json!({ "nodes": [failed], "pageInfo": { "hasNextPage": false } }));
        let seen = dora.ask("{ patients { nodes { name reminders { sent { nodes { day } } } } } }", json!({})).await;
        assert_eq!(seen["patients"]["nodes"][0]["reminders"]["sent"]["nodes"].as_array().unwrap().len(), 3);
        assert_eq!(seen["patients"]["nodes"][1]["reminders"]["sent"]["nodes"].as_array().unwrap().len(), 1);
    }

    async fn reminders_to_come_follow_the_plan(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        assert_eq!(mine(&paula, UPCOMING).await["upcoming"], json!([]), "without a plan there are none");
        house.plan(&dora, &paula, vec![
            daily("Walk", Some(2)),
            PlannedStep { every_days: Some(7.0), ..daily("Methotrexate", None) },
            PlannedStep { as_needed: true, ..daily("Paracetamol", None) },
            once("Call"),
        ]).await;
        let day = |days: u64, steps: &[&str]| {
            let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap() + Days::new(days);
            let steps: Vec<_> = steps.iter().map(|step| json!({ "description": step })).collect();
            json!({ "day": day, "scheduledAt": format!("{day}T06:00:00.000000Z"), "steps": steps })
        };
        // 06:00 of today is over: what is due now comes tomorrow.
        let upcoming = mine(&paula, UPCOMING).await;
        assert_eq!(upcoming["upcoming"], json!([day(1, &["Walk", "Methotrexate"]), day(2, &["Walk"]), day(8, &["Methotrexate"])]));
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        let upcoming = mine(&paula, UPCOMING).await;
        assert_eq!(upcoming["upcoming"], json!([day(1, &["Walk"]), day(7, &["Methotrexate"]), day(14, &["Methotrexate"])]));
        house.t.clock.advance(Duration::days(1));
        paula = house.again(&paula).await;
        paula.ask("mutation { checkIn { day } }", json!({})).await;
        let upcoming = mine(&paula, UPCOMING).await;
        assert_eq!(upcoming["upcoming"][0], day(7, &["Methotrexate"]), "a finished plan reminds no more");
    }

    async fn a_failing_address_is_told_to_the_doctor_and_shown_to_both(t: TestApp) {
        let house = House::live(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let cursor = dora.ask("{ eventCursor }", json!({})).await["eventCursor"].take();
        let mut socket = dora.socket().await;
        let watch = format!(
            "subscription {{ careEvents(after: {cursor}) {{ __typename ... on MailFailing {{ patient {{ name mailFailingSince }} }} }} }}"
        );
        socket.subscribe("e", &watch).await;
        let day = house.t.app.now().date_naive();
        address_refused(&house, &paula, day).await;
        let seen = "{ patients { nodes { mailFailingSince } } }";
        assert_eq!(dora.ask(seen, json!({})).await["patients"]["nodes"][0]["mailFailingSince"], Value::Null);
        address_refused(&house, &paula, day + Days::new(1)).await;
        let since = json!("2026-03-02T08:00:00.000000Z");
        assert_eq!(dora.ask(seen, json!({})).await["patients"]["nodes"][0]["mailFailingSince"], since);
        let own = paula.ask("{ viewer { ... on Patient { mailFailingSince } } }", json!({})).await;
        assert_eq!(own["viewer"]["mailFailingSince"], since);
        let told = loop {
            let event = socket.next("e").await["data"]["careEvents"].take();
            if event["__typename"] == "MailFailing" {
                break event;
            }
        };
        assert_eq!(told["patient"], json!({ "name": "Paula Example", "mailFailingSince": since }));
    }

    async fn a_reminder_comes_at_six_where_the_patient_lives(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        paula.change("setTimeZone", json!({ "timeZone": "America/New_York" }), "user { id }").await;
        let paula = house.again(&paula).await;
        house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        // It is 03:00 there: today's is still to come.
        let upcoming = mine(&paula, "reminders { upcoming(first: 1) { day scheduledAt } }").await;
        assert_eq!(upcoming["upcoming"], json!([{ "day": "2026-03-02", "scheduledAt": "2026-03-02T11:00:00.000000Z" }]));
        for (first, ok) in [(0, false), (101, false), (100, true)] {
            let query = format!("{{ viewer {{ ... on Patient {{ reminders {{ upcoming(first: {first}) {{ day }} }} }} }} }}");
            let answer = paula.send(&query, json!({})).await.json();
            assert_eq!(answer.get("errors").is_none(), ok, "{first}: {answer}");
        }
    }
}
