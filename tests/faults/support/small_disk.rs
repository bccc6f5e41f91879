//! A disk of a few megabytes that can be filled up: a tmpfs in a mount namespace of its own.
//!
//! The namespace belongs to a process that ends when this test does, and the disk with it: no mount is left on the machine.

use std::{fs, io::Write, path::PathBuf, process::Stdio};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// How to get a namespace: root makes one, others make one of users too, in which they are root.
const WAYS: [&[&str]; 2] = [&[], &["--user", "--map-root-user"]];

/// The disk, mounted over an empty folder for those who [enter](SmallDisk::entrance).
pub struct SmallDisk {
    folder: tempfile::TempDir,
    holder: Child,
    has_users: bool,
}

impl SmallDisk {
    /// A disk of so many bytes; `None` where this user may make no mount namespace.
    pub async fn new(size: u64) -> Option<Self> {
        for way in WAYS {
            let folder = tempfile::Builder::new().prefix("aftercare-disk-").tempdir().unwrap();
            // The pipe on its standard input closes with this process, and ends it.
            let script = format!("mount -t tmpfs -o size={size} tmpfs \"$0\" && echo ready && exec cat");
            let mut holder = Command::new("unshare")
                .args(way)
                .args(["--mount", "sh", "-c", &script])
                .arg(folder.path())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .kill_on_drop(true)
                .spawn()
                .ok()?;
            let mut lines = BufReader::new(holder.stdout.take()?).lines();
            if lines.next_line().await.is_ok_and(|line| line.is_some_and(|line| line == "ready")) {
                return Some(Self { folder, holder, has_users: !way.is_empty() });
            }
        }
        None
    }

    /// The command line that starts a program within the namespace.
    pub fn entrance(&self) -> Vec<String> {
        let pid = self.holder.id().unwrap().to_string();
        let users: &[&str] = if self.has_users { &["--user", "--preserve-credentials"] } else { &[] };
        let line = ["nsenter"].iter().chain(users).chain(&["--mount", "--target"]);
        line.map(ToString::to_string).chain([pid]).collect()
    }

    /// The folder, as those inside see it.
    pub fn folder(&self) -> &str {
        self.folder.path().to_str().unwrap()
    }

    /// Writes until not even one byte more fits, and then makes room for `left` bytes.
    pub fn fill(&self, left: u64) {
        let mut file = fs::File::create(self.filler()).unwrap();
        for chunk in [65_536_usize, 4_096, 1] {
            while file.write_all(&vec![b'x'; chunk]).is_ok() {}
        }
        let size = file.metadata().unwrap().len();
        file.set_len(size.saturating_sub(left)).unwrap();
    }

    /// Takes away what [`SmallDisk::fill`] wrote.
    pub fn clear(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    /// Seen from outside.
    fn filler(&self) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{}/filler", self.holder.id().unwrap(), self.folder()))
    }
}
