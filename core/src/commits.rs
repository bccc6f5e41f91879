//! Whether a piece of work has committed anything: what fails after that must not be answered as if nothing had been done.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

tokio::task_local! {
    static COMMITS: Commits;
}

/// Notes whether any [`Change`](crate::Change) was committed. Cheap to clone; clones share it.
#[derive(Debug, Clone, Default)]
pub struct Commits(Arc<AtomicBool>);

impl Commits {
    /// Does `work`, and notes the commits that its own task makes, or that are made for it.
    pub async fn noting<F: Future>(&self, work: F) -> F::Output {
        COMMITS.scope(self.clone(), work).await
    }

    /// Whether there was any so far.
    pub fn any(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Something was committed in this task's work.
pub(crate) fn note() {
    // Nobody asks outside of such a piece of work.
    let _ = COMMITS.try_with(|commits| commits.0.store(true, Ordering::Release));
}
