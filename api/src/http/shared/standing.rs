//! How far a subscription is, said by its resolver.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// No position.
const NONE: i64 = -1;

/// Where a subscription's run stands among numbered events; in the data of its request. Clones share it.
///
/// A resolver whose answers depend on nothing but the account, its arguments and the events says here which event it delivers
/// and, while it waits, up to where it has delivered everything. Its run may then be shared by the account's sockets, and may
/// be asked to begin elsewhere than its arguments say.
#[derive(Clone, Debug)]
pub struct Standing(Arc<Places>);

#[derive(Debug)]
struct Places {
    begins_after: Option<i64>,
    delivers: AtomicI64,
    waits_after: AtomicI64,
}

impl Default for Standing {
    fn default() -> Self {
        Self::beginning(None)
    }
}

impl Standing {
    pub(in crate::http) fn beginning(begins_after: Option<i64>) -> Self {
        let places = Places { begins_after, delivers: NONE.into(), waits_after: NONE.into() };
        Self(Arc::new(places))
    }

    /// The position after which to begin, whatever the arguments say; they do when there is none.
    pub fn begins_after(&self) -> Option<i64> {
        self.0.begins_after
    }

    /// The event of this position is being delivered; none when what comes next is about no event.
    pub fn deliver(&self, position: Option<i64>) {
        self.0.delivers.store(position.unwrap_or(NONE), Ordering::Relaxed);
    }

    /// Everything up to this position has been delivered, and nothing more is there yet; none while there may be more.
    pub fn wait(&self, position: Option<i64>) {
        self.0.waits_after.store(position.unwrap_or(NONE), Ordering::Relaxed);
    }

    pub(in crate::http) fn delivers(&self) -> Option<i64> {
        Some(self.0.delivers.load(Ordering::Relaxed)).filter(|position| *position != NONE)
    }

    pub(in crate::http) fn waits_after(&self) -> Option<i64> {
        Some(self.0.waits_after.load(Ordering::Relaxed)).filter(|position| *position != NONE)
    }
}
