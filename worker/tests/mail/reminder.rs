//! What a reminder says.

use aftercare_worker::mail::{DueStep, Mail, Often, ReminderMail, RenderedMail};
use chrono::NaiveDate;

use super::{mail, mailer, smtp::SmtpServer};

fn step(description: &str, times: Option<u32>, days: Option<f64>, remaining: Option<u32>) -> DueStep {
    let often = Often { times_per_day: times, every_days: days, ..Often::default() };
    DueStep { description: description.to_owned(), often, remaining }
}

fn render(mail: &ReminderMail<'_>) -> RenderedMail {
    mail.render().expect("a mail")
}

fn usual() -> ReminderMail<'static> {
    ReminderMail {
        patient_name: "Jane Roe",
        doctor_name: Some("Dr. Amara Okafor"),
        day: NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day"),
        steps: vec![
            step("Take 500 mg amoxicillin with food", Some(3), Some(1.0), Some(3)),
            step("Methotrexate 10 mg", Some(1), Some(7.0), None),
            step("Walk for half an hour", None, None, Some(1)),
        ],
        unnamed: 0,
        public_url: Some("https://care.ward.example/"),
    }
}

fn hostile() -> ReminderMail<'static> {
    let long = format!("take {} then rest", "very ".repeat(60).trim());
    ReminderMail {
        patient_name: "<script>alert('x')</script>\r\nBcc: eve@evil.example",
        doctor_name: Some("ד\"ר \u{202e}לוי & <b>בניו</b>"),
        steps: vec![
            step("</li></ul><img src=x onerror=\"alert(1)\"> & {{ secret }}", Some(2), None, Some(0)),
            step("\u{202e}خذ قرصين\u{2067} من الدواء\n\nكل صباح", Some(1), Some(2.5), Some(10)),
            step(&long, None, Some(f64::NAN), None),
            step(&"unbroken".repeat(40), Some(u32::MAX), Some(-1.0), Some(u32::MAX)),
            step(" \u{0}\t ", Some(0), Some(0.0), None),
        ],
        public_url: Some("https://care.ward.example/?a=1&b=\"><script>"),
        ..usual()
    }
}

#[test]
fn the_usual_reminder() {
    let mail = render(&usual());
    assert_eq!(mail.subject, "Your steps for today, 24 November");
    insta::assert_snapshot!("usual_text", mail.text);
    insta::assert_snapshot!("usual_html", mail.html);
}

#[test]
fn hostile_names_and_descriptions_stay_text() {
    let mail = render(&hostile());
    assert_eq!(mail.subject, "Your steps for today, 24 November");
    insta::assert_snapshot!("hostile_text", mail.text);
    insta::assert_snapshot!("hostile_html", mail.html);

    for tag in ["<script", "<img", "<b>", "onerror=\""] {
        assert!(!mail.html.contains(tag), "{tag}");
    }
    assert_eq!(mail.html.matches("<li").count(), 5);
    for hidden in ['\u{202e}', '\u{2067}', '\u{0}'] {
        assert!(!mail.html.contains(hidden) && !mail.text.contains(hidden));
    }
    assert!(!mail.text.contains("\nBcc:"));
}

#[test]
fn a_step_that_cannot_be_named_is_counted() {
    for (unnamed, steps, line) in [
        (1, usual().steps, "- 1 more step: see the app\n"),
        (2, usual().steps, "- 2 more steps: see the app\n"),
        (1, vec![], "- 1 step: see the app\n"),
        (3, vec![], "- 3 steps: see the app\n"),
    ] {
        let mail = render(&ReminderMail { unnamed, steps, ..usual() });
        assert!(mail.text.contains(line), "{}", mail.text);
        assert!(mail.html.contains(line.trim_start_matches("- ").trim_end()), "{}", mail.html);
    }
    assert!(!render(&usual()).text.contains("see the app"));
}

#[test]
fn without_a_doctor_and_without_an_address() {
    for public_url in [None, Some("javascript:alert(1)"), Some("https://a b"), Some("/relative")] {
        let mail = render(&ReminderMail { doctor_name: None, public_url, ..usual() });
        assert!(
            mail.text.contains("You have no doctor selected") && mail.html.contains("You have no doctor")
        );
        assert!(!mail.text.contains("check in here") && !mail.html.contains("href"));
    }
}

#[test]
fn no_remote_content_and_nothing_that_runs() {
    for mail in [render(&usual()), render(&hostile())] {
        for word in ["<img", "<link", "<style", "src=\"", "url(", "@import", "<iframe", "<form"] {
            assert!(!mail.html.contains(word), "{word}");
        }
    }
}

#[tokio::test]
async fn it_arrives_as_it_was_written() {
    let server = SmtpServer::plain().await;
    let mailer = mailer(&server.url());
    for rendered in [render(&usual()), render(&hostile())] {
        let RenderedMail { subject, text, html } = rendered;
        mailer
            .send(&Mail { subject, text: text.clone(), html: html.clone(), ..mail(1) })
            .await
            .expect("accepted");
        let received = server.received().pop().expect("a mail");
        assert_eq!(received.text().trim_end(), text.trim_end());
        assert_eq!(received.html().trim_end(), html.trim_end());
    }
}
