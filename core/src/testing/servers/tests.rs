//! The servers' own tests. Those that need an installed server say so and are skipped without one.

use std::{
    env, fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{
    Missing, PostgresServer, parse_named, postgres as start_postgres, postgres::programs,
    redis as start_redis, say, skip_or_fail, throwaway::unprivileged,
};
use url::Url;

/// How long a killed process's servers may take to go.
const CLEAN_UP: Duration = Duration::from_secs(15);

#[test]
fn a_named_server_is_taken_as_it_is() {
    let url = "postgres://care:secret@db.example:6543/admin?sslmode=require";
    let admin = parse_named("TEST_DATABASE_URL", url, &["postgres", "postgresql"]).unwrap().unwrap();
    let server = PostgresServer { admin, throwaway: None };
    assert_eq!(server.admin_url(), url);
    assert_eq!(server.url_for("test_1"), url.replace("admin", "test_1"));
    assert!(!format!("{server:?}").contains("secret"));
}

#[test]
fn a_bad_name_is_refused_without_repeating_it() {
    for value in ["mysql://care:secret@db.example/admin", "secret", "postgres://care:secret@db:99999/x"] {
        match parse_named("TEST_DATABASE_URL", value, &["postgres"]) {
            Err(Missing::Broken(reason)) => {
                assert!(reason.contains("TEST_DATABASE_URL") && !reason.contains("secret"), "{reason}");
            }
            other => panic!("{value}: {other:?}"),
        }
    }
    assert!(matches!(parse_named("TEST_DATABASE_URL", "none", &["postgres"]), Err(Missing::Absent)));
    assert!(matches!(parse_named("TEST_DATABASE_URL", "", &["postgres"]), Ok(None)));
}

#[test]
fn debians_highest_version_is_taken_and_path_goes_first() {
    let debian = tempfile::tempdir().unwrap();
    let install = |folder: &Path| {
        fs::create_dir_all(folder).unwrap();
        for program in ["initdb", "postgres"] {
            fs::write(folder.join(program), "").unwrap();
        }
    };
    for version in ["9", "15", "17"] {
        install(&debian.path().join(version).join("bin"));
    }
    // A client alone, and a folder that is no version.
    fs::create_dir_all(debian.path().join("18/bin")).unwrap();
    install(&debian.path().join("old/bin"));
    assert_eq!(programs(&[], debian.path()), Some(debian.path().join("17/bin")));

    let own = debian.path().join("old/bin");
    let path = [debian.path().join("18/bin"), own.clone()];
    assert_eq!(programs(&path, debian.path()), Some(own));
    assert_eq!(programs(&[], &debian.path().join("18")), None);
}

#[test]
fn roots_stand_in_is_postgres_else_nobody() {
    let nobody = "root:x:0:0:root:/root:/bin/bash\nbroken\nnobody:x:65534:65533::/:/bin/false\n";
    assert_eq!(unprivileged(nobody), Some((65534, 65533)));
    assert_eq!(unprivileged(&format!("{nobody}postgres:x:101:104::/:/bin/sh")), Some((101, 104)));
    assert_eq!(unprivileged("root:x:0:0:root:/root:/bin/bash"), None);
}

#[test]
fn postgres_asks_for_the_password() {
    let Some(server) = super::postgres() else {
        return skip_or_fail("Postgres", "postgres_asks_for_the_password");
    };
    let reply = greet_postgres(&Url::parse(server.admin_url()).unwrap()).unwrap();
    assert_eq!(reply, b'R', "an authentication request");
}

#[test]
fn redis_answers_to_its_password() {
    let Some(server) = super::redis() else {
        return skip_or_fail("Redis", "redis_answers_to_its_password");
    };
    assert_eq!(ask_redis(&Url::parse(server.url()).unwrap()).unwrap(), "+PONG");
}

/// Not a test: [`nothing_survives_a_killed_test_process`] runs it as a process to kill.
#[test]
#[ignore = "waits to be killed"]
fn holds_private_servers_until_killed() {
    let postgres = start_postgres::start().ok();
    let redis = start_redis::start().ok();
    let servers = [
        postgres.as_ref().map(|server| (&server.admin, server.throwaway.as_ref())),
        redis.as_ref().map(|server| (&server.url, server.throwaway.as_ref())),
    ];
    for (url, throwaway) in servers.into_iter().flatten() {
        say(&format!("HOLDS {} {url}", throwaway.unwrap().site.folder.display()));
    }
    say("HOLDS all");
    loop {
        thread::park();
    }
}

#[test]
fn nothing_survives_a_killed_test_process() {
    let name = "holds_private_servers_until_killed";
    let mut process = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--nocapture", "--test-threads=1", name])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut held = Vec::new();
    for line in BufReader::new(process.stderr.take().unwrap()).lines() {
        let line = line.unwrap();
        match line.strip_prefix("HOLDS ").and_then(|rest| rest.split_once(' ')) {
            Some((folder, url)) => held.push((folder.to_owned(), Url::parse(url).unwrap())),
            None if line == "HOLDS all" => break,
            None => {}
        }
    }
    let up = held.iter().filter(|(folder, url)| Path::new(folder).is_dir() && answers(url)).count();

    // SIGKILL: the process can do nothing about it any more.
    process.kill().unwrap();
    process.wait().unwrap();
    if held.is_empty() {
        return say("SKIPPED nothing_survives_a_killed_test_process: no server is installed here");
    }
    assert_eq!(up, held.len(), "servers that ran before");
    let deadline = Instant::now() + CLEAN_UP;
    for (folder, url) in &held {
        while Path::new(folder).exists() || answers(url) {
            assert!(Instant::now() < deadline, "{folder} or its {} is still there", url.scheme());
            #[expect(clippy::disallowed_methods, reason = "another process's end is awaited")]
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn answers(url: &Url) -> bool {
    if url.scheme() == "redis" {
        ask_redis(url).is_ok_and(|answer| answer == "+PONG")
    } else {
        greet_postgres(url).is_ok()
    }
}

fn connect(url: &Url, default_port: u16) -> io::Result<TcpStream> {
    let host = url.host_str().unwrap_or("127.0.0.1");
    TcpStream::connect((host, url.port().unwrap_or(default_port)))
}

/// The kind of the first message that Postgres sends to a client that wants to log in.
fn greet_postgres(url: &Url) -> io::Result<u8> {
    let mut greeting = 196_608_i32.to_be_bytes().to_vec(); // protocol 3.0
    greeting.extend(b"user\0postgres\0\0");
    let length = u32::try_from(greeting.len() + 4).unwrap().to_be_bytes();
    let mut connection = connect(url, 5432)?;
    connection.write_all(&[&length, greeting.as_slice()].concat())?;
    let mut kind = [0];
    connection.read_exact(&mut kind)?;
    Ok(kind[0])
}

/// What Redis answers to a ping, after the password where the address has one.
fn ask_redis(url: &Url) -> io::Result<String> {
    let mut connection = connect(url, 6379)?;
    let mut answers = BufReader::new(connection.try_clone()?).lines();
    if let Some(password) = url.password() {
        writeln!(connection, "AUTH {password}\r")?;
        answers.next();
    }
    writeln!(connection, "PING\r")?;
    answers.next().unwrap_or_else(|| Ok(String::new()))
}
