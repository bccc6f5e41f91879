//! What an operation weighs by the schema's own count, and may weigh.

use std::sync::OnceLock;

/// The weight of one operation, in its request's data.
#[derive(Debug)]
pub(in crate::http) struct Meter {
    pub limit: usize,
    weight: OnceLock<usize>,
}

impl Meter {
    pub fn new(limit: usize) -> Self {
        Self { limit, weight: OnceLock::new() }
    }

    /// Notes what was weighed.
    pub fn weigh(&self, weight: usize) {
        self.weight.get_or_init(|| weight);
    }

    /// What was weighed; nothing before the operation is found valid.
    pub fn weight(&self) -> Option<usize> {
        self.weight.get().copied()
    }
}
