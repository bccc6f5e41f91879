//! `extensions.cost`: what an operation weighed against each limit, for a client that asks.
//!
//! A client asks with the header `x-graphql-cost: 1`, or with `"extensions": {"cost": true}` in its request, on a socket too.
//! Each member is `{"used": n, "limit": m}`. A request that never ran shows it in its first error's extensions as well,
//! because a socket's `error` has no other place; a subscription shows it with its first event.

use super::{complexity::Meter, cost::Cost};
use crate::http::shared::DocumentLimits;
use async_graphql::{Name, Value, indexmap::IndexMap, parser::types::OperationType};
use http::HeaderMap;
use std::sync::Arc;

/// The header by which a client asks.
const HEADER: &str = "x-graphql-cost";

/// Whether a request's headers ask.
pub(in crate::http) fn is_asked_for(headers: &HeaderMap) -> bool {
    headers.get(HEADER).is_some_and(|value| value == "1" || value == "true")
}

/// What an operation weighs, to be told with its answer.
#[derive(Debug)]
pub(in crate::http) struct Priced {
    pub(super) kind: OperationType,
    pub(super) cost: Cost,
    pub(super) meter: Arc<Meter>,
}

impl Priced {
    /// What an answer says of it.
    pub fn value(&self, limits: &DocumentLimits) -> Value {
        let mut members = IndexMap::new();
        let mut add = |name: &str, used: usize, limit: usize| {
            let pair = [("used", used), ("limit", limit)].map(|(name, n)| (Name::new(name), Value::from(n)));
            members.insert(Name::new(name), Value::Object(pair.into_iter().collect()));
        };
        let (data, introspection) = (&self.cost.data, &self.cost.introspection);
        if let Some(weight) = self.meter.weight() {
            add("complexity", weight, self.meter.limit);
        }
        add("fields", data.fields, limits.data.fields);
        add("depth", data.depth, limits.data.depth);
        add("aliases", data.aliases, limits.data.aliases);
        add("fragmentSpreads", data.spreads, limits.data.spreads);
        add("directives", data.directives, limits.data.directives);
        if self.kind == OperationType::Mutation {
            add("rootFields", self.cost.roots, limits.root_mutations);
        }
        if introspection.fields > 0 {
            add("introspectionFields", introspection.fields, limits.introspection.fields);
            add("introspectionDepth", introspection.depth, limits.introspection.depth);
        }
        Value::Object(members)
    }
}
