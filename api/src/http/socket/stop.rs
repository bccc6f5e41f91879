//! The server's stop, as one socket sees it: sockets close one after the other over a short time, since their clients come
//! back at once, and all of them in the same instant would be more than another server can take.

use crate::http::{connection::Tallies, shared::Limits};
use std::pin::Pin;
use tokio::time::{Sleep, sleep};
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};

/// Which part of the time for stopping is for taking turns.
const TURNS: u32 = 4;

pub(super) enum Stop {
    /// The server runs.
    Ahead(Pin<Box<WaitForCancellationFutureOwned>>),
    /// The socket's turn comes then.
    Turn(Pin<Box<Sleep>>),
}

impl Stop {
    pub fn new(token: CancellationToken) -> Self {
        Self::Ahead(Box::pin(token.cancelled_owned()))
    }

    /// Resolves when it is this socket's turn to close. Safe to cancel.
    pub async fn reached(&mut self, tallies: &Tallies, limits: &Limits) {
        if let Self::Ahead(ahead) = self {
            ahead.await;
            let turn = tallies.turn_to_leave(limits.server.grace / TURNS);
            *self = Self::Turn(Box::pin(sleep(turn)));
        }
        if let Self::Turn(turn) = self {
            turn.await;
        }
    }
}
