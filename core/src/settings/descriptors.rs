//! Whether what is set fits into the number of files that the system lets this process have open: a connection is one.

use super::Settings;

/// Connections where none are set and the system allows as many.
pub const CONNECTIONS: u32 = 20_000;
/// With fewer connections than this a server is not worth starting.
const FEWEST: u32 = 64;
/// Standard streams, the listener, the runtime's own, key files, mails being written, a look-up of a name.
const OTHERS: u64 = 64;
/// A SQLite connection has the database, its log and the log's index open; there are one that writes and up to four that read.
const SQLITE: u64 = 15;
/// One that publishes and counts, one that listens, and one of each while they are replaced.
const REDIS: u64 = 4;
/// Requests to a model where their number is not set.
const MODEL: u64 = 4;

/// Files that a process with these settings may have open, its clients' connections left out.
fn own(settings: &Settings) -> u64 {
    // Writers, readers, and one that finds out why there is no connection.
    let postgres = 2 * u64::from(settings.database.connections) + 1;
    let database = if settings.is_embedded() { SQLITE } else { postgres };
    let redis = if settings.redis.url.is_some() { REDIS } else { 0 };
    let mail = if settings.mail.smtp_url.is_some() { u64::from(settings.mail.smtp_connections) } else { 0 };
    OTHERS + database + redis + mail + settings.model.parallel.map_or(MODEL, u64::from)
}

/// How many connections to accept at the same time, where the process may have `allowed` files open.
///
/// # Errors
/// When what is set does not fit; names the settings and the numbers.
pub fn connections(settings: &Settings, allowed: u64) -> Result<u32, String> {
    let room = allowed.saturating_sub(own(settings));
    let room = u32::try_from(room).unwrap_or(u32::MAX);
    match settings.limits.connections {
        Some(set) if set > room => Err(too_many(settings, allowed, &format!("{set}"), set)),
        None if room < FEWEST => {
            Err(too_many(settings, allowed, &format!("{FEWEST} (the fewest that make sense)"), FEWEST))
        }
        set => Ok(set.unwrap_or_else(|| room.min(CONNECTIONS))),
    }
}

/// Whether the background work alone fits.
///
/// # Errors
/// As [`connections`].
pub fn without_connections(settings: &Settings, allowed: u64) -> Result<(), String> {
    if own(settings) <= allowed { Ok(()) } else { Err(too_many(settings, allowed, "none", 0)) }
}

fn too_many(settings: &Settings, allowed: u64, set: &str, connections: u32) -> String {
    format!(
        "AFTERCARE_LIMIT_CONNECTIONS={set} and AFTERCARE_DATABASE_CONNECTIONS={} need up to {} open files, and the system \
         allows this process {allowed}; allow more (ulimit -n, LimitNOFILE= in a systemd unit) or lower one of them",
        settings.database.connections,
        own(settings) + u64::from(connections),
    )
}
