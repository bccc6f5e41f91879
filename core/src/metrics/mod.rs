//! What this process counts, for Prometheus to read.
//!
//! Everything is counted whether somebody reads it or not: a count is an atomic number, found once and held on to. Labels are
//! words of closed lists (codes, kinds, fields of the schema), never an id, a name or an address. What only the database knows
//! is read when somebody asks ([`Readings`]), at most every ten seconds however many ask.

mod histogram;
mod operations;
mod readings;
mod work;

pub use histogram::{ANSWERS, Histogram, WORK};
pub use operations::{CODES, OK, Operation, Operations, Transport};
pub use readings::{Reader, Readings};
pub use work::Work;

use prometheus_client::{
    encoding::prometheus_text,
    metrics::{counter::Counter, gauge::Gauge},
    registry::Registry,
};
use std::sync::Arc;

/// The media type of what [`Metrics::text`] writes.
pub const MEDIA_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// All counts of a process. Cheap to clone; clones share them.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    registry: Registry,
    operations: Operations,
    responses: [Counter; CLASSES.len()],
    sockets: Gauge,
    subscriptions: Gauge,
    deliveries: Counter,
    work: Work,
}

/// The classes of statuses.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::default();
        let operations = Operations::default();
        registry.register_collector(Box::new(operations.clone()));
        let answered = prometheus_client::metrics::family::Family::<[(&str, &str); 1], Counter>::default();
        let responses = CLASSES.map(|class| answered.get_or_create_owned(&[("status", class)]));
        registry.register(
            "aftercare_http_responses",
            "Answers over HTTP of whatever kind (GraphQL, pages, health checks), by the class of their status.",
            answered,
        );
        let (sockets, subscriptions, deliveries) = (Gauge::default(), Gauge::default(), Counter::default());
        registry.register("aftercare_sockets", "WebSockets that are open.", sockets.clone());
        registry.register("aftercare_subscriptions", "Subscriptions that run.", subscriptions.clone());
        registry.register(
            "aftercare_deliveries",
            "Messages of subscriptions that were handed to sockets.",
            deliveries.clone(),
        );
        let work = Work::registered(&mut registry);
        Self(Arc::new(Counts { registry, operations, responses, sockets, subscriptions, deliveries, work }))
    }
}

impl Metrics {
    /// GraphQL operations.
    pub fn operations(&self) -> &Operations {
        &self.0.operations
    }

    /// An answer over HTTP had this status.
    pub fn responded(&self, status: u16) {
        let class = usize::from(status / 100).saturating_sub(1);
        if let Some(counter) = self.0.responses.get(class) {
            counter.inc();
        }
    }

    /// A socket is open, until the answer is dropped.
    pub fn socket(&self) -> Open {
        Open::new(&self.0.sockets)
    }

    /// A subscription runs, until the answer is dropped.
    pub fn subscription(&self) -> Open {
        Open::new(&self.0.subscriptions)
    }

    /// A message of a subscription was handed to a socket.
    pub fn delivered(&self) {
        self.0.deliveries.inc();
    }

    /// Background work.
    pub fn work(&self) -> &Work {
        &self.0.work
    }

    /// Everything, with what was just read, in the text format of Prometheus.
    pub fn text(&self, readings: &Readings) -> String {
        let mut text = String::with_capacity(16 * 1024);
        // Nothing can be in the way of writing into a text.
        let _ = prometheus_text::encode(&mut text, &self.0.registry);
        let _ = prometheus_text::encode(&mut text, &readings.registry());
        text
    }
}

/// Something that is open; counted until it is dropped.
#[derive(Debug)]
pub struct Open(Gauge);

impl Open {
    fn new(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.dec();
    }
}
