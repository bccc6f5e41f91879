//! Passwords: what a new one must be, and the forms of one that was typed.
//!
//! A password is hashed in NFKC, as NIST SP 800-63B has it, so that it is the same on a keyboard that composes letters and
//! on one that does not, in full width and in half. RFC 8265's OpaqueString maps less (NFC, and spaces): with it a password
//! typed on a Japanese keyboard fails on another one. Nothing is lost by mapping more but a little of the choice.

use crate::{Error, Result};
use secrecy::{ExposeSecret, SecretString};
use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// Passwords that a guesser tries first, one a line, lower case.
const COMMON_PASSWORDS: &str = include_str!("../common_passwords.txt");

/// The form in which the password is hashed, and the password as it was typed where that is another: hashes from before
/// there was one form are of that.
pub fn password_forms(typed: SecretString) -> (SecretString, Option<SecretString>) {
    if is_nfkc(typed.expose_secret()) {
        return (typed, None);
    }
    let form: String = typed.expose_secret().nfkc().collect();
    (SecretString::from(form), Some(typed))
}

/// A new password of 8 to 256 characters that is neither the e-mail nor one of the common ones, however it is written.
///
/// # Errors
/// [`Error::BadInput`] at `password`; the password is never repeated.
pub fn new_password(password: &SecretString, email: &str) -> Result<()> {
    let typed = password.expose_secret();
    let wrong = |message: &str| Err(Error::bad_input("password", message));
    if !(8..=256).contains(&typed.chars().take(300).count()) {
        return wrong("password must have 8 to 256 characters");
    }
    if typed.chars().any(char::is_control) {
        return wrong("password must not contain control characters");
    }
    let (form, _) = password_forms(password.clone());
    let lower = form.expose_secret().to_lowercase();
    let names = [email.to_owned(), super::shown_email(email)];
    if names.iter().any(|name| lower == *name || name.split('@').next() == Some(&lower)) {
        return wrong("password must not be the e-mail address");
    }
    let same = lower.chars().next().is_some_and(|first| lower.chars().all(|c| c == first));
    if same || COMMON_PASSWORDS.lines().any(|common| common == lower) {
        return wrong("password is one of the most common ones; choose another");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_refused_without_repeating_them() {
        for bad in [
            "",
            "short12",
            "iloveyou",
            "ILOVEYOU1",
            "ｐａｓｓｗｏｒｄ１２３",
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
    fn a_password_has_one_form_on_all_keyboards() {
        let form = |typed: &str| password_forms(typed.into()).0.expose_secret().to_owned();
        assert_eq!(form("cafe\u{0301} lamp"), form("caf\u{e9} lamp"));
        assert_eq!(form("ｌａｍｐ\u{3000}１２"), "lamp 12");
        assert!(password_forms("plain".into()).1.is_none());
        assert_eq!(password_forms("ﬁne".into()).1.unwrap().expose_secret(), "ﬁne");
    }
}
