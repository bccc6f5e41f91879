//! Logs: what happened and to which id; never a body, a variable, an address or a name.

use std::io::IsTerminal;
use tracing_subscriber::{EnvFilter, filter::LevelFilter, fmt, prelude::*};

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For a person at a terminal.
    Text,
    /// For a log collector: one JSON object a line.
    Json,
}

/// Starts logging to standard error with `filter` (`info`, `aftercare=debug,warn`, ...).
///
/// # Errors
/// What is wrong with the filter.
pub fn start(filter: &str, format: LogFormat) -> Result<(), String> {
    for part in filter.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if !part.contains(['=', '[']) && part.parse::<LevelFilter>().is_err() {
            return Err(format!(
                "AFTERCARE_LOG: {part:?} is not a level (off, error, warn, info, debug, trace); name a target as target=level"
            ));
        }
    }
    // What happens to each table at a start tells nobody anything; who wants it names it in the filter.
    let filter = format!("sea_orm_migration=warn,sqlx::postgres::notice=warn,{filter}");
    let filter = EnvFilter::try_new(filter).map_err(|e| format!("AFTERCARE_LOG: {e}"))?;
    let registry = tracing_subscriber::registry().with(filter);
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    let started = match format {
        LogFormat::Text => registry.with(lines).try_init(),
        LogFormat::Json => registry.with(lines.json()).try_init(),
    };
    started.map_err(|e| e.to_string())
}
