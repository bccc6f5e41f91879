//! How a worker works.

use aftercare_core::{
    domain::retention::Retention,
    settings::{self, Fallback, Keep},
};
use std::time::Duration;

/// How a worker works.
#[derive(Debug, Clone)]
pub struct WorkerSettings {
    /// Jobs done at once.
    pub jobs: usize,
    /// Most mails that may be on their way or unrecorded at the same time, which is how many a crash may repeat.
    pub mails_in_flight: usize,
    /// After which somebody else takes the job of a vanished worker.
    pub lease: chrono::Duration,
    /// How long a stopping worker may finish what it holds.
    pub grace: Duration,
    /// Where patients check in, for the mails.
    pub public_url: Option<String>,
    /// Where this hospital's own pages are, for the links in mails about accounts.
    pub link_base: Option<String>,
    /// Whether the offline rules stand in when the model has failed for good.
    pub fallback_to_rules: bool,
    /// How long a note may wait for a model that is down or out of quota, counted from the asking; then it fails, or the
    /// rules stand in. More than a day, since quotas come back once a day.
    pub patience: chrono::Duration,
    /// How long what is no part of a record is kept.
    pub retention: Retention,
}

impl WorkerSettings {
    /// What an operator has set; there are no links in mails yet.
    pub fn of(
        worker: &settings::WorkerSettings,
        mail: &settings::MailSettings,
        model: &settings::ModelSettings,
        keep: &Keep,
    ) -> Self {
        let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        Self {
            jobs: count(worker.jobs),
            mails_in_flight: count(mail.in_flight),
            lease: chrono::Duration::seconds(worker.job_lease.into()),
            grace: Duration::from_secs(10),
            public_url: None,
            link_base: None,
            fallback_to_rules: model.fallback == Fallback::Rules,
            patience: chrono::Duration::hours(model.patience.into()),
            retention: keep.retention(),
        }
    }
}

impl Default for WorkerSettings {
    fn default() -> Self {
        let (worker, mail) = (settings::WorkerSettings::default(), settings::MailSettings::default());
        Self::of(&worker, &mail, &settings::ModelSettings::default(), &Keep::default())
    }
}
