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

/// What the program prints of its own settings.
fn printed(arguments: &[&str]) -> String {
    let output = Command::new(BINARY).arg("settings").args(arguments).env_clear().output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_lists_of_settings_are_what_the_program_prints() {
    for (file, committed, arguments) in [
        (".env.example", include_str!("../../.env.example"), &[][..]),
        ("docs/configuration.md", include_str!("../../docs/configuration.md"), &["--markdown"]),
    ] {
        assert!(printed(arguments) == committed, "run: aftercare settings {} > {file}", arguments.join(" "));
    }
}

#[test]
fn each_setting_of_the_help_is_listed_with_its_flag_s_name() {
    let help = Command::new(BINARY).arg("--help").env_clear().output().unwrap();
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    let (example, tables) = (printed(&[]), printed(&["--markdown"]));
    let mut flag = "";
    let mut names = 0;
    for line in help.lines().map(str::trim) {
        flag = line.strip_prefix("--").map_or(flag, |rest| rest.split([' ', '=']).next().unwrap());
        let Some((_, rest)) = line.split_once("[env: ") else { continue };
        let name = rest.split(['=', ']']).next().unwrap();
        assert_eq!(name.trim_start_matches("AFTERCARE_").to_lowercase().replace('_', "-"), flag);
        assert!(example.contains(&format!("\n#{name}=")), "{name} is not in .env.example");
        assert!(tables.contains(&format!("\n| `{name}` | ")), "{name} is not in docs/configuration.md");
        names += 1;
    }
    assert!(names > 100, "{names}");
}

#[test]
fn a_shell_reads_the_example_file_with_every_default_set() {
    let folder = tempfile::tempdir().unwrap();
    let all =
        printed(&[]).replace("\n#", "\n").lines().filter(|line| is_set(line)).collect::<Vec<_>>().join("\n");
    let file = folder.path().join("env");
    std::fs::write(&file, all).unwrap();
    let script = "set -a; . \"$1\"; set +a; exec \"$2\" schema";
    let output =
        Command::new("sh").env_clear().args(["-euc", script, "sh"]).arg(&file).arg(BINARY).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A line that sets something to more than nothing.
fn is_set(line: &str) -> bool {
    line.split_once('=').is_some_and(|(name, value)| {
        !value.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    })
}
