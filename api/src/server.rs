//! The API server: the schema behind the transport, with its pages and health checks, and the tasks that feed it.

use crate::{
    auth::{SessionWatch, Sessions, TokenKeys},
    health::{self, Health},
    http,
    http::{Config, Graphql, Origins, Proxies},
    pages,
    schema::{self, Api, loaders::Gathered},
};
use aftercare_core::{
    App, Result,
    domain::sessions::Lives,
    events::{Hub, publisher},
    random,
};
use axum::{Router, routing::get};
use ipnet::IpNet;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use url::Url;

/// What the settings decide about the API.
#[derive(Debug, Clone)]
pub struct ApiSettings {
    /// Sign and check access tokens.
    pub keys: TokenKeys,
    /// How long sessions last.
    pub lives: Lives,
    /// Proxies that are believed when they say who the client is.
    pub trusted_proxies: Vec<IpNet>,
    /// Address under which browsers reach the server.
    pub public_url: Option<Url>,
    /// Web pages that may call the API besides the server's own.
    pub origins: Vec<String>,
    /// Whether clients may ask for the schema; GraphiQL needs it.
    pub introspection: bool,
}

/// The server, ready to serve.
#[derive(Debug)]
pub struct ApiServer {
    app: App,
    router: Router,
    limits: http::Limits,
    hub: Hub,
    watch: SessionWatch,
}

impl ApiServer {
    /// Builds the schema and its routes.
    ///
    /// # Errors
    /// The database's.
    pub async fn new(app: App, settings: ApiSettings) -> Result<Self> {
        let hub = Hub::new(app.clone()).await?;
        let watch = SessionWatch::new(app.clone());
        let api =
            Api { app: app.clone(), keys: settings.keys.clone(), lives: settings.lives, hub: hub.clone() };
        let public = settings.public_url.map(|url| url.origin().ascii_serialization());
        let origins = Origins::new(settings.origins.iter().map(String::as_str)).known_as(public.as_deref());
        let mut config = Config::new(|| u64::from_be_bytes(random::bytes()).to_string());
        config.origins = origins.clone();
        config.proxies = Proxies::new(settings.trusted_proxies);
        config.page = settings.introspection.then_some("/graphiql");
        let limits = config.limits.clone();
        let sessions = Sessions::new(app.clone(), settings.keys, watch.clone(), origins.clone());
        let graphql =
            Graphql::new(Gathered(schema::build(Some(api), settings.introspection)), sessions, config);
        let mut routes = Router::new()
            .route("/", get(pages::start))
            .route("/livez", get(health::live))
            .route("/readyz", get(health::ready).with_state(Health::new(app.clone())));
        if settings.introspection {
            routes = routes.route("/graphiql", get(pages::graphiql));
        }
        let router = http::finish(routes.merge(graphql.router()), &origins);
        Ok(Self { app, router, limits, hub, watch })
    }

    /// Serves on `listener` until `stop`: then it stops accepting, finishes requests and closes sockets.
    pub async fn run(self, listener: TcpListener, stop: CancellationToken) {
        let background = CancellationToken::new();
        let tasks = TaskTracker::new();
        tasks.spawn(publisher::run(self.app.clone(), background.clone()));
        tasks.spawn(self.hub.run(background.clone()));
        tasks.spawn(self.watch.run(background.clone()));
        http::serve(listener, self.router, self.limits.server, stop).await;
        background.cancel();
        tasks.close();
        tasks.wait().await;
    }
}
