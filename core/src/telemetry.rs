//! Logs and spans: what happened and to which id; never a body, a variable, an address or a name.
//!
//! Spans are of the level ERROR, so that a line of the log says of which request or job it is however few lines are wanted. They
//! leave this process only where an operator has said where to.

mod parent;

pub use parent::TraceParent;

use std::{io::IsTerminal, sync::OnceLock};
use tracing::Span;
use tracing_subscriber::{EnvFilter, Layer, Registry, filter::LevelFilter, fmt, prelude::*};

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For a person at a terminal.
    Text,
    /// For a log collector: one JSON object a line.
    Json,
}

/// What takes spans out of this process.
#[expect(missing_debug_implementations, reason = "a layer has none")]
pub struct Export {
    /// Gets the spans.
    pub layer: Box<dyn Layer<Registry> + Send + Sync>,
    /// Makes a span, which nobody has entered, a part of somebody else's trace.
    pub follow: fn(&Span, TraceParent),
}

static FOLLOW: OnceLock<fn(&Span, TraceParent)> = OnceLock::new();

/// Makes `span` a part of the trace that a request came with. Nothing happens where no spans are exported.
pub fn follow(span: &Span, parent: TraceParent) {
    if let Some(follow) = FOLLOW.get() {
        follow(span, parent);
    }
}

/// Starts logging to standard error with `filter` (`info`, `aftercare=debug,warn`, ...), and exports spans to `export`.
///
/// # Errors
/// What is wrong with the filter.
pub fn start(filter: &str, format: LogFormat, export: Option<Export>) -> Result<(), String> {
    let filter = parse(filter)?;
    let registry = tracing_subscriber::registry();
    let started = match (export, format) {
        (None, LogFormat::Text) => registry.with(filter).with(lines()).try_init(),
        (None, LogFormat::Json) => registry.with(filter).with(lines().json()).try_init(),
        (Some(export), format) => {
            // What is logged says nothing about which spans are exported.
            let registry = registry.with(export.layer);
            let _ = FOLLOW.set(export.follow);
            match format {
                LogFormat::Text => registry.with(lines().with_filter(filter)).try_init(),
                LogFormat::Json => registry.with(lines().json().with_filter(filter)).try_init(),
            }
        }
    };
    started.map_err(|e| e.to_string())
}

/// What is wrong with a filter; nothing is started.
///
/// # Errors
/// As [`start`].
pub fn check(filter: &str) -> Result<(), String> {
    parse(filter).map(drop)
}

type Lines<S> = fmt::Layer<S, fmt::format::DefaultFields, fmt::format::Format, fn() -> std::io::Stderr>;

fn lines<S>() -> Lines<S> {
    let write: fn() -> std::io::Stderr = std::io::stderr;
    fmt::layer().with_writer(write).with_ansi(std::io::stderr().is_terminal())
}

fn parse(filter: &str) -> Result<EnvFilter, String> {
    for part in filter.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if !part.contains(['=', '[']) && part.parse::<LevelFilter>().is_err() {
            return Err(format!(
                "AFTERCARE_LOG: {part:?} is not a level (off, error, warn, info, debug, trace); name a target as target=level"
            ));
        }
    }
    // What happens to each table at a start tells nobody anything; who wants it names it in the filter.
    let filter = format!("sea_orm_migration=warn,sqlx::postgres::notice=warn,{filter}");
    EnvFilter::try_new(filter).map_err(|e| format!("AFTERCARE_LOG: {e}"))
}
