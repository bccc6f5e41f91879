//! Settings: what is wrong is refused by its name, before anything is done.

use crate::{
    BINARY,
    house::{MASTER_KEY, Running},
};
use std::process::Command;

#[test]
fn production_names_every_missing_setting_at_once() {
    let output = Command::new(BINARY).env_clear().env("AFTERCARE_ENV", "production").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    for name in [
        "AFTERCARE_MASTER_KEYS",
        "AFTERCARE_TOKEN_KEYS",
        "DATABASE_URL",
        "REDIS_URL",
        "SMTP_URL",
        "AFTERCARE_MAIL_FROM",
        "AFTERCARE_PUBLIC_URL",
    ] {
        assert!(said.contains(name), "{name} is not named in: {said}");
    }
}

#[test]
fn a_wrong_setting_is_refused_by_its_name() {
    for (name, value) in [
        ("AFTERCARE_TIME_ZONE", "Mars/Olympus"),
        ("AFTERCARE_SWEEP_AT", "six"),
        ("AFTERCARE_QUIET_HOURS", "night"),
        ("AFTERCARE_LISTEN", "here"),
        ("AFTERCARE_LOG", "verbose"),
        ("AFTERCARE_TRUSTED_PROXIES", "here"),
        ("AFTERCARE_SESSION_MAX_DAYS", "366"),
        ("AFTERCARE_REFRESH_GRACE", "301"),
        ("AFTERCARE_LOG_IN_PER_PLACE", "0"),
        ("AFTERCARE_SIGN_UP_WINDOW", "1441"),
        ("AFTERCARE_HASHES_AT_ONCE", "0"),
        ("AFTERCARE_KEEP_EVENTS", "0"),
        ("AFTERCARE_KEEP_SESSIONS", "0"),
        // The sweep looks back for a week.
        ("AFTERCARE_KEEP_JOBS", "7"),
        ("AFTERCARE_KEEP_DEAD_JOBS", "7"),
        ("AFTERCARE_KEEP_REMINDERS", "29"),
    ] {
        let output = Command::new(BINARY).arg("api").env_clear().env(name, value).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}");
        let said = String::from_utf8_lossy(&output.stderr);
        let flag = name.trim_start_matches("AFTERCARE_").to_lowercase().replace('_', "-");
        assert!((said.contains(&flag) || said.contains(name)) && said.contains(value), "{said}");
    }
}

#[test]
fn a_sweep_in_the_quiet_hours_is_refused_naming_both_settings() {
    for (sweep, quiet) in [("05:59", "21:00-06:00"), ("21:00", "21:00-06:00"), ("14:00", "13:00-15:00")] {
        let hours = [("AFTERCARE_SWEEP_AT", sweep), ("AFTERCARE_QUIET_HOURS", quiet)];
        let output = Command::new(BINARY).arg("worker").env_clear().envs(hours).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{sweep} in {quiet}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(hours.iter().all(|(name, value)| said.contains(&format!("{name}={value}"))), "{said}");
    }
}

#[test]
fn production_refuses_what_would_be_readable_on_the_way() {
    let key = MASTER_KEY.trim_start_matches("m1:");
    for (name, value) in [
        ("SMTP_URL", "smtp://mail.example"),
        ("SMTP_URL", "smtp://mail.example?tls=opportunistic"),
        ("AFTERCARE_MODEL_ALLOW_HTTP", "true"),
        ("AFTERCARE_ALLOWED_ORIGINS", "http://app.example"),
        ("AFTERCARE_PUBLIC_URL", "http://care.example"),
        ("AFTERCARE_TOKEN_KEYS", &format!("t1:{key}")),
    ] {
        let output = Command::new(BINARY)
            .env_clear()
            .envs([("AFTERCARE_ENV", "production"), ("AFTERCARE_MASTER_KEYS", &format!("m1:{key}"))])
            .env(name, value)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(&format!("{name} must")), "{name}={value}: {said}");
        assert!(!said.contains(key), "a key was shown");
    }
    let output = Command::new(BINARY)
        .args(["migrate", "up"])
        .env_clear()
        .env("AFTERCARE_ENV", "production")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("DATABASE_URL"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_file_that_is_gone_is_missed_and_not_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let first = Running::embedded(folder.path()).await;
    first.terminate();
    assert!(first.exit().await.success());
    let keys = folder.path().join("keys/master.keys");
    std::fs::rename(&keys, folder.path().join("elsewhere")).unwrap();
    let start =
        || Command::new(BINARY).env_clear().env("AFTERCARE_DATA_DIR", folder.path()).output().unwrap();
    let output = start();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("keys/master.keys is missing"), "{said}");
    assert!(!keys.exists());
    std::fs::rename(folder.path().join("elsewhere"), &keys).unwrap();
    let again = Running::embedded(folder.path()).await;
    again.terminate();
    assert!(again.exit().await.success());
}

#[test]
fn every_setting_is_in_the_example_file() {
    let help = Command::new(BINARY).arg("--help").env_clear().output().unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let example = include_str!("../../.env.example");
    let names: Vec<_> =
        help.split("[env: ").skip(1).filter_map(|rest| rest.split(['=', ']']).next()).collect();
    assert!(names.len() > 30, "{names:?}");
    for name in names {
        assert!(example.contains(&format!("{name}=")), "{name} is not in .env.example");
    }
}
