//! Mails from their templates, which hold all their words: `templates/<language>/<mail>.subject.txt`, `.txt` and `.html`.
//!
//! Every HTML part stands in `templates/layout.html`, the one place for colours and distances. A template sees what its mail is
//! about as `view`.

use super::wrap::wrap;
use aftercare_entity::user::Language;

/// A mail's content.
#[derive(Clone, PartialEq, Eq)]
#[expect(missing_debug_implementations, reason = "health text must not be printable by accident")]
pub struct RenderedMail {
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl RenderedMail {
    pub(super) fn new(subject: String, text: &str, html: String) -> Self {
        Self { subject, text: wrap(text), html }
    }
}

/// ISO 639-1, as in `lang="en"`.
pub(super) const fn code(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Es => "es",
        Language::Fr => "fr",
        Language::De => "de",
    }
}

/// Makes the function `$name`, which renders the mail that the row of `$choice` names, in the language. Subject and HTML are about
/// `html`, the plain text is about `text`; both are a `$view`.
macro_rules! written {
    ($name:ident, $view:ty, $choice:ty;
     $($row:pat, $language:pat => $subject:literal, $text:literal, $html:literal;)+) => {
        fn $name(choice: $choice, language: Language, html: &$view, text: &$view) -> askama::Result<RenderedMail> {
            let code = $crate::mail::written::code(language);
            match (choice, language) {$(
                ($row, $language) => {
                    #[derive(askama::Template)]
                    #[template(path = $subject)]
                    struct Subject<'v> {
                        view: &'v $view,
                    }
                    #[derive(askama::Template)]
                    #[template(path = $text)]
                    struct Text<'v> {
                        view: &'v $view,
                    }
                    #[derive(askama::Template)]
                    #[template(path = $html)]
                    struct Html<'v> {
                        view: &'v $view,
                        subject: &'v str,
                        language: &'v str,
                    }
                    let subject = Subject { view: html };
                    let view = subject.view;
                    let subject = subject.render()?;
                    let html = Html { view, subject: &subject, language: code }.render()?;
                    Ok(RenderedMail::new(subject, &Text { view: text }.render()?, html))
                }
            )+}
        }
    };
}

pub(super) use written;
