//! A Postgres or a Redis of a test's own, which can be stopped, started again with its data, and frozen.
//!
//! It is one of the core's throwaway servers, so it is gone with the test process however that ends. Between the two stands
//! a small script that starts the server again once the file `down` is away.

use super::{time::FakeTime, until};
use aftercare_core::testing::servers::{
    postgres_programs, redis_program,
    throwaway::{Recipe, Site, Throwaway},
};
use std::{fs, net::TcpStream, path::PathBuf, time::Duration};

/// Starts `server` again and again; USR1, which the watchdog does not ignore, ends both. `$stop` is a signal that the server
/// handles: one that it does not would be ignored, as the watchdog's other children ignore it.
const SUPERVISOR: &str = r#"
trap 'kill -s $stop $server; kill -s CONT $server; wait $server; exit 0' USR1
while :; do
    server "$@" &
    server=$!
    echo "$server" >pid.new && mv pid.new pid
    wait "$server"
    [ -e down ] || exit 1
    while [ -e down ]; do sleep 0.05; done
done
"#;

const POSTGRES: &str = r#"
stop=QUIT
"$1/initdb" -D data -U postgres -A password --pwfile=secret -E UTF8 --locale=C --no-sync >/dev/null || exit 1
server() {
    exec "$1/postgres" -D data -p "$2" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=64MB \
        -c fsync=off -c full_page_writes=off -c jit=off -c shared_preload_libraries=pg_stat_statements
}
"#;

const REDIS: &str = r#"
stop=TERM
echo "requirepass $(cat secret)" >redis.conf
server() { exec "$1" ./redis.conf --bind 127.0.0.1 --port "$2" --daemonize no --appendonly no --save ''; }
"#;

/// The server.
pub struct Private {
    throwaway: Throwaway,
    url: String,
}

impl Private {
    /// A Postgres whose clock is `time`, else the machine's; `None` where none is installed.
    pub async fn postgres(time: Option<&FakeTime>) -> Option<Self> {
        let assign = |(name, value): (&str, String)| format!("{name}='{value}'");
        let environment: Vec<_> = time.iter().flat_map(|time| time.settings()).map(assign).collect();
        let environment = environment.join(" ");
        // The cluster is made on the machine's own clock, and quicker so.
        let script =
            POSTGRES.replace("exec \"$1/postgres\"", &format!("exec env {environment} \"$1/postgres\""));
        let program = postgres_programs()?;
        let server = start("Postgres", &script, program, true, postgres_is_ready).await;
        let Site { secret, port, .. } = &server.site;
        let url = format!("postgres://postgres:{secret}@127.0.0.1:{port}/postgres");
        Some(Self { throwaway: server, url })
    }

    /// A Redis; `None` where none is installed.
    pub async fn redis() -> Option<Self> {
        let server = start("Redis", REDIS, redis_program()?, false, listens).await;
        let Site { secret, port, .. } = &server.site;
        let url = format!("redis://:{secret}@127.0.0.1:{port}/");
        Some(Self { throwaway: server, url })
    }

    /// Its address; of a Postgres, with its one database.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops it as an operator does, and waits until nobody listens.
    pub async fn stop(&self) {
        fs::write(self.folder().join("down"), "").unwrap();
        signal("INT", &[self.pid()]);
        let site = &self.throwaway.site;
        until(Duration::from_secs(10), "the server stops", async || !listens(site)).await;
    }

    /// Starts it again, and waits until somebody listens.
    pub async fn start(&self) {
        fs::remove_file(self.folder().join("down")).unwrap();
        let site = &self.throwaway.site;
        until(Duration::from_secs(20), "the server is back", async || listens(site)).await;
    }

    /// Stops it from doing anything, connections left open.
    pub fn freeze(&self) {
        signal("STOP", &self.family());
    }

    /// Lets it go on.
    pub fn thaw(&self) {
        signal("CONT", &self.family());
    }

    /// The server's process, and its children: one for each connection to Postgres.
    fn family(&self) -> Vec<String> {
        let pid = self.pid();
        let children = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap();
        let mut family = vec![pid];
        family.extend(children.split_whitespace().map(ToOwned::to_owned));
        family
    }

    fn pid(&self) -> String {
        fs::read_to_string(self.folder().join("pid")).unwrap().trim().to_owned()
    }

    fn folder(&self) -> &PathBuf {
        &self.throwaway.site.folder
    }
}

async fn start(
    name: &'static str,
    script: &str,
    program: PathBuf,
    refuses_root: bool,
    is_ready: fn(&Site) -> bool,
) -> Throwaway {
    let script = format!("{script}{SUPERVISOR}");
    let starting = move || {
        let recipe =
            Recipe { name, script: &script, program: &program, stop: "USR1", refuses_root, is_ready };
        Throwaway::start(&recipe).unwrap()
    };
    tokio::task::spawn_blocking(starting).await.unwrap()
}

fn postgres_is_ready(site: &Site) -> bool {
    let state = fs::read_to_string(site.folder.join("data/postmaster.pid"));
    state.is_ok_and(|state| state.lines().last().is_some_and(|line| line.trim() == "ready")) && listens(site)
}

fn listens(site: &Site) -> bool {
    TcpStream::connect(("127.0.0.1", site.port)).is_ok()
}

/// Some may have ended meanwhile.
fn signal(name: &str, pids: &[String]) {
    let _ = std::process::Command::new("kill").args(["-s", name, "--"]).args(pids).output();
}
