//! `aftercare keys`, `erase` and `audit`, as an operator runs them on a small installation.

use crate::{
    BINARY,
    client::Client,
    house::{House, Running},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use std::{
    path::Path,
    process::Output,
    time::{Duration, Instant},
};

/// What the program says, and whether it is content with itself.
fn said(output: &Output) -> (bool, String) {
    let both = [output.stdout.as_slice(), &output.stderr].concat();
    (output.status.success(), String::from_utf8(both).unwrap())
}

/// Drawn at random once, for these tests.
const KEYS: [(&str, &str); 3] = [
    ("m1", "+8F2Bi9VrdH564gapNBeZFehospyCO9MtdjOYCWmwBY="),
    ("m2", "h6/y3M9fy7vLIMcmX4AFO3NiLXtZcxmeRlz6asgx9qg="),
    ("m3", "EaqfPI64fm4yVCzLhhg+AQCj3mxCWMbeIciTXlz1Iak="),
];

/// The setting with these keys, in this order.
fn keys(ids: &[&str]) -> String {
    let one = |id: &&str| {
        let (_, key) = KEYS.iter().find(|(name, _)| name == id).unwrap();
        format!("{id}:{key}")
    };
    ids.iter().map(one).collect::<Vec<_>>().join(",")
}

fn house(folder: &Path, ids: &[&str]) -> House {
    use std::os::unix::fs::PermissionsExt;
    // Or the program warns of those who may read along.
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
    House::default().with(&[
        ("AFTERCARE_LISTEN", "127.0.0.1:0"),
        ("AFTERCARE_DATA_DIR", folder.to_str().unwrap()),
        ("AFTERCARE_LOG", "warn"),
        ("AFTERCARE_MASTER_KEYS", &keys(ids)),
    ])
}

async fn run(house: &House, arguments: &[&str]) -> (bool, String) {
    said(&house.run(arguments).await)
}

const STEPS: &str = "{ viewer { ... on Patient { steps { nodes { description } } } } }";

/// A patient, their doctor, and a note whose steps are there.
async fn in_care(address: std::net::SocketAddr) -> (Client, Client) {
    let doctor = Client::sign_up(address, "Dr. Dora", "dora@example.org", "DOCTOR").await.unwrap();
    let patient = Client::sign_up(address, "Paula", "paula@example.org", "PATIENT").await.unwrap();
    let select = "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { assignedAt } }";
    patient.ask(select, json!({ "input": { "doctorId": doctor.id } })).await.unwrap();
    let submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
    let body = "Please walk 20 minutes every day for 5 days.";
    doctor.ask(submit, json!({ "input": { "patientId": patient.id, "body": body } })).await.unwrap();
    let there = async {
        while patient.ask(STEPS, json!({})).await.unwrap()["viewer"]["steps"]["nodes"] == json!([]) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), there).await.unwrap();
    (patient, doctor)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_master_key_is_rotated_under_a_running_server_and_retired() {
    let folder = tempfile::tempdir().unwrap();
    let at = |ids: &[&str]| house(folder.path(), ids);
    // The new key is known everywhere before it is used anywhere.
    let server = Running::serve(&at(&["m1", "m2"])).await;
    let (patient, _) = in_care(server.address()).await;
    let before = patient.ask(STEPS, json!({})).await.unwrap();
    let (fine, status) = run(&at(&["m2", "m1"]), &["keys", "status"]).await;
    let line = |status: &str, id: &str| {
        status.lines().find(|line| line.starts_with(id)).unwrap_or_default().to_owned()
    };
    assert!(
        fine && line(&status, "m1").contains("kept") && line(&status, "m2").contains("active"),
        "{status}"
    );
    let (fine, refused) = run(&at(&["m2", "m1"]), &["keys", "retire", "m1"]).await;
    assert!(!fine && refused.contains("it wraps 1 data keys"), "{refused}");

    let (fine, rotated) = run(&at(&["m2", "m1"]), &["keys", "rotate"]).await;
    assert!(fine && rotated.contains("done: 1 data keys were wrapped again by m2"), "{rotated}");
    assert_eq!(patient.ask(STEPS, json!({})).await.unwrap(), before, "the server reads on");
    let (fine, again) = run(&at(&["m2", "m1"]), &["keys", "rotate"]).await;
    assert!(fine && again.contains("done: 0 data keys"), "{again}");
    // The codes that confirm the two addresses are derived from it, until they are used or expire.
    let (fine, refused) = run(&at(&["m2", "m1"]), &["keys", "retire", "m1"]).await;
    assert!(!fine && refused.contains("2 codes in mails about accounts"), "{refused}");
    let database = format!("sqlite://{}", folder.path().join("aftercare.db").display());
    let database = sea_orm::Database::connect(database).await.unwrap();
    database.execute_unprepared("UPDATE account_mails SET used_at = created_at").await.unwrap();
    database.close().await.unwrap();
    let (fine, retired) = run(&at(&["m2", "m1"]), &["keys", "retire", "m1"]).await;
    assert!(fine, "{retired}");
    server.kill().await;

    // What is retired may leave the settings, and never comes back in front.
    let server = Running::serve(&at(&["m2"])).await;
    let (fine, status) = run(&at(&["m2"]), &["keys", "status"]).await;
    assert!(
        fine && line(&status, "m1").contains("retired") && line(&status, "m1").contains(" no "),
        "{status}"
    );
    server.kill().await;
    let refused = at(&["m1", "m2"]).run(&["serve"]).await;
    let (_, why) = said(&refused);
    assert!(refused.status.code() == Some(2) && why.contains(r#"master key "m1" was retired"#), "{why}");
    // Without any key that is needed nothing starts; but the status says what is missing.
    let (fine, missing) = run(&at(&["m3"]), &["keys", "rotate"]).await;
    assert!(!fine && missing.contains(r#"master key "m2" is missing"#), "{missing}");
    let (fine, status) = run(&at(&["m3"]), &["keys", "status"]).await;
    assert!(fine && line(&status, "m2").contains("MISSING"), "{status}");
    let (fine, verdict) = run(&at(&["m2"]), &["audit", "verify"]).await;
    assert!(fine && verdict.contains("rows are as they were written"), "{verdict}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_erases_a_patient_and_proves_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let house = house(folder.path(), &["m1"]);
    let server = Running::serve(&house).await;
    let (patient, doctor) = in_care(server.address()).await;
    let (fine, said) = run(&house, &["erase", "--patient", "Paula@example.org"]).await;
    assert!(fine && said.contains("1 notes, 1 steps") && said.contains("nothing was erased"), "{said}");
    patient.ask(STEPS, json!({})).await.unwrap();
    for (whom, why) in [("dora@example.org", "is not a patient"), ("nobody@example.org", "not found")] {
        let (fine, refused) = run(&house, &["erase", "--patient", whom, "--yes"]).await;
        assert!(!fine && refused.contains(why), "{refused}");
    }
    let (fine, said) = run(&house, &["erase", "--patient", "paula@example.org", "--yes"]).await;
    assert!(fine && said.contains("nobody can read the record any more"), "{said}");
    // Another process has done that, and no signal says so: it holds within a second.
    let since = Instant::now();
    while patient.ask(STEPS, json!({})).await.is_ok() {
        assert!(since.elapsed() < Duration::from_secs(2), "signed out");
    }
    let list = doctor.ask("{ patients { nodes { name } } }", json!({})).await.unwrap();
    assert_eq!(list["patients"]["nodes"], Value::Array(vec![]));

    let (_, erased) = run(&house, &["erase", "--list"]).await;
    let kept = folder.path().join("erased.txt");
    std::fs::write(&kept, &erased).unwrap();
    assert!(patient.id.ends_with(&erased.trim().replace('-', "")), "{erased}");
    let again = ["erase", "--again", kept.to_str().unwrap(), "--yes"];
    let (fine, said) = run(&house, &again).await;
    assert!(fine && said.contains("1 patients were erased again"), "{said}");

    let (fine, log) = run(&house, &["audit", "list", "--patient", erased.trim()]).await;
    assert!(fine && log.contains("OPERATOR") && log.contains("ERASE"), "{log}");
    let (_, head) = run(&house, &["audit", "head"]).await;
    let head: Vec<_> = head.split_whitespace().collect();
    let (fine, verdict) = run(&house, &[&["audit", "verify"], head.as_slice()].concat()).await;
    assert!(fine && verdict.contains("0 more wait"), "{verdict}");
    let (_, number) = (head[0], head[1].parse::<i64>().unwrap() + 5);
    let further = ["audit", "verify", "--sequence", &number.to_string(), "--head", head[3]];
    let refused = house.run(&further).await;
    let (_, why) = self::said(&refused);
    assert!(refused.status.code() == Some(1) && why.contains("were removed"), "{why}");
    let refused =
        std::process::Command::new(BINARY).args(["audit", "verify", "--head", "xyz"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
}
