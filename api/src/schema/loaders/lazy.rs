//! Loaders that are made when they are first asked. An operation uses two or three of twenty, and a subscription would keep
//! all of them for its life.

use super::{
    Batches,
    batched::{Batched, Loader},
};
use aftercare_core::reader::Reader;
use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

/// What every loader of one operation is made of.
pub(super) struct Source {
    pub batches: Batches,
    pub reader: Reader,
}

/// One loader.
pub struct Lazy<L: Loader> {
    made: OnceLock<Batched<L>>,
    make: fn(Reader) -> L,
    source: Arc<Source>,
}

impl<L: Loader> Lazy<L> {
    pub(super) fn new(source: &Arc<Source>, make: fn(Reader) -> L) -> Self {
        Self { made: OnceLock::new(), make, source: Arc::clone(source) }
    }
}

impl<L: Loader> Deref for Lazy<L> {
    type Target = Batched<L>;

    fn deref(&self) -> &Batched<L> {
        self.made.get_or_init(|| Batched::new(&self.source.batches, (self.make)(self.source.reader.clone())))
    }
}
