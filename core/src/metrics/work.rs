//! What background work counts: jobs, mails, extractions.

use super::histogram::{Histogram, WORK};
use crate::{domain::reasons, jobs::JobKind};
use prometheus_client::{
    metrics::{counter::Counter, family::Family},
    registry::Registry,
};
use std::time::Duration;

/// Why all mails rest until an operator has changed a setting.
const SETTINGS: [&str; 9] = [
    reasons::MAIL_LOGIN_REFUSED,
    reasons::MAIL_SENDER_REFUSED,
    reasons::MAIL_RELAY_DENIED,
    reasons::MAIL_TLS,
    reasons::MAIL_CONFIGURATION,
    reasons::MAIL_POLICY,
    reasons::MAIL_ROUTING,
    reasons::MAIL_GREETING_REFUSED,
    reasons::MAIL_FOLDER,
];

type Labels<const N: usize> = [(&'static str, &'static str); N];

fn seconds() -> Histogram {
    Histogram::new(WORK)
}

type Seconds<const N: usize> = Family<Labels<N>, Histogram, fn() -> Histogram>;

/// The counts of background work.
#[derive(Debug)]
pub struct Work {
    jobs: Family<Labels<2>, Counter>,
    job_seconds: Seconds<1>,
    mails: Family<Labels<2>, Counter>,
    mail_troubles: Family<Labels<3>, Counter>,
    mail_seconds: Seconds<1>,
    extractions: Family<Labels<3>, Counter>,
    extraction_seconds: Seconds<1>,
    model_requests: Family<Labels<1>, Counter>,
    model_tokens: Family<Labels<1>, Counter>,
    steps: Counter,
}

impl Work {
    /// Nothing counted yet, in `registry`.
    pub(super) fn registered(registry: &mut Registry) -> Self {
        let timed = || Family::new_with_constructor(seconds as fn() -> Histogram);
        let work = Self {
            jobs: Family::default(),
            job_seconds: timed(),
            mails: Family::default(),
            mail_troubles: Family::default(),
            mail_seconds: timed(),
            extractions: Family::default(),
            extraction_seconds: timed(),
            model_requests: Family::default(),
            model_tokens: Family::default(),
            steps: Counter::default(),
        };
        registry.register(
            "aftercare_jobs_ended",
            "Attempts at jobs that ended, by kind and outcome (done, waits, dead, lost).",
            work.jobs.clone(),
        );
        registry.register(
            "aftercare_job_seconds",
            "Seconds that attempts at jobs took, by kind.",
            work.job_seconds.clone(),
        );
        registry.register(
            "aftercare_mails",
            "Mails by kind (reminder, account, doctor) and outcome (sent, skipped, waits, failed); one that waits is counted at each try.",
            work.mails.clone(),
        );
        registry.register(
            "aftercare_mail_troubles",
            "Mails that were not sent, by kind, outcome (skipped, waits, failed) and reason.",
            work.mail_troubles.clone(),
        );
        registry.register(
            "aftercare_mail_seconds",
            "Seconds from handing a mail to the mail server to its answer, by kind.",
            work.mail_seconds.clone(),
        );
        registry.register(
            "aftercare_extractions",
            "Notes that an extractor was asked to read, by extractor, outcome (extracted, waits, failed) and reason.",
            work.extractions.clone(),
        );
        registry.register(
            "aftercare_extraction_seconds",
            "Seconds that reading a note took, by extractor.",
            work.extraction_seconds.clone(),
        );
        registry.register(
            "aftercare_model_requests",
            "Notes that were sent to a language model, by outcome (answered, failed).",
            work.model_requests.clone(),
        );
        registry.register(
            "aftercare_model_tokens",
            "Tokens that a language model counted, by what they were used for (prompt, output, thought).",
            work.model_tokens.clone(),
        );
        registry.register(
            "aftercare_steps_extracted",
            "Steps that were extracted from notes.",
            work.steps.clone(),
        );
        work.begin();
        work
    }

    /// Makes the series that anybody may wait for, so that the first of a kind is seen as a step from 0.
    fn begin(&self) {
        for kind in JobKind::ALL.map(JobKind::as_str) {
            for outcome in ["done", "waits", "dead", "lost"] {
                drop(self.jobs.get_or_create(&[("kind", kind), ("outcome", outcome)]));
            }
            drop(self.job_seconds.get_or_create(&[("kind", kind)]));
        }
        for kind in ["reminder", "account", "doctor"] {
            for outcome in ["sent", "skipped", "waits", "failed"] {
                drop(self.mails.get_or_create(&[("kind", kind), ("outcome", outcome)]));
            }
            for reason in SETTINGS {
                let labels = [("kind", kind), ("outcome", "waits"), ("reason", reason)];
                drop(self.mail_troubles.get_or_create(&labels));
            }
            drop(self.mail_seconds.get_or_create(&[("kind", kind)]));
        }
        for outcome in ["extracted", "waits", "failed"] {
            let labels = [("extractor", "rules"), ("outcome", outcome), ("reason", "")];
            drop(self.extractions.get_or_create(&labels));
        }
        drop(self.extraction_seconds.get_or_create(&[("extractor", "rules")]));
        for outcome in ["answered", "failed"] {
            drop(self.model_requests.get_or_create(&[("outcome", outcome)]));
        }
        for what in ["prompt", "output", "thought"] {
            drop(self.model_tokens.get_or_create(&[("use", what)]));
        }
    }

    /// An attempt at a job ended.
    pub fn job_ended(&self, kind: &'static str, outcome: &'static str) {
        self.jobs.get_or_create(&[("kind", kind), ("outcome", outcome)]).inc();
    }

    /// An attempt at a job took so long.
    pub fn job_took(&self, kind: &'static str, took: Duration) {
        self.job_seconds.get_or_create(&[("kind", kind)]).observe(took);
    }

    /// What became of a mail, and why where it was not sent.
    pub fn mail(&self, kind: &'static str, outcome: &'static str, reason: Option<&'static str>) {
        self.mails.get_or_create(&[("kind", kind), ("outcome", outcome)]).inc();
        if let Some(reason) = reason {
            let labels = [("kind", kind), ("outcome", outcome), ("reason", reason)];
            self.mail_troubles.get_or_create(&labels).inc();
        }
    }

    /// The mail server's answer to a mail took so long.
    pub fn mail_took(&self, kind: &'static str, took: Duration) {
        self.mail_seconds.get_or_create(&[("kind", kind)]).observe(took);
    }

    /// What came of reading a note, and why where nothing did.
    pub fn extraction(
        &self,
        extractor: &'static str,
        outcome: &'static str,
        reason: Option<&'static str>,
        took: Duration,
    ) {
        let labels = [("extractor", extractor), ("outcome", outcome), ("reason", reason.unwrap_or(""))];
        self.extractions.get_or_create(&labels).inc();
        self.extraction_seconds.get_or_create(&[("extractor", extractor)]).observe(took);
    }

    /// So many steps were extracted.
    pub fn steps(&self, count: usize) {
        self.steps.inc_by(count as u64);
    }

    /// A note was sent to a model, which counted these tokens.
    pub fn model_request(&self, outcome: &'static str, tokens: [(&'static str, u64); 3]) {
        self.model_requests.get_or_create(&[("outcome", outcome)]).inc();
        for (what, count) in tokens {
            self.model_tokens.get_or_create(&[("use", what)]).inc_by(count);
        }
    }
}
