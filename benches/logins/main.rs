//! What log-ins cost: the memory that a hundred of them at once leave behind, and how long one takes while one address sends
//! six hundred sign-ups. The real binary, with its usual cost of a hash, on a SQLite file of its own.
//!
//! `cargo bench --bench logins` prints two lines. The targets: under 120 MiB, and under a second.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

const PASSWORD: &str = "a quiet lamp by the river";
const LOG_INS: usize = 100;
const SIGN_UPS: usize = 600;
/// Sign-ups that one client has under way at once.
const AT_ONCE: usize = 50;

#[tokio::main]
async fn main() {
    // `cargo test --benches` only sees to it that this compiles and starts.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("run it with: cargo bench --bench logins");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (mut server, address) = start(folder.path()).await;
    let process = server.id().unwrap();
    let client = reqwest::Client::builder().pool_max_idle_per_host(LOG_INS).build().unwrap();
    let asks = Asks { client, url: format!("http://{address}/graphql") };
    for number in 0..LOG_INS {
        let answer = asks.sign_up(&format!("person{number}@example.org"), number).await;
        assert!(answer["errors"].is_null(), "{answer}");
    }
    let (before, _) = memory(process);

    let began = Instant::now();
    let log_ins = (0..LOG_INS).map(|number| asks.log_in(number));
    let times: Vec<_> = stream::iter(log_ins).buffer_unordered(LOG_INS).collect().await;
    let all = began.elapsed();
    let (after, most) = memory(process);
    println!(
        "MEMORY: {after:.0} MiB after {LOG_INS} log-ins at once (most {most:.0} MiB, before them {before:.0} MiB); \
         {:.2} s for all, {:.2} s for the slowest",
        all.as_secs_f64(),
        times.iter().max().unwrap().as_secs_f64()
    );

    let flood = tokio::spawn({
        let asks = asks.clone();
        async move {
            let sign_ups = (0..SIGN_UPS).map(|number| {
                let asks = asks.clone();
                async move { asks.sign_up(&format!("flood{number}@example.org"), 0).await }
            });
            stream::iter(sign_ups).buffer_unordered(AT_ONCE).collect::<Vec<_>>().await
        }
    });
    let mut slowest = Duration::ZERO;
    let mut log_ins = 0;
    while !flood.is_finished() {
        slowest = slowest.max(asks.log_in(log_ins % LOG_INS).await);
        log_ins += 1;
    }
    let answers = flood.await.unwrap();
    let count = |code: &str| answers.iter().filter(|answer| code_of(answer) == code).count();
    println!(
        "LATENCY: the slowest of {log_ins} log-ins during {SIGN_UPS} sign-ups from one address took {:.3} s ({} signed up, {} \
         RATE_LIMITED, {} OVERLOADED); memory at most {:.0} MiB",
        slowest.as_secs_f64(),
        count(""),
        count("RATE_LIMITED"),
        count("OVERLOADED"),
        memory(process).1
    );
    server.start_kill().unwrap();
    server.wait().await.unwrap();
}

async fn start(folder: &Path) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_aftercare"))
        .env_clear()
        .envs([
            ("AFTERCARE_DATA_DIR", folder.to_str().unwrap()),
            ("AFTERCARE_LISTEN", "127.0.0.1:0"),
            ("AFTERCARE_LOG", "error"),
            // The benchmark's own people sit behind addresses of their own.
            ("AFTERCARE_TRUSTED_PROXIES", "127.0.0.1"),
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let address = line.rsplit_once("http://").unwrap().1.parse().unwrap();
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (child, address)
}

#[derive(Clone)]
struct Asks {
    client: reqwest::Client,
    url: String,
}

impl Asks {
    /// From the address of this number; the flood comes from number 0.
    async fn sign_up(&self, email: &str, number: usize) -> Value {
        let query = "mutation ($input: SignUpInput!) { signUp(input: $input) { accessToken } }";
        let input = json!({ "email": email, "password": PASSWORD, "name": "Paula", "role": "PATIENT" });
        self.ask(query, input, number).await
    }

    /// How long a log-in took.
    async fn log_in(&self, number: usize) -> Duration {
        let query = "mutation ($input: LogInInput!) { logIn(input: $input) { accessToken } }";
        let input = json!({ "email": format!("person{number}@example.org"), "password": PASSWORD });
        let began = Instant::now();
        let answer = self.ask(query, input, number).await;
        assert!(answer["errors"].is_null(), "{answer}");
        began.elapsed()
    }

    async fn ask(&self, query: &str, input: Value, number: usize) -> Value {
        let body = json!({ "query": query, "variables": { "input": input } });
        let address = format!("192.0.2.{number}");
        let request = self.client.post(&self.url).header("x-forwarded-for", address).json(&body);
        request.send().await.unwrap().json().await.unwrap()
    }
}

fn code_of(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
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
