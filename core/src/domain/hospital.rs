//! What the hospital has decided for all its patients.

use super::{
    admission::DoctorSignup,
    quiet_hours::{Quiet, QuietHours},
};
use aftercare_entity::{
    user,
    user::{ExtractionMode, Language, MailDetail},
};
use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;

/// The hospital's settings.
#[derive(Debug, Clone)]
pub struct Hospital {
    /// Zone of patients who have not chosen one.
    pub time_zone: Tz,
    /// Local time of the daily sweep.
    pub sweep_at: NaiveTime,
    /// Local hours in which nobody is mailed.
    pub quiet_hours: QuietHours,
    /// Whether grounded steps become active at once, for patients without a choice of their own.
    pub extraction_mode: ExtractionMode,
    /// Notes that a doctor may submit in an hour.
    pub notes_per_hour: u32,
    /// The language of mails to people who have chosen none.
    pub language: Language,
    /// How much a reminder's mail says to patients who have not said it.
    pub reminder_detail: MailDetail,
    /// Domain of Message-IDs, from the mail sender's address.
    pub mail_domain: String,
    /// Whether somebody whose e-mail address is not confirmed may select a doctor, or be selected.
    pub unconfirmed_may_act: bool,
    /// Mails of one kind about accounts that one address gets in an hour at most; further ones wait.
    pub account_mails_an_hour: u32,
    /// So many days missed in a row, and a patient has fallen behind.
    pub at_risk_after: u32,
    /// Whether people may sign up as doctors.
    pub doctor_signup: DoctorSignup,
}

impl Hospital {
    /// The zone that a patient lives in.
    pub fn zone_of(&self, patient: &user::Model) -> Tz {
        patient.time_zone.as_deref().and_then(|name| name.parse().ok()).unwrap_or(self.time_zone)
    }

    /// The patient's local day at `now`.
    pub fn day_of(&self, patient: &user::Model, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.zone_of(patient)).date_naive()
    }

    /// The language of mails to this person.
    pub fn language_of(&self, person: &user::Model) -> Language {
        person.language.unwrap_or(self.language)
    }

    /// How much a reminder's mail says to this patient.
    pub fn mail_detail_of(&self, patient: &user::Model) -> MailDetail {
        patient.mail_detail.unwrap_or(self.reminder_detail)
    }

    /// The hours in which the patient is not mailed: their own, else the hospital's.
    pub fn quiet_hours_of(&self, patient: &user::Model) -> QuietHours {
        QuietHours::of_minutes(patient.quiet_from, patient.quiet_until).unwrap_or(self.quiet_hours)
    }

    /// Whether the patient may not be mailed at `now`.
    pub fn quiet_for(&self, patient: &user::Model, now: DateTime<Utc>) -> Quiet {
        self.quiet_hours_of(patient).at(self.zone_of(patient), now)
    }
}

/// A time of day from its minutes after midnight, as rows hold it; `None` unless there is one.
pub fn minutes_to_time(minutes: i32) -> Option<NaiveTime> {
    let minutes = u32::try_from(minutes).ok()?;
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
}

/// Minutes after midnight.
pub fn time_to_minutes(time: NaiveTime) -> i32 {
    i32::try_from(time.hour() * 60 + time.minute()).unwrap_or_default()
}
