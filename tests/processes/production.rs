//! What production refuses: each by its name, all at once, and nothing of a secret shown.

use crate::{
    BINARY,
    house::{MASTER_KEY, TOKEN_KEY},
};
use std::{
    os::unix::fs::PermissionsExt,
    process::{Command, Output},
};

/// Settings that production has nothing to say against, but for a database that is not there.
fn right(folder: &tempfile::TempDir) -> Vec<(&'static str, String)> {
    [
        ("AFTERCARE_ENV", "production"),
        ("AFTERCARE_LISTEN", "127.0.0.1:0"),
        ("AFTERCARE_MASTER_KEYS", MASTER_KEY),
        ("AFTERCARE_TOKEN_KEYS", TOKEN_KEY),
        // Nobody listens on port 1.
        ("DATABASE_URL", "postgres://u:hush@127.0.0.1:1/care"),
        ("REDIS_URL", "redis://127.0.0.1:1"),
        ("SMTP_URL", "smtps://u:hush@mail.example"),
        ("AFTERCARE_MAIL_FROM", "Care <care@example.org>"),
        ("AFTERCARE_PUBLIC_URL", "https://care.example.org"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into_iter()
    .chain([("AFTERCARE_DATA_DIR", folder.path().join("data").display().to_string())])
    .collect()
}

/// What `aftercare api` says with these settings and one more.
fn start(settings: &[(&'static str, String)], name: &str, value: &str) -> Output {
    let settings = settings.iter().map(|(name, value)| (*name, value.as_str()));
    Command::new(BINARY).arg("api").env_clear().envs(settings).env(name, value).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn right_settings_get_as_far_as_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let output = start(&right(&folder), "AFTERCARE_LOG", "error");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(said(&output).contains("cannot connect to the database"), "{output:?}");
    assert!(!said(&output).contains("hush"), "{output:?}");
}

#[test]
fn what_crosses_a_network_unencrypted_is_refused_unless_it_is_excepted() {
    let folder = tempfile::tempdir().unwrap();
    let right = right(&folder);
    for (name, value) in [
        ("DATABASE_URL", "postgres://u:hush@db.example/care"),
        ("DATABASE_URL", "postgres://u:hush@10.1.2.3/care?sslmode=prefer"),
        ("DATABASE_URL", "postgres://u:hush@db.example/care?sslmode=disable"),
        ("DATABASE_URL", "postgres://u:hush@db.example/care?sslmode=require&sslmode=allow"),
        ("DATABASE_URL", "postgresqlx://u:hush@db.example/care?sslmode=require"),
        ("REDIS_URL", "redis://:hush@cache.example:6379"),
        ("REDIS_URL", "rediss://:hush@cache.example:6379#insecure"),
        ("SMTP_URL", "smtp://u:tls=required@mail.example"),
        ("SMTP_URL", "smtp://u:hush@mail.example/?x=tls=required"),
        ("AFTERCARE_ACCESS_MINUTES", "61"),
    ] {
        let output = start(&right, name, value);
        assert_eq!(output.status.code(), Some(2), "{name}={value}: {output:?}");
        let said = said(&output);
        assert!(said.contains(&format!("{name} must")) || said.contains(&format!("{name}: ")), "{said}");
        assert!(!said.contains("hush"), "{said}");
        assert_eq!(said.matches("\n  ").count(), 1, "only this one is wrong: {said}");
    }
    for (name, value) in [
        ("DATABASE_URL", "postgres://u:hush@localhost:1/care"),
        ("DATABASE_URL", "postgres://u:hush@[::1]:1/care"),
        ("DATABASE_URL", "postgres:///care?host=/nowhere"),
        ("DATABASE_URL", "postgres://u:hush@localhost:1/care?sslmode=verify-full"),
    ] {
        let output = start(&right, name, value);
        assert_eq!(output.status.code(), Some(1), "{name}={value}: {output:?}");
    }
    // Excepted by name, for Redis and for Postgres; the database is still not there.
    let excepted: Vec<_> = right
        .iter()
        .cloned()
        .chain([("AFTERCARE_ALLOW_PLAINTEXT", "10.1.0.0/16, cache".to_owned())])
        .collect();
    assert_eq!(start(&excepted, "REDIS_URL", "redis://cache:6379").status.code(), Some(1));
    assert_eq!(start(&excepted, "REDIS_URL", "redis://10.1.0.9:6379").status.code(), Some(1));
    assert_eq!(start(&excepted, "REDIS_URL", "redis://10.2.0.9:6379").status.code(), Some(2));
    assert_eq!(start(&excepted, "DATABASE_URL", "postgres://u:hush@db/care").status.code(), Some(2));
    let public = start(&right, "AFTERCARE_ALLOW_PLAINTEXT", "0.0.0.0/0");
    assert_eq!(public.status.code(), Some(2));
    assert!(said(&public).contains("allow-plaintext"), "{public:?}");
}

#[test]
fn a_weak_key_is_refused_by_its_number_in_development_too() {
    let folder = tempfile::tempdir().unwrap();
    let right = right(&folder);
    let counting = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    let text = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    let pattern = "3q2+796tvu/erb7v3q2+796tvu/erb7v3q2+796tvu8=";
    let zeros = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    for (weak, why) in
        [(counting, "counts"), (text, "pattern"), (pattern, "pattern"), (zeros, "repeats one byte")]
    {
        for (name, good) in [("AFTERCARE_MASTER_KEYS", MASTER_KEY), ("AFTERCARE_TOKEN_KEYS", TOKEN_KEY)] {
            let value = format!("{good},old:{weak}");
            let output = start(&right, name, &value);
            assert_eq!(output.status.code(), Some(2), "{output:?}");
            let production = said(&output);
            let data = ("AFTERCARE_DATA_DIR", folder.path().join("laptop").display().to_string());
            let laptop = start(&[data, ("AFTERCARE_LISTEN", "127.0.0.1:0".to_owned())], name, &value);
            assert_eq!(laptop.status.code(), Some(2), "{laptop:?}");
            for said in [production, said(&laptop)] {
                assert!(said.contains(name) && said.contains("entry 2") && said.contains(why), "{said}");
                assert!(said.contains("openssl rand -base64 32") && !said.contains(&weak[..8]), "{said}");
            }
        }
    }
}

#[test]
fn secrets_and_data_that_others_may_read_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut right = right(&folder);
    right.retain(|(name, _)| *name != "AFTERCARE_MASTER_KEYS");
    let key = folder.path().join("master.keys");
    std::fs::write(&key, MASTER_KEY).unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let mode = |path: &std::path::Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    for (key_mode, data_mode, code) in
        [(0o600, 0o700, 1), (0o400, 0o750, 1), (0o640, 0o700, 2), (0o604, 0o700, 2), (0o600, 0o755, 2)]
    {
        mode(&key, key_mode);
        mode(&data, data_mode);
        let output = start(&right, "AFTERCARE_MASTER_KEYS_FILE", key.to_str().unwrap());
        assert_eq!(output.status.code(), Some(code), "{key_mode:o} {data_mode:o}: {output:?}");
        let said = said(&output);
        assert_eq!(said.contains("AFTERCARE_MASTER_KEYS_FILE"), key_mode & 0o077 != 0, "{said}");
        assert_eq!(said.contains("AFTERCARE_DATA_DIR"), data_mode & 0o007 != 0, "{said}");
    }
}

#[test]
fn migrations_alone_hold_the_database_to_the_same() {
    for (url, code) in
        [("sqlite://house.db", 2), ("postgres://u@db.example/care", 2), ("postgres://u@127.0.0.1:1/care", 1)]
    {
        let output = Command::new(BINARY)
            .args(["migrate", "status"])
            .env_clear()
            .envs([("AFTERCARE_ENV", "production"), ("DATABASE_URL", url)])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{url}: {output:?}");
        assert!(code == 1 || said(&output).contains("DATABASE_URL must"), "{output:?}");
    }
}
