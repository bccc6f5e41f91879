//! Checks of what people type: names, e-mails, passwords. A refusal names the field and says what to do.

use crate::{Error, Result};
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Passwords that a guesser tries first, one a line, lower case.
const COMMON_PASSWORDS: &str = include_str!("common_passwords.txt");

/// Whether `c` may not stand in a line of text: control characters and those that reorder what is shown.
pub fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A trimmed line of 1 to `longest` characters without control or bidirectional characters.
///
/// # Errors
/// [`Error::BadInput`] at `path`.
pub fn line(path: &'static str, text: &str, longest: usize) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::bad_input(path, format!("{path} must not be empty")));
    }
    if text.chars().count() > longest {
        return Err(Error::bad_input(path, format!("{path} must have at most {longest} characters")));
    }
    if text.chars().any(is_forbidden) {
        return Err(Error::bad_input(path, format!("{path} must not contain control characters")));
    }
    Ok(text.to_owned())
}

/// Lower case without accents: what searching compares.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// A valid e-mail address, trimmed and in lower case (two addresses that differ in case are one account).
///
/// # Errors
/// [`Error::BadInput`] at `email`.
pub fn email(text: &str) -> Result<String> {
    let text = text.trim();
    let plain =
        email_address::Options::default().without_display_text().without_domain_literal().with_required_tld();
    let valid = text.len() <= 320
        && !text.chars().any(is_forbidden)
        && email_address::EmailAddress::parse_with_options(text, plain).is_ok();
    if !valid {
        return Err(Error::bad_input("email", "email must be an e-mail address such as name@example.org"));
    }
    Ok(text.to_lowercase())
}

/// A new password of 8 to 256 characters that is neither the e-mail nor one of the common ones.
///
/// # Errors
/// [`Error::BadInput`] at `password`; the password is never repeated.
pub fn new_password(password: &SecretString, email: &str) -> Result<()> {
    let text = password.expose_secret();
    let wrong = |message: &str| Err(Error::bad_input("password", message));
    let length = text.chars().count();
    if !(8..=256).contains(&length) {
        return wrong("password must have 8 to 256 characters");
    }
    if text.chars().any(char::is_control) {
        return wrong("password must not contain control characters");
    }
    let lower = text.to_lowercase();
    if lower == email || email.split('@').next().is_some_and(|local| lower == local) {
        return wrong("password must not be the e-mail address");
    }
    let same = text.chars().next().is_some_and(|first| text.chars().all(|c| c == first));
    if same || COMMON_PASSWORDS.lines().any(|common| common == lower) {
        return wrong("password is one of the most common ones; choose another");
    }
    Ok(())
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
            &format!("{}@example.org", "a".repeat(400)),
        ] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn weak_passwords_are_refused_without_repeating_them() {
        for bad in [
            "",
            "short12",
            "iloveyou",
            "ILOVEYOU1",
            "aaaaaaaaaa",
            "paula@example.org",
            "Paula-1990",
            "with\nbreak",
        ] {
            let error = new_password(&bad.into(), "paula-1990@example.org");
            let error = error.and(new_password(&bad.into(), "paula@example.org")).unwrap_err().to_string();
            assert!(bad.is_empty() || !error.contains(bad), "{error}");
        }
        assert!(new_password(&"a".repeat(257).into(), "p@example.org").is_err());
        assert!(new_password(&"quiet lamp river".into(), "p@example.org").is_ok());
        assert!(new_password(&"ab".repeat(128).into(), "p@example.org").is_ok());
    }

    #[test]
    fn folding_drops_case_and_accents() {
        assert_eq!(fold("Renée MÜLLER"), "renee muller");
    }

    #[test]
    fn names_are_one_clean_line() {
        assert_eq!(line("name", "  Dr. Ng ", 200).unwrap(), "Dr. Ng");
        for bad in ["", "   ", "a\0b", "a\nb", "a\u{202E}b", &"x".repeat(201)] {
            assert!(line("name", bad, 200).is_err(), "{bad:?}");
        }
    }
}
