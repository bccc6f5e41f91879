//! What a refusal means is told apart, and no error says whom it is about.

use aftercare_core::domain::reasons;
use aftercare_worker::mail::{Cause, EnhancedCode, Failure, Mail, Meaning, Reply, SendError, Stage};

use super::{
    PATIENT, failed, mail, mailer,
    smtp::{Options, SmtpServer, Step, Trick},
    told,
};

const FROM: Option<&str> = Some("AFTERCARE_MAIL_FROM");
const URL: Option<&str> = Some("SMTP_URL");

/// Sends a mail that is answered so; what that means, the reason for the records, and the setting to check.
async fn judged(step: Step, answer: &'static str) -> (Meaning, &'static str, Option<&'static str>) {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    server.script(step, Trick::Answer(answer));
    let error = mailer.send(&mail(1)).await.expect_err(answer);
    says_nobody(&error);
    assert!(server.received().is_empty(), "{answer}");
    mailer.send(&mail(2)).await.expect("the next mail is accepted");
    let verdict = error.verdict();
    (verdict.meaning, verdict.reason, verdict.setting)
}

#[tokio::test]
async fn only_what_is_about_the_address_blames_the_address() {
    for answer in [
        "550 5.1.1 <jane.roe@patients.example> no such user",
        "551-5.1.6 moved\r\n551 5.1.6 away",
        "550 5.1.10 null MX",
        "550 5.7.17 the mailbox has another owner",
        "550 jane.roe@patients.example?",
        "553 not a mailbox",
        "550 5.0.0 no",
    ] {
        assert_eq!(
            judged(Step::Rcpt, answer).await,
            (Meaning::Address, reasons::MAIL_REFUSED, None),
            "{answer}"
        );
    }
    let late = judged(Step::Content, "550 5.1.1 no such user").await;
    assert_eq!(late, (Meaning::Address, reasons::MAIL_REFUSED, None));
}

#[tokio::test]
async fn what_every_mail_would_meet_names_the_setting() {
    for (step, answer, reason, setting) in [
        (Step::Rcpt, "554 5.7.1 relay access denied", reasons::MAIL_RELAY_DENIED, URL),
        (Step::Rcpt, "554 relay access denied", reasons::MAIL_RELAY_DENIED, URL),
        (Step::Rcpt, "550 5.4.5 sending limit", reasons::MAIL_ROUTING, URL),
        (Step::Rcpt, "530 5.7.0 log in", reasons::MAIL_LOGIN_REFUSED, URL),
        (Step::Rcpt, "550 5.7.23 SPF", reasons::MAIL_SENDER_REFUSED, FROM),
        (Step::Rcpt, "552 5.2.3 too long", reasons::MAIL_CONFIGURATION, URL),
        (Step::Rcpt, "552 5.3.4 too big", reasons::MAIL_CONFIGURATION, URL),
        (Step::Rcpt, "503 5.5.1 not now", reasons::MAIL_CONFIGURATION, URL),
        (Step::Rcpt, "553 5.1.8 who are you?", reasons::MAIL_SENDER_REFUSED, FROM),
        (Step::MailFrom, "553 5.1.8 who?", reasons::MAIL_SENDER_REFUSED, FROM),
        (Step::MailFrom, "550 no", reasons::MAIL_SENDER_REFUSED, FROM),
        (Step::Greeting, "554 5.3.2 not here", reasons::MAIL_GREETING_REFUSED, URL),
        (Step::Content, "554 5.7.1 spam", reasons::MAIL_POLICY, FROM),
    ] {
        let expected = (Meaning::Configuration, reason, setting);
        assert_eq!(judged(step, answer).await, expected, "{answer}");
        let sentence = reasons::reason_sentence(reason);
        assert!(sentence.contains(setting.unwrap_or_default()), "{sentence}");
    }
}

#[tokio::test]
async fn other_refusals_are_about_this_mail_or_this_moment() {
    for (step, answer) in [
        (Step::Rcpt, "550 5.2.1 disabled"),
        (Step::Rcpt, "552 5.2.2 full"),
        (Step::Rcpt, "552 full"),
        (Step::Data, "554 no"),
        (Step::Content, "554 5.6.0 content"),
    ] {
        assert_eq!(judged(step, answer).await, (Meaning::Mail, reasons::MAIL_REJECTED, None), "{answer}");
    }
    for (step, answer) in [
        (Step::Rcpt, "450-4.2.0 greylisted\r\n450 4.2.0 jane.roe@patients.example"),
        (Step::Rcpt, "421 4.3.2 closing"),
        (Step::Rcpt, "450 5.1.1 perhaps"),
        (Step::Rcpt, "550 4.7.1 later"),
        (Step::MailFrom, "451 later"),
        (Step::Data, "452 4.3.1 full"),
        (Step::Data, "250 what?"),
        (Step::Content, "451 4.7.1 later"),
    ] {
        assert_eq!(judged(step, answer).await, (Meaning::Later, reasons::MAIL_DEFERRED, None), "{answer}");
    }
}

#[tokio::test]
async fn a_bounce_keeps_the_connection_and_its_codes() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    server.refuse("gone@patients.example", "550 5.1.1 gone");
    let reply = Cause::Reply(Reply { code: 550, enhanced: Some(EnhancedCode(5, 1, 1)) });
    for _ in 0..5 {
        let mail_to_nobody = Mail { to: "gone@patients.example".to_owned(), ..mail(1) };
        let error = mailer.send(&mail_to_nobody).await.expect_err("bounced");
        assert_eq!(told(error), failed(Meaning::Address, Stage::Recipient, reply));
        mailer.send(&mail(2)).await.expect("accepted");
    }
    assert_eq!((server.received().len(), server.connections()), (5, 1));
}

#[tokio::test]
async fn a_connection_lost_before_the_final_dot_is_for_now() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for (step, stage) in [
        (Step::Greeting, Stage::Greeting),
        (Step::Ehlo, Stage::Greeting),
        (Step::Rcpt, Stage::Recipient),
        (Step::Data, Stage::Data),
    ] {
        server.script(step, Trick::Drop);
        let error = mailer.send(&mail(1)).await.expect_err("lost");
        assert_eq!((error.verdict().meaning, error.failure().stage), (Meaning::Later, stage), "{error:?}");
        says_nobody(&error);
    }
    assert!(server.received().is_empty());
}

/// The server reads a part of a long mail and goes: the end of it has never left.
#[tokio::test]
async fn a_connection_lost_in_mid_mail_is_for_now() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let (mut stream, _) = listener.accept().await.expect("a connection");
        let mut buffer = [0; 4096];
        for answer in ["220 hello\r\n", "250 hello\r\n", "250 yes\r\n", "250 yes\r\n", "354 go on\r\n"] {
            stream.write_all(answer.as_bytes()).await.expect("written");
            assert!(stream.read(&mut buffer).await.expect("read") > 0);
        }
    });
    let long = Mail { text: "foot bath ".repeat(1_000_000), ..mail(1) };
    let error = mailer(&format!("smtp://{address}")).send(&long).await.expect_err("lost");
    assert_eq!(
        (error.verdict().meaning, error.failure().stage),
        (Meaning::Later, Stage::Content),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_mail_without_its_answer_is_neither_refused_nor_for_later() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for trick in [Trick::Drop, Trick::KeepAndDrop, Trick::Answer("HTTP/1.1 400 Bad Request")] {
        server.script(Step::Content, trick);
        let error = mailer.send(&mail(1)).await.expect_err("nobody knows");
        let told = (error.verdict().meaning, error.verdict().reason, error.failure().stage);
        assert_eq!(told, (Meaning::Unanswered, reasons::MAIL_UNANSWERED, Stage::Answer), "{trick:?}");
    }
    mailer.send(&mail(1)).await.expect("accepted");
    let received = server.received();
    assert_eq!(received[0].header("Message-ID"), received[1].header("Message-ID"));
}

#[tokio::test]
async fn no_server_is_for_now() {
    let server = SmtpServer::plain().await;
    let url = server.url();
    drop(server);
    tokio::task::yield_now().await;
    let error = mailer(&url).send(&mail(1)).await.expect_err("nobody there");
    assert!(
        matches!(error.failure(), Failure { stage: Stage::Connect, cause: Cause::Connection(_) }),
        "{error:?}"
    );
    assert_eq!(error.verdict().reason, reasons::MAIL_UNAVAILABLE);
}

#[tokio::test]
async fn a_server_that_talks_nonsense_is_for_now() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for step in [Step::Greeting, Step::Ehlo, Step::Rcpt] {
        server.script(step, Trick::Answer("HTTP/1.1 400 Bad Request"));
        let error = mailer.send(&mail(1)).await.expect_err("nonsense");
        assert_eq!(
            (error.verdict().meaning, error.failure().cause),
            (Meaning::Later, Cause::Protocol),
            "{step:?}"
        );
    }
    mailer.send(&mail(2)).await.expect("accepted");
}

#[tokio::test]
async fn an_address_beyond_ascii_needs_a_server_that_takes_it() {
    let jane = || Mail { to: "jäne@patients.example".to_owned(), ..mail(1) };
    let server = SmtpServer::plain().await;
    let error = mailer(&server.url()).send(&jane()).await.expect_err("not taken");
    assert_eq!(told(error), failed(Meaning::Address, Stage::Recipient, Cause::InternationalAddress));

    let server = SmtpServer::start(Options { utf8: true, ..Options::default() }).await;
    mailer(&server.url()).send(&jane()).await.expect("accepted");
    assert_eq!(server.received()[0].to, ["jäne@patients.example"]);
}

#[tokio::test]
async fn nothing_that_can_be_printed_has_an_address() {
    let mailer = mailer("smtp://ward:s3cret@mail.ward.example?tls=required");
    let settings = super::settings("smtp://ward:s3cret@mail.ward.example");
    for printed in [format!("{mailer:?}"), format!("{:?}", mail(1)), format!("{settings:?}")] {
        for private in [PATIENT, "no-reply@", "s3cret", "Jane", "foot bath"] {
            assert!(!printed.contains(private), "{printed}");
        }
    }
}

fn says_nobody(error: &SendError) {
    let printed = format!("{error} {error:?}");
    assert!(!printed.contains('@') && !printed.contains("jane"), "{printed}");
}
