//! Processes of one installation, on one Postgres database and one Redis.

use crate::BINARY;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{ExitStatus, Output, Stdio},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

/// Keys as good as any, and only ever of tests.
pub const MASTER_KEY: &str = "m1:hVbXoawuH6q/iJJMqntw0rgV2QxP+vPWf+rzcLJqpCM=";
pub const TOKEN_KEY: &str = "t1:Py98x6cdXqOx+3UV8pC14JOrz0iqAA4CVxHRsIEC4iM=";

/// How each process of an installation is started.
#[derive(Clone, Default)]
pub struct House {
    environment: Vec<(&'static str, String)>,
    through: Vec<String>,
    log: Option<PathBuf>,
}

/// An installation on this database and Redis.
pub fn house(database: &str, redis: &str) -> House {
    House::sealed()
        .with(&[("DATABASE_URL", database), ("REDIS_URL", redis)])
        .with(&[("AFTERCARE_REDIS_PREFIX", &database_name(database))])
}

impl House {
    /// Settings that name no database yet.
    pub fn sealed() -> Self {
        Self::default().with(&[
            ("AFTERCARE_MASTER_KEYS", MASTER_KEY),
            ("AFTERCARE_TOKEN_KEYS", TOKEN_KEY),
            ("AFTERCARE_LISTEN", "127.0.0.1:0"),
            ("AFTERCARE_LOG", "warn"),
        ])
    }

    /// The same, with more settings; one that is there already gets the new value.
    pub fn with(&self, settings: &[(&'static str, &str)]) -> Self {
        let mut house = self.clone();
        for (name, value) in settings {
            house.environment.retain(|(other, _)| other != name);
            house.environment.push((name, (*value).to_owned()));
        }
        house
    }

    /// The same, each process started by this command line, which ends where the program's own begins.
    pub fn through(&self, command_line: &[&str]) -> Self {
        let through = command_line.iter().map(ToString::to_string).chain(self.through.clone()).collect();
        Self { through, ..self.clone() }
    }

    /// The same, with standard error appended to this file.
    pub fn logging_to(&self, file: &Path) -> Self {
        Self { log: Some(file.to_owned()), ..self.clone() }
    }

    /// The value of a setting.
    pub fn setting(&self, name: &str) -> &str {
        self.set(name).unwrap_or_else(|| panic!("{name} is set"))
    }

    /// The same of one that need not be set.
    pub fn set(&self, name: &str) -> Option<&str> {
        self.environment.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str())
    }

    /// What a command of the installation says.
    pub async fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stderr(Stdio::piped()).output().await.unwrap()
    }

    /// What a command of the installation says that is given this on standard input.
    pub async fn feed(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input).await.unwrap();
        drop(stdin);
        child.wait_with_output().await.unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = match self.through.split_first() {
            None => Command::new(BINARY),
            Some((first, more)) => {
                let mut command = Command::new(first);
                command.args(more).arg(BINARY);
                command
            }
        };
        command
            .args(arguments)
            .env_clear()
            .env("AFTERCARE_DATA_DIR", std::env::temp_dir().join("aftercare-processes"))
            .envs(self.environment.iter().map(|(name, value)| (name, value.as_str())))
            .stdin(Stdio::null())
            .kill_on_drop(true);
        if let Some(file) = &self.log {
            let file = std::fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
            command.stderr(file);
        }
        command
    }

    fn spawn(&self, what: &str) -> Child {
        self.command(&[what]).stdout(Stdio::piped()).spawn().unwrap()
    }
}

/// The last part of a database's address.
pub fn database_name(url: &str) -> String {
    url.rsplit_once('/').map(|(_, name)| name.to_owned()).unwrap_or_default()
}

/// A process, killed when dropped.
pub struct Running {
    child: Child,
    address: Option<SocketAddr>,
    metrics: Option<SocketAddr>,
}

/// The address of the metrics, out of what a process says of itself.
async fn metrics_in(lines: &mut Lines<BufReader<ChildStdout>>) -> Option<SocketAddr> {
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some(rest) = line.trim().strip_prefix("metrics ") {
            return rest.trim().strip_prefix("http://")?.strip_suffix("/metrics")?.parse().ok();
        }
    }
    None
}

impl Running {
    /// An `api`, listening.
    pub async fn api(house: &House) -> Self {
        Self::listening(house, "api").await
    }

    /// All in one process, listening.
    pub async fn serve(house: &House) -> Self {
        Self::listening(house, "serve").await
    }

    async fn listening(house: &House, what: &str) -> Self {
        let mut child = house.spawn(what);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().expect("the server says where it listens");
        let address = line.rsplit_once("http://").unwrap().1.parse().unwrap();
        let measured = house.environment.iter().any(|(name, _)| *name == "AFTERCARE_METRICS_LISTEN");
        let metrics = if measured { metrics_in(&mut lines).await } else { None };
        // Whatever else it says must not block it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { child, address: Some(address), metrics }
    }

    /// All in one process, on nothing but this folder.
    pub async fn embedded(folder: &Path) -> Self {
        let folder = folder.to_str().unwrap();
        let house = House::default();
        Self::serve(&house.with(&[("AFTERCARE_LISTEN", "127.0.0.1:0"), ("AFTERCARE_DATA_DIR", folder)])).await
    }

    /// A `worker` that shows its metrics.
    pub async fn measured_worker(house: &House) -> Self {
        let mut child = house.spawn("worker");
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let metrics = metrics_in(&mut lines).await;
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { child, address: None, metrics }
    }

    /// What its `/metrics` says.
    pub async fn scrape(&self) -> String {
        let address = self.metrics.expect("it shows its metrics");
        let answer = reqwest::get(format!("http://{address}/metrics")).await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.text().await.unwrap()
    }

    /// Where its metrics are.
    pub fn metrics(&self) -> SocketAddr {
        self.metrics.expect("it shows its metrics")
    }

    /// A `worker`.
    pub fn worker(house: &House) -> Self {
        Self { child: house.spawn("worker"), address: None, metrics: None }
    }

    /// Where the API listens.
    pub fn address(&self) -> SocketAddr {
        self.address.unwrap()
    }

    /// The process's id.
    pub fn id(&self) -> u32 {
        self.child.id().unwrap()
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        self.signal("TERM");
    }

    /// Sends it a signal, by its name without SIG.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().unwrap().to_string();
        let status = std::process::Command::new("kill").args(["-s", name, &id]).status();
        assert!(status.unwrap().success());
    }

    /// Kills it, as a machine that loses power does, and waits until it is gone.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// The most memory it has had so far, as Linux counts it: "12345 kB".
    pub fn memory(&self) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id().unwrap())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.unwrap_or_default().trim().to_owned()
    }

    /// Whether it has not ended.
    pub fn is_alive(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    /// Waits for its end.
    pub async fn exit(mut self) -> ExitStatus {
        self.child.wait().await.unwrap()
    }
}
