//! Connections are reused, bounded, given up when unused, and never handed on in the middle of a mail.

use std::time::Duration;

use aftercare_worker::mail::{Accepted, Cause, MailSettings, Mailer, Meaning, Stage};

use super::{
    failed, mail, mailer, settings,
    smtp::{SmtpServer, Step, Trick},
    told,
};

#[tokio::test]
async fn one_connection_carries_many_mails() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for number in 0..20 {
        assert!(matches!(mailer.send(&mail(number)).await, Ok(Accepted::Server(_))));
    }
    assert_eq!(server.received().len(), 20);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn many_at_once_share_the_pool_and_no_more() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    let sends: Vec<_> = (0..200)
        .map(|number| {
            let mailer = mailer.clone();
            tokio::spawn(async move { mailer.send(&mail(number)).await })
        })
        .collect();
    for send in sends {
        assert!(matches!(send.await.expect("no panic"), Ok(Accepted::Server(_))));
    }
    let mut ids: Vec<_> = server.received().iter().filter_map(|mail| mail.header("Message-ID")).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 200);
    assert!(server.most_open() <= 4, "{}", server.most_open());
}

#[tokio::test]
async fn a_connection_closed_by_the_server_costs_no_mail() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    mailer.send(&mail(1)).await.expect("accepted");
    server.hang_up();
    server.wait_for_open(0).await;
    mailer.send(&mail(2)).await.expect("accepted over a new connection");

    server.script(Step::MailFrom, Trick::Answer("421 4.4.2 idle for too long"));
    mailer.send(&mail(3)).await.expect("accepted over a new connection");
    assert_eq!((server.received().len(), server.connections()), (3, 3));
}

#[tokio::test]
async fn an_unused_connection_is_closed() {
    let server = SmtpServer::plain().await;
    let settings = MailSettings { idle_timeout: Duration::from_millis(100), ..settings(&server.url()) };
    let mailer = Mailer::new(&settings).expect("good settings");
    mailer.send(&mail(1)).await.expect("accepted");
    server.wait_for_open(0).await;
    mailer.send(&mail(2)).await.expect("accepted");
    assert_eq!(server.connections(), 2);
    server.wait_for_open(0).await;
}

/// With a pool that takes the connection back, the second mail would become a part of the first one's text.
#[tokio::test]
async fn a_send_dropped_half_way_takes_its_connection_with_it() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for step in [Step::MailFrom, Step::Rcpt, Step::Data, Step::Content] {
        let before = server.received().len();
        mailer.check().await.expect("a connection");
        server.script(step, Trick::Delay(Duration::from_secs(3)));
        let dropped = tokio::time::timeout(Duration::from_millis(200), mailer.send(&mail(1))).await;
        assert!(dropped.is_err(), "{step:?}");
        mailer.send(&mail(2)).await.expect("accepted");
        let received = server.wait_for(before + 1).await;
        let last = received.last().expect("a mail");
        assert!(last.header("Message-ID").is_some_and(|id| id.contains("000002@")), "{step:?}");
        assert_eq!(last.raw.matches("Message-ID").count(), 1, "{step:?}");
    }
}

#[tokio::test]
async fn a_slow_server_is_given_up_in_time() {
    let server = SmtpServer::plain().await;
    let settings = MailSettings {
        command_timeout: Duration::from_millis(150),
        content_timeout: Duration::from_millis(300),
        ..settings(&server.url())
    };
    let mailer = Mailer::new(&settings).expect("good settings");
    for (step, stage, meaning) in [
        (Step::Greeting, Stage::Greeting, Meaning::Later),
        (Step::Ehlo, Stage::Greeting, Meaning::Later),
        (Step::MailFrom, Stage::Sender, Meaning::Later),
        (Step::Rcpt, Stage::Recipient, Meaning::Later),
        (Step::Data, Stage::Data, Meaning::Later),
        (Step::Content, Stage::Answer, Meaning::Unanswered),
    ] {
        server.script(step, Trick::Delay(Duration::from_secs(2)));
        let error = mailer.send(&mail(1)).await.expect_err("late");
        assert_eq!(told(error), failed(meaning, stage, Cause::Timeout));
    }
    mailer.send(&mail(2)).await.expect("accepted");
}

/// RFC 5321, 4.5.3.2.6: a server may need that long, and has the mail then.
#[tokio::test]
async fn the_answer_to_a_mail_may_take_ten_minutes() {
    let server = SmtpServer::plain().await;
    let defaults = MailSettings::new("no-reply@ward.example", "unused");
    let settings = MailSettings { content_timeout: defaults.content_timeout, ..settings(&server.url()) };
    let mailer = Mailer::new(&settings).expect("good settings");
    server.script(Step::Content, Trick::Delay(Duration::from_secs(590)));
    let send = tokio::spawn(async move { mailer.send(&mail(1)).await });
    server.wait_for(1).await;
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(591)).await;
    tokio::time::resume();
    assert!(matches!(send.await.expect("no panic"), Ok(Accepted::Server(_))));
}

#[tokio::test]
async fn close_says_goodbye_and_refuses_what_comes_after() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    mailer.send(&mail(1)).await.expect("accepted");
    mailer.close().await;
    server.wait_for_open(0).await;
    let error = mailer.send(&mail(2)).await.expect_err("closed");
    assert_eq!(told(error), failed(Meaning::Later, Stage::Connect, Cause::Closed));
}
