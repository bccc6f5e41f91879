//! Logs and spans: what happened and to which id; never a body, a variable, an address or a name.
//!
//! Spans are of the level ERROR, so that a line of the log says of which request or job it is however few lines are wanted. They
//! leave this process only where an operator has said where to.

mod parent;

pub use parent::TraceParent;

use std::{io::IsTerminal, sync::OnceLock};
use tracing::Span;
use tracing_subscriber::{
    Layer, Registry,
    filter::{LevelFilter, Targets},
    fmt,
    prelude::*,
};

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

/// What happens to each table at a start tells nobody anything; who wants it names it in the filter.
const QUIET: [(&str, LevelFilter); 2] =
    [("sea_orm_migration", LevelFilter::WARN), ("sqlx::postgres::notice", LevelFilter::WARN)];

/// By target alone: a filter that asks for the fields of spans is asked again each time a span is entered.
fn parse(filter: &str) -> Result<Targets, String> {
    let mut wanted = Targets::new().with_targets(QUIET);
    for part in filter.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let wrong = || {
            format!(
                "AFTERCARE_LOG: {part:?} is not a level (off, error, warn, info, debug, trace); name a target as target=level"
            )
        };
        wanted = match part.split_once('=') {
            None => wanted.with_default(part.parse::<LevelFilter>().map_err(|_| wrong())?),
            Some((target, level)) => {
                let (target, level) = (target.trim(), level.trim());
                if target.is_empty() || target.contains('[') || level.is_empty() {
                    return Err(wrong());
                }
                wanted.with_target(target, level.parse::<LevelFilter>().map_err(|_| wrong())?)
            }
        };
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracing::Level;

    #[test]
    fn a_filter_is_a_level_and_levels_of_targets() {
        let wanted = parse(" warn, aftercare_worker = debug ,sqlx=OFF,,sea_orm_migration=info").unwrap();
        for (target, level, shown) in [
            ("anything", Level::WARN, true),
            ("anything", Level::INFO, false),
            ("aftercare_worker::sweep", Level::DEBUG, true),
            ("sqlx::query", Level::ERROR, false),
            ("sqlx::postgres::notice", Level::WARN, true),
            ("sea_orm_migration", Level::INFO, true),
        ] {
            assert_eq!(wanted.would_enable(target, &level), shown, "{target} {level}");
        }
        let usual = parse("info").unwrap();
        assert!(!usual.would_enable("sea_orm_migration::migrator", &Level::INFO));
        assert!(!usual.would_enable("sqlx::postgres::notice", &Level::INFO));
    }

    #[test]
    fn a_wrong_filter_is_refused_with_the_part_that_is_wrong() {
        for wrong in ["loud", "aftercare=loud", "=debug", "aftercare=", "aftercare", "a[request]=debug"] {
            let said = check(&format!("info,{wrong}")).unwrap_err();
            assert!(said.starts_with("AFTERCARE_LOG: ") && said.contains(wrong), "{said}");
        }
    }
}
