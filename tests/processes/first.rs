//! An installation's first command, whichever it is, and the files that it makes.

use crate::{BINARY, house::Running};
use std::{
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output, Stdio},
};

/// Runs a command in an installation of this folder, with a password on its standard input.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    use std::io::Write;
    let mut child = Command::new(BINARY)
        .args(arguments)
        .env_clear()
        .env("AFTERCARE_DATA_DIR", folder)
        .env("AFTERCARE_LOG", "warn")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Whoever reads no password may be gone.
    let _ = child.stdin.take().unwrap().write_all(b"a quiet lamp in the hall");
    child.wait_with_output().unwrap()
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())).permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_comes_first_the_server_starts_after_it() {
    for first in [
        &["migrate", "up"][..],
        &["migrate", "status"],
        &["jobs", "list"],
        &["sweep", "run", "--day", "2000-01-01"],
        &["admin", "create", "--email", "root@example.org"],
    ] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        let output = run(&data, first);
        assert_ne!(output.status.code(), Some(2), "{first:?}: {output:?}");
        let server = Running::embedded(&data).await;
        let ready = reqwest::get(format!("http://{}/readyz", server.address())).await.unwrap();
        assert_eq!(ready.status().as_u16(), 200, "{first:?}");
        // The database with the log of what is not in it yet, and the keys: for their owner alone.
        assert_eq!(mode(&data), 0o700, "{first:?}");
        for file in
            ["aftercare.db", "aftercare.db-wal", "aftercare.db-shm", "keys/master.keys", "keys/token.keys"]
        {
            assert_eq!(mode(&data.join(file)), 0o600, "{first:?}: {file}");
        }
        server.terminate();
        assert!(server.exit().await.success());
        // Once it was sealed, the key is missed.
        std::fs::remove_file(data.join("keys/master.keys")).unwrap();
        let output = run(&data, &["jobs", "list"]);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        assert!(!data.join("keys/master.keys").exists());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_laptop_s_open_files_are_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(run(&data, &["migrate", "up"]).status.success());
    std::fs::set_permissions(&data, std::fs::Permissions::from_mode(0o755)).unwrap();
    let output = run(&data, &["jobs", "list"]);
    assert!(output.status.success(), "{output:?}");
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("AFTERCARE_DATA_DIR") && said.contains("chmod 700"), "{said}");
}
