//! A private Redis that keeps nothing on disk.
//!
//! The password is in a file of the private folder: a command line is for everybody on the machine to read.

use std::{
    io::{self, Read, Write},
    net::{Ipv4Addr, TcpStream},
    path::PathBuf,
    time::Duration,
};

use super::{
    Missing, RedisServer, path_folders,
    throwaway::{Recipe, Site, Throwaway},
};
use url::Url;

/// Becomes the server. `$1` is the program, `$2` the port.
const SCRIPT: &str = r#"
echo "requirepass $(cat secret)" >redis.conf &&
exec "$1" ./redis.conf --bind 127.0.0.1 --port "$2" --daemonize no --appendonly no --save ''
"#;

/// How long a server may take to answer one question on loopback.
const ANSWER: Duration = Duration::from_secs(2);

pub(super) fn hint() -> &'static str {
    "TEST_REDIS_URL names none, and redis-server is not on PATH (Debian's package is redis-server)"
}

pub(super) fn start() -> Result<RedisServer, Missing> {
    let program = installed().ok_or(Missing::Absent)?;
    let recipe = Recipe {
        name: "Redis",
        script: SCRIPT,
        program: &program,
        stop: "TERM",
        refuses_root: false,
        is_ready: |site| answers(site).unwrap_or(false),
    };
    let throwaway = Throwaway::start(&recipe).map_err(Missing::Broken)?;
    let Site { secret, port, .. } = &throwaway.site;
    let url = Url::parse(&format!("redis://:{secret}@127.0.0.1:{port}/"))
        .map_err(|error| Missing::Broken(error.to_string()))?;
    Ok(RedisServer { url, throwaway: Some(throwaway) })
}

/// `redis-server`, from `PATH`.
pub(super) fn installed() -> Option<PathBuf> {
    path_folders().into_iter().map(|folder| folder.join("redis-server")).find(|program| program.is_file())
}

/// Whether a server on the port takes our password, which shows that it is ours, and answers.
fn answers(site: &Site) -> io::Result<bool> {
    const GOOD: &[u8] = b"+OK\r\n+PONG\r\n";
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, site.port))?;
    connection.set_read_timeout(Some(ANSWER))?;
    connection.write_all(format!("AUTH {}\r\nPING\r\n", site.secret).as_bytes())?;
    let mut answer = [0; GOOD.len()];
    connection.read_exact(&mut answer)?;
    Ok(answer == GOOD)
}
