//! What a worker does: one file a job. A job gets its [`Context`] and the claimed row, and answers how it ended; it knows
//! nothing of the runner, which claims, holds leases and stops.

mod account_mail;
mod context;
mod doctor_mail;
mod extract;
mod remind;
mod settings;
mod settle;
pub mod sweep;

pub(crate) use context::Context;
pub use settings::WorkerSettings;
pub(crate) use settle::{attempts, settle};

use aftercare_core::{
    Result,
    jobs::{Claimed, JobKind},
};
use std::sync::{Arc, atomic::AtomicUsize};

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

/// Does the jobs of one claim, which are of one kind; answers how each ended. `left` counts those that have not.
pub(crate) async fn run(context: &Arc<Context>, group: &[Claimed], left: &AtomicUsize) -> Result<Vec<Ended>> {
    let mut ended = Vec::with_capacity(group.len());
    match group.first().map(|first| first.kind) {
        None => {}
        Some(JobKind::Mail) => ended = remind::run(context, group, left).await?,
        Some(JobKind::Extract) => {
            for claimed in group {
                ended.push(extract::run(context, claimed).await?);
            }
        }
        Some(JobKind::AccountMail) => {
            for claimed in group {
                ended.push(account_mail::run(context, claimed).await?);
            }
        }
        Some(JobKind::DoctorMail) => {
            for claimed in group {
                ended.push(doctor_mail::run(context, claimed).await?);
            }
        }
        Some(JobKind::Sweep) => {
            for claimed in group {
                ended.push(sweep::run(context, claimed).await?);
            }
        }
    }
    Ok(ended)
}
