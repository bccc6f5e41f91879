//! What every job is given.

use super::WorkerSettings;
use crate::{
    extraction::Extractor,
    mail::{MailHealth, Mailer},
};
use aftercare_core::App;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What every job is given, and what the jobs of one worker share.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) app: App,
    pub(crate) extractor: Extractor,
    pub(crate) mailer: Mailer,
    pub(crate) settings: WorkerSettings,
    mail_health: Mutex<MailHealth>,
}

impl Context {
    pub(crate) fn new(app: App, extractor: Extractor, mailer: Mailer, settings: WorkerSettings) -> Self {
        Self { app, extractor, mailer, settings, mail_health: Mutex::default() }
    }

    /// What the last mails say about the mail server.
    pub(crate) fn mail_health(&self) -> MutexGuard<'_, MailHealth> {
        self.mail_health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
