//! Each mutation, asked by everybody with an input that could be taken.

use super::{super::refusals::table::rows, Callers, Table, letter, letters};
use aftercare_core::on_each_database;
use serde_json::{Value, json};

/// What ends somebody's account or sessions comes last, in this order.
const ENDING: [&str; 4] = ["reinstateAccount", "suspendAccount", "resetPassword", "deleteAccount"];

/// Each with one letter a caller; `.` is not asked: it takes a password, and only two of them have one (`refusals` asks those).
const MUTATIONS: &[(&str, &str)] = &[
    // nobody unconfirmed | patient stranger | doctor former colleague pending refused suspended | admin | expired revoked
    ("completeStep", "u n y n f f f f f u f u u"),
    ("uncompleteStep", "u n y n f f f f f u f u u"),
    ("checkIn", "u n y n f f f f f u f u u"),
    ("undoCheckIn", "u n y n f f f f f u f u u"),
    ("reviewStep", "u f f f y n n f f u f u u"),
    ("addStep", "u f f f y n n f f u f u u"),
    ("cancelStep", "u f f f y n n f f u f u u"),
    ("retryExtraction", "u f f f y n n f f u f u u"),
    ("keepPlan", "u f f f y n n f f u f u u"),
    ("confirmPlanEnd", "u f f f y n n f f u f u u"),
    ("setExtractionMode", "u f f f y n n f f u f u u"),
    ("setNoAi", "u f f f y n n f f u f u u"),
    ("snoozeAtRisk", "u f f f y n n f f u f u u"),
    ("resolveAtRisk", "u f f f y n n f f u f u u"),
    ("setDailyDigest", "u f f f y y y f f u f u u"),
    ("submitNote", "u f f f y n n f f u f u u"),
    ("updateReminderSettings", "u y y y f f f f f u f u u"),
    ("unsubscribeReminders", "u y y y f f f f f u f u u"),
    ("subscribeReminders", "u y y y f f f f f u f u u"),
    ("selectDoctor", "u f y y f f f f f u f u u"),
    ("setTimeZone", "u y y y y y y y y u y u u"),
    ("signUp", "y y y y y y y y y u y u u"),
    ("logIn", "y y y y y y y y y u y u u"),
    ("refreshSession", "y y y y y y y y y u y u u"),
    ("exportMyData", "u y y y f f f f f u f u u"),
    ("confirmEmail", "u b b b b b b b b u b u u"),
    ("resendConfirmation", "u y y y y y y y y u y u u"),
    ("requestPasswordReset", "y y y y y y y y y u y u u"),
    ("resetPassword", "y y y y y y y y y u y u u"),
    ("confirmEmailChange", "u b y b b b b b b u b u u"),
    ("changeEmail", "u . . . . . . . . u . u u"),
    ("changePassword", "u . . . . . . . . u . u u"),
    ("deleteAccount", "u . . . . . . . . u . u u"),
    ("endSession", "u n y n n n n n n u n u u"),
    ("approveDoctor", "u f f f f f f f f u y u u"),
    ("refuseDoctor", "u f f f f f f f f u y u u"),
    ("setDoctorTitle", "u f f f f f f f f u y u u"),
    ("suspendAccount", "u f f f f f f f f u y u u"),
    ("reinstateAccount", "u f f f f f f f f u y u u"),
    ("logOut", "u y y y y y y y y u y u u"),
    ("logOutEverywhere", "u y y y y y y y y u y u u"),
];

on_each_database! {
    async fn each_mutation_is_for_those_it_is_for(t: TestApp) {
        let callers = Box::pin(Callers::gather(t)).await;
        let mut rows = rows(&callers.scene);
        rows.sort_by_key(|row| ENDING.iter().position(|last| *last == row.mutation));
        let mut table = Table::new();
        for row in &rows {
            let expected = MUTATIONS.iter().find(|(name, _)| *name == row.mutation);
            let expected = letters(expected.unwrap_or_else(|| panic!("{} has no row", row.mutation)).1);
            let mut found: Vec<_> = expected.iter().map(|letter| if *letter == '.' { '.' } else { '?' }).collect();
            // Those who may not come first: who may changes what the next one finds.
            let before = callers.scene.contents().await;
            for (at, (name, client)) in callers.each().enumerate().filter(|(at, _)| !['y', '.'].contains(&expected[*at])) {
                let answer = client.send(&query(row.mutation, &row.input), json!({ "input": row.input })).await.json();
                callers.nothing_leaks(name, row.mutation, &answer);
                found[at] = letter(&answer, &[row.mutation]);
            }
            let after = callers.scene.contents().await;
            let changed = before.as_object().unwrap().keys().filter(|table| before[*table] != after[*table]);
            assert_eq!(changed.collect::<Vec<_>>(), [""; 0], "{}: a refusal changed something: {found:?}", row.mutation);
            let first = expected.iter().position(|letter| *letter == 'y');
            for (at, (_, client)) in callers.each().enumerate().filter(|(at, _)| expected[*at] == 'y') {
                // Ending everybody's session would leave nobody to ask the rest.
                let once = first != Some(at) || row.mutation.starts_with("logOut");
                found[at] = if once {
                    'y'
                } else {
                    let answer = client.send(&query(row.mutation, &row.input), json!({ "input": row.input })).await;
                    letter(&answer.json(), &[row.mutation])
                };
            }
            table.compare(row.mutation, &expected, &found);
        }
        let unknown = MUTATIONS.iter().filter(|(name, _)| !rows.iter().any(|row| row.mutation == *name));
        assert_eq!(unknown.collect::<Vec<_>>(), [] as [&(&str, &str); 0], "these are no mutations");
        table.finish(200);
    }
}

fn query(mutation: &str, input: &Value) -> String {
    if *input == Value::Null {
        return format!("mutation {{ {mutation} {{ __typename }} }}");
    }
    let kind = format!("{}{}Input", mutation[..1].to_uppercase(), &mutation[1..]);
    format!("mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ __typename }} }}")
}
