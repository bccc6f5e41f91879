//! What mails to doctors say: numbers in the forms of each language, and nothing that is zero.

use aftercare_core::domain::at_risk::mails::{Content, Digest};
use aftercare_entity::user::Language;
use aftercare_worker::mail::{DoctorMail, RenderedMail};

fn of_each(n: usize) -> Digest {
    Digest { to_review: n, failed: n, behind: n, check_ins: n, due: n }
}

fn render(language: Language, content: Content, new: usize, replies: bool) -> RenderedMail {
    let link_base = Some("https://care.ward.example/");
    DoctorMail { content, new, language, link_base, replies }.render().expect("a mail")
}

/// Both kinds, of one and of several.
fn all(language: Language) -> Vec<RenderedMail> {
    vec![
        render(language, Content::AtRisk { patients: 1 }, 1, false),
        render(language, Content::AtRisk { patients: 3 }, 3, true),
        render(language, Content::Digest(of_each(1)), 1, true),
        render(language, Content::Digest(of_each(3)), 3, false),
        render(language, Content::Digest(Digest { due: 2, ..Digest::default() }), 0, true),
    ]
}

#[test]
fn every_mail_has_the_forms_of_its_language() {
    for (language, name) in
        [(Language::En, "en"), (Language::Es, "es"), (Language::Fr, "fr"), (Language::De, "de")]
    {
        let texts = all(language).into_iter().map(|mail| {
            assert!(mail.html.contains(&format!("lang=\"{name}\"")) && !mail.html.contains("<li>0"));
            format!("Subject: {}\n\n{}", mail.subject, mail.text)
        });
        insta::assert_snapshot!(format!("doctor_texts_{name}"), texts.collect::<Vec<_>>().join("\n----\n\n"));
    }
}

#[test]
fn the_html_says_the_same() {
    insta::assert_snapshot!("digest_html", all(Language::En).remove(2).html);
}

#[test]
fn without_an_address_of_ours_there_is_no_link() {
    for link_base in [None, Some("javascript:alert(1)"), Some("https://a b")] {
        let content = Content::AtRisk { patients: 1 };
        let mail = DoctorMail { content, new: 1, language: Language::En, link_base, replies: false };
        let mail = mail.render().expect("a mail");
        assert!(!mail.html.contains("href") && !mail.text.contains("/dashboard"), "{link_base:?}");
    }
}
