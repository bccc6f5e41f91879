//! The log has no address, name, password or text in it, whatever its level.

use aftercare_worker::mail::About;
use uuid::Uuid;

use super::{
    PATIENT,
    log::Log,
    mail, mailer,
    smtp::{Login, Options, SmtpServer, Step, Trick},
};

#[tokio::test]
async fn the_log_at_its_finest_names_nobody() {
    let log = Log::start();

    let login = Login { user: "ward", password: "s3cret", mechanisms: "PLAIN LOGIN" };
    let server = SmtpServer::start(Options { login: Some(login), ..Options::default() }).await;
    let mailer = mailer(&server.url_with("ward:s3cret", ""));
    mailer.send(&mail(1)).await.expect("accepted");
    server.script(Step::Rcpt, Trick::Answer("550 5.1.1 <jane.roe@patients.example> no such user"));
    let reminder = Uuid::from_u128(2);
    mailer.send(&mail(2)).await.expect_err("refused").log(About::Reminder(reminder));
    server.script(Step::Rcpt, Trick::Answer("554 5.7.1 <jane.roe@patients.example> relay denied"));
    mailer.send(&mail(3)).await.expect_err("refused").log(About::Reminder(reminder));

    let log = log.finish();
    assert!(log.contains("connected to the mail server"), "{log}");
    for told in [
        format!(
            "reminder={reminder} code=\"MAIL_REFUSED\" stage=\"recipient\" cause=\"reply\" smtp_code=550 enhanced_code=\"5.1.1\""
        ),
        "code=\"MAIL_RELAY_DENIED\"".to_owned(),
        "setting=\"SMTP_URL\"".to_owned(),
    ] {
        assert!(log.contains(&told), "{told} in {log}");
    }
    // "\0ward\0s3cret" in base64, as AUTH PLAIN sends it.
    for private in [PATIENT, "no-reply@", "s3cret", "AHdhcmQAczNjcmV0", "Jane", "foot bath"] {
        assert!(!log.contains(private), "{private} in {log}");
    }
}

#[tokio::test]
async fn a_refused_mail_is_named_by_its_kind() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    let id = Uuid::from_u128(7);
    let kinds = [
        (About::Reminder(id), "reminder"),
        (About::Account(id), "account_mail"),
        (About::Doctor(id), "doctor_mail"),
    ];
    for (about, named) in kinds {
        server.script(Step::Rcpt, Trick::Answer("550 5.1.1 no such user"));
        let error = mailer.send(&mail(1)).await.expect_err("refused");
        let log = Log::start();
        error.log(about);
        let log = log.finish();
        for (_, field) in kinds {
            let said = log.contains(&format!(" {field}={id} code=\"MAIL_REFUSED\""));
            assert_eq!(said, field == named, "{field} in {log}");
        }
    }
}
