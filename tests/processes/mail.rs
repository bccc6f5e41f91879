//! `aftercare mail bounce`, as the pipe of a mail server runs it.

use crate::{
    BINARY, care,
    house::{self, House, Running, house},
};
use aftercare_core::{clock::Clock, testing};
use aftercare_entity::mail_answer::{Outcome, Stage};
use sea_orm::{ActiveEnum, ConnectionTrait, Database, Iterable};
use std::{path::Path, process::Output};

const PATIENT: &str = "paula@example.org";
/// Where nobody listens.
const AWAY: &str = "postgres://u:p@127.0.0.1:1/care";

/// The report of a mail server that the mail with this Message-ID could not be delivered to the patient.
fn report(message_id: &str, action: &str, status: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\n\n--B\n\nSorry.\n\n\
         --B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n\
         Final-Recipient: rfc822; {PATIENT}\nAction: {action}\nStatus: {status}\n\
         Diagnostic-Code: smtp; 550 {status} <{PATIENT}> unknown\n\n\
         --B\nContent-Type: text/rfc822-headers\n\nMessage-ID: {message_id}\nTo: {PATIENT}\n\n--B--\n"
    )
}

const SOME_ID: &str = "<reminder-019322aa-0000-7000-8000-00000000002a@aftercare.test>";

/// The exit code and what was said; an address never is.
fn said(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(!out.contains('@') && !err.contains(PATIENT), "{output:?}");
    (output.status.code(), out, err)
}

async fn bounce(house: &House, mail: &str) -> (Option<i32>, String, String) {
    said(&house.feed(&["mail", "bounce"], mail.as_bytes()).await)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_bounce_is_ignored_without_the_database_and_a_bounce_waits_for_it() {
    let away = House::default().with(&[("DATABASE_URL", AWAY), ("AFTERCARE_LOG", "warn")]);
    let huge = format!("{}{}", report(SOME_ID, "delivered", "2.0.0"), "x".repeat(3 << 20));
    for (mail, why) in [
        ("", "it is no delivery status notification"),
        ("\0\u{fffd} garbage", "it is no delivery status notification"),
        ("Subject: Out of office\n\nI am away.\n", "it is no delivery status notification"),
        (&report(SOME_ID, "delivered", "2.0.0"), "it reports no failure and no delay"),
        (&huge, "it reports no failure and no delay"),
        (
            &report(SOME_ID, "failed", "5.1.1").replace("Message-ID", "X-ID"),
            "it returns no headers with a Message-ID",
        ),
    ] {
        let (code, out, err) = bounce(&away, mail).await;
        assert_eq!((code, out, err), (Some(0), format!("ignored: {why}\n"), String::new()));
    }
    let wrong = away.with(&[("DATABASE_URL", "tea://pot")]);
    for (house, hint) in [(&away, "database"), (&wrong, "DATABASE_URL")] {
        let (code, out, err) = bounce(house, &report(SOME_ID, "failed", "5.1.1")).await;
        assert_eq!((code, out.as_str()), (Some(75), ""), "{err}");
        assert!(err.contains(hint), "{err}");
    }
}

/// A morning's reminder of this installation, sent; answers its Message-ID.
async fn reminded(house: &House, folder: &Path, database: &str) -> String {
    let server = Running::serve(house).await;
    let doctor = care::doctor(server.address(), "dora@example.org").await;
    care::patient(server.address(), &doctor, PATIENT, "Please walk 20 minutes every day for 5 days.").await;
    server.terminate();
    assert!(server.exit().await.success());
    let db = Database::connect(database).await.unwrap();
    db.execute_unprepared("UPDATE users SET unconfirmed_since = NULL").await.unwrap();
    db.close().await.unwrap();
    let swept = house.run(&["sweep", "run", "--day", &today()]).await;
    assert!(swept.status.success(), "{swept:?}");
    let mails = std::fs::read_dir(folder.join("mail")).unwrap().map(|file| file.unwrap().path());
    let reminder = mails.into_iter().find(|path| path.to_str().unwrap().contains("-reminder-")).unwrap();
    let mail = std::fs::read_to_string(reminder).unwrap();
    mail.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().trim().to_owned()
}

fn today() -> String {
    Clock::system().today(chrono_tz::UTC).to_string()
}

/// A mail that comes back, from the morning to the operator's question.
async fn comes_back(house: &House, folder: &Path, database: &str) {
    let house = house.with(&[
        ("AFTERCARE_DATA_DIR", folder.to_str().unwrap()),
        ("AFTERCARE_QUIET_HOURS", "none"),
        ("AFTERCARE_SWEEP_AT", "00:00"),
        ("AFTERCARE_LOG", "warn"),
    ]);
    let message_id = reminded(&house, folder, database).await;
    let reminder = message_id.trim_start_matches("<reminder-").split('@').next().unwrap();
    // The pipe has the database's address and no key of the hospital.
    let pipe = House::default().with(&[("DATABASE_URL", database), ("AFTERCARE_LOG", "warn")]);
    let failed = report(&message_id, "failed", "5.1.1");
    for expected in [
        format!("recorded: reminder {reminder}, REFUSED\n"),
        "ignored: the same was recorded before\n".to_owned(),
    ] {
        let (code, out, err) = bounce(&pipe, &failed).await;
        assert_eq!((code, out), (Some(0), expected), "{err}");
    }
    let unknown = report(SOME_ID, "failed", "5.1.1");
    assert_eq!(bounce(&pipe, &unknown).await.1, "ignored: no reminder here sent the mail that came back\n");
    let why = house.run(&["sweep", "explain", "--patient", PATIENT, "--day", &today()]).await;
    let why = String::from_utf8(why.stdout).unwrap();
    for line in ["(MAIL_BOUNCED)", ": SENT at ACCEPTED\n", ": REFUSED at BOUNCED (550 5.1.1)\n"] {
        assert!(why.contains(line), "{why}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_comes_back_is_recorded_once_and_explained_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("care.db").display());
    let house = House::default().with(&[("DATABASE_URL", &database), ("AFTERCARE_LISTEN", "127.0.0.1:0")]);
    comes_back(&house, folder.path(), &database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_that_comes_back_is_recorded_once_and_explained_on_postgres() {
    let name = "a_mail_that_comes_back_is_recorded_once_and_explained_on_postgres";
    let Some((database, redis)) = testing::postgres_and_redis(name).await else { return };
    let folder = tempfile::tempdir().unwrap();
    comes_back(&house(&database, &redis), folder.path(), &database).await;
    testing::drop_database(house::database_name(&database)).await;
}

#[test]
fn the_documentation_has_each_stage_and_outcome_and_a_script_that_works() {
    let docs = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/mail.md")).unwrap();
    let words =
        Stage::iter().map(|stage| stage.to_value()).chain(Outcome::iter().map(|outcome| outcome.to_value()));
    for word in words {
        assert!(docs.contains(&format!("`{word}`")), "docs/mail.md does not say what {word} means");
    }
    let script = docs.split("```sh\n").find(|block| block.starts_with("#!/bin/sh")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("bounce.env");
    let script = script.split("```").next().unwrap().replace("/usr/local/bin/aftercare", BINARY);
    let script = script.replace("/etc/aftercare/bounce.env", settings.to_str().unwrap());
    let code = |mail: &str| {
        let given = folder.path().join("mail");
        std::fs::write(&given, mail).unwrap();
        let mut sh = std::process::Command::new("sh");
        sh.args(["-c", &script]).env_clear().stdin(std::fs::File::open(given).unwrap());
        sh.output().unwrap().status.code()
    };
    assert_eq!(code("Subject: x\n\nx\n"), Some(75), "without its settings it waits");
    std::fs::write(&settings, format!("DATABASE_URL={AWAY}\n")).unwrap();
    assert_eq!(code("Subject: x\n\nx\n"), Some(0));
    assert_eq!(code(&report(SOME_ID, "failed", "5.1.1")), Some(75));
}
