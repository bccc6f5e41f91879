//! The transport as the product mounts it.

use super::{
    connection::{Origins, Proxies, Tallies},
    document::{Documents, KnownOperations, Texts},
    execution::{Core, Feeds},
    request,
    shared::{Authenticator, Limits, Requests},
};
use async_graphql::Executor;
use axum::{Router, routing::any};
use std::{fmt, sync::Arc};

/// What the product decides about the transport.
pub struct Config {
    /// What a client may cost.
    pub limits: Limits,
    /// Web pages that may open a WebSocket, besides the server's own; give [`finish`](super::finish) the same.
    pub origins: Origins,
    /// Proxies that are believed when they say who the client is.
    pub proxies: Proxies,
    /// Where a browser that opens `/graphql` itself is sent to, for instance `/graphiql`.
    pub page: Option<&'static str>,
    /// Whether clients may ask for the schema; where not, `__schema` and `__type` are refused with a sentence.
    pub introspection: bool,
    /// Whether a client may ask for a document by the hash of one that was sent before.
    pub persisted_queries: bool,
    /// The only operations that run; all do when there is no list.
    pub operations: Option<KnownOperations>,
    /// Makes the ids of requests, and counts them; give [`finish`](super::finish) the same.
    pub requests: Requests,
}

impl Config {
    /// The default limits and no other origins.
    pub fn new(requests: Requests) -> Self {
        Self {
            limits: Limits::default(),
            origins: Origins::default(),
            proxies: Proxies::default(),
            page: None,
            introspection: true,
            persisted_queries: true,
            operations: None,
            requests,
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("limits", &self.limits)
            .field("origins", &self.origins)
            .field("proxies", &self.proxies)
            .field("page", &self.page)
            .field("introspection", &self.introspection)
            .field("persisted_queries", &self.persisted_queries)
            .finish_non_exhaustive()
    }
}

/// GraphQL over HTTP and WebSockets, for any schema.
#[derive(Clone)]
pub struct Graphql {
    core: Arc<Core>,
}

impl Graphql {
    /// The executor is a pair of schemas as in [`Checked`](super::Checked). One has the extension
    /// [`Complexity`](super::Complexity), because our other limits do not know the size of lists; the other has
    /// [`Places`](super::Places), so that errors say where they are. Leave their own `limit_depth` and
    /// `limit_recursive_depth` at or above ours.
    pub fn new(executor: impl Executor, authenticator: impl Authenticator, config: Config) -> Self {
        let texts = match config.operations {
            Some(list) => Texts::Known(list),
            None => Texts::any(config.persisted_queries),
        };
        let core = Core {
            engine: Box::new(executor),
            authenticator: Box::new(authenticator),
            documents: Documents::new(config.limits.document.clone(), config.introspection, texts),
            limits: config.limits,
            origins: config.origins,
            proxies: config.proxies,
            page: config.page,
            requests: config.requests,
            feeds: Feeds::default(),
            tallies: Tallies::default(),
        };
        Self { core: Arc::new(core) }
    }

    /// The one route, `/graphql`, for HTTP and WebSockets. The product merges its own routes and passes the whole
    /// through [`finish`](super::finish) to [`serve`](super::serve).
    pub fn router(&self) -> Router {
        let core = Arc::clone(&self.core);
        Router::new().route("/graphql", any(move |request| request::handle(Arc::clone(&core), request)))
    }
}

impl fmt::Debug for Graphql {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Graphql").field("limits", &self.core.limits).finish_non_exhaustive()
    }
}
