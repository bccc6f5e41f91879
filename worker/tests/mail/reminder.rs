//! What a reminder says.

use aftercare_entity::user::{Language, MailDetail};
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
        language: Language::En,
        detail: MailDetail::Full,
        check_in_url: None,
        unsubscribe_url: None,
        replies: false,
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
    ] {
        let mail = render(&ReminderMail { unnamed, steps, ..usual() });
        assert!(mail.text.contains(line), "{}", mail.text);
        assert!(mail.html.contains(line.trim_start_matches("- ").trim_end()), "{}", mail.html);
    }
    assert!(!render(&usual()).text.contains("see the app"));
    let none = render(&ReminderMail { unnamed: 2, steps: vec![], ..usual() });
    assert!(none.text.contains("You have 2 steps to do today"), "{}", none.text);
}

/// What a patient gets who has chosen nothing.
fn counting(language: Language) -> ReminderMail<'static> {
    ReminderMail {
        language,
        detail: MailDetail::Count,
        check_in_url: Some("https://care.ward.example/reminder/AQHabc".to_owned()),
        unsubscribe_url: Some("https://care.ward.example/unsubscribe/AQLdef".to_owned()),
        ..usual()
    }
}

#[test]
fn a_mail_that_counts_names_no_medicine_and_no_doctor() {
    for language in [Language::En, Language::Es, Language::Fr, Language::De] {
        let mail = render(&counting(language));
        for word in ["amoxicillin", "Methotrexate", "Walk", "Okafor"] {
            assert!(
                !mail.text.contains(word) && !mail.html.contains(word) && !mail.subject.contains(word),
                "{word}"
            );
        }
        assert!(
            mail.text.contains('3')
                && mail.text.contains("/reminder/AQHabc")
                && mail.text.contains("/unsubscribe/AQLdef")
        );
    }
    let one = render(&ReminderMail { steps: vec![step("Walk", None, None, None)], ..counting(Language::En) });
    assert!(one.text.contains("You have 1 step to do today, Tuesday, 24 November 2026."), "{}", one.text);
}

#[test]
fn every_language_has_its_mails() {
    for (language, name) in
        [(Language::En, "en"), (Language::Es, "es"), (Language::Fr, "fr"), (Language::De, "de")]
    {
        let counts = render(&counting(language));
        let lists = render(&ReminderMail { detail: MailDetail::Full, ..counting(language) });
        let texts = [&counts, &lists].map(|mail| format!("Subject: {}\n\n{}", mail.subject, mail.text));
        insta::assert_snapshot!(format!("{name}_texts"), texts.join("\n----\n\n"));
        insta::assert_snapshot!(format!("{name}_html"), counts.html);
        assert!(counts.html.contains(&format!("lang=\"{name}\"")));
    }
}

#[test]
fn the_first_of_a_month_is_written_as_each_language_does() {
    let day = NaiveDate::from_ymd_opt(2026, 5, 1).expect("a day");
    for (language, subject) in [
        (Language::En, "Your steps for today, 1 May"),
        (Language::Es, "Sus pasos de hoy, 1 de mayo"),
        (Language::Fr, "Vos étapes pour aujourd’hui, 1er mai"),
        (Language::De, "Ihre Schritte für heute, 1. Mai"),
    ] {
        assert_eq!(render(&ReminderMail { day, ..counting(language) }).subject, subject);
    }
}

#[test]
fn where_answers_are_read_the_mail_does_not_ask_for_none() {
    assert!(render(&usual()).html.contains("Please do not reply"));
    assert!(!render(&ReminderMail { replies: true, ..usual() }).html.contains("Please do not reply"));
}

#[test]
fn without_a_doctor_and_without_an_address() {
    for public_url in [None, Some("javascript:alert(1)"), Some("https://a b"), Some("/relative")] {
        let mail = render(&ReminderMail { doctor_name: None, public_url, ..usual() });
        assert!(
            mail.html.contains("You have no doctor selected") && mail.html.contains("You have no doctor")
        );
        assert!(!mail.html.contains("check in here") && !mail.html.contains("href"));
    }
}

#[test]
fn no_remote_content_and_nothing_that_runs() {
    for mail in [render(&usual()), render(&hostile())] {
        for word in ["<img", "<link", "src=\"", "url(", "@import", "<iframe", "<form"] {
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
