//! The servers that tests use besides SQLite: one Postgres and one Redis a test process.
//!
//! - `TEST_DATABASE_URL` and `TEST_REDIS_URL` name servers to use as they are; nothing is started then.
//! - Where a name is missing, the process starts a private server from what is installed (`initdb` and
//!   `postgres` on `PATH` or in Debian's `/usr/lib/postgresql/*/bin`; `redis-server` on `PATH`), on a free
//!   port of 127.0.0.1, with a password nobody else knows, in a folder of its own. Server and folder are
//!   gone when the process ends, however it ends: see [`throwaway`].
//! - Where nothing is installed, or the variable says `none`, there is no server: a test says so through
//!   [`skip_or_fail`] and returns.
//!
//! A server that nobody named is never used: one that merely listens on the usual port may hold data that
//! somebody needs.
//!
//! `cargo test` runs a test binary's tests as threads of one process, so that they share one cluster, ready
//! in about a second. `cargo nextest` runs a process per test, which works but starts a cluster for each:
//! name a server in `TEST_DATABASE_URL` and `TEST_REDIS_URL` there. Databases, schemas and key prefixes
//! within a server are the tests' own business, not this module's.

mod postgres;
mod redis;
#[cfg(test)]
mod tests;
pub mod throwaway;

use std::{
    env,
    fmt::{self, Debug, Formatter},
    io::{self, Write},
    path::PathBuf,
    sync::OnceLock,
};

use self::throwaway::Throwaway;
use url::Url;

/// Names a Postgres server for the tests, as `postgres://user:password@host:port/database`; the user must
/// be allowed to create databases. `none` means: no Postgres, and start none.
pub const POSTGRES_VARIABLE: &str = "TEST_DATABASE_URL";

/// Names a Redis server for the tests, as `redis://host:port`. `none` means: no Redis, and start none.
pub const REDIS_VARIABLE: &str = "TEST_REDIS_URL";

/// Says that a server is not wanted, in place of its address.
const NONE: &str = "none";

/// A Postgres server in which tests may create databases.
pub struct PostgresServer {
    admin: Url,
    /// Keeps a private server alive, by never being dropped.
    throwaway: Option<Throwaway>,
}

impl PostgresServer {
    /// The address of the database to connect to for creating and dropping others.
    pub fn admin_url(&self) -> &str {
        self.admin.as_str()
    }

    /// The address of `database` in this server, whether or not it exists already.
    pub fn url_for(&self, database: &str) -> String {
        let mut url = self.admin.clone();
        url.set_path(database);
        url.into()
    }
}

/// A Redis server in which tests may write under prefixes of their own.
pub struct RedisServer {
    url: Url,
    throwaway: Option<Throwaway>,
}

impl RedisServer {
    /// The server's address.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }
}

// By hand, since an address holds a password.
impl Debug for PostgresServer {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PostgresServer").field("private", &self.throwaway).finish_non_exhaustive()
    }
}

impl Debug for RedisServer {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RedisServer").field("private", &self.throwaway).finish_non_exhaustive()
    }
}

/// The Postgres server of this process, started by the first call where none is named; `None` where there
/// is none to be had.
///
/// # Panics
///
/// Where the name is no address of Postgres, or an installed server does not start: that is a fault to
/// mend, not a reason to skip. The message says what the server wrote.
pub fn postgres() -> Option<&'static PostgresServer> {
    static SERVER: OnceLock<Result<PostgresServer, Missing>> = OnceLock::new();
    given(SERVER.get_or_init(|| match named(POSTGRES_VARIABLE, &["postgres", "postgresql"])? {
        Some(admin) => Ok(PostgresServer { admin, throwaway: None }),
        None => postgres::start(),
    }))
}

/// The Redis server of this process, started by the first call where none is named; `None` where there is
/// none to be had.
///
/// # Panics
///
/// As [`postgres`] does.
pub fn redis() -> Option<&'static RedisServer> {
    static SERVER: OnceLock<Result<RedisServer, Missing>> = OnceLock::new();
    given(SERVER.get_or_init(|| match named(REDIS_VARIABLE, &["redis", "rediss"])? {
        Some(url) => Ok(RedisServer { url, throwaway: None }),
        None => redis::start(),
    }))
}

/// The folder of the installed Postgres programs (`initdb`, `postgres`), for a test that starts a server of its own.
pub fn postgres_programs() -> Option<PathBuf> {
    postgres::installed()
}

/// The installed `redis-server`, for a test that starts a server of its own.
pub fn redis_program() -> Option<PathBuf> {
    redis::installed()
}

/// Says on standard error that `test` was skipped because there is no `what` ("Postgres", "Redis"); the
/// test harness does not swallow the line. The caller returns after it.
///
/// # Panics
///
/// With `CI=true`: there a skipped test would pass unseen.
pub fn skip_or_fail(what: &str, test: &str) {
    let reason = match what {
        "Postgres" => postgres::hint(),
        "Redis" => redis::hint(),
        _ => "there is no way to start one",
    };
    let line = format!("SKIPPED {test}: no {what}: {reason}");
    assert!(env::var("CI").as_deref() != Ok("true"), "{line}; with CI=true that is a failure");
    say(&line);
}

/// Writes a line to standard error, not by `eprintln!`, whose output the harness shows for failed tests only.
fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Why there is no server.
#[derive(Debug)]
enum Missing {
    /// Not installed, or not wanted: tests are skipped.
    Absent,
    /// It ought to be there: tests fail with this text.
    Broken(String),
}

fn given<S>(server: &'static Result<S, Missing>) -> Option<&'static S> {
    match server {
        Ok(server) => Some(server),
        Err(Missing::Absent) => None,
        Err(Missing::Broken(reason)) => panic!("{reason}"),
    }
}

/// The server that `variable` names, if it names one.
fn named(variable: &str, schemes: &[&str]) -> Result<Option<Url>, Missing> {
    match env::var(variable) {
        Ok(value) => parse_named(variable, &value, schemes),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(Missing::Broken(format!("{variable} is not UTF-8"))),
    }
}

/// As [`named`], for a value that was read. An error does not repeat the value, which may hold a password.
fn parse_named(variable: &str, value: &str, schemes: &[&str]) -> Result<Option<Url>, Missing> {
    match value {
        "" => return Ok(None),
        NONE => return Err(Missing::Absent),
        _ => {}
    }
    let url =
        Url::parse(value).map_err(|error| Missing::Broken(format!("{variable} is no address: {error}")))?;
    if schemes.contains(&url.scheme()) {
        Ok(Some(url))
    } else {
        Err(Missing::Broken(format!("{variable} must begin with {}://, or be `{NONE}`", schemes[0])))
    }
}

/// The folders of `PATH`, in order.
fn path_folders() -> Vec<PathBuf> {
    env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default()
}
