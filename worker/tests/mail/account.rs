//! What mails about accounts say.

use aftercare_core::{
    domain::account_mails::{codes::Code, letters::Content},
    keyring::Keyring,
};
use aftercare_entity::{account_mail, account_mail::Kind, user::Language};
use aftercare_worker::mail::{AccountMail, RenderedMail};
use uuid::Uuid;

/// The same code each time.
fn code() -> Code {
    let keyring = Keyring::parse(&"k1:sNRJqR6+NG0/ZXUFDeMqonMe+rt/et8u6uSLpsZSzzo=".into()).expect("a key");
    let row = account_mail::Model {
        id: Uuid::from_u128(7),
        kind: Kind::ConfirmAddress,
        user_id: Some(Uuid::from_u128(8)),
        email: "paula@example.org".to_owned(),
        key_id: "k1".to_owned(),
        attempts: 0,
        created_at: super::day(),
        expires_at: super::day(),
        used_at: None,
        sent_at: None,
    };
    Code::of(&keyring, &row).expect("a code")
}

fn in_language(language: Language, content: &Content, link_base: Option<&str>) -> RenderedMail {
    AccountMail { content, language, link_base, replies: false }.render().expect("a mail")
}

fn render(content: &Content, link_base: Option<&str>) -> RenderedMail {
    in_language(Language::En, content, link_base)
}

#[test]
fn a_mail_that_confirms_an_address() {
    let mail = render(&Content::Confirm(code()), Some("https://care.ward.example/"));
    assert_eq!(mail.subject, "Confirm your e-mail address");
    insta::assert_snapshot!("confirm_text", mail.text);
    insta::assert_snapshot!("confirm_html", mail.html);
}

fn everything() -> [Content; 8] {
    [
        Content::HasAccount,
        Content::Reset(code()),
        Content::Leave(code()),
        Content::Arrive(code()),
        Content::Taken,
        Content::PasswordChanged,
        Content::Approved,
        Content::Refused,
    ]
}

#[test]
fn every_mail_says_what_to_do_and_what_if_it_was_not_you() {
    let texts: Vec<_> = everything()
        .iter()
        .map(|content| {
            let mail = render(content, Some("https://care.ward.example"));
            assert!(!mail.subject.contains(|c: char| c.is_ascii_digit()), "no code on a locked screen");
            format!("Subject: {}\n\n{}", mail.subject, mail.text)
        })
        .collect();
    insta::assert_snapshot!("all_texts", texts.join("\n----\n\n"));
}
#[test]
fn without_an_address_of_ours_there_is_no_link_and_still_the_code() {
    for base in [None, Some("javascript:alert(1)"), Some("https://a b")] {
        let mail = render(&Content::Reset(code()), base);
        assert!(!mail.html.contains("href") && !mail.text.contains("/reset"), "{base:?}");
        assert!(mail.text.contains(&code().digits()[..4]));
    }
}

#[test]
fn every_mail_is_written_in_the_language_of_its_reader() {
    for (language, name) in [(Language::Es, "es"), (Language::Fr, "fr"), (Language::De, "de")] {
        let texts = everything().map(|content| {
            let mail = in_language(language, &content, Some("https://care.ward.example"));
            assert!(mail.html.contains(&format!("lang=\"{name}\"")));
            format!("Subject: {}\n\n{}", mail.subject, mail.text)
        });
        insta::assert_snapshot!(format!("all_texts_{name}"), texts.join("\n----\n\n"));
    }
}
