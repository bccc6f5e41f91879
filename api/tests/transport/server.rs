//! A server of the toy schema on a free port, with limits a test can wait for.

use super::{
    support::http::Http,
    toy::{self, Tokens, World},
};
use aftercare_api::http::{Config, Graphql, Limits, Origins, Proxies, Reached, Requests, finish, serve};
use axum::{Router, response::Response, routing::get};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::{CancellationToken, DropGuard};

/// The page that may speak to it from elsewhere.
pub const PAGE: &str = "https://app.example.org";

/// A running server; stops when it goes.
pub struct Server {
    pub http: Http,
    pub world: Arc<World>,
    pub stop: CancellationToken,
    pub done: JoinHandle<()>,
    _stop: DropGuard,
}

pub async fn start() -> Server {
    start_with(|_| {}).await
}

/// With other limits than the default.
pub async fn start_with(change: impl FnOnce(&mut Limits)) -> Server {
    start_as(|config| change(&mut config.limits)).await
}

/// With other decisions than the default.
pub async fn start_as(change: impl FnOnce(&mut Config)) -> Server {
    let world = Arc::new(World::default());
    let made = AtomicUsize::new(0);
    let requests = Requests::new(move || format!("request-{}", made.fetch_add(1, Ordering::SeqCst)));
    let mut config = Config::new(requests);
    config.limits.document.complexity = 1_000;
    config.origins = Origins::new([PAGE]);
    config.proxies = Proxies::new(["127.0.0.0/8".parse().expect("a network")]);
    config.page = Some("/graphiql");
    change(&mut config);
    let (limits, origins) = (config.limits.server.clone(), config.origins.clone());
    let requests = config.requests.clone();
    let graphql = Graphql::new(toy::schema(&world), Tokens(Arc::clone(&world)), config);
    let page = Router::new().route("/graphiql", get(async || "a page"));
    let router =
        finish(graphql.router().merge(page), Response::default, &origins, Reached::OverHttps, requests);

    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let http = Http(listener.local_addr().expect("an address"));
    let stop = CancellationToken::new();
    let done = tokio::spawn(serve(listener, router, limits, stop.clone()));
    Server { http, world, done, _stop: stop.clone().drop_guard(), stop }
}
