//! What the hospital has decided for all its patients.

use super::{
    admission::DoctorSignup,
    quiet_hours::{Quiet, QuietHours},
};
use aftercare_entity::{user, user::ExtractionMode};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
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

    /// Whether the patients of `zone` may not be mailed at `now`.
    pub fn quiet(&self, zone: Tz, now: DateTime<Utc>) -> Quiet {
        self.quiet_hours.at(zone, now)
    }
}
