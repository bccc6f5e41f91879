//! By which name an operation is counted: what the operator's list calls it, else the one field of the schema that it asks for.
//!
//! A field's name is one of few only once the document was found valid, so it is looked up after it ran, and kept with the
//! document. Before that it is fit neither for a label nor for a log.

use super::parsed::Document;
use aftercare_core::metrics::{self, Operations};
use async_graphql::{
    Name,
    parser::types::{OperationDefinition, OperationType, Selection},
};
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};
use tracing::{Span, field::Empty};

/// The label of an operation that asks for several fields at once.
const SEVERAL: &str = "several";

/// The counts of each operation of a document, once it has run.
pub(super) type Counts = HashMap<Option<Name>, OnceLock<Arc<metrics::Operation>>>;

/// An operation, as it is counted.
#[derive(Debug, Clone)]
pub(in crate::http) struct Counted {
    pub(super) document: Arc<Document>,
    pub(super) name: Option<Name>,
    pub(super) known_name: Option<Arc<str>>,
    pub(super) kind: OperationType,
}

impl Counted {
    /// Its counts, after it ran.
    pub fn counts(&self, operations: &Operations) -> Arc<metrics::Operation> {
        let find = || operations.named(self.known_name.as_deref().unwrap_or_else(|| self.field()));
        match self.kept() {
            Some(kept) => Arc::clone(kept.get_or_init(find)),
            None => find(),
        }
    }

    /// The span in which it runs.
    pub fn span(&self) -> Span {
        let kind = match self.kind {
            OperationType::Query => "query",
            OperationType::Mutation => "mutation",
            OperationType::Subscription => "subscription",
        };
        let span = tracing::error_span!("operation", operation = Empty, kind, code = Empty);
        let counted = self.kept().and_then(OnceLock::get);
        if let Some(name) = self.known_name.as_deref().or_else(|| counted.map(|counted| counted.name())) {
            span.record("operation", name);
        }
        span
    }

    fn kept(&self) -> Option<&OnceLock<Arc<metrics::Operation>>> {
        self.document.counts.get(&self.name)
    }

    fn field(&self) -> &str {
        let mut operations = self.document.parsed.operations.iter();
        let found = operations.find(|(name, _)| *name == self.name.as_ref());
        found.and_then(|(_, operation)| only_field(&operation.node)).unwrap_or(SEVERAL)
    }
}

/// The one field of the schema's root that is asked for, however often.
fn only_field(operation: &OperationDefinition) -> Option<&str> {
    let mut only = None;
    for selection in &operation.selection_set.node.items {
        let Selection::Field(field) = &selection.node else { return None };
        let name = field.node.name.node.as_str();
        if name == "__typename" {
            continue;
        }
        if only.is_some_and(|only| only != name) {
            return None;
        }
        only = Some(name);
    }
    only
}
