//! The three outcomes are told apart, and none of them says whom it is about.

use aftercare_worker::mail::{Cause, EnhancedCode, Failure, Mail, Reply, SendError, Stage};

use super::{
    PATIENT, mail, mailer,
    smtp::{Options, SmtpServer, Step, Trick},
};

fn reply(code: u16, enhanced: Option<(u8, u16, u16)>) -> Cause {
    Cause::Reply(Reply { code, enhanced: enhanced.map(|(c, s, d)| EnhancedCode(c, s, d)) })
}

#[tokio::test]
async fn for_good_for_now_or_for_everybody() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    let permanent = |stage, cause| SendError::Permanent(Failure { stage, cause });
    let transient = |stage, cause| SendError::Transient(Failure { stage, cause });
    let configuration = |stage, cause| SendError::Configuration(Failure { stage, cause });
    let cases = [
        (
            Step::Rcpt,
            "550 5.1.1 <jane.roe@patients.example> no such user",
            permanent(Stage::Recipient, reply(550, Some((5, 1, 1)))),
        ),
        (Step::Rcpt, "550 jane.roe@patients.example?", permanent(Stage::Recipient, reply(550, None))),
        (
            Step::Rcpt,
            "450-4.2.0 greylisted\r\n450 4.2.0 jane.roe@patients.example",
            transient(Stage::Recipient, reply(450, Some((4, 2, 0)))),
        ),
        (Step::Rcpt, "421 4.3.2 closing", transient(Stage::Recipient, reply(421, Some((4, 3, 2))))),
        (Step::Rcpt, "530 5.7.0 log in", configuration(Stage::Recipient, reply(530, Some((5, 7, 0))))),
        (Step::MailFrom, "451 later", transient(Stage::Sender, reply(451, None))),
        (Step::MailFrom, "553 5.1.8 who?", configuration(Stage::Sender, reply(553, Some((5, 1, 8))))),
        (Step::Data, "452 4.3.1 full", transient(Stage::Data, reply(452, Some((4, 3, 1))))),
        (Step::Data, "554 no", permanent(Stage::Data, reply(554, None))),
        (Step::Data, "250 what?", transient(Stage::Data, Cause::Protocol)),
        (Step::Content, "451 4.7.1 later", transient(Stage::Content, reply(451, Some((4, 7, 1))))),
        (Step::Content, "554 5.6.0 spam", permanent(Stage::Content, reply(554, Some((5, 6, 0))))),
    ];
    for (number, (step, answer, expected)) in cases.into_iter().enumerate() {
        server.script(step, Trick::Answer(answer));
        let error = mailer.send(&mail(1)).await.expect_err(answer);
        assert_eq!(error, expected, "{answer}");
        says_nobody(&error);
        assert_eq!(server.received().len(), number, "{answer}");
        mailer.send(&mail(2)).await.expect("the next mail is accepted");
    }
}

#[tokio::test]
async fn a_bounce_keeps_the_connection() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    server.refuse("gone@patients.example", "550 5.1.1 gone");
    for _ in 0..5 {
        let bounced = mailer.send(&Mail { to: "gone@patients.example".to_owned(), ..mail(1) }).await;
        assert!(matches!(bounced, Err(SendError::Permanent(_))), "{bounced:?}");
        mailer.send(&mail(2)).await.expect("accepted");
    }
    assert_eq!((server.received().len(), server.connections()), (5, 1));
}

#[tokio::test]
async fn a_lost_connection_is_for_now() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for (step, stage) in [
        (Step::Greeting, Stage::Greeting),
        (Step::Ehlo, Stage::Greeting),
        (Step::Rcpt, Stage::Recipient),
        (Step::Data, Stage::Data),
        (Step::Content, Stage::Content),
    ] {
        server.script(step, Trick::Drop);
        let error = mailer.send(&mail(1)).await.expect_err("lost");
        assert!(matches!(error, SendError::Transient(Failure { stage: s, .. }) if s == stage), "{error:?}");
        says_nobody(&error);
    }
    assert!(server.received().is_empty());

    server.script(Step::Content, Trick::KeepAndDrop);
    let error = mailer.send(&mail(1)).await.expect_err("nobody knows");
    assert_eq!(error.failure().stage, Stage::Content);
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
    assert!(matches!(error, SendError::Transient(Failure { stage: Stage::Connect, .. })), "{error:?}");
    assert_eq!(error.code(), "connect:connection");
}

#[tokio::test]
async fn a_server_that_talks_nonsense_is_for_now() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for step in [Step::Greeting, Step::Ehlo, Step::Rcpt, Step::Content] {
        server.script(step, Trick::Answer("HTTP/1.1 400 Bad Request"));
        let error = mailer.send(&mail(1)).await.expect_err("nonsense");
        assert!(
            matches!(error, SendError::Transient(Failure { cause: Cause::Protocol, .. })),
            "{step:?} {error:?}"
        );
    }
    mailer.send(&mail(2)).await.expect("accepted");
}

#[tokio::test]
async fn an_address_beyond_ascii_needs_a_server_that_takes_it() {
    let jane = || Mail { to: "jäne@patients.example".to_owned(), ..mail(1) };
    let server = SmtpServer::plain().await;
    let error = mailer(&server.url()).send(&jane()).await.expect_err("not taken");
    let failure = Failure { stage: Stage::Recipient, cause: Cause::InternationalAddress };
    assert_eq!(error, SendError::Permanent(failure));

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
    let printed = format!("{error} {error:?} {}", error.code());
    assert!(!printed.contains('@') && !printed.contains("jane"), "{printed}");
}
