//! From what a client shows to a viewer, and the transport's seam for it.
//!
//! Over HTTP: `Authorization: Bearer <access token>`. On a socket: the same text as `authorization` (in any case) in
//! `connection_init`'s payload, which may hold the cursor of the last event seen too, as `cursor`: what a library that makes it
//! again at each reconnect can say of where to go on. A client that shows nothing is anonymous; one that shows something wrong is refused.

use super::{Client, Cookies, SessionWatch, TokenError, TokenKeys, Viewer, user_agent};
use crate::{
    http::{AuthRefusal, Authenticator, Caller, Code, Ended, Origins},
    schema::{error::OVERLOAD, event::Resume, loaders::Loaders},
};
use aftercare_core::{App, Error, domain::sessions, reader::Reader};
use async_graphql::Data;
use async_trait::async_trait;
use futures_util::future::{BoxFuture, FutureExt};
use http::{HeaderMap, header::AUTHORIZATION};
use serde_json::{Map, Value};
use std::{net::IpAddr, sync::Arc, time::Duration};
use uuid::Uuid;

/// The product's sessions, as the transport asks for them.
#[derive(Debug, Clone)]
pub struct Sessions {
    app: App,
    keys: TokenKeys,
    watch: SessionWatch,
    origins: Origins,
}

impl Sessions {
    /// Checks tokens with `keys`; sockets end by `watch`; `origins` knows which pages are the server's own.
    pub const fn new(app: App, keys: TokenKeys, watch: SessionWatch, origins: Origins) -> Self {
        Self { app, keys, watch, origins }
    }

    async fn caller(
        &self,
        shown: Option<&str>,
        client: Client,
        resume: Option<Resume>,
    ) -> Result<Arc<dyn Caller>, AuthRefusal> {
        let app = self.app.clone();
        let Some(shown) = shown else {
            return Ok(Arc::new(Person {
                app,
                client,
                viewer: None,
                until: Duration::MAX,
                watch: self.watch.clone(),
                resume,
            }));
        };
        let refused = |message: &str| AuthRefusal::unauthenticated(message);
        let (scheme, token) = shown.split_once(' ').unwrap_or((shown, ""));
        if !scheme.eq_ignore_ascii_case("bearer") || token.trim().is_empty() {
            return Err(refused("write the authorization as: Bearer <access token>"));
        }
        let now = self.app.now();
        let claims = self.keys.check(token.trim(), now).map_err(|error| match error {
            TokenError::Expired => refused("the access token has expired; refresh the session"),
            TokenError::Invalid => AuthRefusal::for_good("the access token is not valid; log in again"),
        })?;
        let account = sessions::live(&self.app, claims.sid).await.map_err(|error| not_looked_up(&error))?;
        let account = account
            .filter(|account| account.id == claims.sub)
            .ok_or_else(|| AuthRefusal::for_good("the session is over; log in again"))?;
        let until = Duration::from_secs(u64::try_from(claims.exp - now.timestamp()).unwrap_or(0));
        let viewer = Some(Viewer { account, session: claims.sid });
        Ok(Arc::new(Person { app, client, viewer, until, watch: self.watch.clone(), resume }))
    }
}

/// A database that is away or busy is no fault; anything else is, and its text stays in the log.
fn not_looked_up(error: &Error) -> AuthRefusal {
    let (code, retry_after) = match error {
        Error::Unavailable(_) => (Code::Overloaded, Some(OVERLOAD)),
        _ => (Code::Internal, None),
    };
    tracing::error!(%error, "a session could not be looked up");
    AuthRefusal { code, message: "sessions cannot be looked up now".to_owned(), retry_after, for_good: false }
}

#[async_trait]
impl Authenticator for Sessions {
    async fn http(&self, headers: &HeaderMap, client: IpAddr) -> Result<Arc<dyn Caller>, AuthRefusal> {
        let shown = headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap_or(""));
        let (device, cookies) = (user_agent::device(headers), Cookies::of(headers, &self.origins));
        self.caller(shown, Client { address: client, device, cookies }, None).await
    }

    async fn websocket(
        &self,
        payload: Map<String, Value>,
        headers: &HeaderMap,
        client: IpAddr,
    ) -> Result<Arc<dyn Caller>, AuthRefusal> {
        let shown = payload.iter().find(|(key, _)| key.eq_ignore_ascii_case("authorization"));
        // An answer on a socket has no headers, so there are no cookies.
        let (device, cookies) = (user_agent::device(headers), Cookies::Off);
        let client = Client { address: client, device, cookies };
        let resume = payload.get("cursor").map(Resume::of).transpose()?.flatten();
        self.caller(shown.map(|(_, value)| value.as_str().unwrap_or("")), client, resume).await
    }
}

/// Someone, signed in or not.
struct Person {
    app: App,
    client: Client,
    viewer: Option<Viewer>,
    /// How long the access token still lasts.
    until: Duration,
    watch: SessionWatch,
    /// Where a socket that reconnects goes on.
    resume: Option<Resume>,
}

impl Caller for Person {
    fn data(&self) -> Data {
        let mut data = Data::default();
        data.insert(self.client.clone());
        let account = self.viewer.as_ref().map(|viewer| &viewer.account);
        let reader = Reader::new(&self.app, account.map(AsRef::as_ref), Some(self.client.address));
        data.insert(Loaders::new(reader));
        if let Some(resume) = self.resume {
            data.insert(resume);
        }
        if let Some(viewer) = &self.viewer {
            data.insert(viewer.clone());
        }
        data
    }

    fn account(&self) -> Option<Uuid> {
        self.viewer.as_ref().map(|viewer| viewer.account.id)
    }

    fn ended(&self) -> BoxFuture<'static, Ended> {
        let Some(viewer) = &self.viewer else { return futures_util::future::pending().boxed() };
        let watching = self.watch.watch(viewer.session, viewer.account.id);
        let until = self.until;
        async move {
            tokio::select! {
                how = watching.ended() => how,
                () = tokio::time::sleep(until) => Ended::TokenExpired,
            }
        }
        .boxed()
    }
}
