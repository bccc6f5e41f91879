//! The morning's reminder, as subject, text and HTML.
//!
//! The subject says nothing of the patient's health: it shows on locked screens. Text and HTML say the same. Names and
//! descriptions are other people's text: one line each, escaped by the template in HTML.

use askama::Template;
use chrono::NaiveDate;

use super::{
    often::{Often, how_often},
    wording::{is_web_address, isolated, left, long_day, one_line, see_the_app, short_day},
    wrap::wrap,
};

/// What a reminder is made of.
#[derive(Clone)]
#[expect(missing_debug_implementations, reason = "health text must not be printable by accident")]
pub struct ReminderMail<'a> {
    pub patient_name: &'a str,
    /// None: the patient has no doctor at the moment.
    pub doctor_name: Option<&'a str>,
    /// The patient's local day.
    pub day: NaiveDate,
    /// What is due on that day, in the order to show.
    pub steps: Vec<DueStep>,
    /// How many more are due that cannot be named here.
    pub unnamed: usize,
    /// Where the patient checks in. Left out of the mail if it is not http:// or https://.
    pub public_url: Option<&'a str>,
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

#[derive(Template)]
#[template(path = "reminder.txt")]
struct Text<'a> {
    view: &'a View<'a>,
}

#[derive(Template)]
#[template(path = "reminder.html")]
struct Html<'a> {
    view: &'a View<'a>,
}

struct View<'a> {
    patient: String,
    doctor: Option<String>,
    day: String,
    steps: Vec<Line>,
    /// "1 more step: see the app".
    more: Option<String>,
    url: Option<&'a str>,
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
        let html = Html { view: &view }.render()?;
        view.isolate();
        let text = wrap(&Text { view: &view }.render()?);
        Ok(RenderedMail { subject: format!("Your steps for today, {}", short_day(self.day)), text, html })
    }

    fn view(&self) -> View<'_> {
        let name = |name: &str| Some(one_line(name)).filter(|name| !name.is_empty());
        View {
            patient: name(self.patient_name).unwrap_or_else(|| "patient".to_owned()),
            doctor: self.doctor_name.and_then(name),
            day: long_day(self.day),
            steps: self.steps.iter().map(Line::new).collect(),
            more: see_the_app(self.unnamed, self.steps.is_empty()),
            url: self.public_url.filter(|url| is_web_address(url)),
        }
    }
}

impl View<'_> {
    fn isolate(&mut self) {
        self.patient = isolated(&self.patient);
        self.doctor = self.doctor.as_deref().map(isolated);
        for step in &mut self.steps {
            step.description = isolated(&step.description);
        }
    }
}

impl Line {
    fn new(step: &DueStep) -> Self {
        let left = left(step.remaining);
        let details = match how_often(&step.often) {
            Some(often) => format!("{often} · {left}"),
            None => left,
        };
        Self { description: one_line(&step.description), details }
    }
}
