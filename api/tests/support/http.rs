//! A client for HTTP/1.1 of one connection per request, which sends exactly what it is told to.

use super::soon;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// A server to ask.
#[derive(Debug, Clone, Copy)]
pub struct Http(pub SocketAddr);

/// A request to be sent.
#[derive(Debug, Clone)]
pub struct Ask {
    server: SocketAddr,
    head: String,
    body: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Http {
    /// Any request; `path` with its query string.
    pub fn ask(&self, method: &str, path: &str) -> Ask {
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.0);
        Ask { server: self.0, head, body: Vec::new() }
    }

    /// A GraphQL request by POST, as a plain client sends it.
    pub fn post(&self, body: &Value) -> Ask {
        self.ask("POST", "/graphql").header("content-type", "application/json").body(body.to_string())
    }

    /// The answer to a document, by POST.
    pub async fn graphql(&self, query: &str, variables: Value) -> Value {
        self.post(&json!({ "query": query, "variables": variables })).send().await.json()
    }
}

impl Ask {
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head.extend([name, ": ", value, "\r\n"]);
        self
    }

    #[must_use]
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    #[must_use]
    pub fn body(self, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        let length = body.len().to_string();
        Self { body, ..self.header("content-length", &length) }
    }

    /// Adds bytes to the body whose length is said otherwise.
    pub fn append(&mut self, bytes: impl Into<Vec<u8>>) {
        self.body.extend(bytes.into());
    }

    /// Sends it and reads the answer to the connection's end.
    pub async fn send(self) -> Reply {
        let mut stream = TcpStream::connect(self.server).await.expect("the server listens");
        stream.write_all(&[self.head.as_bytes(), b"\r\n", &self.body].concat()).await.expect("is written");
        soon("the answer", read_reply(&mut stream)).await.expect("an answer")
    }
}

/// The answer on a connection, up to its content-length or else the connection's end; nothing when it ends before.
pub async fn read_reply(stream: &mut TcpStream) -> Option<Reply> {
    let mut bytes = Vec::new();
    let mut piece = vec![0_u8; 8192];
    loop {
        if let Some(reply) = parse(&bytes, false) {
            return Some(reply);
        }
        match stream.read(&mut piece).await {
            Ok(read) if read > 0 => bytes.extend_from_slice(&piece[..read]),
            _ => return parse(&bytes, true),
        }
    }
}

fn parse(bytes: &[u8], ended: bool) -> Option<Reply> {
    let head_end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&bytes[..head_end]).expect("a head of text");
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().expect("a status");
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        let name: HeaderName = name.parse().expect("a header's name");
        headers.append(name, HeaderValue::from_str(value).expect("a header's value"));
    }
    let body = &bytes[head_end + 4..];
    let length =
        headers.get("content-length").map(|value| value.to_str().expect("text").parse().expect("a length"));
    let whole = status == 101 || length.is_some_and(|length: usize| body.len() >= length);
    (whole || ended).then(|| Reply { status, headers, body: body.to_vec() })
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("text"))
    }

    /// The code of the first error.
    pub fn code(&self) -> String {
        code(&self.json()["errors"])
    }
}

/// The code of the first of some errors.
pub fn code(errors: &Value) -> String {
    errors[0]["extensions"]["code"].as_str().unwrap_or_else(|| panic!("no code in {errors}")).to_owned()
}
