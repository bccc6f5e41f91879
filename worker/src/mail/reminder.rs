//! The morning's reminder, as subject, text and HTML, in the patient's language.
//!
//! What it says is in `templates/<language>/`. The subject says nothing of the patient's health: it shows on locked screens. A
//! mail that only counts names no step and no doctor. Text and HTML say the same. Names and descriptions are other people's text:
//! one line each, escaped by the template in HTML.

use super::{
    often::{Often, how_often},
    phrases::Phrases,
    wording::{is_web_address, isolated, left, long_day, one_line, see_the_app, short_day},
    wrap::wrap,
};
use aftercare_entity::user::{Language, MailDetail};
use askama::Template;
use chrono::NaiveDate;

/// What a reminder is made of.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "health text must not be printable by accident")]
pub struct ReminderMail<'a> {
    pub language: Language,
    /// Whether the steps and the doctor are named.
    pub detail: MailDetail,
    pub patient_name: &'a str,
    /// None: the patient has no doctor at the moment.
    pub doctor_name: Option<&'a str>,
    /// The patient's local day.
    pub day: NaiveDate,
    /// What is due on that day, in the order to show.
    pub steps: Vec<DueStep>,
    /// How many more are due that cannot be named here.
    pub unnamed: usize,
    /// Where the app is. Left out of the mail if it is not http:// or https://, as the other addresses are.
    pub public_url: Option<&'a str>,
    /// Where the patient checks in without signing in.
    pub check_in_url: Option<String>,
    /// Where the patient stops these mails.
    pub unsubscribe_url: Option<String>,
    /// Whether somebody reads what is answered to the mail.
    pub replies: bool,
}

/// One step that is due.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "health text must not be printable by accident")]
pub struct DueStep {
    pub description: String,
    pub often: Often,
    /// Check-ins left; None: until the doctor ends it.
    pub remaining: Option<u32>,
}

/// A mail's content.
#[derive(Clone, PartialEq, Eq)]
#[expect(missing_debug_implementations, reason = "health text must not be printable by accident")]
pub struct RenderedMail {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// The templates of one language, and what they make of a view: subject, text and HTML.
macro_rules! written_in {
    ($name:ident, $subject:literal, $text:literal, $html:literal) => {
        fn $name(view: &mut View<'_>) -> Result<[String; 3], askama::Error> {
            #[derive(Template)]
            #[template(path = $subject)]
            struct Subject<'v> {
                view: &'v View<'v>,
            }
            #[derive(Template)]
            #[template(path = $text)]
            struct Text<'v> {
                view: &'v View<'v>,
            }
            #[derive(Template)]
            #[template(path = $html)]
            struct Html<'v> {
                view: &'v View<'v>,
            }
            let (subject, html) = (Subject { view }.render()?, Html { view }.render()?);
            view.isolate();
            Ok([subject, Text { view }.render()?, html])
        }
    };
}

written_in!(english, "en/reminder.subject.txt", "en/reminder.txt", "en/reminder.html");
written_in!(spanish, "es/reminder.subject.txt", "es/reminder.txt", "es/reminder.html");
written_in!(french, "fr/reminder.subject.txt", "fr/reminder.txt", "fr/reminder.html");
written_in!(german, "de/reminder.subject.txt", "de/reminder.txt", "de/reminder.html");

struct View<'a> {
    patient: String,
    doctor: Option<String>,
    has_doctor: bool,
    day: String,
    short_day: String,
    /// How many are due in all.
    count: usize,
    steps: Vec<Line>,
    /// "1 more step: see the app".
    more: Option<String>,
    url: Option<&'a str>,
    check_in: Option<&'a str>,
    unsubscribe: Option<&'a str>,
    replies: bool,
}

struct Line {
    description: String,
    /// "twice a day · 3 check-ins left".
    details: String,
}

impl ReminderMail<'_> {
    /// Errors: none that the input can cause; the templates are checked when this is compiled.
    pub fn render(&self) -> Result<RenderedMail, askama::Error> {
        let mut view = self.view();
        let [subject, text, html] = match self.language {
            Language::En => english(&mut view)?,
            Language::Es => spanish(&mut view)?,
            Language::Fr => french(&mut view)?,
            Language::De => german(&mut view)?,
        };
        Ok(RenderedMail { subject, text: wrap(&text), html })
    }

    fn view(&self) -> View<'_> {
        let phrases = Phrases::of(self.language);
        let name = |name: &str| Some(one_line(name)).filter(|name| !name.is_empty());
        let full = self.detail == MailDetail::Full;
        let steps: Vec<_> = self.steps.iter().filter(|_| full).map(|step| Line::new(step, phrases)).collect();
        View {
            patient: name(self.patient_name).unwrap_or_else(|| phrases.nobody.to_owned()),
            doctor: self.doctor_name.filter(|_| full).and_then(name),
            has_doctor: self.doctor_name.is_some(),
            day: long_day(self.day, phrases),
            short_day: short_day(self.day, phrases),
            count: self.steps.len() + self.unnamed,
            // A mail that counts has counted these already.
            more: if full && !steps.is_empty() { see_the_app(self.unnamed, phrases) } else { None },
            steps,
            url: self.public_url.filter(|url| is_web_address(url)),
            check_in: self.check_in_url.as_deref().filter(|url| is_web_address(url)),
            unsubscribe: self.unsubscribe_url.as_deref().filter(|url| is_web_address(url)),
            replies: self.replies,
        }
    }
}

impl<'a> View<'a> {
    fn isolate(&mut self) {
        self.patient = isolated(&self.patient);
        self.doctor = self.doctor.as_deref().map(isolated);
        for step in &mut self.steps {
            step.description = isolated(&step.description);
        }
    }

    /// Where the app is, for a mail that names the steps: one that counts them has said it already.
    fn listed_url(&self) -> Option<&'a str> {
        self.url.filter(|_| !self.steps.is_empty())
    }
}

impl Line {
    fn new(step: &DueStep, phrases: &Phrases) -> Self {
        let left = left(step.remaining, phrases);
        let details = match how_often(&step.often, phrases) {
            Some(often) => format!("{often} · {left}"),
            None => left,
        };
        Self { description: one_line(&step.description), details }
    }
}
