//! Mail, over real SMTP connections to a server of the test's own, and as files.

#[path = "../support/log.rs"]
mod log;
#[path = "../support/smtp.rs"]
#[expect(dead_code, reason = "the tests of faults use more of it")]
mod smtp;

mod account;
mod bounces;
mod bytes;
mod connections;
mod doctor;
mod encryption;
mod files;
mod login;
mod logs;
mod refusals;
mod reminder;

use std::{path::Path, time::Duration};

use aftercare_core::domain::reminders::message_id;
use aftercare_entity::user::Language;
use aftercare_worker::mail::{Cause, Failure, Mail, MailSettings, Mailer, Meaning, SendError, Stage};
use chrono::{DateTime, Utc};
use secrecy::SecretString;
use uuid::Uuid;

/// The address that may be in no error, log or `Debug`.
const PATIENT: &str = "jane.roe@patients.example";

fn day() -> DateTime<Utc> {
    "2026-11-24T06:00:00Z".parse().expect("a time")
}

fn mail(number: u128) -> Mail {
    Mail {
        to: PATIENT.to_owned(),
        subject: "Your steps for today, 24 November".to_owned(),
        text: "Hello Jane Roe,\n\nfoot bath".to_owned(),
        html: "<p>Hello Jane Roe</p>".to_owned(),
        message_id: message_id(Uuid::from_u128(number), "ward.example"),
        date: day(),
        language: Language::En,
        unsubscribe: None,
    }
}

fn settings(url: &str) -> MailSettings {
    MailSettings {
        smtp_url: Some(SecretString::from(url)),
        command_timeout: Duration::from_secs(5),
        content_timeout: Duration::from_secs(5),
        ..MailSettings::new("Ward 3 <no-reply@ward.example>", "unused")
    }
}

fn mailer(url: &str) -> Mailer {
    Mailer::new(&settings(url)).expect("good settings")
}

fn mailer_trusting(url: &str, ca_file: &Path) -> Mailer {
    let settings = MailSettings { smtp_ca_file: Some(ca_file.to_owned()), ..settings(url) };
    Mailer::new(&settings).expect("good settings")
}

/// Where the mail failed and on what, and what that means for it.
fn told(error: SendError) -> (Meaning, Failure) {
    (error.verdict().meaning, error.failure())
}

fn failed(meaning: Meaning, stage: Stage, cause: Cause) -> (Meaning, Failure) {
    (meaning, Failure { stage, cause })
}
