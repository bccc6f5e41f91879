//! The WebSocket itself: frames in and out, and what a broken one is called.

use super::close::End;
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use std::borrow::Cow;
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{Error, Message},
};

pub(super) type Stream = WebSocketStream<TokioIo<Upgraded>>;

/// One WebSocket.
pub(super) struct Wire(Stream);

impl Wire {
    pub fn new(stream: Stream) -> Self {
        Self(stream)
    }

    /// The next frame; nothing when the socket is closed. Safe to cancel.
    pub async fn receive(&mut self) -> Option<Result<Message, End>> {
        let frame = self.0.next().await?;
        Some(frame.map_err(|error| broken(&error)))
    }

    /// Writes and flushes; false when there is nobody to write to. When cancelled, what has been taken is sent before
    /// what follows.
    pub async fn send(&mut self, message: Message) -> bool {
        self.0.send(message).await.is_ok()
    }

    /// The bytes below.
    pub fn raw(&mut self) -> &mut TokioIo<Upgraded> {
        self.0.get_mut()
    }
}

/// RFC 6455, section 7.4.1.
fn broken(error: &Error) -> End {
    let (code, reason) = match error {
        Error::Utf8(_) => (1007, "Text is UTF-8"),
        Error::Capacity(_) => (1009, "Message too big"),
        Error::Protocol(_) => (1002, "Protocol error"),
        _ => return End::Gone,
    };
    End::Broken { code, reason: Cow::Borrowed(reason) }
}
