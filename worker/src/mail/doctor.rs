//! The morning's mail to a doctor, as subject, text and HTML: how many patients have fallen behind, and the day in numbers.
//!
//! It names no patient and says nothing of anybody's health: numbers, and a link to where the rest is seen after signing in.

use super::{RenderedMail, wording::address_of, written::written};
use aftercare_core::domain::at_risk::mails::{Content, Digest};
use aftercare_entity::user::Language::{self, De, En, Es, Fr};
use askama::Template;

/// What a mail to a doctor is made of.
#[derive(Debug, Clone, Copy)]
pub struct DoctorMail<'a> {
    /// What it says.
    pub content: Content,
    /// Patients of whom no mail has told.
    pub new: usize,
    /// In which language.
    pub language: Language,
    /// Where this hospital's pages are; without it, or if it is not http:// or https://, the mail has no link.
    pub link_base: Option<&'a str>,
    /// Whether somebody reads what is answered to it.
    pub replies: bool,
}

/// What the templates see.
struct View {
    new: usize,
    /// The day in numbers; those that are zero are not said.
    digest: Digest,
    link: Option<String>,
    replies: bool,
}

written! {
    write, View, Content;
    Content::AtRisk { .. }, En => "en/at-risk.subject.txt", "en/at-risk.txt", "en/at-risk.html";
    Content::AtRisk { .. }, Es => "es/at-risk.subject.txt", "es/at-risk.txt", "es/at-risk.html";
    Content::AtRisk { .. }, Fr => "fr/at-risk.subject.txt", "fr/at-risk.txt", "fr/at-risk.html";
    Content::AtRisk { .. }, De => "de/at-risk.subject.txt", "de/at-risk.txt", "de/at-risk.html";
    Content::Digest(_), En => "en/digest.subject.txt", "en/digest.txt", "en/digest.html";
    Content::Digest(_), Es => "es/digest.subject.txt", "es/digest.txt", "es/digest.html";
    Content::Digest(_), Fr => "fr/digest.subject.txt", "fr/digest.txt", "fr/digest.html";
    Content::Digest(_), De => "de/digest.subject.txt", "de/digest.txt", "de/digest.html";
}

const DASHBOARD: &str = "/dashboard";

impl DoctorMail<'_> {
    /// Errors: none that the input can cause; the templates are checked when this is compiled.
    pub fn render(&self) -> Result<RenderedMail, askama::Error> {
        let digest = if let Content::Digest(digest) = self.content { digest } else { Digest::default() };
        let link = address_of(self.link_base, DASHBOARD);
        let view = View { new: self.new, digest, link, replies: self.replies };
        write(self.content, self.language, &view, &view)
    }
}
