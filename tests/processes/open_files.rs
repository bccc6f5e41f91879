//! How many files may be open: raised at the start, and what cannot fit is refused with both settings and the number.

use crate::{
    BINARY,
    house::{House, Running},
};
use std::{path::Path, process::Command};

/// What a command says under limits of the shell, such as `ulimit -n 256`.
fn under(limits: &str, folder: &Path, command: &str, settings: &[(&str, &str)]) -> (Option<i32>, String) {
    let output = Command::new("sh")
        .args(["-c", &format!("{limits}; exec {BINARY} {command}")])
        .env_clear()
        .env("AFTERCARE_DATA_DIR", folder)
        .env("AFTERCARE_LISTEN", "127.0.0.1:0")
        .envs(settings.iter().copied())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn settings_that_cannot_fit_are_refused_with_the_number() {
    let folder = tempfile::tempdir().unwrap();
    let postgres = ("DATABASE_URL", "postgres://127.0.0.1:1/care");
    for (command, settings) in [
        ("api", vec![("AFTERCARE_LIMIT_CONNECTIONS", "400")]),
        ("serve", vec![postgres, ("AFTERCARE_DATABASE_CONNECTIONS", "150")]),
        ("worker", vec![postgres, ("AFTERCARE_DATABASE_CONNECTIONS", "150")]),
    ] {
        let (code, said) = under("ulimit -n 256", folder.path(), command, &settings);
        assert_eq!(code, Some(2), "{command}: {said}");
        for word in [
            "AFTERCARE_LIMIT_CONNECTIONS",
            "AFTERCARE_DATABASE_CONNECTIONS",
            " 256",
            "ulimit -n",
            "LimitNOFILE",
        ] {
            assert!(said.contains(word), "{command}: {word} is not in {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_limit_is_raised_and_an_unset_number_of_connections_fits_itself_in() {
    let folder = tempfile::tempdir().unwrap();
    let house = House::default().with(&[
        ("AFTERCARE_LISTEN", "127.0.0.1:0"),
        ("AFTERCARE_DATA_DIR", folder.path().to_str().unwrap()),
    ]);
    let server = Running::serve(&house.through(&["prlimit", "--nofile=128:512", "--"])).await;
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.id())).unwrap();
    let line = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    assert_eq!(line.split_whitespace().nth(3), Some("512"), "{line}");
    let ready = reqwest::get(format!("http://{}/livez", server.address())).await.unwrap();
    assert_eq!(ready.status().as_u16(), 200);
    server.terminate();
    assert!(server.exit().await.success());
}
