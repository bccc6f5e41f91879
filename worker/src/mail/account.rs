//! Mails about accounts, as subject, text and HTML: what happened, what to do, and what to do if it was not you.
//!
//! Subjects show on locked screens: no code is in one. Nobody's name is in a mail, since whoever gave it may be a stranger to
//! the reader. A link carries its token behind `#`, which browsers send to no server, so it stands in no log.

use super::{RenderedMail, wording::address_of, written::written};
use aftercare_core::domain::account_mails::{codes::Code, letters::Content};
use aftercare_entity::user::Language::{self, De, En, Es, Fr};
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

/// What the templates see.
struct View {
    /// In two groups of four: easier to carry over. Spaces do not count when it is entered.
    code: String,
    link: Option<String>,
    replies: bool,
}

written! {
    write, View, &Content;
    Content::Confirm(_), En => "en/confirm.subject.txt", "en/confirm.txt", "en/confirm.html";
    Content::Confirm(_), Es => "es/confirm.subject.txt", "es/confirm.txt", "es/confirm.html";
    Content::Confirm(_), Fr => "fr/confirm.subject.txt", "fr/confirm.txt", "fr/confirm.html";
    Content::Confirm(_), De => "de/confirm.subject.txt", "de/confirm.txt", "de/confirm.html";
    Content::HasAccount, En => "en/has-account.subject.txt", "en/has-account.txt", "en/has-account.html";
    Content::HasAccount, Es => "es/has-account.subject.txt", "es/has-account.txt", "es/has-account.html";
    Content::HasAccount, Fr => "fr/has-account.subject.txt", "fr/has-account.txt", "fr/has-account.html";
    Content::HasAccount, De => "de/has-account.subject.txt", "de/has-account.txt", "de/has-account.html";
    Content::Reset(_), En => "en/reset.subject.txt", "en/reset.txt", "en/reset.html";
    Content::Reset(_), Es => "es/reset.subject.txt", "es/reset.txt", "es/reset.html";
    Content::Reset(_), Fr => "fr/reset.subject.txt", "fr/reset.txt", "fr/reset.html";
    Content::Reset(_), De => "de/reset.subject.txt", "de/reset.txt", "de/reset.html";
    Content::Leave(_), En => "en/leave.subject.txt", "en/leave.txt", "en/leave.html";
    Content::Leave(_), Es => "es/leave.subject.txt", "es/leave.txt", "es/leave.html";
    Content::Leave(_), Fr => "fr/leave.subject.txt", "fr/leave.txt", "fr/leave.html";
    Content::Leave(_), De => "de/leave.subject.txt", "de/leave.txt", "de/leave.html";
    Content::Arrive(_), En => "en/arrive.subject.txt", "en/arrive.txt", "en/arrive.html";
    Content::Arrive(_), Es => "es/arrive.subject.txt", "es/arrive.txt", "es/arrive.html";
    Content::Arrive(_), Fr => "fr/arrive.subject.txt", "fr/arrive.txt", "fr/arrive.html";
    Content::Arrive(_), De => "de/arrive.subject.txt", "de/arrive.txt", "de/arrive.html";
    Content::Taken, En => "en/taken.subject.txt", "en/taken.txt", "en/taken.html";
    Content::Taken, Es => "es/taken.subject.txt", "es/taken.txt", "es/taken.html";
    Content::Taken, Fr => "fr/taken.subject.txt", "fr/taken.txt", "fr/taken.html";
    Content::Taken, De => "de/taken.subject.txt", "de/taken.txt", "de/taken.html";
    Content::PasswordChanged, En => "en/password-changed.subject.txt", "en/password-changed.txt", "en/password-changed.html";
    Content::PasswordChanged, Es => "es/password-changed.subject.txt", "es/password-changed.txt", "es/password-changed.html";
    Content::PasswordChanged, Fr => "fr/password-changed.subject.txt", "fr/password-changed.txt", "fr/password-changed.html";
    Content::PasswordChanged, De => "de/password-changed.subject.txt", "de/password-changed.txt", "de/password-changed.html";
    Content::Approved, En => "en/approved.subject.txt", "en/approved.txt", "en/approved.html";
    Content::Approved, Es => "es/approved.subject.txt", "es/approved.txt", "es/approved.html";
    Content::Approved, Fr => "fr/approved.subject.txt", "fr/approved.txt", "fr/approved.html";
    Content::Approved, De => "de/approved.subject.txt", "de/approved.txt", "de/approved.html";
    Content::Refused, En => "en/refused.subject.txt", "en/refused.txt", "en/refused.html";
    Content::Refused, Es => "es/refused.subject.txt", "es/refused.txt", "es/refused.html";
    Content::Refused, Fr => "fr/refused.subject.txt", "fr/refused.txt", "fr/refused.html";
    Content::Refused, De => "de/refused.subject.txt", "de/refused.txt", "de/refused.html";
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
        write(self.content, self.language, &view, &view)
    }

    fn view(&self) -> View {
        let digits = |code: &Code| {
            let (first, second) = code.digits().split_at(4);
            format!("{first} {second}")
        };
        View {
            code: self.content.code().map(digits).unwrap_or_default(),
            link: self.link(),
            replies: self.replies,
        }
    }

    fn link(&self) -> Option<String> {
        let page = address_of(self.link_base, page(self.content)?)?;
        Some(match self.content.code() {
            Some(code) => format!("{page}#{}", code.token()),
            None => page,
        })
    }
}
