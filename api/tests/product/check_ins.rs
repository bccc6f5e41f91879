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
        assert_eq!(paula.refused("checkIn", json!({ "stepId": walk })).await, "CONFLICT");
    }

    async fn a_weekly_step_is_not_due_the_next_day(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![PlannedStep { every_days: Some(7.0), ..daily("Methotrexate", Some(28)) }]).await;
        let weekly = step_id(&paula, 0).await;
        assert_eq!(check_in(&paula, None).await, left(&[("Methotrexate", json!(3))]));
        paula = days_pass(&house, &paula, 1).await;
        assert_eq!(check_in(&paula, None).await, []);
        assert_eq!(paula.refused("checkIn", json!({ "stepId": weekly })).await, "CONFLICT");
        paula = days_pass(&house, &paula, 6).await;
        assert_eq!(check_in(&paula, None).await, left(&[("Methotrexate", json!(2))]));
    }

    async fn a_check_in_is_taken_back_the_same_day_only(t: TestApp) {
        let house = House::open(t).await;
        let (mut paula, dora) = house.patient_and_doctor().await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(2))]).await;
        let walk = step_id(&paula, 0).await;
        let undo = json!({ "stepId": walk });
        assert_eq!(paula.refused("undoCheckIn", undo.clone()).await, "CONFLICT", "there is nothing to take back");
        check_in(&paula, None).await;
        let back = paula.change("undoCheckIn", undo.clone(), "step { duration nextDueOn state }").await;
        assert_eq!(back["step"], json!({ "duration": 2, "nextDueOn": "2026-03-02", "state": "ACTIVE" }));
        assert_eq!(mine(&paula, "checkIns { nodes { id } }").await["checkIns"]["nodes"], json!([]));
        assert_eq!(check_in(&paula, None).await, left(&[("Walk", json!(1))]), "it can be done again");
        paula = days_pass(&house, &paula, 1).await;
        assert_eq!(paula.refused("undoCheckIn", undo.clone()).await, "CONFLICT", "yesterday is over");
        // The last one, taken back, makes the plan unfinished again.
        assert_eq!(check_in(&paula, None).await, left(&[("Walk", json!(0))]));
        let back = paula.change("undoCheckIn", undo, "step { duration state completed }").await;
        assert_eq!(back["step"], json!({ "duration": 1, "state": "ACTIVE", "completed": false }));
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
