//! What a mail looks like on the wire, and that nothing can break out of its place in it.

use aftercare_entity::user::Language;
use aftercare_worker::mail::{Cause, Failure, Mail, MailSettings, Mailer, Stage};
use chrono::DateTime;

use super::{PATIENT, mail, mailer, settings, smtp::SmtpServer};

#[tokio::test]
async fn a_mail_has_its_headers_and_both_parts() {
    let server = SmtpServer::plain().await;
    let mail = Mail {
        text: "Grüße,\n.\n..\nline = end \n".to_owned(),
        html: "<p dir=\"auto\">مريم ü</p>".to_owned(),
        ..mail(7)
    };
    mailer(&server.url()).send(&mail).await.expect("accepted");

    let received = server.received().remove(0);
    assert_eq!(
        (received.from.as_str(), received.to.as_slice()),
        ("no-reply@ward.example", &[PATIENT.to_owned()][..])
    );
    let header = |name| received.header(name).unwrap_or_default();
    assert_eq!(header("From"), "\"Ward 3\" <no-reply@ward.example>");
    assert_eq!(header("To"), PATIENT);
    assert_eq!(header("Subject"), mail.subject);
    assert_eq!(header("Date"), "Tue, 24 Nov 2026 06:00:00 +0000");
    assert_eq!(header("Message-ID"), "<reminder-00000000-0000-0000-0000-000000000007@ward.example>");
    assert_eq!(header("Auto-Submitted"), "auto-generated");
    assert_eq!(header("MIME-Version"), "1.0");
    assert!(header("Content-Type").starts_with("multipart/alternative;"));
    assert_eq!(received.text().trim_end(), mail.text.trim_end());
    assert_eq!(received.html().trim_end(), mail.html);
    assert!(received.raw.is_ascii() && received.raw.lines().all(|line| line.len() <= 78), "{}", received.raw);
}

#[tokio::test]
async fn the_same_mail_is_the_same_bytes() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for _ in 0..2 {
        mailer.send(&mail(1)).await.expect("accepted");
    }
    let received = server.received();
    assert_eq!(received[0].raw, received[1].raw);
}

#[tokio::test]
async fn nothing_breaks_out_of_a_header() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    let with = |change: fn(&mut Mail)| {
        let mut mail = mail(1);
        change(&mut mail);
        mail
    };
    let mails = [
        (with(|m| m.subject = "x\r\nBcc: eve@evil.example".to_owned()), Cause::Header),
        (with(|m| m.subject = "x\ny".to_owned()), Cause::Header),
        (with(|m| m.subject = "  ".to_owned()), Cause::Header),
        (with(|m| m.message_id = "<a@b>\r\nBcc: eve@evil.example".to_owned()), Cause::Header),
        (with(|m| m.message_id = "<a b@c>".to_owned()), Cause::Header),
        (with(|m| m.message_id = "a@b".to_owned()), Cause::Header),
        (with(|m| m.date = DateTime::UNIX_EPOCH - chrono::Duration::days(1)), Cause::Header),
        (with(|m| m.date = DateTime::<chrono::Utc>::MAX_UTC), Cause::Header),
        (with(|m| m.to = "a@b.example\r\nRCPT TO:<eve@evil.example>".to_owned()), Cause::Address),
        (with(|m| m.to = "a@b.example>, <eve@evil.example".to_owned()), Cause::Address),
        (with(|m| m.to = "a@b.example, eve@evil.example".to_owned()), Cause::Address),
        (with(|m| m.to = "Jane <a@b.example>".to_owned()), Cause::Address),
        (with(|m| m.to = String::new()), Cause::Address),
        (with(|m| m.to = format!("{}@b.example", "a".repeat(400))), Cause::Address),
    ];
    for (mail, cause) in mails {
        let error = mailer.send(&mail).await.expect_err("refused");
        assert_eq!(error.failure(), Failure { stage: Stage::Compose, cause });
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_subject_beyond_ascii_is_encoded() {
    let server = SmtpServer::plain().await;
    let mail = Mail { subject: "Übungen für heute ".repeat(8).trim().to_owned(), ..mail(1) };
    mailer(&server.url()).send(&mail).await.expect("accepted");
    let received = server.received().remove(0);
    assert!(received.raw.is_ascii());
    assert!(received.header("Subject").is_some_and(|subject| subject.starts_with("=?utf-8?")));
}

#[tokio::test]
async fn a_domain_beyond_ascii_needs_no_utf8_server() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    mailer.send(&Mail { to: "jane@bücher.example".to_owned(), ..mail(1) }).await.expect("accepted");
    assert_eq!(server.received()[0].to, ["jane@xn--bcher-kva.example"]);
}

#[test]
fn a_sender_that_is_none_is_refused_by_its_setting() {
    for from in
        ["", "no address", "a@b.example\r\nBcc: eve@evil.example", "W\n <a@b.example>", "<a@b.example"]
    {
        let settings = MailSettings { from: from.to_owned(), ..settings("smtp://127.0.0.1") };
        let error = Mailer::new(&settings).expect_err("refused");
        assert_eq!(error.setting, "AFTERCARE_MAIL_FROM", "{from:?}");
    }
}

#[tokio::test]
async fn a_mail_says_how_it_is_stopped_with_one_click_and_where_answers_go() {
    let server = SmtpServer::plain().await;
    let settings =
        MailSettings { reply_to: Some("Ward 3 <ward3@ward.example>".to_owned()), ..settings(&server.url()) };
    let url = format!("https://care.ward.example/unsubscribe/{}", "A".repeat(300));
    let mailer = Mailer::new(&settings).expect("good settings");
    mailer
        .send(&Mail { unsubscribe: Some(url.clone()), language: Language::De, ..mail(1) })
        .await
        .expect("accepted");
    let sent = server.received().remove(0).raw;
    for line in [
        format!("\r\nList-Unsubscribe: <{url}>\r\n"),
        "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".to_owned(),
        "\r\nContent-Language: de\r\n".to_owned(),
        "\r\nAuto-Submitted: auto-generated\r\n".to_owned(),
        "\r\nReply-To: \"Ward 3\" <ward3@ward.example>\r\n".to_owned(),
    ] {
        assert!(sent.contains(&line), "{line} in {sent}");
    }
    for bad in ["mailto:x@ward.example", "https://a b", "https://a>\r\nBcc: eve@evil.example", "/relative"] {
        let refused = mailer.send(&Mail { unsubscribe: Some(bad.to_owned()), ..mail(2) }).await;
        assert!(refused.is_err(), "{bad}");
    }
    let wrong = MailSettings { reply_to: Some("nobody".to_owned()), ..settings };
    assert_eq!(Mailer::new(&wrong).expect_err("no address").setting, "AFTERCARE_MAIL_REPLY_TO");
}
