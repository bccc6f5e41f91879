//! Check-ins: one or all due, once a day, taken back the same day; and how the plan is kept.

use crate::support::house::{House, Person};
use aftercare_core::testing::planned::{daily, once};
use aftercare_core::{domain::plan::PlannedStep, on_each_database};
use aftercare_entity::user::Role;
use chrono::Duration;
use serde_json::{Value, json};

const ADHERENCE: &str = "adherence { expected done }";

async fn mine(who: &Person, fields: &str) -> Value {
    who.ask(&format!("{{ viewer {{ ... on Patient {{ {fields} }} }} }}"), json!({})).await["viewer"].take()
}

async fn step_id(who: &Person, number: usize) -> String {
    let steps = mine(who, "steps { nodes { id } }").await;
    steps["steps"]["nodes"][number]["id"].as_str().unwrap().to_owned()
}

/// Description and check-ins left of each step that was checked in.
async fn check_in(who: &Person, step: Option<&str>) -> Vec<(String, Value)> {
    let input = step.map(|step| json!({ "stepId": step }));
    let query = "mutation ($input: CheckInInput) { checkIn(input: $input) { day checkIns { day via undone step { id } } \
                 steps { id description duration } } }";
    let answer = who.ask(query, json!({ "input": input })).await["checkIn"].take();
    let (check_ins, steps) = (answer["checkIns"].as_array().unwrap(), answer["steps"].as_array().unwrap());
    assert_eq!(check_ins.len(), steps.len());
    for (check_in, step) in check_ins.iter().zip(steps) {
        assert_eq!(
            *check_in,
            json!({ "day": answer["day"], "via": "APP", "undone": false, "step": { "id": step["id"] } })
        );
    }
    steps
        .iter()
        .map(|step| (step["description"].as_str().unwrap().to_owned(), step["duration"].clone()))
        .collect()
}

/// Why a step cannot be checked in: said as data, and nothing is checked in.
async fn not_checked_in(who: &Person, step: &str) -> Value {
    let fields = "day checkIns { id } results { status step { id } checkIn { id } }";
    let mut answer = who.change("checkIn", json!({ "stepId": step }), fields).await;
    let result = answer["results"][0].take();
    assert_eq!(
        (&answer["checkIns"], &result["checkIn"], &result["step"]["id"]),
        (&json!([]), &Value::Null, &json!(step))
    );
    result["status"].clone()
}

async fn days_pass(house: &House, who: &Person, days: i64) -> Person {
    house.t.clock.advance(Duration::days(days));
    house.again(who).await
}

fn left(steps: &[(&str, Value)]) -> Vec<(String, Value)> {
    steps.iter().map(|(step, left)| ((*step).to_owned(), left.clone())).collect()
}

on_each_database! {
    async fn checking_in_without_a_step_means_all_that_is_due(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let needed = PlannedStep { as_needed: true, ..daily("Paracetamol", None) };
        let later = PlannedStep { starts_after_days: 2, ..daily("Swim", Some(3)) };
        house.plan(&dora, &paula, vec![daily("Walk", Some(5)), daily("Rest", None), once("Call"), needed, later]).await;
        let done = left(&[("Walk", json!(4)), ("Rest", Value::Null)]);
        assert_eq!(check_in(&paula, None).await, done);
        assert_eq!(check_in(&paula, None).await, done, "a second time changes nothing and is no error");
        let list = mine(&paula, "checkIns { nodes { day at via undone step { description } } } today { due { id } }").await;
        let nodes = list["checkIns"]["nodes"].as_array().unwrap();
        assert_eq!(nodes.len(), 2);
        assert_eq!(nodes[1], json!({ "day": "2026-03-02", "at": "2026-03-02T08:00:00.000000Z", "via": "APP", "undone": false, "step": { "description": "Walk" } }));
        assert_eq!(list["today"]["due"], json!([]));
    }

    async fn checking_in_nothing_is_no_error(t: TestApp) {
        let house = House::open(t).await;
        let (paula, _) = house.patient_and_doctor().await;
        let answer = paula.ask("mutation { checkIn { day checkIns { id } steps { id } } }", json!({})).await;
        assert_eq!(answer["checkIn"], json!({ "day": "2026-03-02", "checkIns": [], "steps": [] }));
    }

    async fn one_step_is_checked_in_by_its_id(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5)), daily("Rest", Some(2)), once("Call")]).await;
        let rest = step_id(&paula, 1).await;
        assert_eq!(check_in(&paula, Some(&rest)).await, left(&[("Rest", json!(1))]));
        let due = mine(&paula, "today { due { description } done { description } }").await;
        assert_eq!(due["today"], json!({ "due": [{ "description": "Walk" }], "done": [{ "description": "Rest" }] }));
        let call = step_id(&paula, 2).await;
        assert_eq!(paula.refused("checkIn", json!({ "stepId": call })).await, "BAD_USER_INPUT input.stepId");
        let peter = house.person(Role::Patient, "Peter").await;
        assert_eq!(peter.refused("checkIn", json!({ "stepId": rest })).await, "NOT_FOUND");
    }

    async fn a_plan_of_three_takes_three_check_ins_however_long(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(3))]).await;
        let walk = step_id(&paula, 0).await;
        for (days, remaining) in [(0, 2), (4, 1), (9, 0)] {
            paula = days_pass(&house, &paula, days).await;
            assert_eq!(check_in(&paula, None).await, left(&[("Walk", json!(remaining))]));
        }
        let step = mine(&paula, "steps { nodes { state completed nextDueOn } }").await;
        assert_eq!(step["steps"]["nodes"], json!([{ "state": "COMPLETED", "completed": true, "nextDueOn": null }]));
        paula = days_pass(&house, &paula, 1).await;
        assert_eq!(check_in(&paula, None).await, []);
        assert_eq!(not_checked_in(&paula, &walk).await, "COMPLETED");
    }

    async fn a_weekly_step_is_not_due_the_next_day(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![PlannedStep { every_days: Some(7.0), ..daily("Methotrexate", Some(28)) }]).await;
        let weekly = step_id(&paula, 0).await;
        assert_eq!(check_in(&paula, None).await, left(&[("Methotrexate", json!(3))]));
        paula = days_pass(&house, &paula, 1).await;
        assert_eq!(check_in(&paula, None).await, []);
        assert_eq!(not_checked_in(&paula, &weekly).await, "NOT_DUE_YET");
        paula = days_pass(&house, &paula, 6).await;
        assert_eq!(check_in(&paula, None).await, left(&[("Methotrexate", json!(2))]));
    }

    async fn a_check_in_is_taken_back_the_same_day_only(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(2))]).await;
        let walk = step_id(&paula, 0).await;
        let undo = json!({ "stepId": walk });
        assert_eq!(paula.status("undoCheckIn", undo.clone()).await, "NOT_CHECKED_IN", "there is nothing to take back");
        check_in(&paula, None).await;
        let back = paula.change("undoCheckIn", undo.clone(), "step { duration nextDueOn state }").await;
        assert_eq!(back["step"], json!({ "duration": 2, "nextDueOn": "2026-03-02", "state": "ACTIVE" }));
        assert_eq!(mine(&paula, "checkIns { nodes { id } }").await["checkIns"]["nodes"], json!([]));
        assert_eq!(check_in(&paula, None).await, left(&[("Walk", json!(1))]), "it can be done again");
        paula = days_pass(&house, &paula, 1).await;
        assert_eq!(paula.status("undoCheckIn", undo.clone()).await, "NOT_CHECKED_IN", "yesterday is over");
        // The last one, taken back, makes the plan unfinished again.
        assert_eq!(check_in(&paula, None).await, left(&[("Walk", json!(0))]));
        let back = paula.change("undoCheckIn", undo, "step { duration state completed }").await;
        assert_eq!(back["step"], json!({ "duration": 1, "state": "ACTIVE", "completed": false }));
    }

    async fn a_phone_that_was_offline_at_midnight_checks_in_yesterday_until_the_sweep(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        let step = step_id(&paula, 0).await;
        // From 08:00 on the first day to 05:59 on the next.
        house.t.clock.advance(Duration::minutes(21 * 60 + 59));
        paula = house.again(&paula).await;
        for wrong in ["2026-03-01", "2026-03-04"] {
            assert_eq!(paula.refused("checkIn", json!({ "day": wrong })).await, "BAD_USER_INPUT input.day");
        }
        let fields = "day clientMutationId results { status checkIn { day } } patient { today { due { id } } }";
        let late = json!({ "stepId": step, "day": "2026-03-02", "clientMutationId": "phone-1" });
        let done = paula.change("checkIn", late.clone(), fields).await;
        assert_eq!(done["results"], json!([{ "status": "CHECKED_IN", "checkIn": { "day": "2026-03-02" } }]));
        assert_eq!((&done["day"], &done["clientMutationId"]), (&json!("2026-03-02"), &json!("phone-1")));
        assert_eq!(done["patient"]["today"]["due"], json!([{ "id": step }]), "today's is still to be done");
        assert_eq!(paula.change("checkIn", late.clone(), fields).await["results"][0]["status"], "ALREADY_CHECKED_IN");
        assert_eq!(paula.change("checkIn", json!({}), fields).await["results"][0]["status"], "CHECKED_IN");
        let left = mine(&paula, "steps { nodes { duration } }").await;
        assert_eq!(left["steps"]["nodes"], json!([{ "duration": 3 }]));
        house.t.clock.advance(Duration::minutes(1));
        paula = house.again(&paula).await;
        assert_eq!(paula.refused("checkIn", late).await, "BAD_USER_INPUT input.day", "the sweep has come");
    }

    async fn the_last_days_are_told_one_by_one(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, mut dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", None), daily("Rest", None)]).await;
        check_in(&paula, None).await;
        paula = days_pass(&house, &paula, 1).await;
        let walk = step_id(&paula, 0).await;
        check_in(&paula, Some(&walk)).await;
        paula = days_pass(&house, &paula, 3).await;
        let fields = "adherence { missed percent daysMissed streak lastCheckInOn days(last: 5) { day due done } }";
        let kept = mine(&paula, fields).await["adherence"].take();
        let days = json!([
            { "day": "2026-03-02", "due": 2, "done": 2 },
            { "day": "2026-03-03", "due": 2, "done": 1 },
            { "day": "2026-03-04", "due": 2, "done": 0 },
            { "day": "2026-03-05", "due": 2, "done": 0 },
            { "day": "2026-03-06", "due": 2, "done": 0 },
        ]);
        // Eight were due before today, three were done.
        let expected = json!({ "missed": 5, "percent": 37, "daysMissed": 3, "streak": 0, "lastCheckInOn": "2026-03-03", "days": days });
        assert_eq!(kept, expected);
        dora = house.again(&dora).await;
        let seen = dora.ask(&format!("{{ patients {{ nodes {{ {fields} }} }} }}"), json!({})).await;
        assert_eq!(seen["patients"]["nodes"][0]["adherence"], expected, "the doctor sees the same");
        for wrong in [0, 93, -1] {
            let query = format!("{{ viewer {{ ... on Patient {{ adherence {{ days(last: {wrong}) {{ day }} }} }} }} }}");
            assert_eq!(paula.send(&query, json!({})).await.json()["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        }
    }

    async fn adherence_compares_what_was_done_with_what_was_due(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, mut dora) = house.patient_and_doctor().await;
        assert_eq!(mine(&paula, ADHERENCE).await["adherence"], json!({ "expected": 0, "done": 0 }), "without a plan");
        house.plan(&dora, &paula, vec![daily("Walk", Some(5)), once("Call"), PlannedStep { every_days: Some(7.0), ..daily("Weigh", None) }]).await;
        check_in(&paula, None).await;
        assert_eq!(mine(&paula, ADHERENCE).await["adherence"], json!({ "expected": 2, "done": 2 }));
        paula = days_pass(&house, &paula, 3).await;
        dora = house.again(&dora).await;
        // Walk was due on three days that are over, weighing on one; today is not over.
        let kept = json!({ "expected": 4, "done": 2 });
        assert_eq!(mine(&paula, ADHERENCE).await["adherence"], kept);
        let seen = dora.ask(&format!("{{ patients {{ nodes {{ {ADHERENCE} }} }} }}"), json!({})).await;
        assert_eq!(seen["patients"]["nodes"][0]["adherence"], kept, "the doctor sees the same");
        check_in(&paula, None).await;
        assert_eq!(mine(&paula, ADHERENCE).await["adherence"], json!({ "expected": 5, "done": 3 }).clone(), "today counts when it is done");
        house.plan(&dora, &paula, vec![daily("Swim", Some(5))]).await;
        assert_eq!(mine(&paula, ADHERENCE).await["adherence"], json!({ "expected": 0, "done": 0 }), "of the plan in force");
    }
}
