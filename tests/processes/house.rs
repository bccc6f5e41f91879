//! Processes of one installation, on one Postgres database and one Redis.

use crate::BINARY;
use std::{
    net::SocketAddr,
    process::{ExitStatus, Stdio},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// The environment of every process.
pub struct House(Vec<(&'static str, String)>);

/// An installation on this database and Redis.
pub fn house(database: &str, redis: &str) -> House {
    let key = |id: &str, byte: u8| {
        // 32 bytes that are not all the same, in base64.
        let letter = char::from(b'A' + byte);
        format!("{id}:{}A=", format!("{letter}B").repeat(21))
    };
    House(vec![
        ("DATABASE_URL", database.to_owned()),
        ("REDIS_URL", redis.to_owned()),
        ("AFTERCARE_REDIS_PREFIX", database_name(database)),
        ("AFTERCARE_MASTER_KEYS", key("m1", 2)),
        ("AFTERCARE_TOKEN_KEYS", key("t1", 3)),
        ("AFTERCARE_LISTEN", "127.0.0.1:0".to_owned()),
        ("AFTERCARE_LOG", "warn".to_owned()),
    ])
}

impl House {
    /// The same, with more settings.
    pub fn with(&self, settings: &[(&'static str, &str)]) -> Self {
        let more = settings.iter().map(|(name, value)| (*name, (*value).to_owned()));
        Self(self.0.iter().cloned().chain(more).collect())
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
}

impl Running {
    /// An `api`, listening.
    pub async fn api(house: &House) -> Self {
        Self::listening(spawn(house, "api")).await
    }

    async fn listening(mut child: Child) -> Self {
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = lines.next_line().await.unwrap().expect("the server says where it listens");
        let address = line.rsplit_once("http://").unwrap().1.parse().unwrap();
        // Whatever else it says must not block it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { child, address: Some(address) }
    }

    /// All in one process, on nothing but this folder.
    pub async fn embedded(folder: &std::path::Path) -> Self {
        let folder = folder.to_str().unwrap().to_owned();
        let settings = vec![("AFTERCARE_LISTEN", "127.0.0.1:0".to_owned()), ("AFTERCARE_DATA_DIR", folder)];
        Self::listening(spawn(&House(settings), "serve")).await
    }

    /// A `worker`.
    pub fn worker(house: &House) -> Self {
        Self { child: spawn(house, "worker"), address: None }
    }

    /// Where the API listens.
    pub fn address(&self) -> SocketAddr {
        self.address.unwrap()
    }

    /// Asks it to stop.
    pub fn terminate(&self) {
        let id = self.child.id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Kills it, as a machine that loses power does, and waits until it is gone.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    /// Waits for its end.
    pub async fn exit(mut self) -> ExitStatus {
        self.child.wait().await.unwrap()
    }
}

fn spawn(house: &House, command: &str) -> Child {
    let folder = std::env::temp_dir().join("aftercare-processes");
    Command::new(BINARY)
        .arg(command)
        .env_clear()
        .env("AFTERCARE_DATA_DIR", folder)
        .envs(house.0.iter().map(|(name, value)| (name, value.as_str())))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}
