//! A client for graphql-transport-ws that does what it is told, right or wrong.

use super::{
    http::{Http, Reply, read_reply},
    soon,
};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Error, Message, protocol::Role},
};

pub const PROTOCOL: &str = "graphql-transport-ws";

/// One open WebSocket.
#[derive(Debug)]
pub struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// The answer to the upgrade.
    pub upgrade: Reply,
}

impl Socket {
    /// Opens one that speaks the protocol, and sends nothing.
    pub async fn open(server: Http) -> Self {
        Self::upgrade(server, &[("sec-websocket-protocol", PROTOCOL)]).await.expect("is upgraded")
    }

    /// Opens one with headers of its own; the answer when it is refused.
    pub async fn upgrade(server: Http, headers: &[(&str, &str)]) -> Result<Self, Reply> {
        let mut head = format!(
            "GET /graphql HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
            server.0
        );
        for (name, value) in headers {
            head.extend([*name, ": ", *value, "\r\n"]);
        }
        let mut stream = TcpStream::connect(server.0).await.expect("the server listens");
        stream.write_all(format!("{head}\r\n").as_bytes()).await.expect("is written");
        let upgrade = soon("the upgrade", read_reply(&mut stream)).await.expect("an answer");
        if upgrade.status != 101 {
            return Err(upgrade);
        }
        // The example of RFC 6455, section 1.3.
        assert_eq!(upgrade.header("sec-websocket-accept"), Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
        let rest = upgrade.body.clone();
        let stream = WebSocketStream::from_partially_read(stream, rest, Role::Client, None).await;
        Ok(Self { stream, upgrade })
    }

    /// Opens one, sends `connection_init` and waits for the acknowledgement.
    pub async fn connect(server: Http, payload: Value) -> Self {
        let mut socket = Self::open(server).await;
        socket.send(json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(socket.receive().await, json!({ "type": "connection_ack" }));
        socket
    }

    pub async fn send(&mut self, message: Value) {
        self.send_raw(Message::text(message.to_string())).await;
    }

    pub async fn send_raw(&mut self, message: Message) {
        self.stream.send(message).await.expect("is sent");
    }

    /// Writes bytes below the protocol.
    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        self.stream.get_mut().write_all(bytes).await.expect("is written");
    }

    pub async fn subscribe(&mut self, id: &str, query: &str) {
        self.send(json!({ "id": id, "type": "subscribe", "payload": { "query": query } })).await;
    }

    /// The next frame as it comes; nothing at the connection's end.
    pub async fn receive_raw(&mut self) -> Option<Message> {
        match soon("a frame", self.stream.next()).await? {
            Ok(message) => Some(message),
            Err(Error::Io(_) | Error::ConnectionClosed | Error::AlreadyClosed | Error::Protocol(_)) => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// The next message; pings are answered and passed over, and a server that only pings is waited for in vain.
    pub async fn receive(&mut self) -> Value {
        let message = async {
            loop {
                match self.receive_raw().await {
                    Some(Message::Text(text)) => return serde_json::from_str(&text).expect("JSON"),
                    Some(Message::Ping(_) | Message::Pong(_)) => {}
                    other => panic!("not a message: {other:?}"),
                }
            }
        };
        soon("a message", message).await
    }

    /// The next message; nothing when the server ends it instead.
    pub async fn message(&mut self) -> Option<Value> {
        loop {
            match self.receive_raw().await {
                Some(Message::Text(text)) => return Some(serde_json::from_str(&text).expect("JSON")),
                Some(Message::Ping(_) | Message::Pong(_)) => {}
                _ => return None,
            }
        }
    }

    /// The payload of the next message, which is a `next` of this operation.
    pub async fn next(&mut self, id: &str) -> Value {
        let mut message = self.receive().await;
        assert_eq!((message["type"].as_str(), message["id"].as_str()), (Some("next"), Some(id)), "{message}");
        message["payload"].take()
    }

    /// The code with which the server ends it, when it says nothing before that.
    pub async fn closed_saying_nothing(&mut self) -> u16 {
        loop {
            match self.receive_raw().await {
                Some(Message::Close(Some(frame))) => return frame.code.into(),
                Some(Message::Ping(_) | Message::Pong(_)) => {}
                other => panic!("{other:?}"),
            }
        }
    }

    /// The code and the reason with which the server ends it, whatever it says before.
    pub async fn closed(&mut self) -> (u16, String) {
        loop {
            match self.receive_raw().await {
                Some(Message::Close(Some(frame))) => return (frame.code.into(), frame.reason.to_string()),
                Some(Message::Close(None)) | None => panic!("it ended without a code"),
                Some(_) => {}
            }
        }
    }
}
