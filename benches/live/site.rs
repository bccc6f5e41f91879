//! The server under measurement with its Redis, and what is asked of it.

use crate::seed::{self, Pair};
use aftercare_api::auth::TokenKeys;
use aftercare_core::{clock::Clock, keyring::Keyring, testing::servers};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use sqlx::PgPool;
use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    process::Stdio,
    time::Duration,
};
use tokio::process::{Child, Command};
use uuid::Uuid;

const TOKEN_KEY: &str = "t1:uL+DtJqjrpQs2AaIeGsHgr2fKwdNqctTeuqZ4r/HcqY=";

pub struct Site {
    database: String,
    keys: SecretString,
    tokens: TokenKeys,
    address: SocketAddr,
    redis_port: u16,
    redis: Child,
    server: Child,
    client: reqwest::Client,
    pool: PgPool,
    pub pairs: Vec<Pair>,
}

impl Site {
    pub async fn start(database: &str, viewers: usize) -> Self {
        let keys = Keyring::generate();
        let pool = PgPool::connect(database).await.unwrap();
        let migrating = sea_orm::Database::connect(database).await.unwrap();
        aftercare_migration::up(&migrating).await.unwrap();
        migrating.close().await.unwrap();
        let pairs = seed::fill(&pool, &keys, viewers).await;
        let tokens = TokenKeys::parse(&TOKEN_KEY.into(), chrono::Duration::hours(2)).unwrap();
        let (redis_port, address) = (free_port(), SocketAddr::from(([127, 0, 0, 1], free_port())));
        let redis = start_redis(redis_port).await;
        let server = start_server(database, keys.expose_secret(), address, redis_port).await;
        let (database, client) = (database.to_owned(), reqwest::Client::new());
        Self { database, keys, tokens, address, redis_port, redis, server, client, pool, pairs }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn token(&self, user: Uuid, session: Uuid) -> String {
        let now = Clock::system().now();
        let token = self.tokens.sign(user, session, now, now + chrono::Duration::days(1)).unwrap();
        token.token.expose_secret().to_owned()
    }

    pub async fn cursor(&self) -> String {
        let pair = &self.pairs[0];
        let token = self.token(pair.doctor, pair.doctor_session);
        let answer = self.ask(&token, "{ eventCursor }", json!({})).await;
        answer["data"]["eventCursor"].as_str().unwrap().to_owned()
    }

    pub async fn add_step(&self, pair: &Pair) {
        let query = "mutation ($input: AddStepInput!) { addStep(input: $input) { step { id } } }";
        let note = format!("note_{}", pair.note.simple());
        let input = json!({ "input": { "noteId": note, "kind": "CHECKLIST", "description": "Call" } });
        self.ask(&self.token(pair.doctor, pair.doctor_session), query, input).await;
    }

    pub async fn check_in(&self, pair: &Pair) {
        let token = self.token(pair.patient, pair.patient_session);
        self.ask(&token, "mutation { checkIn { day } }", json!({})).await;
    }

    /// So many events of each patient, stored at once.
    pub async fn something_happens_to_all(&self, times: i32) {
        let (patients, doctors): (Vec<_>, Vec<_>) =
            self.pairs.iter().map(|pair| (pair.patient, pair.doctor)).unzip();
        let steps: Vec<_> = self.pairs.iter().map(|pair| pair.step).collect();
        let insert = "INSERT INTO events (id, kind, patient_id, doctor_id, subject_id, occurred_at) \
             SELECT gen_random_uuid(), 'STEP_CHANGED', patient, doctor, step, now() \
             FROM UNNEST($1::uuid[], $2::uuid[], $3::uuid[]) AS pair (patient, doctor, step), generate_series(1, $4)";
        let query = sqlx::query(insert).bind(patients).bind(doctors).bind(steps).bind(times);
        query.execute(&self.pool).await.unwrap();
    }

    async fn ask(&self, token: &str, query: &str, variables: Value) -> Value {
        let url = format!("http://{}/graphql", self.address);
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request = self.client.post(url).bearer_auth(token).header("content-type", "application/json");
        let answer = request.body(body).send().await.unwrap().text().await.unwrap();
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert!(answer["errors"].is_null(), "{query}: {answer}");
        answer
    }

    /// Stops Redis and starts it again, empty.
    pub async fn restart_redis(&mut self) {
        terminate(&mut self.redis).await;
        self.redis = start_redis(self.redis_port).await;
    }

    /// Stops the server as an operator does, and starts it again.
    pub async fn restart(&mut self) {
        terminate(&mut self.server).await;
        self.server =
            start_server(&self.database, self.keys.expose_secret(), self.address, self.redis_port).await;
    }

    pub async fn stop(mut self) {
        terminate(&mut self.server).await;
        terminate(&mut self.redis).await;
        self.pool.close().await;
    }

    /// Resident memory of the server, in KiB.
    pub fn memory(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.id().unwrap())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    /// Seconds that the server has had of the processors.
    pub fn processor_time(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.server.id().unwrap())).unwrap();
        let after_the_name = stat.rsplit_once(')').unwrap().1;
        let ticks: Vec<f64> =
            after_the_name.split_whitespace().skip(11).take(2).map(|n| n.parse().unwrap()).collect();
        ticks.iter().sum::<f64>() / 100.0
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

async fn terminate(child: &mut Child) {
    let id = child.id().unwrap().to_string();
    Command::new("kill").args(["-TERM", &id]).status().await.unwrap();
    tokio::time::timeout(Duration::from_secs(40), child.wait()).await.unwrap().unwrap();
}

async fn listens(port: u16) {
    for _ in 0..500 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("nobody listens on port {port}");
}

async fn start_redis(port: u16) -> Child {
    let program = servers::redis_program().expect("a redis-server");
    let mut command = Command::new(program);
    command.args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"]);
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).kill_on_drop(true).spawn().unwrap();
    listens(port).await;
    child
}

async fn start_server(database: &str, keys: &str, address: SocketAddr, redis: u16) -> Child {
    let folder = std::env::temp_dir().join("aftercare-live");
    let child = Command::new(env!("CARGO_BIN_EXE_aftercare"))
        .arg("api")
        .env_clear()
        .envs([
            ("DATABASE_URL", database),
            ("REDIS_URL", &format!("redis://127.0.0.1:{redis}")),
            ("AFTERCARE_MASTER_KEYS", keys),
            ("AFTERCARE_TOKEN_KEYS", TOKEN_KEY),
            ("AFTERCARE_LISTEN", &address.to_string()),
            ("AFTERCARE_DATA_DIR", folder.to_str().unwrap()),
            ("AFTERCARE_LOG", "warn"),
            ("AFTERCARE_LIMIT_SOCKETS", "100000"),
            ("AFTERCARE_LIMIT_SOCKETS_PER_USER", "10000"),
            ("AFTERCARE_LIMIT_SOCKETS_PER_ADDRESS", "100000"),
            ("AFTERCARE_LIMIT_SUBSCRIPTIONS_PER_USER", "10000"),
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    listens(address.port()).await;
    child
}
