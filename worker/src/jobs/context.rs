//! What every job is given.

use super::WorkerSettings;
use crate::{extraction::Extractor, mail::Mailer};
use aftercare_core::App;
use chrono::{DateTime, Utc};
use std::sync::{Mutex, PoisonError};

/// What every job is given, and what the jobs of one worker share.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) app: App,
    pub(crate) extractor: Extractor,
    pub(crate) mailer: Mailer,
    pub(crate) settings: WorkerSettings,
    mail_rests_until: Mutex<Option<DateTime<Utc>>>,
}

impl Context {
    pub(crate) const fn new(
        app: App,
        extractor: Extractor,
        mailer: Mailer,
        settings: WorkerSettings,
    ) -> Self {
        Self { app, extractor, mailer, settings, mail_rests_until: Mutex::new(None) }
    }

    /// Leaves mails alone for a while: the mail server is away.
    pub(crate) fn rest_mail(&self, until: DateTime<Utc>) {
        *self.mail_rests_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(until);
    }

    pub(crate) fn mail_rests(&self) -> bool {
        let until = *self.mail_rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.is_some_and(|until| until > self.app.now())
    }
}
