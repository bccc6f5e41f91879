//! The API server: the schema behind the transport, with its pages and health checks, and the tasks that feed it.

use crate::{
    auth::{SessionWatch, Sessions, TokenKeys},
    health::{self, Health},
    http,
    http::{Config, Graphql, Origins, Proxies, Reached, Requests},
    mail_link,
    pages::{self, About},
    schema::{self, Api},
};
use aftercare_core::{
    App, Result,
    audit::chainer,
    domain::{admission::DoctorSignup, sessions::Lives},
    events::{Hub, publisher},
};
use axum::{Router, routing::get};
use ipnet::IpNet;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What the settings decide about the API.
#[derive(Debug, Clone)]
pub struct ApiSettings {
    /// Sign and check access tokens.
    pub keys: TokenKeys,
    /// How long sessions last.
    pub lives: Lives,
    /// Proxies that are believed when they say who the client is.
    pub trusted_proxies: Vec<IpNet>,
    /// Web pages that may call the API besides the server's own.
    pub origins: Vec<String>,
    /// The address that browsers use; its origin may always call the API.
    pub public_url: Option<url::Url>,
    /// What a client may cost.
    pub limits: http::Limits,
    /// Whether clients may ask for the schema; GraphiQL needs it.
    pub introspection: bool,
    /// Whether a client may ask for a document by the hash of one that was sent before.
    pub persisted_queries: bool,
    /// The only operations that run; all do when there is no list.
    pub operations: Option<http::KnownOperations>,
    /// After which time a request is logged as slow.
    pub slow_request: Option<Duration>,
    /// Whether this server is for trying out: its pages then offer made-up people.
    pub development: bool,
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

/// What the pages are told about this server.
fn about(app: &App, settings: &ApiSettings) -> About {
    About {
        environment: if settings.development { "development" } else { "production" },
        graphiql: settings.introspection,
        doctor_signup: match app.hospital().doctor_signup {
            DoctorSignup::Open => "OPEN",
            DoctorSignup::Approval => "APPROVAL",
            DoctorSignup::Closed => "CLOSED",
        },
        time_zone: app.hospital().time_zone.name().to_owned(),
    }
}

impl ApiServer {
    /// Builds the schema and its routes.
    ///
    /// # Errors
    /// The database's.
    pub async fn new(app: App, settings: ApiSettings) -> Result<Self> {
        let about = about(&app, &settings);
        let hub = Hub::new(app.clone()).await?;
        let watch = SessionWatch::new(app.clone());
        let api =
            Api { app: app.clone(), keys: settings.keys.clone(), lives: settings.lives, hub: hub.clone() };
        let public = settings.public_url.as_ref().map(|url| url.origin().ascii_serialization());
        let others = settings.origins.iter().map(String::as_str);
        let origins = Origins::new(others.chain(public.as_deref())).known_as(public.as_deref());
        let is_https = settings.public_url.is_some_and(|url| url.scheme() == "https");
        let reached = if is_https { Reached::OverHttps } else { Reached::Somehow };
        let ids = app.clone();
        let requests = Requests::new(move || ids.new_id().to_string())
            .counted_in(app.metrics().clone())
            .slow_after(settings.slow_request);
        let mut config = Config::new(requests.clone());
        config.origins = origins.clone();
        config.proxies = Proxies::new(settings.trusted_proxies);
        config.page = settings.introspection.then_some("/graphiql");
        config.introspection = settings.introspection;
        config.persisted_queries = settings.persisted_queries;
        config.operations = settings.operations;
        let limits = settings.limits;
        config.limits = limits.clone();
        let sessions = Sessions::new(app.clone(), settings.keys, watch.clone(), origins.clone());
        let graphql = Graphql::new(schema::build(Some(&api), settings.introspection), sessions, config);
        let routes = pages::routes(about)
            .merge(mail_link::routes(app.clone()))
            .route("/livez", get(health::live))
            .route("/readyz", get(health::ready).with_state(Health::new(app.clone())));
        let router =
            http::finish(routes.merge(graphql.router()), pages::missing, &origins, reached, requests);
        Ok(Self { app, router, limits, hub, watch })
    }

    /// Serves on `listener` until `stop`: then it stops accepting, finishes requests and closes sockets.
    pub async fn run(self, listener: TcpListener, stop: CancellationToken) {
        let background = CancellationToken::new();
        let tasks = TaskTracker::new();
        tasks.spawn(publisher::run(self.app.clone(), background.clone()));
        tasks.spawn(chainer::run(self.app.clone(), background.clone()));
        tasks.spawn(self.hub.run(background.clone()));
        tasks.spawn(self.watch.run(background.clone()));
        http::serve(listener, self.router, self.limits.server, stop).await;
        background.cancel();
        tasks.close();
        tasks.wait().await;
    }
}
