//! Weekdays, cycles and times of day, as a web app writes and reads them.

use crate::support::house::{House, id};
use aftercare_core::on_each_database;
use aftercare_core::testing::planned::{daily, held_back};
use serde_json::json;

const STEP: &str = "step { id state nextDueOn total frequency { timesPerDay timesOfDay everyDays everyWeeks weekdays \
                    cycle { daysOn daysOff } asNeeded } }";

on_each_database! {
    async fn a_doctor_adds_a_step_on_weekdays(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        let input = json!({
            "noteId": id("note", note.id), "kind": "PLAN", "description": "Methotrexate 15 mg", "weekdays": ["THURSDAY", "MONDAY"],
            "timesOfDay": ["20:00", "08:00"], "durationDays": 14, "startsAfterDays": 1,
        });
        let added = dora.change("addStep", input, STEP).await["step"].take();
        assert_eq!(added["frequency"], json!({
            "timesPerDay": 2, "timesOfDay": ["08:00", "20:00"], "everyDays": 3.5, "everyWeeks": 1, "weekdays": ["MONDAY", "THURSDAY"],
            "cycle": null, "asNeeded": false,
        }));
        // Monday, 2 March, and one day: the first fitting day is Thursday.
        assert_eq!((&added["nextDueOn"], &added["total"]), (&json!("2026-03-05"), &json!(4)));
        let days = paula.ask("{ viewer { ... on Patient { reminders { upcoming(first: 9) { day steps { description } } } } } }", json!({})).await;
        let days = days["viewer"]["reminders"]["upcoming"].as_array().unwrap().clone();
        let of = |day: &str| days.iter().find(|shown| shown["day"] == day).map_or(0, |shown| shown["steps"].as_array().unwrap().len());
        assert_eq!(["2026-03-04", "2026-03-05", "2026-03-06", "2026-03-09"].map(of), [1, 2, 1, 2]);
    }

    async fn the_days_of_a_step_that_waits_are_one_choice(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let held = || held_back(daily("Capecitabine 500 mg", Some(42)));
        house.plan(&dora, &paula, vec![held(), held(), held()]).await;
        let query = format!(r#"{{ patient(id: "{}") {{ steps {{ nodes {{ id }} }} }} }}"#, paula.id());
        let steps = dora.ask(&query, json!({})).await["patient"]["steps"]["nodes"].take();
        let approve = |n: usize, edit: serde_json::Value| {
            let mut input = json!({ "stepId": steps[n]["id"], "decision": "APPROVE" });
            input.as_object_mut().unwrap().extend(edit.as_object().unwrap().clone());
            input
        };
        for (edit, path) in [
            (json!({ "cycle": { "daysOn": 14, "daysOff": 0 } }), "input.cycle"),
            (json!({ "cycle": { "daysOn": 14, "daysOff": 7 }, "weekdays": ["MONDAY"] }), "input.cycle"),
            (json!({ "weekdays": ["MONDAY"], "everyDays": 2 }), "input.everyDays"),
            (json!({ "weekdays": ["MONDAY"], "everyWeeks": 53 }), "input.everyWeeks"),
            (json!({ "everyWeeks": 2 }), "input.everyWeeks"),
            (json!({ "startsAfterDays": -1 }), "input.startsAfterDays"),
            (json!({ "timesPerDay": 3, "timesOfDay": ["08:00"] }), "input.timesOfDay"),
        ] {
            assert_eq!(dora.refused("reviewStep", approve(0, edit)).await, format!("BAD_USER_INPUT {path}"));
        }
        let cycle = json!({ "cycle": { "daysOn": 14, "daysOff": 7 }, "everyDays": null, "weekdays": [] });
        let edited = dora.change("reviewStep", approve(0, cycle), STEP).await["step"].take();
        assert_eq!(edited["frequency"]["cycle"], json!({ "daysOn": 14, "daysOff": 7 }));
        assert_eq!((&edited["total"], &edited["frequency"]["weekdays"]), (&json!(28), &json!([])));
        let weekdays = json!({ "weekdays": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"] });
        let edited = dora.change("reviewStep", approve(1, weekdays), STEP).await["step"].take();
        assert_eq!((&edited["total"], &edited["frequency"]["everyDays"]), (&json!(30), &json!(1.4)));
        let kept = dora.change("reviewStep", approve(2, json!({ "description": "Twice daily" })), STEP).await["step"].take();
        assert_eq!((&kept["total"], &kept["frequency"]["timesPerDay"]), (&json!(42), &json!(2)));
    }

    async fn a_time_of_day_that_is_none_is_refused_before_anything_runs(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        let note = house.plan(&dora, &paula, vec![daily("Walk", None)]).await;
        for time in ["24:00", "8", "08:00:00", "morning", ""] {
            let input = json!({ "noteId": id("note", note.id), "kind": "PLAN", "description": "Rest", "timesOfDay": [time] });
            let refused = dora.refused("addStep", input).await;
            assert!(refused.starts_with("BAD_USER_INPUT") || refused.starts_with("GRAPHQL"), "{time}: {refused}");
        }
    }
}
