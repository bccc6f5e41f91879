//! What an admin sees: accounts, and how the background work goes; never anything of a record.

use crate::support::house::House;
use aftercare_core::testing::sea_orm::{ActiveModelTrait, ActiveValue::Set};
use aftercare_core::{
    domain::reminders::{self, Slot},
    jobs::{self, JobKind, Outcome, Wanted},
    on_each_database,
    testing::planned::daily,
};
use aftercare_entity::{
    user::{Admission, Role},
    worker_heartbeat,
};
use chrono::Duration;
use serde_json::{Value, json};

const ACCOUNTS: &str = "query ($search: String, $state: AccountState, $role: AccountRole, $first: Int, $after: String) { \
    accounts(search: $search, state: $state, role: $role, first: $first, after: $after) { \
        nodes { name } pageInfo { hasNextPage endCursor } } }";

fn names(page: &Value) -> Vec<&str> {
    page["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect()
}

on_each_database! {
    async fn accounts_are_found_by_name_address_title_state_and_role_in_pages(t: TestApp) {
        let house = House::open(t).await;
        let olga = house.person(Role::Admin, "Olga").await;
        let new = json!({ "email": "Łukasz@Bücher.example", "password": "a quiet lamp by the river", "name": "Łukasz Groß", "role": "PATIENT" });
        house.client(None).change("signUp", new, "accessToken").await;
        let dora = house.person(Role::Doctor, "Dora Sample").await;
        house.doctor_at_the_door("Wim", Admission::Pending).await;
        house.doctor_at_the_door("Rob", Admission::Refused).await;
        olga.change("setDoctorTitle", json!({ "doctorId": dora.id(), "title": "Ward 7" }), "account { id }").await;
        for (wanted, found) in [
            (json!({}), vec!["Dora Sample", "Łukasz Groß", "Olga", "Rob", "Wim"]),
            (json!({ "search": "LUKASZ gross" }), vec!["Łukasz Groß"]),
            (json!({ "search": "bücher.example" }), vec!["Łukasz Groß"]),
            (json!({ "search": "łukasz@bücher" }), vec!["Łukasz Groß"]),
            (json!({ "search": "ŁUKASZ@xn--bcher" }), vec!["Łukasz Groß"]),
            (json!({ "search": "ward" }), vec!["Dora Sample"]),
            (json!({ "search": "%" }), vec![]),
            (json!({ "state": "PENDING" }), vec!["Wim"]),
            (json!({ "state": "UNCONFIRMED" }), vec!["Łukasz Groß"]),
            (json!({ "state": "REFUSED" }), vec!["Rob"]),
            (json!({ "state": "ACTIVE", "role": "DOCTOR" }), vec!["Dora Sample"]),
            (json!({ "role": "ADMIN" }), vec!["Olga"]),
        ] {
            let page = olga.ask(ACCOUNTS, wanted.clone()).await["accounts"].take();
            assert_eq!(names(&page), found, "{wanted}");
        }
        let (mut seen, mut after) = (0, Value::Null);
        for size in [2, 2, 1] {
            let page = olga.ask(ACCOUNTS, json!({ "first": 2, "after": after })).await["accounts"].take();
            assert_eq!(names(&page).len(), size);
            seen += size;
            assert_eq!(page["pageInfo"]["hasNextPage"], seen < 5);
            after = page["pageInfo"]["endCursor"].clone();
        }
        let all = "{ accounts(search: \"lukasz\") { nodes { role email emailConfirmed state title createdAt lastSignInAt } } }";
        let shown = olga.ask(all, json!({})).await["accounts"]["nodes"][0].take();
        let at = "2026-03-02T08:00:00.000000Z";
        assert_eq!(shown, json!({ "role": "PATIENT", "email": "łukasz@bücher.example", "emailConfirmed": false, "state": "UNCONFIRMED", "title": null, "createdAt": at, "lastSignInAt": at }));
        for (wanted, path) in [(json!({ "first": 0 }), "first"), (json!({ "after": "x" }), "after"), (json!({ "search": "x".repeat(201) }), "search")] {
            let error = olga.error(ACCOUNTS, wanted).await;
            assert_eq!(error["extensions"], json!({ "code": "BAD_USER_INPUT", "inputPath": [path] }));
        }
    }

    async fn jobs_sweeps_and_workers_show_how_it_goes_and_nothing_of_a_record(t: TestApp) {
        let house = House::open(t).await;
        let olga = house.person(Role::Admin, "Olga").await;
        let (paula, dora) = house.patient_and_doctor().await;
        let other = house.patient_of(&dora, "Peter").await;
        house.plan(&dora, &paula, vec![daily("Walk", Some(5))]).await;
        house.plan(&dora, &other, vec![daily("Walk", Some(5))]).await;
        let app = &house.t.app;
        // The notes' jobs: one is given up, one is being done.
        let lease = Duration::minutes(1);
        let extract = jobs::claim(app, Wanted::of(JobKind::Extract, 2, lease)).await.unwrap();
        let change = app.begin().await.unwrap();
        jobs::settle(app, change.tx(), &extract[0], &Outcome::GiveUp { code: "MODEL_BLOCKED" }).await.unwrap();
        change.commit().await.unwrap();
        // The morning's sweep.
        let (zone, day) = (chrono_tz::UTC, app.now().date_naive());
        let mut change = app.begin().await.unwrap();
        change.job(reminders::sweep_job(app, Slot::of_zone(zone), day)).await.unwrap();
        reminders::make_reminders(&mut change, Slot::of_zone(zone), day, None, 100).await.unwrap();
        reminders::schedule_slot(&mut change, Slot::of_zone(zone)).await.unwrap();
        change.commit().await.unwrap();
        let sweep = jobs::claim(app, Wanted::of(JobKind::Sweep, 1, lease)).await.unwrap();
        let change = app.begin().await.unwrap();
        assert!(jobs::finish(app, change.tx(), &sweep[0]).await.unwrap());
        change.commit().await.unwrap();
        let beat = worker_heartbeat::ActiveModel { id: Set(app.new_id()), started_at: Set(app.now()), beat_at: Set(app.now()) };
        beat.insert(app.db().write()).await.unwrap();

        let query = "{ jobs { counts { kind waiting running dead } \
                       dead { nodes { id kind errorCode error attempts createdAt givenUpAt } } } \
                       sweeps { timeZone last { day at made pending sent skipped failed } nextAt } \
                       workers { id startedAt lastSeenAt } }";
        let seen = olga.ask(query, json!({})).await;
        let count = |kind: &str| {
            let counts = seen["jobs"]["counts"].as_array().unwrap();
            let row = counts.iter().find(|row| row["kind"] == kind).unwrap();
            ["waiting", "running", "dead"].map(|state| row[state].as_i64().unwrap())
        };
        assert_eq!((count("extract"), count("mail"), count("sweep")), ([0, 1, 1], [2, 0, 0], [1, 0, 0]));
        let dead = &seen["jobs"]["dead"]["nodes"][0];
        assert_eq!((&dead["kind"], &dead["errorCode"], &dead["attempts"]), (&json!("extract"), &json!("MODEL_BLOCKED"), &json!(1)));
        assert_eq!(dead["error"], "The language model declined to read this note. Please add its steps by hand.");
        let at = "2026-03-02T08:00:00.000000Z";
        let last = json!({ "day": "2026-03-02", "at": at, "made": 2, "pending": 2, "sent": 0, "skipped": 0, "failed": 0 });
        assert_eq!(seen["sweeps"], json!([{ "timeZone": "UTC", "last": last, "nextAt": "2026-03-03T06:00:00.000000Z" }]));
        assert_eq!(seen["workers"][0]["lastSeenAt"], at);
        let said = seen.to_string();
        for of_a_record in ["Walk", "Rest", "Paula", "Peter", "note_", "patient_", "step_"] {
            assert!(!said.contains(of_a_record), "{of_a_record}: {said}");
        }
        let one = olga.ask(r#"{ jobs { dead(kind: "mail") { nodes { id } } } }"#, json!({})).await;
        assert_eq!(one["jobs"]["dead"]["nodes"], json!([]));
        assert_eq!(olga.refusal(r#"{ jobs { dead(kind: "tea") { nodes { id } } } }"#).await, "BAD_USER_INPUT");
    }

    async fn nobody_else_sees_any_of_it(t: TestApp) {
        let house = House::open(t).await;
        let (paula, dora) = house.patient_and_doctor().await;
        for query in ["{ accounts { nodes { id } } }", "{ jobs { counts { kind } } }", "{ sweeps { nextAt } }", "{ workers { id } }"] {
            assert_eq!(house.client(None).refusal(query).await, "UNAUTHENTICATED", "{query}");
            assert_eq!(paula.refusal(query).await, "FORBIDDEN", "{query}");
            assert_eq!(dora.refusal(query).await, "FORBIDDEN", "{query}");
        }
    }
}
