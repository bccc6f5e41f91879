//! What a worker does: one file a job. A job gets its [`Context`] and the claimed row, and answers how it ended; it knows
//! nothing of the runner, which claims, holds leases and stops.

mod context;
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

/// Does the job.
pub(crate) async fn run(context: &Context, claimed: &Claimed) -> Result<Ended> {
    match claimed.kind {
        JobKind::Extract => extract::run(context, claimed).await,
        JobKind::Sweep => sweep::run(context, claimed).await,
        JobKind::Mail => remind::run(context, claimed).await,
    }
}
