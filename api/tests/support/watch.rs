//! Watches what a test's own runtime does, so that tests beside each other do not see each other's: the statements that
//! reach a database (one span each: of sea-orm's driver of SQLite, of our own connections to Postgres), and the log's lines of
//! errors.

use std::{
    collections::HashMap,
    fmt::{Debug, Write},
    sync::{
        Mutex, MutexGuard, Once, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tokio::runtime::{Handle, Id};
use tracing::{
    Event, Level, Metadata, Subscriber,
    field::{Field, Visit},
    span,
    subscriber::Interest,
};

static STARTED: Once = Once::new();
static SEEN: Mutex<Option<HashMap<Id, Seen>>> = Mutex::new(None);

#[derive(Default)]
struct Seen {
    statements: usize,
    errors: Vec<String>,
}

/// Begins to watch; call it before what is to be seen.
pub fn start() {
    STARTED.call_once(|| {
        tracing::subscriber::set_global_default(Watcher(AtomicU64::new(1))).expect("is the only one");
    });
}

/// How many statements have been run so far.
pub fn statements() -> usize {
    lock().get_or_insert_default().entry(Handle::current().id()).or_default().statements
}

/// The errors logged so far, with their fields.
pub fn errors() -> Vec<String> {
    lock().get_or_insert_default().entry(Handle::current().id()).or_default().errors.clone()
}

fn lock() -> MutexGuard<'static, Option<HashMap<Id, Seen>>> {
    SEEN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn see(what: impl FnOnce(&mut Seen)) {
    if let Ok(runtime) = Handle::try_current() {
        what(lock().get_or_insert_default().entry(runtime.id()).or_default());
    }
}

/// Where a statement is handed to sqlx: alone, or in a transaction.
fn is_statement(what: &Metadata<'_>) -> bool {
    let alone = ["execute", "execute_unprepared", "query_one", "query_all", "stream"];
    let inside = ["execute_raw", "execute_unprepared", "query_one_raw", "query_all_raw", "stream_raw"];
    what.is_span()
        && match what.target() {
            "sea_orm::driver::sqlx_sqlite" => alone.contains(&what.name()),
            "aftercare_core::database::postgres::held" => what.name() == "statement",
            "sea_orm::database::transaction" => inside.contains(&what.name()),
            _ => false,
        }
}

fn is_error(what: &Metadata<'_>) -> bool {
    what.is_event() && *what.level() == Level::ERROR
}

struct Watcher(AtomicU64);

impl Subscriber for Watcher {
    fn register_callsite(&self, what: &'static Metadata<'static>) -> Interest {
        if self.enabled(what) { Interest::always() } else { Interest::never() }
    }

    fn enabled(&self, what: &Metadata<'_>) -> bool {
        is_statement(what) || is_error(what)
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        see(|seen| seen.statements += 1);
        span::Id::from_u64(self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line(String::new());
        event.record(&mut line);
        see(|seen| seen.errors.push(line.0));
    }

    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, "{}={value:?} ", field.name()).expect("a String takes it");
    }
}
