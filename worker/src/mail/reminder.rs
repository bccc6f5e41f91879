//! The morning's reminder, as subject, text and HTML, in the patient's language.
//!
//! The subject says nothing of the patient's health: it shows on locked screens. A
//! mail that only counts names no step and no doctor. Text and HTML say the same. Names and descriptions are other people's text:
//! one line each, escaped by the template in HTML.

use super::{
    RenderedMail,
    often::{Often, how_often},
    phrases::Phrases,
    wording::{is_web_address, isolated, left, long_day, one_line, see_the_app, short_day},
    written::written,
};
use aftercare_entity::user::{
    Language::{self, De, En, Es, Fr},
    MailDetail,
};
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

written! {
    write, View, ();
    (), En => "en/reminder.subject.txt", "en/reminder.txt", "en/reminder.html";
    (), Es => "es/reminder.subject.txt", "es/reminder.txt", "es/reminder.html";
    (), Fr => "fr/reminder.subject.txt", "fr/reminder.txt", "fr/reminder.html";
    (), De => "de/reminder.subject.txt", "de/reminder.txt", "de/reminder.html";
}

/// What the templates see.
#[derive(Clone)]
struct View {
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
    url: Option<String>,
    check_in: Option<String>,
    unsubscribe: Option<String>,
    replies: bool,
}

#[derive(Clone)]
struct Line {
    description: String,
    /// "twice a day · 3 check-ins left".
    details: String,
}

impl ReminderMail<'_> {
    /// Errors: none that the input can cause; the templates are checked when this is compiled.
    pub fn render(&self) -> Result<RenderedMail, askama::Error> {
        let view = self.view();
        write((), self.language, &view, &view.isolated())
    }

    fn view(&self) -> View {
        let phrases = Phrases::of(self.language);
        let name = |name: &str| Some(one_line(name)).filter(|name| !name.is_empty());
        let web = |url: Option<&str>| url.filter(|url| is_web_address(url)).map(str::to_owned);
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
            url: web(self.public_url),
            check_in: web(self.check_in_url.as_deref()),
            unsubscribe: web(self.unsubscribe_url.as_deref()),
            replies: self.replies,
        }
    }
}

impl View {
    /// The same for plain text, in which other people's words may not turn what follows them.
    fn isolated(&self) -> Self {
        let mut text = self.clone();
        text.patient = isolated(&self.patient);
        text.doctor = self.doctor.as_deref().map(isolated);
        for step in &mut text.steps {
            step.description = isolated(&step.description);
        }
        text
    }

    /// Where the app is, for a mail that names the steps: one that counts them has said it already.
    fn listed_url(&self) -> Option<&str> {
        self.url.as_deref().filter(|_| !self.steps.is_empty())
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
