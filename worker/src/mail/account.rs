//! Mails about accounts, as subject, text and HTML: what happened, what to do, and what to do if it was not you.
//!
//! Subjects show on locked screens: no code is in one. Nobody's name is in a mail, since whoever gave it may be a stranger to
//! the reader. A link carries its token behind `#`, which browsers send to no server, so it stands in no log.

use super::{RenderedMail, wrap::wrap};
use aftercare_core::domain::account_mails::{codes::Code, letters::Content};
use askama::Template;

/// What a mail about an account is made of.
#[derive(Debug, Clone, Copy)]
pub struct AccountMail<'a> {
    /// What it says.
    pub content: &'a Content,
    /// Where this hospital's pages are; without it, or if it is not http:// or https://, the mail has no link.
    pub link_base: Option<&'a str>,
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

struct View {
    subject: &'static str,
    /// What happened.
    happened: &'static [&'static str],
    /// How the code is introduced, and the code.
    code: Option<(&'static str, String)>,
    /// What the link is called, and the link.
    link: Option<(&'static str, String)>,
    /// What to do if it was not you, and what else there is to say.
    otherwise: &'static [&'static str],
}

const CONFIRM: &str = "/confirm";
const RESET: &str = "/reset";

impl AccountMail<'_> {
    /// Errors: none that the input can cause; the templates are checked when this is compiled.
    pub fn render(&self) -> Result<RenderedMail, askama::Error> {
        let view = self.view();
        let html = Html { view: &view }.render()?;
        let text = wrap(&Text { view: &view }.render()?);
        Ok(RenderedMail { subject: view.subject.to_owned(), text, html })
    }

    fn view(&self) -> View {
        match self.content {
            Content::Confirm(code) => View {
                subject: "Confirm your e-mail address",
                happened: &[
                    "An account at Aftercare was created with this e-mail address. If that was you, confirm the address.",
                ],
                code: Some(digits("Sign in to Aftercare and enter this code:", code)),
                link: self.link("Confirm the address", CONFIRM, code),
                otherwise: &[
                    "The code works for 24 hours. Until the address is confirmed, nothing else is sent to it.",
                    "If it was not you, do nothing, and do not give the code to anybody. The account cannot be confirmed without it.",
                ],
            },
            Content::HasAccount => View {
                subject: "You already have an account",
                happened: &[
                    "Somebody, perhaps you, tried to create an account at Aftercare with this e-mail address. You already have one.",
                    "Sign in with this address and your password. If you have forgotten the password, ask for a new one.",
                ],
                code: None,
                link: self.page("Choose a new password", RESET),
                otherwise: &[
                    "If it was not you, do nothing. Your account and its password are as they were.",
                ],
            },
            Content::Reset(code) => View {
                subject: "Choose a new password",
                happened: &["Somebody asked for a new password for your account at Aftercare."],
                code: Some(digits("If that was you, enter this code:", code)),
                link: self.link("Choose a new password", RESET, code),
                otherwise: &[
                    "The code works once, for 30 minutes. A new password signs you out everywhere.",
                    "If it was not you, do nothing, and do not give the code to anybody. Your password is as it was.",
                ],
            },
            Content::Leave(code) => View {
                subject: "A change of your e-mail address was requested",
                happened: &[
                    "Somebody who is signed in to your account at Aftercare wants to change its e-mail address.",
                ],
                code: Some(digits(
                    "If that was you, enter this code and the one in the mail to the new address:",
                    code,
                )),
                link: None,
                otherwise: &[
                    "The code works for 24 hours. Without both codes the account keeps this address.",
                    "If it was not you, do not give the code to anybody, and change your password at once: somebody else knows it.",
                ],
            },
            Content::Arrive(code) => View {
                subject: "Confirm your new e-mail address",
                happened: &["Somebody wants to use this e-mail address for their account at Aftercare."],
                code: Some(digits("If that was you, sign in to that account and enter this code:", code)),
                link: None,
                otherwise: &[
                    "The code works for 24 hours.",
                    "If it was not you, do nothing, and do not give the code to anybody. Nothing else is sent to this address.",
                ],
            },
            Content::Taken => View {
                subject: "This e-mail address already has an account",
                happened: &[
                    "Somebody, perhaps you, wanted to use this e-mail address for another account at Aftercare. It already has an \
                     account, so that is not possible.",
                    "Sign in with this address, or choose another address for the other account.",
                ],
                code: None,
                link: None,
                otherwise: &["If it was not you, do nothing. Your account is as it was."],
            },
            Content::PasswordChanged => View {
                subject: "Your password was changed",
                happened: &[
                    "The password of your account at Aftercare was changed, and other devices were signed out.",
                ],
                code: None,
                link: self.page("Choose a new password", RESET),
                otherwise: &[
                    "If that was you, there is nothing to do.",
                    "If it was not you, choose a new password at once, and tell your hospital.",
                ],
            },
            Content::Approved => View {
                subject: "Your account was approved",
                happened: &[
                    "The hospital has approved your account as a doctor. Patients can now select you, and you can write notes for those who do.",
                ],
                code: None,
                link: None,
                otherwise: &["If you did not ask for this, tell the hospital."],
            },
            Content::Refused => View {
                subject: "Your account was not approved",
                happened: &[
                    "The hospital has not approved your account as a doctor. You can sign in, but patients cannot select you.",
                ],
                code: None,
                link: None,
                otherwise: &["If you think that this is a mistake, ask the hospital."],
            },
        }
    }

    fn link(&self, name: &'static str, page: &str, code: &Code) -> Option<(&'static str, String)> {
        let (_, url) = self.page(name, page)?;
        Some((name, format!("{url}#{}", code.token())))
    }

    fn page(&self, name: &'static str, page: &str) -> Option<(&'static str, String)> {
        let base = self.link_base.filter(|url| super::wording::is_web_address(url))?;
        Some((name, format!("{}{page}", base.trim_end_matches('/'))))
    }
}

/// In two groups of four: easier to carry over. Spaces do not count when it is entered.
fn digits(introduction: &'static str, code: &Code) -> (&'static str, String) {
    let (first, second) = code.digits().split_at(4);
    (introduction, format!("{first} {second}"))
}
