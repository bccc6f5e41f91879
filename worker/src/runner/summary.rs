//! What a worker says it has done.

use crate::jobs::Ended;
use std::collections::BTreeMap;

/// How many jobs ended how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Done, by kind.
    pub done: BTreeMap<&'static str, usize>,
    /// To be tried again, by kind.
    pub retried: BTreeMap<&'static str, usize>,
    /// Given up, by kind.
    pub dead: BTreeMap<&'static str, usize>,
    /// Taken over by another worker meanwhile, by kind.
    pub lost: BTreeMap<&'static str, usize>,
}

impl Summary {
    pub(super) fn count(&mut self, kind: &'static str, ended: Ended) {
        let counts = match ended {
            Ended::Done => &mut self.done,
            Ended::Waits => &mut self.retried,
            Ended::Dead => &mut self.dead,
            Ended::Lost => &mut self.lost,
        };
        *counts.entry(kind).or_default() += 1;
    }
}
