//! What came of GraphQL operations: how many ended with which code, and how long they took.
//!
//! A name is a label only when it is one of few: that of the operator's own list, or of a field of the schema. What clients
//! call their operations is not counted by, since a client may send any name. The counts of one name are looked up once for a
//! document, and from then on are a few atomic numbers.

use super::histogram::{ANSWERS, Histogram};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric},
    metrics::{MetricType, exemplar::Exemplar},
};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// The code of an operation without an error.
pub const OK: &str = "OK";
/// Every code an operation can end with.
pub const CODES: [&str; 15] = [
    OK,
    "UNAUTHENTICATED",
    "FORBIDDEN",
    "NOT_FOUND",
    "BAD_USER_INPUT",
    "CONFLICT",
    "CURSOR_EXPIRED",
    "RATE_LIMITED",
    "OVERLOADED",
    "TOO_COMPLEX",
    "GRAPHQL_PARSE_FAILED",
    "GRAPHQL_VALIDATION_FAILED",
    "PERSISTED_QUERY_NOT_FOUND",
    "PERSISTED_QUERY_NOT_SUPPORTED",
    "INTERNAL",
];

/// The label of what has no name of its own: refused before it ran, or one name too many.
pub const OTHER: &str = "other";
/// Names that are counted apart; a schema has fewer fields.
const MOST: usize = 500;

/// How an operation came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// A request over HTTP.
    Http,
    /// A message on a socket.
    Socket,
}

/// The counts of all operations. Cheap to clone; clones share them.
#[derive(Clone, Debug)]
pub struct Operations(Arc<Names>);

#[derive(Debug)]
struct Names {
    named: RwLock<BTreeMap<Arc<str>, Arc<Operation>>>,
    other: Arc<Operation>,
}

/// The counts of the operations of one name.
#[derive(Debug)]
pub struct Operation {
    name: Arc<str>,
    http: Series,
    socket: Series,
}

#[derive(Debug)]
struct Series {
    codes: [AtomicU64; CODES.len()],
    seconds: Histogram,
}

impl Default for Series {
    fn default() -> Self {
        Self { codes: std::array::from_fn(|_| AtomicU64::new(0)), seconds: Histogram::new(ANSWERS) }
    }
}

impl Operation {
    fn new(name: &str) -> Arc<Self> {
        Arc::new(Self { name: name.into(), http: Series::default(), socket: Series::default() })
    }

    /// As it is labelled.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Counts one that ended with `code`; `took` where its end is the end of an answer.
    pub fn count(&self, transport: Transport, code: &str, took: Option<Duration>) {
        let series = self.of(transport);
        let place = CODES.iter().position(|known| *known == code).unwrap_or(CODES.len() - 1);
        series.codes[place].fetch_add(1, Ordering::Relaxed);
        if let Some(took) = took {
            series.seconds.observe(took);
        }
    }

    const fn of(&self, transport: Transport) -> &Series {
        match transport {
            Transport::Http => &self.http,
            Transport::Socket => &self.socket,
        }
    }
}

impl Default for Operations {
    fn default() -> Self {
        Self(Arc::new(Names { named: RwLock::default(), other: Operation::new(OTHER) }))
    }
}

impl Operations {
    /// The counts of `name`, which must be one of few.
    pub fn named(&self, name: &str) -> Arc<Operation> {
        let found = self.0.named.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        found.unwrap_or_else(|| self.add(name))
    }

    /// The counts of what has no name.
    pub fn other(&self) -> &Arc<Operation> {
        &self.0.other
    }

    fn add(&self, name: &str) -> Arc<Operation> {
        let mut named = self.0.named.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = named.get(name) {
            return Arc::clone(found);
        }
        if named.len() >= MOST {
            return Arc::clone(&self.0.other);
        }
        let new = Operation::new(name);
        named.insert(name.into(), Arc::clone(&new));
        new
    }

    fn all(&self) -> Vec<Arc<Operation>> {
        let named = self.0.named.read().unwrap_or_else(PoisonError::into_inner);
        named.values().chain([&self.0.other]).cloned().collect()
    }
}

/// Name and help of the metrics of each way in: how many, and how long.
const METRICS: [(Transport, [(&str, &str); 2]); 2] = [
    (
        Transport::Http,
        [
            (
                "aftercare_http_requests",
                "GraphQL requests over HTTP that were answered, by operation and by the code of the first error.",
            ),
            (
                "aftercare_http_request_seconds",
                "Seconds from a whole GraphQL request over HTTP to its answer.",
            ),
        ],
    ),
    (
        Transport::Socket,
        [
            (
                "aftercare_socket_operations",
                "Queries and mutations that ended, and subscriptions that began or were refused, over WebSockets.",
            ),
            (
                "aftercare_socket_operation_seconds",
                "Seconds that queries and mutations over WebSockets took.",
            ),
        ],
    ),
];

impl Collector for Operations {
    fn encode(&self, mut encoder: DescriptorEncoder) -> fmt::Result {
        let all = self.all();
        for (transport, [(requests, of_requests), (seconds, of_seconds)]) in METRICS {
            let mut counter = encoder.encode_descriptor(requests, of_requests, None, MetricType::Counter)?;
            for operation in &all {
                for (code, count) in CODES.iter().zip(&operation.of(transport).codes) {
                    let count = count.load(Ordering::Relaxed);
                    // Faults are there from the beginning, so that the first is seen as a step from 0.
                    if count > 0 || *code == CODES[CODES.len() - 1] {
                        let labels = [("operation", operation.name()), ("code", code)];
                        let none: Option<&Exemplar<[(&str, &str); 0], u64>> = None;
                        counter.encode_family(&labels)?.encode_counter(&count, none)?;
                    }
                }
            }
            let mut histogram =
                encoder.encode_descriptor(seconds, of_seconds, None, MetricType::Histogram)?;
            let used = |operation: &&Arc<Operation>| {
                operation.name() == OTHER || operation.of(transport).seconds.count() > 0
            };
            for operation in all.iter().filter(used) {
                let labels = [("operation", operation.name())];
                operation.of(transport).seconds.encode(histogram.encode_family(&labels)?)?;
            }
        }
        Ok(())
    }
}
