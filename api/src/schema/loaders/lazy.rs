//! Loaders that are made when they are first asked. An operation uses two or three of twenty, and a subscription would keep
//! all of them for its life.

use super::Batches;
use aftercare_core::reader::Reader;
use async_graphql::dataloader::DataLoader;
use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
    time::Duration,
};

/// What every loader of one operation is made of.
pub(super) struct Source {
    pub batches: Batches,
    pub reader: Reader,
}

/// One loader.
pub struct Lazy<L> {
    made: OnceLock<Box<DataLoader<L>>>,
    make: fn(Reader) -> L,
    source: Arc<Source>,
}

impl<L> Lazy<L> {
    pub(super) fn new(source: &Arc<Source>, make: fn(Reader) -> L) -> Self {
        Self { made: OnceLock::new(), make, source: Arc::clone(source) }
    }
}

impl<L> Deref for Lazy<L> {
    type Target = DataLoader<L>;

    fn deref(&self) -> &DataLoader<L> {
        self.made.get_or_init(|| {
            let (loads, batches) = ((self.make)(self.source.reader.clone()), self.source.batches.clone());
            // The library waits 1 ms for more keys by default, by the clock; here a batch begins when no more keys can come.
            Box::new(DataLoader::new(loads, move |batch| batches.begin(batch)).delay(Duration::ZERO))
        })
    }
}
