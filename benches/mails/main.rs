//! How many mails a second one worker sends, with a long queue: the real binary, a Postgres on this machine, and a mail
//! server on loopback that takes everything.
//!
//! `cargo bench --bench mails` prints one line: mails per second, statements per mail, and the worker's memory. Postgres is the one that
//! `TEST_DATABASE_URL` names, else a private throwaway one (which does not sync to disk, and says so). `MAILS_QUEUED` (300000)
//! are waiting, of which `MAILS_SENT` (30000) are sent; `MAILS_SETTINGS` gives the worker more settings, as `NAME=value NAME=value`.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod counting;
mod seed;
mod sink;

use aftercare_core::{keyring::Keyring, testing};
use secrecy::ExposeSecret;
use std::{
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::process::{Child, Command};

/// Mails sent through the counting proxy, whose own work would slow the measured ones down.
const COUNTED: u32 = 2_000;

fn number(name: &str, default: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[tokio::main]
async fn main() {
    // `cargo test --benches` only sees to it that this compiles and starts.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("run it with: cargo bench --bench mails");
        return;
    }
    let (queued, sent) = (number("MAILS_QUEUED", 300_000), number("MAILS_SENT", 30_000));
    assert!(queued >= sent + COUNTED, "MAILS_QUEUED must be at least MAILS_SENT + {COUNTED}");
    let Some((database, _redis)) = testing::postgres_and_redis("mails").await else { return };
    let named = std::env::var("TEST_DATABASE_URL").is_ok();
    println!(
        "Postgres: {}",
        if named { "as TEST_DATABASE_URL names it" } else { "private, without syncing to disk" }
    );
    let keys = Keyring::generate();
    let began = Instant::now();
    seed::fill(&database, &keys, queued).await;
    println!("{queued} mails queued in {:.0} s", began.elapsed().as_secs_f64());

    let sink = sink::Sink::start().await;
    let counting = counting::Proxy::start(&database).await;
    let worker = start(&counting.url, keys.expose_secret(), &sink.url);
    sink.wait_for(COUNTED).await;
    let per_mail = f64::from(counting.statements()) / f64::from(sink.received());
    stop(worker).await;

    let worker = start(&database, keys.expose_secret(), &sink.url);
    let before = sink.received();
    sink.wait_for(before + sent / 10).await;
    let (from, start) = (sink.received(), Instant::now());
    sink.wait_for(before + sent).await;
    let (count, seconds) = (sink.received() - from, start.elapsed().as_secs_f64());
    let (now, most) = memory(worker.id().unwrap());
    stop(worker).await;
    println!(
        "MAILS: {:.0} a second ({count} in {seconds:.1} s, {queued} queued), {per_mail:.2} statements a mail, worker {now:.0} MiB (most {most:.0} MiB)",
        f64::from(count) / seconds
    );
    testing::drop_database(database.rsplit_once('/').unwrap().1.to_owned()).await;
}

fn start(database: &str, keys: &str, smtp: &str) -> Child {
    let more = std::env::var("MAILS_SETTINGS").unwrap_or_default();
    let more: Vec<_> = more.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
    Command::new(env!("CARGO_BIN_EXE_aftercare"))
        .arg("worker")
        .env_clear()
        .envs([
            ("DATABASE_URL", database),
            ("SMTP_URL", smtp),
            ("AFTERCARE_MASTER_KEYS", keys),
            ("AFTERCARE_TOKEN_KEYS", "t1:uL+DtJqjrpQs2AaIeGsHgr2fKwdNqctTeuqZ4r/HcqY="),
            ("AFTERCARE_MAIL_FROM", "Aftercare <care@example.org>"),
            ("AFTERCARE_PUBLIC_URL", "https://care.example.org"),
            ("AFTERCARE_LOG", "warn"),
            ("AFTERCARE_QUIET_HOURS", "none"),
        ])
        .envs(more)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

async fn stop(mut worker: Child) {
    let id = worker.id().unwrap().to_string();
    Command::new("kill").args(["-TERM", &id]).status().await.unwrap();
    tokio::time::timeout(Duration::from_secs(30), worker.wait()).await.unwrap().unwrap();
}

/// Resident memory of a process now, and the most it ever had, in MiB.
fn memory(process: u32) -> (f64, f64) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let of = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
    };
    (of("VmRSS:"), of("VmHWM:"))
}
