//! An ordinary subscriber: one subscription over the graphql-transport-ws protocol.

use anyhow::{Context, bail};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::{net::SocketAddr, time::Duration};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

/// How long the demo waits for something to happen.
const PATIENCE: Duration = Duration::from_mins(1);

/// An open subscription.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    /// Connects, shows the access token and subscribes with `query` to what comes after the event `$after`.
    ///
    /// The protocol acknowledges no subscription: only a cursor that was read before makes sure that nothing is missed.
    pub async fn subscribe(
        address: SocketAddr,
        token: &str,
        query: &str,
        after: &str,
    ) -> anyhow::Result<Self> {
        let mut request = format!("ws://{address}/graphql").into_client_request()?;
        let protocol = HeaderValue::from_static("graphql-transport-ws");
        request.headers_mut().insert("Sec-WebSocket-Protocol", protocol);
        let (stream, _) = connect_async(request).await.context("no WebSocket")?;
        let mut socket = Self(stream);
        let shown = json!({ "authorization": format!("Bearer {token}") });
        socket.send(&json!({ "type": "connection_init", "payload": shown })).await?;
        let answer = socket.receive().await?;
        if answer["type"] != "connection_ack" {
            bail!("the server did not accept the connection: {answer}");
        }
        let payload = json!({ "query": query, "variables": { "after": after } });
        socket.send(&json!({ "type": "subscribe", "id": "1", "payload": payload })).await?;
        Ok(socket)
    }

    /// The next delivery of `field` that `wanted` likes; others are passed over.
    pub async fn next(&mut self, field: &str, wanted: impl Fn(&Value) -> bool) -> anyhow::Result<Value> {
        let waiting = async {
            loop {
                let mut message = self.receive().await?;
                match message["type"].as_str() {
                    Some("next") if message["payload"]["errors"].is_null() => {
                        let event = message["payload"]["data"][field].take();
                        if wanted(&event) {
                            return Ok(event);
                        }
                    }
                    _ => bail!("the subscription ended: {message}"),
                }
            }
        };
        tokio::time::timeout(PATIENCE, waiting).await.context("waited a minute for an event in vain")?
    }

    async fn send(&mut self, message: &Value) -> anyhow::Result<()> {
        Ok(self.0.send(Message::text(message.to_string())).await?)
    }

    /// The next message of the protocol; its pings are answered on the way.
    pub async fn receive(&mut self) -> anyhow::Result<Value> {
        loop {
            match self.0.next().await.context("the socket was closed")?? {
                Message::Text(text) => {
                    let message: Value = serde_json::from_str(&text)?;
                    if message["type"] != "ping" {
                        return Ok(message);
                    }
                    self.send(&json!({ "type": "pong" })).await?;
                }
                Message::Close(frame) => bail!("the server closed the socket: {frame:?}"),
                _ => {}
            }
        }
    }
}
