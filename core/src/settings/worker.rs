//! The background work.

use super::within::within;

/// How much a worker does at the same time, and when it counts as gone.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Background work")]
pub struct WorkerSettings {
    /// Jobs that one worker does at the same time
    #[arg(
        id = "worker_jobs",
        value_name = "WORKER_JOBS",
        long = "worker-jobs", env = "AFTERCARE_WORKER_JOBS", default_value_t = 8, value_parser = within::<u32>(1, 256), hide_short_help = true, global = true)]
    pub jobs: u32,
    /// Seconds after which another worker takes over the job of a worker that has vanished
    #[arg(long, env = "AFTERCARE_JOB_LEASE", default_value_t = 60, value_parser = within::<u32>(1, 3600), hide_short_help = true, global = true)]
    pub job_lease: u32,
}
