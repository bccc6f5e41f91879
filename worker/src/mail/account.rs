//! Mails about accounts, as subject, text and HTML: what happened, what to do, and what to do if it was not you. Their words are
//! side by side in a file for each language.
//!
//! Subjects show on locked screens: no code is in one. Nobody's name is in a mail, since whoever gave it may be a stranger to
//! the reader. A link carries its token behind `#`, which browsers send to no server, so it stands in no log.

mod de;
mod en;
mod es;
mod fr;

use super::{RenderedMail, wrap::wrap};
use aftercare_core::domain::account_mails::{codes::Code, letters::Content};
use aftercare_entity::user::Language;
use askama::Template;

/// What a mail about an account is made of.
#[derive(Debug, Clone, Copy)]
pub struct AccountMail<'a> {
    /// What it says.
    pub content: &'a Content,
    /// In which language.
    pub language: Language,
    /// Where this hospital's pages are; without it, or if it is not http:// or https://, the mail has no link.
    pub link_base: Option<&'a str>,
    /// Whether somebody reads what is answered to it.
    pub replies: bool,
}

#[derive(Template)]
#[template(path = "account.txt")]
struct Text<'a> {
    view: &'a View,
}

#[derive(Template)]
#[template(path = "account.html")]
struct Html<'a> {
    view: &'a View,
}

/// The words of one language.
struct Words {
    code: &'static str,
    hello: &'static str,
    or_open: &'static str,
    footer: &'static str,
    footer_with_replies: &'static str,
    confirm: Said,
    has_account: Said,
    reset: Said,
    leave: Said,
    arrive: Said,
    taken: Said,
    password_changed: Said,
    approved: Said,
    refused: Said,
}

/// What one kind of mail says.
struct Said {
    subject: &'static str,
    /// What happened.
    happened: &'static [&'static str],
    /// How the code is introduced; empty in a mail without one.
    code: &'static str,
    /// What the link is called; empty in a mail without one.
    link: &'static str,
    /// What to do if it was not you, and what else there is to say.
    otherwise: &'static [&'static str],
}

impl Words {
    const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &en::WORDS,
            Language::Es => &es::WORDS,
            Language::Fr => &fr::WORDS,
            Language::De => &de::WORDS,
        }
    }

    const fn said(&self, content: &Content) -> &Said {
        match content {
            Content::Confirm(_) => &self.confirm,
            Content::HasAccount => &self.has_account,
            Content::Reset(_) => &self.reset,
            Content::Leave(_) => &self.leave,
            Content::Arrive(_) => &self.arrive,
            Content::Taken => &self.taken,
            Content::PasswordChanged => &self.password_changed,
            Content::Approved => &self.approved,
            Content::Refused => &self.refused,
        }
    }
}

struct View {
    words: &'static Words,
    said: &'static Said,
    footer: &'static str,
    /// In two groups of four: easier to carry over. Spaces do not count when it is entered.
    code: Option<String>,
    link: Option<String>,
}

/// The page behind a mail's link.
const fn page(content: &Content) -> Option<&'static str> {
    match content {
        Content::Confirm(_) => Some("/confirm"),
        Content::HasAccount | Content::Reset(_) | Content::PasswordChanged => Some("/reset"),
        Content::Leave(_) | Content::Arrive(_) | Content::Taken | Content::Approved | Content::Refused => {
            None
        }
    }
}

impl AccountMail<'_> {
    /// Errors: none that the input can cause; the templates are checked when this is compiled.
    pub fn render(&self) -> Result<RenderedMail, askama::Error> {
        let view = self.view();
        let html = Html { view: &view }.render()?;
        let text = wrap(&Text { view: &view }.render()?);
        Ok(RenderedMail { subject: view.said.subject.to_owned(), text, html })
    }

    fn view(&self) -> View {
        let words = Words::of(self.language);
        let digits = |code: &Code| {
            let (first, second) = code.digits().split_at(4);
            format!("{first} {second}")
        };
        View {
            words,
            said: words.said(self.content),
            footer: if self.replies { words.footer_with_replies } else { words.footer },
            code: self.content.code().map(digits),
            link: self.link(),
        }
    }

    fn link(&self) -> Option<String> {
        let base = self.link_base.filter(|url| super::wording::is_web_address(url))?;
        let page = format!("{}{}", base.trim_end_matches('/'), page(self.content)?);
        Some(match self.content.code() {
            Some(code) => format!("{page}#{}", code.token()),
            None => page,
        })
    }
}
