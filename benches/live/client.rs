//! Sockets that follow one subscription each and come back with their last cursor, and what all of them have seen.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{net::TcpSocket, sync::Semaphore, task::JoinHandle};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue, protocol::WebSocketConfig},
};

const QUERY: &str = "subscription ($after: String) { careEvents(after: $after) { __typename \
     ... on StepChanged { cursor step { id description state } } \
     ... on CheckInChanged { cursor step { id description state } } } }";
/// Sockets that are being opened at the same time.
const OPENING: usize = 256;
/// Sockets from one of the addresses of this machine: each has only so many ports.
const FROM_ONE_ADDRESS: usize = 500;
/// Before a socket that was closed comes back.
const PAUSE: Duration = Duration::from_millis(100);

/// What all sockets share.
#[derive(Debug)]
pub struct Crowd {
    pub address: SocketAddr,
    /// Sockets that are subscribed now.
    pub open: AtomicUsize,
    /// Deliveries so far.
    pub delivered: AtomicUsize,
    /// Deliveries of something that was delivered before, or out of order.
    pub wrong: AtomicUsize,
    /// When the last delivery came.
    last: Mutex<Instant>,
    opening: Semaphore,
}

/// One socket.
#[derive(Debug)]
pub struct Client {
    pub task: JoinHandle<()>,
}

impl Crowd {
    pub fn new(address: SocketAddr) -> Arc<Self> {
        let (open, delivered, wrong) = Default::default();
        let last = Mutex::new(Instant::now());
        Arc::new(Self { address, open, delivered, wrong, last, opening: Semaphore::new(OPENING) })
    }

    /// Opens sockets for these tokens, which follow what comes after `cursor`.
    pub async fn follow(self: &Arc<Self>, tokens: impl Iterator<Item = String>, cursor: &str) -> Vec<Client> {
        let at = position(cursor);
        let clients: Vec<_> = tokens
            .enumerate()
            .map(|(number, token)| Client { task: tokio::spawn(Arc::clone(self).keep(number, token, at)) })
            .collect();
        self.until(|crowd| crowd.open.load(Ordering::SeqCst) >= clients.len(), "all sockets are open").await;
        clients
    }

    pub async fn until(&self, enough: impl Fn(&Self) -> bool, what: &str) {
        let waited = Instant::now();
        while !enough(self) {
            assert!(waited.elapsed() < Duration::from_mins(3), "waited in vain until {what}: {self:?}");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Waits until so many deliveries came since the count `before`; when the last one did.
    pub async fn delivered_since(&self, before: usize, count: usize) -> Instant {
        let enough = |crowd: &Self| crowd.delivered.load(Ordering::SeqCst) >= before + count;
        self.until(enough, "everything is delivered").await;
        *self.last.lock().unwrap()
    }

    async fn keep(self: Arc<Self>, number: usize, token: String, mut at: i64) {
        loop {
            let began = self.begin(number, &token, at).await;
            if let Some(mut socket) = began {
                self.open.fetch_add(1, Ordering::SeqCst);
                while let Some(Ok(message)) = socket.next().await {
                    if let Message::Text(text) = &message
                        && let Some(came) = cursor_in(text).map(position)
                    {
                        self.take(came, &mut at);
                    }
                }
                self.open.fetch_sub(1, Ordering::SeqCst);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn take(&self, came: i64, at: &mut i64) {
        if came <= *at {
            self.wrong.fetch_add(1, Ordering::SeqCst);
        }
        *at = came;
        *self.last.lock().unwrap() = Instant::now();
        self.delivered.fetch_add(1, Ordering::SeqCst);
    }

    async fn begin(
        &self,
        number: usize,
        token: &str,
        at: i64,
    ) -> Option<WebSocketStream<tokio::net::TcpStream>> {
        let _permit = self.opening.acquire().await.unwrap();
        let socket = TcpSocket::new_v4().ok()?;
        let host = 1 + u8::try_from(number / FROM_ONE_ADDRESS).unwrap();
        socket.bind((IpAddr::from(Ipv4Addr::new(127, 0, 1, host)), 0).into()).ok()?;
        let stream = socket.connect(self.address).await.ok()?;
        stream.set_nodelay(true).ok()?;
        let mut request = format!("ws://{}/graphql", self.address).into_client_request().unwrap();
        let protocol = HeaderValue::from_static("graphql-transport-ws");
        request.headers_mut().insert("Sec-WebSocket-Protocol", protocol);
        let config = WebSocketConfig::default().read_buffer_size(1024).write_buffer_size(0);
        let (mut socket, _) = client_async_with_config(request, stream, Some(config)).await.ok()?;
        let init =
            json!({ "type": "connection_init", "payload": { "authorization": format!("Bearer {token}") } });
        socket.send(Message::text(init.to_string())).await.ok()?;
        let answer = socket.next().await?.ok()?;
        if !answer.to_text().is_ok_and(|text| text.contains("connection_ack")) {
            return None;
        }
        let variables = json!({ "after": BASE64_URL_SAFE_NO_PAD.encode(at.to_be_bytes()) });
        let payload = json!({ "query": QUERY, "variables": variables });
        let subscribe = json!({ "id": "1", "type": "subscribe", "payload": payload });
        socket.send(Message::text(subscribe.to_string())).await.ok()?;
        Some(socket)
    }
}

fn cursor_in(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("\"cursor\":\"")?;
    rest.split('"').next()
}

fn position(cursor: &str) -> i64 {
    let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).unwrap();
    i64::from_be_bytes(bytes.try_into().unwrap())
}
