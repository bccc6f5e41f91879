//! Who is asking: the seam between the transport and the product's sessions.

use super::code::Code;
use async_graphql::Data;
use async_trait::async_trait;
use futures_util::future::{BoxFuture, FutureExt, pending};
use http::HeaderMap;
use serde_json::{Map, Value};
use std::{fmt, net::IpAddr, sync::Arc, time::Duration};
use uuid::Uuid;

/// Turns what a client shows into a [`Caller`]; made by the product.
///
/// `client` is the client's address: the other end's of the connection, or behind [trusted proxies](crate::http::Proxies) what they
/// say. A client that shows nothing is an anonymous caller, not a refusal: log-in must work.
#[async_trait]
pub trait Authenticator: Send + Sync + 'static {
    /// The caller of one request over HTTP, from its `Authorization` header.
    ///
    /// # Errors
    /// When something is shown and is not good: nothing of the request runs.
    async fn http(&self, headers: &HeaderMap, client: IpAddr) -> Result<Arc<dyn Caller>, AuthRefusal>;

    /// The caller of a whole socket, from `connection_init`'s payload (empty when there is none) and the headers of the
    /// upgrade.
    ///
    /// # Errors
    /// When something is shown and is not good: the socket is closed.
    async fn websocket(
        &self,
        payload: Map<String, Value>,
        headers: &HeaderMap,
        client: IpAddr,
    ) -> Result<Arc<dyn Caller>, AuthRefusal>;
}

/// Who is asking, and until when.
pub trait Caller: Send + Sync + 'static {
    /// What the resolvers of ONE operation find in their context: the viewer, fresh loaders, the client's address.
    /// Called once for each operation, also of one socket.
    fn data(&self) -> Data;

    /// Whose sockets and subscriptions this caller's are counted with; nothing for a caller who is not signed in.
    fn account(&self) -> Option<Uuid> {
        None
    }

    /// Resolves when the session is revoked or the token it was shown by expires: a socket ends then, streams and all.
    /// Called once a socket; not called over HTTP.
    fn ended(&self) -> BoxFuture<'static, Ended> {
        pending().boxed()
    }
}

/// How a caller's time ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The access token is over; the session may go on with another one.
    TokenExpired,
    /// The session is over: it was ended elsewhere, or its account may not be used any more.
    SessionOver,
    /// The person logged out.
    LoggedOut,
}

impl fmt::Debug for dyn Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Caller")
    }
}

/// Why a client is turned away before anything runs.
///
/// Over HTTP the status is [`Code::status`]; on a socket the close code is 4403, or 4401 where there is nothing to come back with, 1013
/// (try again later) for [`Code::RateLimited`], [`Code::Overloaded`] and [`Code::Internal`], and 4400 for [`Code::BadUserInput`].
#[derive(Debug, Clone)]
pub struct AuthRefusal {
    /// Of the closed list.
    pub code: Code,
    /// One line for a person; a socket's close frame has room for 123 bytes.
    pub message: String,
    /// With [`Code::RateLimited`] and [`Code::Overloaded`]: how long to wait.
    pub retry_after: Option<Duration>,
    /// Whether there is nothing to come back with: a socket says so by 4401, at which clients give up.
    pub for_good: bool,
}

impl AuthRefusal {
    /// Nobody, or nobody any more: sign in again.
    pub fn unauthenticated(message: impl Into<String>) -> Self {
        Self { code: Code::Unauthenticated, message: message.into(), retry_after: None, for_good: false }
    }

    /// The same, where a new access token would not help.
    pub fn for_good(message: impl Into<String>) -> Self {
        Self { for_good: true, ..Self::unauthenticated(message) }
    }
}
