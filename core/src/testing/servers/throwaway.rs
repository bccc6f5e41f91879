//! A private server that is gone when the test process is, with everything it wrote.
//!
//! Nothing that runs inside a process can promise that, since SIGKILL runs nothing. So the server belongs to
//! a small shell script, the watchdog (`watchdog.sh`), in a process group of its own. It waits for the end
//! of a pipe whose other end this process holds for as long as it lives, then stops the server and removes
//! the folder. Only a SIGKILL of the watchdog itself, or of the whole machine, leaves anything behind.
//!
//! Postgres refuses to run as root. Where root runs the tests, watchdog, server and folder are those of the
//! user `postgres`, else `nobody`.

use std::{
    env,
    fmt::{self, Debug, Formatter},
    fs, io,
    net::{Ipv4Addr, TcpListener},
    os::unix::{
        fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::random;

const WATCHDOG: &str = include_str!("watchdog.sh");

/// How long a server may take until it is ready: a second is usual, on a busy machine several.
const PATIENCE: Duration = Duration::from_mins(1);

/// How often to look whether it is.
const INTERVAL: Duration = Duration::from_millis(10);

/// How many ports to try. A port is found free and then released for the server, and anybody may take it in
/// between.
const ATTEMPTS: usize = 5;

/// What both servers write (in the C locale) when the port is another's.
const PORT_TAKEN: &str = "ddress already in use";

/// How many of the last lines that a failed server wrote are shown.
const LOG_LINES: usize = 20;

/// Which server to start, and how.
#[derive(Clone, Copy, Debug)]
pub struct Recipe<'a> {
    /// What people call the server.
    pub name: &'a str,
    /// A shell script that becomes the server. It runs in the [`Site`]'s folder, where the file `secret`
    /// holds the password; `$1` is `program`, `$2` the port.
    pub script: &'a str,
    /// What to run, an argument to the script.
    pub program: &'a Path,
    /// The signal that stops the server.
    pub stop: &'a str,
    /// Whether root must give it to another user.
    pub refuses_root: bool,
    /// Whether the server of this site, and no other, takes connections.
    pub is_ready: fn(&Site) -> bool,
}

/// Where one server lives.
pub struct Site {
    /// Its own folder, which is removed with it.
    pub folder: PathBuf,
    /// Its port of 127.0.0.1.
    pub port: u16,
    /// The server's password, hexadecimal: on loopback, any user of the machine can knock.
    pub secret: String,
}

// By hand, to leave out the password.
impl Debug for Site {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Site")
            .field("folder", &self.folder)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// A running server. It ends when this is dropped, which closes the pipe in `_watchdog`, and with this process at the
/// latest, for then the kernel closes it. Values that are kept in statics are never dropped.
#[derive(Debug)]
pub struct Throwaway {
    /// Where it lives.
    pub site: Site,
    _watchdog: Child,
}

impl Throwaway {
    /// Starts the server and waits until it is ready.
    ///
    /// # Errors
    /// A text for a person to read, which holds what the server wrote.
    pub fn start(recipe: &Recipe<'_>) -> Result<Self, String> {
        let mut attempts = 1;
        loop {
            match attempt(recipe) {
                Ok(throwaway) => return Ok(throwaway),
                Err(trouble) if trouble.contains(PORT_TAKEN) && attempts < ATTEMPTS => attempts += 1,
                Err(trouble) => {
                    return Err(format!(
                        "a private {} for the tests did not start, from {}: {trouble}",
                        recipe.name,
                        recipe.program.display()
                    ));
                }
            }
        }
    }
}

fn attempt(recipe: &Recipe<'_>) -> Result<Throwaway, String> {
    let (site, mut watchdog) = launch(recipe)?;
    let deadline = Instant::now() + PATIENCE;
    let trouble = loop {
        if (recipe.is_ready)(&site) {
            return Ok(Throwaway { site, _watchdog: watchdog });
        }
        if let Ok(status) = fs::read_to_string(site.folder.join("ended")) {
            break format!("it ended with status {}", status.trim());
        }
        if let Ok(Some(status)) = watchdog.try_wait() {
            break format!("its watchdog ended ({status})");
        }
        if Instant::now() > deadline {
            break format!("it was not ready after {} s", PATIENCE.as_secs());
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "the server cannot call back, and a test waits for it"
        )]
        thread::sleep(INTERVAL);
    };
    let log = fs::read_to_string(site.folder.join("log")).unwrap_or_default();
    // Closes the pipe too, at which the watchdog removes the folder.
    let _ = watchdog.wait();
    let lines: Vec<&str> = log.lines().collect();
    let last = lines[lines.len().saturating_sub(LOG_LINES)..].join("\n");
    Err(format!("{trouble}; it wrote:\n{last}"))
}

/// Makes the folder and starts the watchdog on it.
fn launch(recipe: &Recipe<'_>) -> Result<(Site, Child), String> {
    let said = |what: &str, error: io::Error| format!("{what}: {error}");
    let folder = folder(recipe.refuses_root).map_err(|error| said("no folder could be made", error))?;
    let port = free_port().map_err(|error| said("no port of 127.0.0.1 is free", error))?;
    let site = Site { folder, port, secret: hex::encode(random::bytes::<16>()) };
    let launched = spawn(recipe, &site);
    if launched.is_err() {
        let _ = fs::remove_dir_all(&site.folder);
    }
    launched.map(|watchdog| (site, watchdog))
}

fn spawn(recipe: &Recipe<'_>, site: &Site) -> Result<Child, String> {
    let said = |error: io::Error| format!("{}: {error}", site.folder.display());
    let files = [("watchdog.sh", WATCHDOG), ("server.sh", recipe.script), ("secret", &site.secret)];
    let mut paths = vec![site.folder.clone()];
    for (name, content) in files {
        paths.push(site.folder.join(name));
        fs::write(site.folder.join(name), content).map_err(said)?;
    }

    let mut command = Command::new("/bin/sh");
    command
        .args(["watchdog.sh", recipe.stop])
        .arg(recipe.program)
        .arg(site.port.to_string())
        .current_dir(&site.folder)
        .stdin(Stdio::piped())
        // Not this process's: whoever reads those to their end would wait for the watchdog.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        // The watchdog needs `sleep` and `rm`, whatever this process's path lacks.
        .env("PATH", format!("{}:/usr/bin:/bin", env::var("PATH").unwrap_or_default()))
        // For `PORT_TAKEN`.
        .env("LC_ALL", "C");
    for (variable, _) in env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PG")) {
        // What steers Postgres's programs elsewhere has no say here.
        command.env_remove(variable);
    }
    if recipe.refuses_root && fs::metadata(&site.folder).map_err(said)?.uid() == 0 {
        let (user, group) = unprivileged(&fs::read_to_string("/etc/passwd").unwrap_or_default())
            .ok_or("root may not run it, and there is neither a user `postgres` nor `nobody`")?;
        for path in paths {
            chown(path, Some(user), Some(group)).map_err(said)?;
        }
        command.uid(user).gid(group);
    }
    command.spawn().map_err(|error| format!("/bin/sh: {error}"))
}

/// A new folder that only its owner may enter, `within_reach` of every user if asked: a temporary folder of
/// root's alone would shut out the user who runs the server.
fn folder(within_reach: bool) -> io::Result<PathBuf> {
    let mut base = env::temp_dir();
    if within_reach && fs::metadata(&base)?.permissions().mode() & 0o002 == 0 {
        base = PathBuf::from("/tmp");
    }
    let folder = base.canonicalize()?.join(format!("aftercare-test-{}", hex::encode(random::bytes::<8>())));
    fs::DirBuilder::new().mode(0o700).create(&folder)?;
    Ok(folder)
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

/// User and group number of `postgres`, else `nobody`, in the text of /etc/passwd.
pub(super) fn unprivileged(passwd: &str) -> Option<(u32, u32)> {
    ["postgres", "nobody"].iter().find_map(|wanted| {
        passwd.lines().find_map(|line| {
            let mut fields = line.split(':');
            let is_wanted = fields.next() == Some(wanted);
            let user = fields.nth(1)?.parse().ok()?;
            let group = fields.next()?.parse().ok()?;
            is_wanted.then_some((user, group))
        })
    })
}
