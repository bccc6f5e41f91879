//! A private Postgres cluster: found among what is installed, made by `initdb`, tuned to forget.
//!
//! Nothing in it outlives the test process, so nothing is ever synced to disk. Every role needs the
//! password: with `trust`, any user of the machine could become the cluster's superuser and run programs
//! as whoever runs the tests. The method is `password` (in clear, over loopback) because SCRAM costs the
//! client thousands of hash rounds a connection, which unoptimised test builds feel.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    Missing, PostgresServer, path_folders,
    throwaway::{Recipe, Site, Throwaway},
};
use url::Url;

/// Where Debian keeps the servers' programs, one folder a major version.
const DEBIAN: &str = "/usr/lib/postgresql";

/// Makes the cluster and becomes its server. `$1` is the programs' folder, `$2` the port.
const SCRIPT: &str = r#"
"$1/initdb" -D data -U postgres -A password --pwfile=secret -E UTF8 --locale=C --no-sync >/dev/null &&
exec "$1/postgres" -D data -p "$2" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
    -c shared_buffers=64MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
    -c wal_level=minimal -c max_wal_senders=0 -c jit=off
"#;

pub(super) fn hint() -> &'static str {
    "TEST_DATABASE_URL names none, and initdb and postgres are neither on PATH nor in \
     /usr/lib/postgresql/*/bin (Debian's package is postgresql)"
}

pub(super) fn start() -> Result<PostgresServer, Missing> {
    let programs = installed().ok_or(Missing::Absent)?;
    let recipe = Recipe {
        name: "Postgres",
        script: SCRIPT,
        program: &programs,
        // An "immediate shutdown": no checkpoint, since the data go too.
        stop: "QUIT",
        refuses_root: true,
        is_ready,
    };
    let throwaway = Throwaway::start(&recipe).map_err(Missing::Broken)?;
    let Site { secret, port, .. } = &throwaway.site;
    let address = format!("postgres://postgres:{secret}@127.0.0.1:{port}/postgres");
    let admin = Url::parse(&address).map_err(|error| Missing::Broken(error.to_string()))?;
    Ok(PostgresServer { admin, throwaway: Some(throwaway) })
}

/// Whether the server says so itself, in its own folder: what listens on the port could be anybody's.
fn is_ready(site: &Site) -> bool {
    fs::read_to_string(site.folder.join("data/postmaster.pid"))
        .is_ok_and(|state| state.lines().last().is_some_and(|line| line.trim() == "ready"))
}

/// [`programs`] of this machine.
pub(super) fn installed() -> Option<PathBuf> {
    programs(&path_folders(), Path::new(DEBIAN))
}

/// The folder that holds `initdb` and `postgres`: the first such of `path`, else the one of Debian's highest
/// version.
pub(super) fn programs(path: &[PathBuf], debian: &Path) -> Option<PathBuf> {
    let complete = |folder: &PathBuf| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    path.iter().find(|folder| complete(folder)).cloned().or_else(|| {
        let versions = fs::read_dir(debian).ok()?.flatten().filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse::<u32>().ok()?;
            Some((version, entry.path().join("bin")))
        });
        versions.filter(|(_, folder)| complete(folder)).max().map(|(_, folder)| folder)
    })
}
