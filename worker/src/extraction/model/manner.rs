//! How a server is asked, learnt from what it refused: each of these is tried once, and kept where it helped.

use std::sync::atomic::{AtomicBool, Ordering};

/// A parameter of the request that a server does not take as it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusable {
    /// The schema, because of its bounds.
    Schema,
    /// The name of the limit of tokens.
    Limit,
    /// The temperature.
    Temperature,
}

/// How a request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Manner {
    /// Without the schema's bounds.
    pub(super) is_unbounded: bool,
    /// With the other name of the limit of tokens.
    pub(super) has_other_limit: bool,
    /// At the model's own temperature.
    pub(super) is_at_own_temperature: bool,
}

impl Manner {
    /// The same without what was refused; `None` where that was left out already.
    pub(super) fn without(mut self, refused: Refusable) -> Option<Self> {
        let switch = match refused {
            Refusable::Schema => &mut self.is_unbounded,
            Refusable::Limit => &mut self.has_other_limit,
            Refusable::Temperature => &mut self.is_at_own_temperature,
        };
        (!std::mem::replace(switch, true)).then_some(self)
    }
}

/// What is known of a server, shared by all who ask it.
#[derive(Debug, Default)]
pub(super) struct Learnt {
    is_unbounded: AtomicBool,
    has_other_limit: AtomicBool,
    is_at_own_temperature: AtomicBool,
}

impl Learnt {
    pub(super) fn manner(&self) -> Manner {
        Manner {
            is_unbounded: self.is_unbounded.load(Ordering::Relaxed),
            has_other_limit: self.has_other_limit.load(Ordering::Relaxed),
            is_at_own_temperature: self.is_at_own_temperature.load(Ordering::Relaxed),
        }
    }

    /// Keeps what helped; nothing that is known is forgotten.
    pub(super) fn keep(&self, manner: Manner) {
        self.is_unbounded.fetch_or(manner.is_unbounded, Ordering::Relaxed);
        self.has_other_limit.fetch_or(manner.has_other_limit, Ordering::Relaxed);
        self.is_at_own_temperature.fetch_or(manner.is_at_own_temperature, Ordering::Relaxed);
    }
}
