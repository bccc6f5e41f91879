//! Mails that come back, as mail servers report them, and whatever else arrives at the address of bounces.

use aftercare_entity::mail_answer::Outcome;
use aftercare_worker::mail::bounce::{self, NoBounce};
use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;
use std::fmt::Write;

const ID: &str = "reminder-019322aa-0000-7000-8000-00000000002a@ward.example";

/// What Postfix writes about one recipient.
const POSTFIX: &str = "Final-Recipient: rfc822; jane.roe@patients.example\r\nOriginal-Recipient: rfc822;jane.roe@patients.example\r\n\
                       Action: failed\r\nStatus: 5.1.1\r\nRemote-MTA: dns; mx.patients.example\r\n\
                       Diagnostic-Code: smtp; 550 5.1.1 <jane.roe@patients.example>: Recipient address rejected\r\n";

/// What the returned mail's headers say.
fn headers() -> String {
    format!(
        "From: Ward 3 <no-reply@ward.example>\r\nSubject: =?utf-8?Q?Pl=C3=A4ne?=\r\nMessage-ID: <{ID}>\r\nTo: jane.roe@patients.example\r\n"
    )
}

/// A report, with these fields of the recipients and this last part.
fn report(recipients: &str, original: &str) -> String {
    format!(
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nMessage-ID: <20261124@mx.example>\r\nAuto-Submitted: auto-replied\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"B/mx\"\r\n\r\n\
         This is a MIME-encapsulated message.\r\n\r\n--B/mx\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
         I'm sorry to have to inform you.\r\n\r\n--B/mx\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.example\r\nX-Postfix-Queue-ID: 4F\r\n\r\n{recipients}\r\n--B/mx\r\n{original}\r\n--B/mx--\r\n"
    )
}

fn returned_in_full() -> String {
    format!(
        "Content-Type: message/rfc822\r\n\r\n{}Content-Type: text/plain\r\n\r\nHello Jane Roe\r\n",
        headers()
    )
}

/// What is said of one recipient, in one line.
fn read(mail: &str) -> Result<String, NoBounce> {
    let bounce = bounce::read(mail.as_bytes()).expect("a thread")?;
    assert_eq!(bounce.message_id, ID);
    let mut said = String::new();
    for one in &bounce.returned {
        write!(said, "[{:?} {:?} {} {}]", one.outcome, one.code, one.enhanced, one.addresses.join(" "))
            .expect("a line");
    }
    Ok(said)
}

#[test]
fn a_report_is_read_with_all_of_the_mail_or_its_headers_and_either_end_of_line() {
    let expected =
        Ok("[Refused Some(550) 5.1.1 jane.roe@patients.example jane.roe@patients.example]".to_owned());
    let headers = headers();
    let folded = headers.replace("Message-ID: ", "message-id:\r\n ");
    for original in [
        returned_in_full(),
        format!("Content-Type: text/rfc822-headers\r\n\r\n{headers}"),
        format!("Content-Type: TEXT/RFC822-Headers; charset=utf-8\r\n\r\n{folded}"),
        format!("Content-Type: message/rfc822\r\n\r\n{headers}"),
        format!(
            "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: BASE64\r\n\r\n{}",
            STANDARD.encode(&headers)
        ),
        format!(
            "Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}",
            headers.replace('=', "=3D").replace("-0000-", "-00=\r\n00-")
        ),
        format!("Content-Type: message/global-headers\r\n\r\n{headers}X-Odd: \u{e9}\u{4f8b}\r\n"),
        format!("Content-Type: message/rfc822\r\n\r\nReceived: by x\r\nX-8-bit: \u{e9}\r\n{headers}\r\n"),
    ] {
        let mail = report(POSTFIX, &original);
        assert_eq!(read(&mail), expected, "{original}");
        assert_eq!(read(&mail.replace("\r\n", "\n")), expected, "{original}");
        // A mail server may cut off what it returns.
        assert_eq!(read(mail.trim_end_matches("--B/mx--\r\n")), expected, "{original}");
    }
}

#[test]
fn what_is_said_of_a_recipient_is_judged_as_in_smtp() {
    for (action, status, diagnostic, expected) in [
        ("failed", "5.1.1", "smtp; 550 5.1.1 no", "Refused Some(550) 5.1.1"),
        (
            "FAILED",
            "5.1.1 (no such mailbox)",
            "smtp; 550-5.1.1 The account\r\n 550 5.1.1 does not exist",
            "Refused Some(550) 5.1.1",
        ),
        ("Failed", "5.0.0", "smtp; 550 5.1.1 no", "Refused Some(550) 5.1.1"),
        ("failed", "5.0.0", "smtp; 550 no", "Refused Some(550) 5.0.0"),
        ("failed", "5.0.0", "x-local; unrouteable address", "Refused None 5.0.0"),
        ("failed", "5.4.4", "X-Postfix; host not found", "Refused None 5.4.4"),
        ("failed", "5.2.2", "smtp; 552 5.2.2 mailbox full", "Rejected Some(552) 5.2.2"),
        ("failed", "5.7.1", "smtp; 554 5.7.1 policy", "Rejected Some(554) 5.7.1"),
        ("failed", "4.4.7", "smtp; 451 4.4.7 too old", "Deferred Some(451) 4.4.7"),
        ("delayed", "4.4.1", "X-Postfix; timed out", "Deferred None 4.4.1"),
        ("delayed", "4.2.2", "smtp; x", "Deferred None 4.2.2"),
    ] {
        let fields = format!(
            "Final-Recipient: rfc822;<j@p.example>\r\nAction: {action}\r\nStatus: {status}\r\nDiagnostic-Code: {diagnostic}\r\n"
        );
        let said = read(&report(&fields, &returned_in_full()));
        assert_eq!(said, Ok(format!("[{expected} j@p.example]")), "{action} {status} {diagnostic}");
    }
}

#[test]
fn of_several_recipients_each_has_its_word_and_those_without_trouble_none() {
    let group = |name: &str, action: &str, status: &str| {
        format!("Final-Recipient: rfc822;{name}@p.example\r\nAction: {action}\r\nStatus: {status}\r\n\r\n")
    };
    let groups =
        group("a", "delivered", "2.0.0") + &group("b", "failed", "5.1.1") + &group("c", "delayed", "4.0.0");
    let said = read(&report(&groups, &returned_in_full()));
    assert_eq!(said.as_deref(), Ok("[Refused None 5.1.1 b@p.example][Deferred None 4.0.0 c@p.example]"));
    let many: String = (0..5000).map(|n| group(&n.to_string(), "failed", "5.1.1")).collect();
    let bounce =
        bounce::read(report(&many, &returned_in_full()).as_bytes()).expect("a thread").expect("a bounce");
    assert!(bounce.returned.len() <= 100 && bounce.returned[0].outcome == Outcome::Refused);
}

#[test]
fn what_is_no_bounce_says_why() {
    let whole = returned_in_full();
    let said = |action: &str, status: &str| {
        format!("Final-Recipient: rfc822;j@p.example\r\nAction: {action}\r\nStatus: {status}\r\n")
    };
    let without_id = whole.replace("Message-ID", "X-Message-ID");
    for (mail, why) in [
        (String::new(), NoBounce::NoReport),
        ("\r\n\r\n".to_owned(), NoBounce::NoReport),
        ("no header at all".to_owned(), NoBounce::NoReport),
        (
            format!(
                "Subject: Out of office\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <{ID}>\r\n\r\nI am away.\r\n"
            ),
            NoBounce::NoReport,
        ),
        (
            report(POSTFIX, &whole).replace("delivery-status;", "disposition-notification;"),
            NoBounce::NoReport,
        ),
        (report(POSTFIX, &whole).replace("report-type=delivery-status;", ""), NoBounce::NoReport),
        (report(POSTFIX, &whole).replace("multipart/report", "multipart/mixed"), NoBounce::NoReport),
        (report(POSTFIX, &whole).replace("message/delivery-status", "text/plain"), NoBounce::NoReport),
        (report(POSTFIX, &whole).replace("\"B/mx\"", "\"other\""), NoBounce::NoReport),
        (
            "Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x--\r\n"
                .to_owned(),
            NoBounce::NoReport,
        ),
        (report(POSTFIX, "Content-Type: text/plain\r\n\r\nnothing"), NoBounce::NoOriginal),
        (report(POSTFIX, &without_id), NoBounce::NoOriginal),
        (report(&said("delivered", "2.1.5"), &whole), NoBounce::NothingFailed),
        (report(&said("relayed", "2.0.0"), &whole), NoBounce::NothingFailed),
        (report(&said("expanded", "5.1.1"), &whole), NoBounce::NothingFailed),
        (report(&said("failed", "2.0.0"), &whole), NoBounce::NothingFailed),
        (report(&said("failed", "5.1"), &whole), NoBounce::NothingFailed),
        (report(&said("failed", "9.9.9"), &whole), NoBounce::NothingFailed),
        (report("Status: 5.1.1\r\n", &whole), NoBounce::NothingFailed),
        (report("", &whole), NoBounce::NothingFailed),
    ] {
        assert_eq!(read(&mail), Err(why), "{mail}");
    }
}

#[test]
fn mails_in_mails_and_huge_ones_cost_no_more_than_their_reading() {
    let nested = "Content-Type:message/rfc822\n\n".repeat(bounce::MOST / 29);
    let hidden = format!(
        "Content-Type:message/rfc822\nContent-Transfer-Encoding:base64\n\n{}",
        STANDARD.encode(&nested[..bounce::MOST / 4 * 3 - 100])
    );
    for mail in [nested, hidden] {
        assert_eq!(bounce::read(mail.as_bytes()).expect("a thread"), Err(NoBounce::NoReport));
    }
    let report = report(POSTFIX, &returned_in_full());
    let huge = report.replace("Hello Jane Roe", &"long ".repeat(bounce::MOST));
    let cut = &huge.as_bytes()[..bounce::MOST];
    assert!(bounce::read(cut).expect("a thread").is_ok(), "what comes first is enough");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_comes_is_read_to_its_end(mail in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = bounce::read(&mail).expect("a thread");
    }

    #[test]
    fn a_damaged_report_is_read_to_its_end(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..40, ".{0,12}"), 1..6),
    ) {
        let mut mail = report(POSTFIX, &returned_in_full()).into_bytes();
        for (at, length, put) in cuts {
            let at = at.index(mail.len());
            let end = (at + length).min(mail.len());
            mail.splice(at..end, put.into_bytes());
        }
        let _ = bounce::read(&mail).expect("a thread");
    }
}
