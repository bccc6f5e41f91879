//! How a socket ends: the codes, and the handshake.
//!
//! Clients of the graphql-ws family reconnect after 1001, 1012, 1013, 4403 and 4408, and give up after 4400, 4401,
//! 4406, 4409 and 4429. So an access token's end is 4403: the client refreshes its session and comes back. A session that was
//! ended is 4401, since there is nothing to come back with, and a log-out is 4410, which tells the tabs that show the same
//! session what happened. A server that is full is 1013, since there may be room in a moment; whoever has too many sockets, or sends too fast, gets 4429:
//! coming back by itself would be more of the same.

use super::Wire;
use crate::http::shared::Ended;
use std::{borrow::Cow, time::Duration};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::{CloseFrame, frame::coding::CloseCode},
};

/// Why a socket ends.
#[derive(Debug)]
pub(super) enum End {
    /// The other side is gone or does not read: there is nobody to tell.
    Gone,
    /// The other side said goodbye first.
    Closed,
    /// Told by a code and a reason.
    Told { code: u16, reason: Cow<'static, str> },
    /// As `Told`, after input that cannot be read on from.
    Broken { code: u16, reason: Cow<'static, str> },
}

impl End {
    pub const INVALID_MESSAGE: Self = told(4400, "Invalid message");
    pub const UNAUTHORIZED: Self = told(4401, "Unauthorized");
    pub const SUBPROTOCOL: Self = told(4406, "Subprotocol not acceptable");
    pub const INIT_TIMEOUT: Self = told(4408, "Connection initialisation timeout");
    pub const SECOND_INIT: Self = told(4429, "Too many initialisation requests");
    pub const TOO_FAST: Self = told(4429, "Too many messages");
    pub const ADDRESS_FULL: Self = told(4429, "Too many sockets from this address");
    pub const ACCOUNT_FULL: Self = told(4429, "Too many sockets of this account");
    pub const TOKEN_EXPIRED: Self = told(4403, "Access token expired");
    pub const SESSION_ENDED: Self = told(4401, "Session ended");
    pub const LOGGED_OUT: Self = told(4410, "Logged out");
    pub const RESTART: Self = told(1012, "Service restart");
    pub const SILENCE: Self = told(1001, "No sign of life");
    pub const TRY_LATER: Self = told(1013, "Try again later");

    pub const fn of(how: Ended) -> Self {
        match how {
            Ended::TokenExpired => Self::TOKEN_EXPIRED,
            Ended::SessionOver => Self::SESSION_ENDED,
            Ended::LoggedOut => Self::LOGGED_OUT,
        }
    }

    pub fn bad_request(reason: String) -> Self {
        Self::Told { code: 4400, reason: reason.into() }
    }

    pub fn unauthorized(reason: String) -> Self {
        Self::Told { code: 4401, reason: reason.into() }
    }

    pub fn forbidden(reason: String) -> Self {
        Self::Told { code: 4403, reason: reason.into() }
    }

    pub fn id_taken(id: &str) -> Self {
        Self::Told { code: 4409, reason: format!("Subscriber for {id} already exists").into() }
    }
}

const fn told(code: u16, reason: &'static str) -> End {
    End::Told { code, reason: Cow::Borrowed(reason) }
}

/// Ends a socket, within `time`.
pub(super) async fn close(mut wire: Wire, end: End, time: Duration) {
    let closing = async {
        match end {
            End::Gone => {}
            End::Closed => while wire_reads(&mut wire).await {},
            End::Told { code, reason } => {
                if wire.send(frame(code, &reason)).await {
                    while wire_reads(&mut wire).await {}
                }
            }
            End::Broken { code, reason } => {
                // Dropping a connection with unread bytes resets it, and the reset overtakes the close frame.
                if wire.send(frame(code, &reason)).await {
                    let raw = wire.raw();
                    let mut rest = vec![0_u8; 1024];
                    if raw.shutdown().await.is_ok() {
                        while matches!(raw.read(&mut rest).await, Ok(read) if read > 0) {}
                    }
                }
            }
        }
    };
    if tokio::time::timeout(time, closing).await.is_err() {
        tracing::debug!("a socket's closing handshake was not finished");
    }
}

async fn wire_reads(wire: &mut Wire) -> bool {
    matches!(wire.receive().await, Some(Ok(_)))
}

/// A control frame has room for 125 bytes, two of them the code.
fn frame(code: u16, reason: &str) -> Message {
    let mut end = reason.len().min(123);
    while !reason.is_char_boundary(end) {
        end -= 1;
    }
    Message::Close(Some(CloseFrame { code: CloseCode::from(code), reason: reason[..end].into() }))
}
