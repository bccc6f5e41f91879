//! One row for each mutation: who may ask, what would be taken, and what is refused. What goes without saying (no
//! session, the other roles, ids that are none, values of another type) is added by the test itself.

use super::scene::{EMAIL, PASSWORD, Scene};
use serde_json::{Value, json};

/// Who may ask.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Nobody,
    Patient,
    Doctor,
    Admin,
    Anyone,
    /// Who signed up with a password and has not confirmed their address; stands for anyone who has a password.
    Newcomer,
}

/// A mutation.
pub struct Row {
    pub mutation: &'static str,
    pub who: Who,
    /// Taken, from whom it may come; the rows' inputs are taken one after the other.
    pub input: Value,
    /// Fields with an id: one of somebody else's, if there can be.
    pub ids: Vec<(&'static str, Option<String>)>,
    /// Values that a field refuses, with what is said.
    pub refuses: Vec<(&'static str, Vec<Value>, &'static str)>,
}

/// Text that is empty, blank, of control characters, reordered, or one character too long.
fn bad_text(longest: usize) -> Vec<Value> {
    let mut texts: Vec<_> = ["", " \n\t ", "a\u{0}b", "a\u{7}b", "a\u{202e}b"].map(Value::from).into();
    texts.push("x".repeat(longest + 1).into());
    texts
}

/// The same, or of what nobody can see.
fn bad_name(longest: usize) -> Vec<Value> {
    let hidden = ["\u{200b}", "\u{3164}", "\u{301}", "a\u{200d}b", "a\u{e0041}"].map(Value::from);
    [bad_text(longest), hidden.to_vec()].concat()
}

fn bad_number(least: i64, most: i64) -> Vec<Value> {
    vec![json!(least - 1), json!(most + 1), json!(i32::MIN), json!(i32::MAX)]
}

fn bad_step() -> Vec<(&'static str, Vec<Value>, &'static str)> {
    let bad = "BAD_USER_INPUT input.";
    vec![
        ("description", bad_text(200), bad),
        ("timesPerDay", bad_number(1, 24), bad),
        ("durationDays", bad_number(1, 3650), bad),
        ("durationDays", vec![json!(1)], bad),
        ("everyDays", vec![json!(0), json!(0.1), json!(-1.5), json!(366.5), json!(1e300)], bad),
        ("startsAfterDays", bad_number(0, 3650), bad),
        ("everyWeeks", vec![json!(0), json!(-1), json!(53), json!(2)], bad),
        ("weekdays", vec![json!(["MOONDAY"]), json!(["MONDAY", null]), json!("Monday")], bad),
        ("timesOfDay", vec![json!(["24:00"]), json!(["8 o'clock"]), json!(["08:00:00"]), json!([""])], bad),
        (
            "cycle",
            vec![
                json!({ "daysOn": 0, "daysOff": 7 }),
                json!({ "daysOn": 21, "daysOff": -7 }),
                json!({ "daysOn": 367, "daysOff": 1 }),
            ],
            bad,
        ),
    ]
}

pub fn rows(scene: &Scene) -> Vec<Row> {
    let (ids, theirs) = (&scene.ids, &scene.ids.foreign);
    let row = |mutation, who, input| Row { mutation, who, input, ids: vec![], refuses: vec![] };
    let about = |mutation, who, field: &'static str, own: &String, foreign: &String| Row {
        ids: vec![(field, Some(foreign.clone()))],
        ..row(mutation, who, json!({ field: own }))
    };
    let with = |row: Row, more: Value, refuses| {
        let mut input = row.input;
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        Row { input, refuses, ..row }
    };
    let (bad, out) = ("BAD_USER_INPUT input.", "UNAUTHENTICATED");
    let person = json!({ "email": "new@example.org", "password": PASSWORD, "name": "Nina", "role": "DOCTOR", "timeZone": "UTC" });
    let long = "x".repeat(321);
    let no_emails = [
        "",
        "new",
        "new@",
        "@example.org",
        "a b@example.org",
        "new@example.org\n",
        "n\u{0}@example.org",
        &long,
    ];
    // Trimmed, it is one.
    let no_emails: Vec<_> =
        no_emails.iter().filter(|text| !text.ends_with('\n')).map(|text| json!(text)).collect();
    let no_passwords =
        ["", "short12", "password123", "aaaaaaaaaaaa", "new@example.org", "with\nbreak"].map(Value::from);
    let no_passwords = [&no_passwords[..], &[json!("ab".repeat(129))]].concat();
    let wrong_passwords = ["", "wrong", "\u{0}", &"x".repeat(20_000)].map(Value::from).to_vec();
    let weak_passwords = ["", "short12", "password123", "aaaaaaaaaaaa", "with\nbreak"].map(Value::from);
    let weak_passwords = [&weak_passwords[..], &[json!("ab".repeat(129))]].concat();
    let no_zones = ["", "Mars/Olympus", "UTC\u{0}", &long].map(Value::from).to_vec();
    let no_token: Vec<_> = ["", "made up", "\u{0}", &long].map(Value::from).into();
    let no_names: Vec<_> = ["", "a b", "n\u{0}", "\u{202e}", &long].map(Value::from).into();
    let no_body = |longest| bad_text(longest).into_iter().filter(|text| text != "a\u{202e}b").collect();
    vec![
        Row {
            refuses: vec![
                ("email", no_emails.clone(), bad),
                ("password", no_passwords, bad),
                ("name", bad_name(200), bad),
                ("role", vec![json!("ADMIN"), json!(""), json!("patient")], bad),
                ("timeZone", no_zones.clone(), bad),
            ],
            ..row("signUp", Who::Nobody, person)
        },
        Row {
            refuses: vec![
                ("email", ["", "nobody@example.org", "\u{0}", &long].map(Value::from).into(), out),
                ("password", wrong_passwords.clone(), out),
            ],
            ..row("logIn", Who::Nobody, json!({ "email": EMAIL, "password": PASSWORD }))
        },
        Row {
            refuses: vec![("refreshToken", no_token.clone(), out)],
            ..row("refreshSession", Who::Nobody, json!({ "refreshToken": scene.refresh_token }))
        },
        Row {
            refuses: vec![("timeZone", no_zones, bad)],
            ..row("setTimeZone", Who::Anyone, json!({ "timeZone": "Europe/Berlin" }))
        },
        Row {
            refuses: vec![
                (
                    "remindAt",
                    vec![json!("25:00"), json!("7"), json!("07:30:00"), json!("21:00"), json!("")],
                    bad,
                ),
                ("quietHours", vec![json!({ "from": "1" })], bad),
                ("language", vec![json!("IT"), json!("en"), json!("")], bad),
                ("mailDetail", vec![json!("ALL"), json!(1)], bad),
            ],
            ..row(
                "updateReminderSettings",
                Who::Patient,
                json!({ "remindAt": "07:30", "quietHours": { "from": "20:00", "until": "06:00" }, "language": "DE", "mailDetail": "FULL" }),
            )
        },
        row("unsubscribeReminders", Who::Patient, Value::Null),
        row("subscribeReminders", Who::Patient, Value::Null),
        about("completeStep", Who::Patient, "stepId", &ids.open, &theirs.open),
        about("uncompleteStep", Who::Patient, "stepId", &ids.open, &theirs.open),
        with(
            about("checkIn", Who::Patient, "stepId", &ids.due, &theirs.due),
            json!({}),
            vec![
                ("day", vec![json!(""), json!("2026-13-01"), json!("2026-02-01"), json!("2027-01-01")], bad),
                ("clientMutationId", no_names.clone(), bad),
            ],
        ),
        about("undoCheckIn", Who::Patient, "stepId", &ids.done, &theirs.done),
        with(
            about("reviewStep", Who::Doctor, "stepId", &ids.waits, &theirs.waits),
            json!({ "decision": "APPROVE" }),
            [bad_step(), vec![("decision", vec![json!(""), json!("KEEP")], bad)]].concat(),
        ),
        with(
            about("addStep", Who::Doctor, "noteId", &ids.plan, &theirs.plan),
            json!({ "kind": "PLAN", "description": "Rest" }),
            [
                bad_step(),
                vec![("kind", vec![json!(""), json!("DIET")], bad), ("asNeeded", vec![Value::Null], bad)],
            ]
            .concat(),
        ),
        about("cancelStep", Who::Doctor, "stepId", &ids.due, &theirs.due),
        about("retryExtraction", Who::Doctor, "noteId", &ids.failed, &theirs.failed),
        about("keepPlan", Who::Doctor, "noteId", &ids.empty[0], &theirs.empty),
        about("confirmPlanEnd", Who::Doctor, "noteId", &ids.empty[1], &theirs.empty),
        with(
            about("setExtractionMode", Who::Doctor, "patientId", &ids.patient, &theirs.patient),
            json!({ "mode": "REVIEW" }),
            vec![("mode", vec![json!(""), json!("NEVER")], bad)],
        ),
        with(
            about("setNoAi", Who::Doctor, "patientId", &ids.patient, &theirs.patient),
            json!({ "noAi": false }),
            vec![("noAi", vec![Value::Null], bad)],
        ),
        with(
            about("snoozeAtRisk", Who::Doctor, "patientId", &ids.patient, &theirs.patient),
            json!({ "until": "2026-03-20" }),
            vec![(
                "until",
                ["2026-03-01", "2026-03-02", "2026-06-01", "soon", ""].map(Value::from).into(),
                bad,
            )],
        ),
        with(
            about("resolveAtRisk", Who::Doctor, "patientId", &ids.patient, &theirs.patient),
            json!({ "reason": "CONTACTED" }),
            vec![("reason", vec![json!(""), json!("BORED")], bad)],
        ),
        Row {
            refuses: vec![("on", vec![Value::Null], bad)],
            ..row("setDailyDigest", Who::Doctor, json!({ "on": true }))
        },
        with(
            about("submitNote", Who::Doctor, "patientId", &ids.patient, &theirs.patient),
            json!({ "body": "Rest." }),
            vec![("body", no_body(20_000), bad), ("clientMutationId", no_names, bad)],
        ),
        Row {
            // There are no doctors who are somebody's; but a patient is no doctor, whatever the id says.
            ids: vec![("doctorId", Some(ids.patient.replace("patient_", "doctor_")))],
            ..row("selectDoctor", Who::Patient, json!({ "doctorId": ids.other_doctor }))
        },
        about("endSession", Who::Anyone, "sessionId", &ids.session, &theirs.session),
        Row {
            ids: vec![("doctorId", Some(ids.patient.replace("patient_", "doctor_")))],
            ..row("approveDoctor", Who::Admin, json!({ "doctorId": scene.waiting[0].id() }))
        },
        Row {
            ids: vec![("doctorId", Some(ids.patient.replace("patient_", "doctor_")))],
            ..row("refuseDoctor", Who::Admin, json!({ "doctorId": scene.waiting[1].id() }))
        },
        Row {
            ids: vec![("doctorId", Some(ids.patient.replace("patient_", "doctor_")))],
            refuses: vec![("title", bad_name(100), bad)],
            ..row("setDoctorTitle", Who::Admin, json!({ "doctorId": ids.other_doctor, "title": "Ward 7" }))
        },
        Row {
            ids: vec![("accountId", None)],
            refuses: vec![
                ("reason", vec![json!(""), json!("BORED")], bad),
                ("accountId", vec![json!(scene.admin.id())], "CONFLICT"),
            ],
            ..row("suspendAccount", Who::Admin, json!({ "accountId": theirs.patient }))
        },
        Row {
            ids: vec![("accountId", None)],
            ..row("reinstateAccount", Who::Admin, json!({ "accountId": scene.suspended.id() }))
        },
        Row {
            refuses: vec![("format", vec![json!("XML"), json!(""), json!("json")], bad)],
            ..row("exportMyData", Who::Patient, json!({ "format": "JSON" }))
        },
        Row {
            refuses: vec![("password", wrong_passwords.clone(), bad)],
            ..row("deleteAccount", Who::Anyone, json!({ "password": PASSWORD }))
        },
        Row {
            refuses: vec![("code", no_token.clone(), bad)],
            ..row("confirmEmail", Who::Newcomer, json!({ "code": scene.codes.confirm }))
        },
        row("resendConfirmation", Who::Anyone, Value::Null),
        Row {
            refuses: vec![("email", no_emails.clone(), bad)],
            ..row("requestPasswordReset", Who::Nobody, json!({ "email": EMAIL }))
        },
        Row {
            refuses: vec![
                ("code", no_token.clone(), bad),
                ("email", no_emails.clone(), bad),
                ("newPassword", weak_passwords.clone(), bad),
            ],
            ..row(
                "resetPassword",
                Who::Nobody,
                json!({ "code": scene.codes.reset, "newPassword": "another lamp" }),
            )
        },
        Row {
            refuses: vec![
                ("codeFromOldAddress", no_token.clone(), bad),
                ("codeFromNewAddress", no_token.clone(), bad),
            ],
            ..row(
                "confirmEmailChange",
                Who::Anyone,
                json!({ "codeFromOldAddress": scene.codes.leave, "codeFromNewAddress": scene.codes.arrive }),
            )
        },
        Row {
            refuses: vec![("newEmail", no_emails, bad), ("password", wrong_passwords.clone(), bad)],
            ..row(
                "changeEmail",
                Who::Newcomer,
                json!({ "newEmail": "lena.new@example.org", "password": PASSWORD }),
            )
        },
        Row {
            refuses: vec![("currentPassword", wrong_passwords, bad), ("newPassword", weak_passwords, bad)],
            ..row(
                "changePassword",
                Who::Newcomer,
                json!({ "currentPassword": PASSWORD, "newPassword": "another lamp" }),
            )
        },
        Row { refuses: vec![("refreshToken", no_token, out)], ..row("logOut", Who::Anyone, Value::Null) },
        row("logOutEverywhere", Who::Anyone, Value::Null),
    ]
}
