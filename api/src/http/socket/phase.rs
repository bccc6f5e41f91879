//! How far a socket is: waiting for `connection_init`, finding out who that is, open.

use crate::http::shared::{AuthRefusal, Caller, Ended};
use futures_util::future::BoxFuture;
use std::{pin::Pin, sync::Arc, time::Duration};
use tokio::time::{Sleep, sleep};

pub(super) type Authentication = Result<Arc<dyn Caller>, AuthRefusal>;

pub(super) enum Phase {
    /// Until the time is over.
    Waiting(Pin<Box<Sleep>>),
    Authenticating(BoxFuture<'static, Authentication>),
    /// Until the session ends.
    Open(Arc<dyn Caller>, BoxFuture<'static, Ended>),
}

/// What ends a phase from within.
pub(super) enum Turn {
    InitTimeout,
    Authenticated(Authentication),
    Ended(Ended),
}

impl Phase {
    pub fn waiting(time: Duration) -> Self {
        Self::Waiting(Box::pin(sleep(time)))
    }

    pub fn open(caller: Arc<dyn Caller>) -> Self {
        let ended = caller.ended();
        Self::Open(caller, ended)
    }

    /// Waits for the phase's end. Safe to cancel; not to be asked again once it has answered.
    pub async fn turn(&mut self) -> Turn {
        match self {
            Self::Waiting(time) => {
                time.await;
                Turn::InitTimeout
            }
            Self::Authenticating(authentication) => Turn::Authenticated(authentication.await),
            Self::Open(_, ended) => Turn::Ended(ended.await),
        }
    }
}
