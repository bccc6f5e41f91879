//! Events to many sockets: how many deliveries a second, how long after a check-in, how much memory a socket takes, and whether
//! anything is lost or comes twice while all of them come back at once. The real binary, with a Postgres and a Redis.
//!
//! `cargo bench --bench live` prints a line for each. The targets: 40,000 deliveries a second to 1,000 sockets of one viewer,
//! 15,000 to 1,000 viewers, a check-in delivered within 20 ms, 16 KiB a socket, nothing lost. Postgres is the one that
//! `TEST_DATABASE_URL` names, else a private throwaway one. `LIVE_SOCKETS` (20000, or what the limit of open files leaves) come
//! back at once; `LIVE_VIEWERS` (1000) are as many doctors.
//!
//! The client takes its part of the machine's processors: figures are of both together.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]
#![expect(clippy::cast_precision_loss, reason = "counts are small")]

mod client;
mod seed;
mod site;

use aftercare_core::testing;
use client::Crowd;
use seed::Pair;
use site::Site;
use std::{
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

const SOCKETS: usize = 1_000;
const CHECK_INS: usize = 200;

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[tokio::main]
async fn main() {
    // `cargo test --benches` only sees to it that this compiles and starts.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("run it with: cargo bench --bench live");
        return;
    }
    let Some((database, _redis)) = testing::postgres_and_redis("live").await else { return };
    let viewers = number("LIVE_VIEWERS", SOCKETS);
    let mut site = Site::start(&database, viewers).await;
    let only = std::env::var("LIVE_ONLY").unwrap_or_default();
    let wanted = |name: &str| only.is_empty() || only == name;
    if wanted("one") {
        one_viewer(&site).await;
    }
    if wanted("many") {
        many_viewers(&site).await;
    }
    if wanted("crowd") {
        a_crowd_comes_back(&mut site).await;
    }
    site.stop().await;
    testing::drop_database(database.rsplit_once('/').unwrap().1.to_owned()).await;
}

/// A doctor who looks at the same events in a thousand windows.
async fn one_viewer(site: &Site) {
    let (crowd, pair) = (Crowd::new(site.address()), &site.pairs[0]);
    let token = site.token(pair.doctor, pair.doctor_session);
    let before = site.memory();
    let clients = crowd.follow(std::iter::repeat_n(token.clone(), SOCKETS), &site.cursor().await).await;
    settle().await;
    let a_socket = (site.memory() - before) / SOCKETS as f64;
    let mut times = Vec::new();
    let cpu = site.processor_time();
    for _ in 0..10 {
        let (had, began) = (crowd.delivered.load(Ordering::SeqCst), Instant::now());
        site.add_step(pair).await;
        times.push(crowd.delivered_since(had, SOCKETS).await.duration_since(began));
        settle().await;
    }
    times.sort();
    let a_delivery = (site.processor_time() - cpu) / (10 * SOCKETS) as f64;
    println!(
        "ONE VIEWER: {:.0} deliveries a second ({SOCKETS} sockets, {:.1} ms from asking to the last), {:.0} us of the server's \
         processor each; {a_socket:.1} KiB a socket",
        SOCKETS as f64 / times[5].as_secs_f64(),
        times[5].as_secs_f64() * 1e3,
        a_delivery * 1e6,
    );
    leave(&crowd, clients).await;
}

/// As many doctors, each of whom hears of their own patient.
async fn many_viewers(site: &Site) {
    let (crowd, count) = (Crowd::new(site.address()), site.pairs.len());
    let token = |pair: &Pair| site.token(pair.doctor, pair.doctor_session);
    let before = site.memory();
    let clients = crowd.follow(site.pairs.iter().map(token), &site.cursor().await).await;
    settle().await;
    let a_socket = (site.memory() - before) / count as f64;
    let mut times = Vec::new();
    for pair in site.pairs.iter().take(CHECK_INS) {
        let (had, began) = (crowd.delivered.load(Ordering::SeqCst), Instant::now());
        site.check_in(pair).await;
        times.push(crowd.delivered_since(had, 1).await.duration_since(began));
    }
    times.sort();
    println!(
        "CHECK-IN: {:.1} ms from asking to the doctor's socket (p50), {:.1} ms (p99)",
        times[times.len() / 2].as_secs_f64() * 1e3,
        times[times.len() * 99 / 100].as_secs_f64() * 1e3
    );
    let mut rates = Vec::new();
    let cpu = site.processor_time();
    for _ in 0..3 {
        let had = crowd.delivered.load(Ordering::SeqCst);
        site.something_happens_to_all(10).await;
        crowd.delivered_since(had, 1).await;
        let first = Instant::now();
        let last = crowd.delivered_since(had, 10 * count).await;
        rates.push((10 * count) as f64 / last.duration_since(first).as_secs_f64());
    }
    rates.sort_by(f64::total_cmp);
    println!(
        "MANY VIEWERS: {:.0} deliveries a second ({count} viewers), {:.0} us of the server's processor each; {a_socket:.1} KiB a \
         socket",
        rates[1],
        (site.processor_time() - cpu) / (30 * count) as f64 * 1e6
    );
    leave(&crowd, clients).await;
}

/// So many sockets, of which all come back at once when their server is started again; and Redis goes in between.
async fn a_crowd_comes_back(site: &mut Site) {
    let files = usize::try_from(
        rustix::process::getrlimit(rustix::process::Resource::Nofile).current.unwrap_or(20_000),
    )
    .unwrap();
    let count = number("LIVE_SOCKETS", 20_000).min(files - 300);
    let crowd = Crowd::new(site.address());
    let tokens: Vec<_> = site.pairs.iter().map(|pair| site.token(pair.doctor, pair.doctor_session)).collect();
    let (before, began) = (site.memory(), Instant::now());
    let clients = crowd.follow(tokens.iter().cycle().take(count).cloned(), &site.cursor().await).await;
    let opened = began.elapsed();
    settle().await;
    let a_socket = (site.memory() - before) / count as f64;
    let mut expected = 0;
    let mut happens = async |site: &Site| {
        site.something_happens_to_all(1).await;
        expected += count;
        expected
    };
    let all = happens(site).await;
    crowd.delivered_since(0, all).await;
    site.restart_redis().await;
    let all = happens(site).await;
    crowd.delivered_since(0, all).await;
    let began = Instant::now();
    site.restart().await;
    let stopped = began.elapsed();
    let all = happens(site).await;
    crowd.delivered_since(0, all).await;
    let back = began.elapsed();
    // What comes twice comes soon.
    settle().await;
    let came = crowd.delivered.load(Ordering::SeqCst);
    println!(
        "CROWD: {count} sockets open after {:.1} s, {a_socket:.1} KiB each; the server stopped in {:.1} s, and all had come back and \
         heard what had happened {:.1} s after it began to stop; {came} of {all} deliveries, {} twice or out of order",
        opened.as_secs_f64(),
        stopped.as_secs_f64(),
        back.as_secs_f64(),
        crowd.wrong.load(Ordering::SeqCst)
    );
    leave(&crowd, clients).await;
}

/// Until nothing of what was begun is still going on.
async fn settle() {
    tokio::time::sleep(Duration::from_secs(1)).await;
}

async fn leave(crowd: &Crowd, clients: Vec<client::Client>) {
    assert_eq!(crowd.wrong.load(Ordering::SeqCst), 0, "nothing comes twice");
    for client in clients {
        client.task.abort();
    }
    settle().await;
}
