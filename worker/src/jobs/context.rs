//! What every job is given.

use super::WorkerSettings;
use crate::{
    extraction::Extractor,
    mail::{MailHealth, Mailer},
};
use aftercare_core::App;
use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::Semaphore;

/// What every job is given, and what the jobs of one worker share.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) app: App,
    pub(crate) extractor: Extractor,
    pub(crate) mailer: Mailer,
    pub(crate) settings: WorkerSettings,
    mail_health: Mutex<MailHealth>,
    /// As many mails as the mailer has connections leave at a time.
    pub(crate) leaving: Semaphore,
    /// Groups of mails whose fates could not be recorded at the last try.
    unrecorded: AtomicUsize,
}

impl Context {
    pub(crate) fn new(app: App, extractor: Extractor, mailer: Mailer, settings: WorkerSettings) -> Self {
        let leaving = Semaphore::new(mailer.connections());
        let (mail_health, unrecorded) = (Mutex::default(), AtomicUsize::new(0));
        Self { app, extractor, mailer, settings, mail_health, leaving, unrecorded }
    }

    /// Whether mails were sent that are not recorded yet, because the database is away. Their leases may end meanwhile: until
    /// they are recorded, no mail is to be claimed, or they would be sent again.
    pub(crate) fn has_unrecorded(&self) -> bool {
        self.unrecorded.load(Ordering::Acquire) > 0
    }

    /// A group of mails that could not be recorded, until the answer is dropped.
    pub(crate) fn unrecorded(&self) -> Unrecorded<'_> {
        self.unrecorded.fetch_add(1, Ordering::AcqRel);
        Unrecorded(&self.unrecorded)
    }

    /// What the last mails say about the mail server.
    pub(crate) fn mail_health(&self) -> MutexGuard<'_, MailHealth> {
        self.mail_health.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// See [`Context::unrecorded`].
pub(crate) struct Unrecorded<'c>(&'c AtomicUsize);

impl Drop for Unrecorded<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}
