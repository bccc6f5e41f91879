//! E-mail addresses: one stored spelling of each, whatever was typed.
//!
//! The local part is in lower case and in NFC. The domain is in its ASCII form (UTS 46, non-transitional: what registries
//! and browsers use), which any mail server understands, so that `bücher.example` and `xn--bcher-kva.example` are one
//! account. People are shown the Unicode form.

use super::{
    is_forbidden,
    unicode::{is_hidden, script},
};
use crate::{Error, Result};
use icu_properties::props::Script;
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use unicode_normalization::UnicodeNormalization;

/// The stored form of an e-mail address. Two spellings of one address have the same.
///
/// # Errors
/// [`Error::BadInput`] at `email`.
pub fn email(text: &str) -> Result<String> {
    stored_form(text)
        .ok_or_else(|| Error::bad_input("email", "email must be an e-mail address such as name@example.org"))
}

/// The spellings under which an account with this address may be stored: as typed, in lower case, and the stored form. An
/// account from before there was one stored form may keep its own, where another account has the stored form already.
/// Empty for what is no address.
pub fn email_spellings(text: &str) -> Vec<String> {
    let typed = text.trim().to_lowercase();
    // No account has a forbidden character in its e-mail, and Postgres takes no NUL.
    if typed.len() > 1000 || typed.chars().any(is_forbidden) {
        return Vec::new();
    }
    let stored = stored_form(text).filter(|stored| *stored != typed);
    std::iter::once(typed).chain(stored).collect()
}

/// Part of an address as somebody typed it, in the stored spelling as far as it can be told.
pub fn email_part(text: &str) -> String {
    let typed = text.trim().nfc().collect::<String>().to_lowercase();
    let (local, domain) =
        typed.rsplit_once('@').map_or(("", typed.as_str()), |(local, domain)| (local, domain));
    if domain.is_ascii() {
        return typed;
    }
    let ascii = Uts46::new().to_ascii(
        domain.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        DnsLength::Ignore,
    );
    match ascii {
        Ok(ascii) if typed.contains('@') => format!("{local}@{ascii}"),
        Ok(ascii) if typed.contains('.') => ascii.into_owned(),
        _ => typed,
    }
}

/// The address as people read it: its domain in Unicode, except for parts that mix scripts, which might be made to look like
/// another domain.
pub fn shown_email(stored: &str) -> String {
    let Some((local, domain)) = stored.rsplit_once('@') else { return stored.to_owned() };
    let (shown, _) = Uts46::new().to_user_interface(
        domain.as_bytes(),
        AsciiDenyList::STD3,
        Hyphens::CheckFirstLast,
        |label, _, _| is_of_one_script(label),
    );
    format!("{local}@{shown}")
}

fn stored_form(text: &str) -> Option<String> {
    let text = text.trim();
    if text.len() > 1000 || text.chars().any(|c| is_forbidden(c) || is_hidden(c)) {
        return None;
    }
    let (local, domain) = text.rsplit_once('@')?;
    let local = local.nfc().collect::<String>().to_lowercase().nfc().collect::<String>();
    let domain = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
        .ok()?;
    let address = format!("{local}@{domain}");
    let plain =
        email_address::Options::default().without_display_text().without_domain_literal().with_required_tld();
    let valid =
        address.len() <= 320 && email_address::EmailAddress::parse_with_options(&address, plain).is_ok();
    valid.then_some(address)
}

/// Whether the letters of a label are of one script, or of those that are written together in Japanese, Korean and Chinese.
fn is_of_one_script(label: &[char]) -> bool {
    let mut scripts: Vec<Script> = label.iter().map(|c| script(*c)).collect();
    scripts.retain(|script| ![Script::Common, Script::Inherited].contains(script));
    scripts.dedup();
    let together = [
        &[Script::Han, Script::Hiragana, Script::Katakana][..],
        &[Script::Han, Script::Hangul],
        &[Script::Han, Script::Bopomofo],
    ];
    scripts.windows(2).all(|pair| pair[0] == pair[1])
        || together.iter().any(|set| scripts.iter().all(|script| set.contains(script)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails_are_folded_and_checked() {
        assert_eq!(email("  Paula@Example.ORG ").unwrap(), "paula@example.org");
        for bad in [
            "",
            "paula",
            "paula@",
            "@example.org",
            "paula@localhost",
            "a b@example.org",
            "P <p@example.org>",
            "p@example.org\r\nBcc: x@example.org",
            "p@[127.0.0.1]",
            "p@xn--a.example",
            "p@-a.example",
            "p@a_b.example",
            "p\u{200B}@example.org",
            "p\u{202E}@example.org",
            &format!("p@{}.example", "a".repeat(64)),
            &format!("{}@example.org", "a".repeat(400)),
        ] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn spellings_of_one_address_are_one() {
        for (one, stored) in [
            ("paula@bücher.example", "paula@xn--bcher-kva.example"),
            ("PAULA@BÜCHER.example", "paula@xn--bcher-kva.example"),
            ("paula@XN--BCHER-KVA.example", "paula@xn--bcher-kva.example"),
            ("paula@bu\u{0308}cher。example", "paula@xn--bcher-kva.example"),
            ("rene\u{0301}@example.org", "ren\u{e9}@example.org"),
            ("p@straße.example", "p@xn--strae-oqa.example"),
            ("p@例え.テスト", "p@xn--r8jz45g.xn--zckzah"),
        ] {
            assert_eq!(email(one).unwrap(), stored, "{one}");
            assert!(email_spellings(one).contains(&stored.to_owned()), "{one}");
        }
        assert_eq!(email_spellings(" Paula@Example.org"), ["paula@example.org"]);
        assert_eq!(email_spellings("p\0@example.org"), [] as [&str; 0]);
    }

    #[test]
    fn people_see_the_domain_in_unicode_unless_it_pretends() {
        assert_eq!(shown_email("paula@xn--bcher-kva.example"), "paula@bücher.example");
        assert_eq!(shown_email("p@xn--r8jz45g.xn--zckzah"), "p@例え.テスト");
        // A Cyrillic "а" among Latin letters.
        let pretends = email("p@p\u{0430}ypal.example").unwrap();
        assert_eq!(shown_email(&pretends), pretends);
        assert_eq!(shown_email("no address"), "no address");
    }
}
