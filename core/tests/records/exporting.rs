//! A patient takes their record along.

use crate::{
    fhir,
    support::{extract, patient_with_note, rows},
};
use aftercare_core::{
    App, Error,
    audit::{Access, Action, Actor},
    domain::{
        check_ins,
        export::{self, Format},
        notes,
        plan::PlannedStep,
        reminders::answers::{self, Answer},
        schedule::Cycle,
    },
    on_each_database,
    testing::{
        TestApp, people,
        planned::{daily, held_back, once},
    },
};
use aftercare_entity::{
    at_risk_episode::{self, End, Resolution},
    check_in::{self, Via},
    mail_answer::{Outcome, Stage},
    note, reminder, step,
    user::{self, Role},
};
use chrono::{Duration, NaiveTime, Weekday, WeekdaySet};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QueryOrder};
use serde_json::{Value, json};

async fn exported(app: &App, patient: &user::Model, format: Format) -> Value {
    let actor = Actor::person(patient.id, None);
    let export = export::export(app, patient, format, actor).await.unwrap();
    assert_eq!(export.at, app.now());
    serde_json::from_str(&export.content).unwrap()
}

/// Steps of every kind, and times and days of every kind.
fn all_kinds() -> Vec<PlannedStep> {
    let at = |hour| NaiveTime::from_hms_opt(hour, 30, 0).unwrap();
    let weekly = WeekdaySet::from_array([Weekday::Mon, Weekday::Thu]);
    vec![
        daily("Walk", Some(5)),
        daily("Drink", None),
        once("Call the \"surgery\" \u{1F3E5}"),
        PlannedStep { every_days: Some(3.5), times_per_day: None, ..daily("Swim", Some(28)) },
        PlannedStep { weekdays: weekly, every_days: Some(3.5), ..daily("Inject", None) },
        PlannedStep {
            weekdays: WeekdaySet::single(Weekday::Mon),
            every_days: Some(14.0),
            ..daily("Weigh", None)
        },
        PlannedStep { cycle: Some(Cycle { on: 21, off: 7 }), ..daily("Tablet", None) },
        PlannedStep { times_of_day: vec![at(8), at(20)], ..daily("Drops", Some(7)) },
        PlannedStep { as_needed: true, ..daily("Ibuprofen", None) },
        held_back(daily("Odd", None)),
    ]
}

/// A patient of whom there is something of everything.
async fn with_everything(t: &TestApp) -> (user::Model, user::Model, note::Model) {
    let app = &t.app;
    let (patient, doctor, note) = patient_with_note(app, "Rest.\nWalk every day.").await;
    extract(app, note.id, all_kinds()).await;
    let steps = step::Entity::of_note_unscoped(note.id).order_by_asc(step::Column::Ordinal);
    let steps = steps.all(app.db().read()).await.unwrap();
    check_ins::check_in(app, patient.id, Some(steps[0].id), Via::App).await.unwrap();
    check_ins::check_in(app, patient.id, Some(steps[1].id), Via::MailLink).await.unwrap();
    check_ins::undo_check_in(app, patient.id, steps[1].id).await.unwrap();
    for (state, days) in [
        (reminder::State::Pending, 0),
        (reminder::State::Sent, 1),
        (reminder::State::Skipped, 2),
        (reminder::State::Failed, 3),
    ] {
        let now = app.now() - Duration::days(days);
        let sent = (state == reminder::State::Sent).then_some(now);
        let reason = (state == reminder::State::Failed).then(|| "MAIL_REFUSED".to_owned());
        let row = reminder::ActiveModel {
            id: Set(app.new_id()),
            patient_id: Set(patient.id),
            day: Set(now.date_naive()),
            scheduled_at: Set(now),
            state: Set(state),
            message_id: Set(format!("<{days}@aftercare.test>")),
            attempts: Set(1),
            unanswered: Set(0),
            reason: Set(reason),
            created_at: Set(now),
            sent_at: Set(sent),
        };
        let row = row.insert(app.db().write()).await.unwrap();
        let listed = aftercare_entity::reminder_step::ActiveModel {
            reminder_id: Set(row.id),
            step_id: Set(steps[0].id),
        };
        listed.insert(app.db().write()).await.unwrap();
        let answer = Answer {
            reminder: row.id,
            at: now,
            stage: Stage::Recipient,
            code: Some(550),
            enhanced: Some("5.1.1".to_owned()),
            outcome: Outcome::Refused,
        };
        if state == reminder::State::Failed {
            let change = app.begin().await.unwrap();
            answers::record(&change, vec![answer]).await.unwrap();
            change.commit().await.unwrap();
        }
    }
    let read = Access::new(
        Actor::person(doctor.id, "192.0.2.9".parse().ok()),
        Action::ReadNote,
        Some(patient.id),
        [note.id],
    );
    aftercare_core::audit::record(app, app.db().write(), [read]).await.unwrap();
    (patient, doctor, note)
}

on_each_database! {
    async fn as_json_it_has_everything_that_the_patient_may_see(t: TestApp) {
        let (patient, doctor, note) = with_everything(&t).await;
        let other = patient_with_note(&t.app, "Somebody else's secret.").await;
        let out = exported(&t.app, &patient, Format::Json).await;
        assert_eq!(out["account"]["email"], json!(patient.email));
        assert_eq!(out["doctors"], json!([{ "id": doctor.id, "name": "Dora Sample", "title": null }]));
        assert_eq!(out["assignments"][0]["doctor"], json!(doctor.id));
        let [exported_note] = out["notes"].as_array().unwrap().as_slice() else { panic!("{out}") };
        assert_eq!((&exported_note["id"], &exported_note["body"]), (&json!(note.id), &json!("Rest.\nWalk every day.")));
        let steps = exported_note["steps"].as_array().unwrap();
        let texts: Vec<_> = steps.iter().map(|step| step["description"].as_str().unwrap()).collect();
        assert_eq!(texts.len(), 9);
        assert!(!texts.contains(&"Odd"), "it waits for the doctor");
        assert_eq!(steps[0]["checkIns"][0]["day"], "2026-03-02");
        assert_eq!((&steps[0]["passage"], &steps[0]["remaining"]), (&json!("Rest."), &json!(4)));
        assert_eq!(steps[1]["checkIns"][0]["undoneAt"], "2026-03-02T08:00:00.000000Z");
        assert_eq!(steps[4]["weekdays"], json!(["Mon", "Thu"]));
        assert_eq!(steps[6]["cycle"], json!({ "daysOn": 21, "daysOff": 7 }));
        assert_eq!(steps[7]["timesOfDay"], json!(["08:30", "20:30"]));
        let reminders = out["reminders"].as_array().unwrap();
        assert_eq!((reminders.len(), &reminders[0]["steps"][0]), (4, &steps[0]["id"]));
        let of = |state: &str| reminders.iter().find(|row| row["state"] == state).unwrap()["mailAnswers"].clone();
        let answer = json!({ "at": "2026-02-27T08:00:00.000000Z", "stage": "RECIPIENT", "code": 550, "enhancedCode": "5.1.1", "outcome": "REFUSED" });
        assert_eq!((of("FAILED"), of("SENT")), (json!([answer]), json!([])));
        let log = out["accessLog"].as_array().unwrap();
        let read = log.iter().find(|row| row["action"] == "READ_NOTE").unwrap();
        assert_eq!((&read["account"], &read["about"][0]), (&json!(doctor.id), &json!(note.id)));
        assert_eq!(read["address"], Value::Null, "where the doctor was is the doctor's");
        assert!(log.iter().any(|row| row["action"] == "EXPORT" && row["detail"] == "JSON"), "this export too");
        let text = out.to_string();
        assert!(!text.contains("secret") && !text.contains(&other.0.id.to_string()));
    }

    async fn as_fhir_it_is_a_valid_bundle(t: TestApp) {
        let (patient, doctor, note) = with_everything(&t).await;
        let newer = notes::submit_note(&t.app, doctor.id, patient.id, "Only rest.").await.unwrap();
        extract(&t.app, newer.id, vec![daily("Rest", Some(3))]).await;
        notes::submit_note(&t.app, doctor.id, patient.id, "Not read yet.").await.unwrap();
        let out = exported(&t.app, &patient, Format::Fhir).await;
        assert_eq!(fhir::faults(&out), [] as [String; 0]);
        let entries = out["entry"].as_array().unwrap();
        let of = |kind: &str| {
            let all = entries.iter().map(|entry| &entry["resource"]);
            all.filter(|resource| resource["resourceType"] == kind).collect::<Vec<_>>()
        };
        assert_eq!(of("Patient").len(), 1);
        assert_eq!(of("Practitioner")[0]["name"][0]["text"], "Dora Sample");
        let states: Vec<_> = of("CarePlan").iter().map(|plan| plan["status"].clone()).collect();
        assert_eq!(states, ["draft", "active", "revoked"], "newest first");
        assert_eq!(of("CarePlan")[2]["note"][0]["text"], "Rest.\nWalk every day.");
        assert_eq!(of("CarePlan")[2]["id"], json!(note.id));
        let mut tasks = of("Task");
        tasks.rotate_left(1);
        assert_eq!(tasks.len(), 10);
        assert_eq!((&tasks[0]["status"], &tasks[0]["output"][0]["valueDate"]), (&json!("cancelled"), &json!("2026-03-02")));
        assert!(tasks[1].get("output").is_none(), "a check-in that was taken back does not count");
        let timing = |n: usize| tasks[n]["input"][0]["valueTiming"].clone();
        assert_eq!(timing(2), Value::Null, "done once");
        assert_eq!(timing(3)["repeat"]["period"], 3.5);
        let weekly = json!({ "frequency": 4, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon", "thu"] });
        assert_eq!(timing(4)["repeat"], weekly, "twice a day on two days of a week");
        assert_eq!(timing(5)["repeat"]["period"], 2);
        assert_eq!(timing(6)["code"]["text"], "21 days on, 7 days off");
        assert_eq!(timing(7)["repeat"]["timeOfDay"], json!(["08:30:00", "20:30:00"]));
        assert_eq!(timing(8), json!({ "code": { "text": "as needed" } }));
        let mut states: Vec<_> = of("Communication").iter().map(|mail| mail["status"].as_str().unwrap()).collect();
        states.sort_unstable();
        assert_eq!(states, ["completed", "not-done", "preparation", "stopped"]);
        assert!(!out.to_string().contains("Odd"));
    }

    async fn a_text_that_does_not_open_is_left_out_and_the_rest_is_there(t: TestApp) {
        let (patient, _, note) = with_everything(&t).await;
        let steps = step::Entity::of_note_unscoped(note.id).order_by_asc(step::Column::Ordinal);
        let first = steps.one(t.app.db().read()).await.unwrap().unwrap();
        let mut broken = first.into_active_model();
        broken.description_sealed = Set(vec![1, 2, 3]);
        broken.update(t.app.db().write()).await.unwrap();
        let mut broken = note.into_active_model();
        broken.body_sealed = Set(Vec::new());
        broken.update(t.app.db().write()).await.unwrap();
        let out = exported(&t.app, &patient, Format::Json).await;
        let note = &out["notes"][0];
        assert_eq!((&note["body"], &note["unreadable"]), (&Value::Null, &json!(true)));
        assert_eq!((&note["steps"][0]["description"], &note["steps"][0]["unreadable"]), (&Value::Null, &json!(true)));
        assert_eq!(note["steps"][1]["description"], "Drink");
        let out = exported(&t.app, &patient, Format::Fhir).await;
        assert_eq!(fhir::faults(&out), [] as [String; 0]);
    }

    async fn ten_thousand_rows_are_all_there(t: TestApp) {
        let (patient, doctor, note) = patient_with_note(&t.app, "Rest.").await;
        extract(&t.app, note.id, vec![daily("Walk", None)]).await;
        let step = step::Entity::of_note_unscoped(note.id).one(t.app.db().read()).await.unwrap().unwrap();
        let now = t.app.now();
        for part in 0..9_i64 {
            let rows = (part * 1000..(part + 1) * 1000).map(|n| check_in::ActiveModel {
                id: Set(t.app.new_id()),
                step_id: Set(step.id),
                patient_id: Set(patient.id),
                day: Set((now - Duration::days(n + 1)).date_naive()),
                at: Set(now),
                via: Set(Via::App),
                due_before: Set(None),
                undone_at: Set(None),
            });
            check_in::Entity::insert_many(rows).exec_without_returning(t.app.db().write()).await.unwrap();
        }
        let rows = (0..1200_i64).map(|n| reminder::ActiveModel {
            id: Set(t.app.new_id()),
            patient_id: Set(patient.id),
            day: Set((now - Duration::days(n + 1)).date_naive()),
            scheduled_at: Set(now),
            state: Set(reminder::State::Sent),
            message_id: Set(format!("<{n}@aftercare.test>")),
            attempts: Set(1),
            unanswered: Set(0),
            reason: Set(None),
            created_at: Set(now),
            sent_at: Set(Some(now)),
        });
        reminder::Entity::insert_many(rows).exec_without_returning(t.app.db().write()).await.unwrap();
        let read = |n: u128| {
            let actor = Actor::person(doctor.id, None);
            Access::new(actor, Action::ReadNote, Some(patient.id), [sea_orm::prelude::Uuid::from_u128(n)])
        };
        aftercare_core::audit::record(&t.app, t.app.db().write(), (0..1200).map(read)).await.unwrap();
        for _ in 0..60 {
            notes::submit_note(&t.app, doctor.id, patient.id, "Walk on.").await.unwrap();
        }
        let out = exported(&t.app, &patient, Format::Json).await;
        let length = |list: &Value| list.as_array().unwrap().len();
        assert_eq!(length(&out["notes"]), 61);
        assert_eq!(length(&out["notes"][60]["steps"][0]["checkIns"]), 9000);
        assert_eq!((length(&out["reminders"]), length(&out["accessLog"])), (1200, 1201));
        let out = exported(&t.app, &patient, Format::Fhir).await;
        assert_eq!(fhir::faults(&out), [] as [String; 0]);
        assert_eq!(length(&out["entry"]), 2 + 61 + 1 + 1200);
    }

    async fn it_is_for_patients_and_not_all_day_long(t: TestApp) {
        let (patient, doctor, _) = patient_with_note(&t.app, "Rest.").await;
        let ask = async |who: &user::Model| {
            export::export(&t.app, who, Format::Json, Actor::person(who.id, None)).await.map(|export| export.content)
        };
        assert!(matches!(ask(&doctor).await, Err(Error::Forbidden(_))));
        assert_eq!(rows(&t.app).await.len(), 0, "nothing was exported");
        for _ in 0..10 {
            ask(&patient).await.unwrap();
        }
        assert!(matches!(ask(&patient).await, Err(Error::RateLimited { .. })));
        let other = people::account(&t.app, Role::Patient, "Peter").await.unwrap();
        ask(&other).await.unwrap();
        // Redis counts by its own clock.
        if t.redis.is_none() {
            t.clock.advance(Duration::hours(1));
            ask(&patient).await.unwrap();
        }
    }

    async fn as_json_it_says_when_the_patient_fell_behind_and_how_that_ended(t: TestApp) {
        let app = &t.app;
        let (patient, doctor, _) = patient_with_note(app, "Rest.").await;
        let other = patient_with_note(app, "Rest.").await.0;
        let episode = |patient: uuid::Uuid, days: i64| at_risk_episode::ActiveModel {
            id: Set(uuid::Uuid::from_u128(1000 - u128::from(days.unsigned_abs()))),
            patient_id: Set(patient),
            noticed_on: Set((app.now() - Duration::days(days)).date_naive()),
            days_missed: Set(3),
            began_at: Set(app.now() - Duration::days(days)),
            snoozed_until: Set(None),
            told_at: Set(Some(app.now())),
            ended_at: Set(None),
            ended_by: Set(None),
            resolution: Set(None),
            resolved_by: Set(None),
        };
        let settled = at_risk_episode::ActiveModel {
            ended_at: Set(Some(app.now() - Duration::days(20))),
            ended_by: Set(Some(End::Resolved)),
            resolution: Set(Some(Resolution::Contacted)),
            resolved_by: Set(Some(doctor.id)),
            ..episode(patient.id, 21)
        };
        let put_off = at_risk_episode::ActiveModel { snoozed_until: Set(Some("2026-03-09".parse().unwrap())), ..episode(patient.id, 1) };
        let mut ids = Vec::new();
        for row in [settled, put_off, episode(other.id, 2)] {
            ids.push(row.insert(app.db().write()).await.unwrap().id);
        }
        let (settled, put_off) = (ids[0], ids[1]);
        let out = exported(app, &patient, Format::Json).await;
        assert_eq!(out["fellBehind"], json!([
            {
                "id": settled, "noticedOn": "2026-02-09", "daysMissed": 3, "at": "2026-02-09T08:00:00.000000Z", "snoozedUntil": null,
                "endedAt": "2026-02-10T08:00:00.000000Z", "endedBy": "RESOLVED", "resolution": "CONTACTED", "resolvedBy": doctor.id,
            },
            {
                "id": put_off, "noticedOn": "2026-03-01", "daysMissed": 3, "at": "2026-03-01T08:00:00.000000Z", "snoozedUntil": "2026-03-09",
                "endedAt": null, "endedBy": null, "resolution": null, "resolvedBy": null,
            },
        ]));
        let doctors: Vec<_> = out["doctors"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
        assert_eq!(doctors, [&json!(doctor.id)], "who settled it is named there");
    }
}
