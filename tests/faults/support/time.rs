//! A clock that a test can move under running processes: Debian's libfaketime, told by a file.
//!
//! Only the time of day is moved. The monotonic clock goes on as it is, so that pauses and time-outs stay what they are.

use aftercare_core::clock::Clock;
use chrono::{DateTime, Duration, Utc};
use std::path::{Path, PathBuf};

/// Where Debian and others keep the library, below a folder that names the machine.
const LIBRARY: &str = "faketime/libfaketimeMT.so.1";

/// A clock. Processes that are started with [`FakeTime::settings`] follow it from then on.
pub struct FakeTime {
    folder: tempfile::TempDir,
    library: String,
}

impl FakeTime {
    /// A clock that shows `start` now; `None` where the library is not installed.
    pub fn at(start: DateTime<Utc>) -> Option<Self> {
        let library = library()?;
        let folder = tempfile::Builder::new().prefix("aftercare-clock-").tempdir().unwrap();
        readable_by_all(folder.path());
        let clock = Self { folder, library };
        clock.set(start);
        Some(clock)
    }

    /// Moves it, forward or back.
    pub fn set(&self, to: DateTime<Utc>) {
        let offset = to - real_now();
        let text = format!("{:+.3}\n", offset.as_seconds_f64());
        let new = self.folder.path().join("new");
        std::fs::write(&new, text).unwrap();
        readable_by_all(&new);
        // In one step: a process that reads half a number would go wrong.
        std::fs::rename(new, self.file()).unwrap();
    }

    /// What it shows.
    pub fn now(&self) -> DateTime<Utc> {
        let text = std::fs::read_to_string(self.file()).unwrap();
        let milliseconds: i64 = text.trim().replace('.', "").parse().unwrap();
        real_now() + Duration::milliseconds(milliseconds)
    }

    /// The environment of a process that follows it.
    pub fn settings(&self) -> [(&'static str, String); 4] {
        [
            ("LD_PRELOAD", self.library.clone()),
            ("FAKETIME_TIMESTAMP_FILE", self.file().to_str().unwrap().to_owned()),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("offset")
    }
}

/// The environment of a process whose clock is wrong by so much, for good; `None` where the library is not installed.
pub fn wrong_by(offset: Duration) -> Option<[(&'static str, String); 3]> {
    Some([
        ("LD_PRELOAD", library()?),
        ("FAKETIME", format!("{:+}", offset.num_seconds())),
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
    ])
}

/// The machine's own time.
pub fn real_now() -> DateTime<Utc> {
    Clock::system().now()
}

fn library() -> Option<String> {
    let machines = std::fs::read_dir("/usr/lib").ok()?.flatten().map(|entry| entry.path());
    let found = machines.chain([PathBuf::from("/usr/lib")]).map(|folder| folder.join(LIBRARY));
    found.into_iter().find(|path| path.is_file()).map(|path| path.to_str().unwrap().to_owned())
}

/// A private Postgres may run as another user.
fn readable_by_all(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}
