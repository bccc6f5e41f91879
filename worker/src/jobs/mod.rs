//! What a worker does: one file a job. A job gets its [`Context`] and the claimed row, and answers how it ended; it knows
//! nothing of the runner, which claims, holds leases and stops.

mod account_mail;
mod context;
mod doctor_mail;
mod extract;
mod remind;
mod settings;
mod settle;
mod single;
pub mod sweep;

pub(crate) use context::Context;
pub use settings::WorkerSettings;
pub(crate) use settle::{attempts, settle};

use aftercare_core::{
    Result,
    jobs::{Claimed, JobKind},
};
use std::{
    sync::{Arc, atomic::AtomicUsize},
    time::Instant,
};
use tracing::{Instrument, Span};

/// How a job ended for this worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Done, with its result.
    Done,
    /// It will be tried again.
    Waits,
    /// Given up.
    Dead,
    /// Somebody else has it, or it was given back.
    Lost,
}

impl Ended {
    /// As it is counted.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Waits => "waits",
            Self::Dead => "dead",
            Self::Lost => "lost",
        }
    }
}

/// Does the jobs of one claim, which are of one kind; answers how each ended. `left` counts those that have not.
pub(crate) async fn run(context: &Arc<Context>, group: &[Claimed], left: &AtomicUsize) -> Result<Vec<Ended>> {
    let Some(kind) = group.first().map(|first| first.kind) else { return Ok(Vec::new()) };
    let began = Instant::now();
    let ended = if kind == JobKind::Mail {
        remind::run(context, group, left).await?
    } else {
        let mut ended = Vec::with_capacity(group.len());
        for claimed in group {
            ended.push(one(context, claimed).instrument(span(claimed)).await?);
        }
        ended
    };
    context.app.metrics().work().job_took(kind.as_str(), began.elapsed());
    Ok(ended)
}

/// Does one job that is done by itself.
async fn one(context: &Context, claimed: &Claimed) -> Result<Ended> {
    match claimed.kind {
        JobKind::Extract => extract::run(context, claimed).await,
        JobKind::AccountMail => account_mail::run(context, claimed).await,
        JobKind::DoctorMail => doctor_mail::run(context, claimed).await,
        JobKind::Sweep => sweep::run(context, claimed).await,
        // Reminders are sent a group at a time.
        JobKind::Mail => Ok(Ended::Lost),
    }
}

/// The span of a job: by its id, its kind and what it is about.
pub(crate) fn span(claimed: &Claimed) -> Span {
    let Claimed { job, kind, .. } = claimed;
    let subject = job.subject_id.map(tracing::field::display);
    tracing::error_span!("job", job = %job.id, kind = kind.as_str(), subject, attempt = job.attempts)
}
