//! `aftercare serve`, `api` and `worker`: the processes that stay.

use crate::{
    Failure,
    extractor::extractor,
    metrics, process, shutdown,
    wiring::{self, Wired},
};
use aftercare_api::{
    ApiServer, ApiSettings,
    auth::TokenKeys,
    http::{KnownOperations, Limits},
};
use aftercare_core::{
    audit::chainer,
    clock::{self, Clock},
    domain::admission::DoctorSignup,
    events::publisher,
    settings::{Environment, Settings, descriptors},
};
use aftercare_worker::{
    Worker, WorkerSettings,
    mail::{MailSettings, Mailer},
};
use anyhow::Context;
use chrono::Duration;
use std::path::Path;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Which half of the work this process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// The API and the background work.
    Both,
    /// The API alone.
    Api,
    /// The background work alone.
    Worker,
}

/// Runs until the process is told to stop.
pub async fn run(settings: &Settings, half: Half) -> Result<(), Failure> {
    // Before anything is connected to.
    connections(settings, half)?;
    let (wired, traces) = wiring::wire_traced(settings, Clock::system()).await?;
    let stop = shutdown::on_signal();
    let serving = start(settings, &wired, half, stop.clone()).await?;
    if let Some(address) = serving.address {
        say_where(settings, &address.to_string());
    }
    if let Some(address) = serving.metrics {
        println!("  metrics    http://{address}/metrics");
    }
    serving.wait().await;
    wired.app.stopping().cancel();
    traces.end().await;
    Ok(())
}

/// How many connections fit beside what else is open, after the limit of open files has been raised.
fn connections(settings: &Settings, half: Half) -> Result<u32, Failure> {
    let allowed = process::raise_file_limit();
    let fits = match half {
        Half::Worker => descriptors::without_connections(settings, allowed).map(|()| 0),
        Half::Both | Half::Api => descriptors::connections(settings, allowed),
    };
    fits.map_err(Failure::Setting)
}

/// Processes that have begun.
pub struct Serving {
    /// Where the API listens.
    pub address: Option<std::net::SocketAddr>,
    /// Where the metrics are.
    pub metrics: Option<std::net::SocketAddr>,
    tasks: tokio_util::task::TaskTracker,
}

impl Serving {
    /// Until everything has stopped.
    pub async fn wait(self) {
        self.tasks.close();
        self.tasks.wait().await;
    }
}

/// Begins what `half` says; it ends with `stop`.
pub async fn start(
    settings: &Settings,
    wired: &Wired,
    half: Half,
    stop: CancellationToken,
) -> Result<Serving, Failure> {
    let tasks = tokio_util::task::TaskTracker::new();
    let (mut address, mut metrics_address) = (None, None);
    if let Some(listen) = settings.operating.metrics_listen {
        let listener = TcpListener::bind(listen)
            .await
            .with_context(|| format!("cannot listen on {listen}; set AFTERCARE_METRICS_LISTEN"))?;
        metrics_address = Some(listener.local_addr()?);
        tasks.spawn(metrics::serve(listener, wired.app.clone(), stop.clone()));
    }
    tasks.spawn(clock::keep(wired.app.clone(), stop.clone()));
    if half != Half::Worker {
        let listener = TcpListener::bind(settings.server.listen)
            .await
            .with_context(|| format!("cannot listen on {}; set AFTERCARE_LISTEN", settings.server.listen))?;
        address = Some(listener.local_addr()?);
        let life = Duration::minutes(i64::from(settings.sessions.access_minutes));
        let api = ApiSettings {
            keys: TokenKeys::parse(&wired.token_keys, life).map_err(Failure::Setting)?,
            lives: settings.sessions.lives(),
            trusted_proxies: settings.network.trusted_proxies.clone(),
            origins: settings.server.allowed_origins.clone(),
            introspection: settings.introspects(),
            persisted_queries: settings.server.persisted_queries,
            operations: settings.server.operations.as_deref().map(operations).transpose()?,
            public_url: settings.server.public_url.clone(),
            development: settings.env == Environment::Development,
            slow_request: settings.operating.slow_request(),
            limits: Limits::set(&settings.limits, connections(settings, half)?),
        };
        let server = ApiServer::new(wired.app.clone(), api).await?;
        tasks.spawn(server.run(listener, stop.clone()));
    }
    if half != Half::Api {
        tasks.spawn(worker(settings, wired, address)?.run(stop.clone()));
    }
    if half == Half::Worker {
        tasks.spawn(publisher::run(wired.app.clone(), stop.clone()));
        tasks.spawn(chainer::run(wired.app.clone(), stop));
    }
    Ok(Serving { address, metrics: metrics_address, tasks })
}

/// The list of the only operations that run.
pub fn operations(path: &Path) -> Result<KnownOperations, Failure> {
    let read = std::fs::read_to_string(path).map_err(|error| error.to_string());
    read.and_then(|json| KnownOperations::parse(&json))
        .map_err(|why| Failure::Setting(format!("AFTERCARE_OPERATIONS: {}: {why}", path.display())))
}

/// The worker that the settings describe; `address` is where this process listens, if it does.
pub fn worker(
    settings: &Settings,
    wired: &Wired,
    address: Option<std::net::SocketAddr>,
) -> Result<Worker, Failure> {
    let mail = MailSettings::of(&settings.mail, settings.data_dir.join("mail"));
    let mailer = Mailer::new(&mail).map_err(|error| Failure::Setting(error.to_string()))?;
    let extractor = extractor(settings)?;
    tracing::info!(extractor = extractor.name(), "steps are extracted by this extractor");
    let how = WorkerSettings {
        link_base: Some(match &settings.server.public_url {
            Some(url) => url.to_string(),
            None => format!("http://{}", address.unwrap_or(settings.server.listen)),
        }),
        public_url: settings.server.public_url.as_ref().map(ToString::to_string),
        ..WorkerSettings::of(&settings.worker, &settings.mail, &settings.model, &settings.keep)
    };
    Ok(Worker::new(wired.app.clone(), extractor, mailer, how))
}

fn say_where(settings: &Settings, address: &str) {
    println!("Aftercare listens on http://{address}");
    if settings.introspects() {
        println!("  GraphiQL   http://{address}/graphiql");
    }
    if settings.doctors.signup(settings.env) == DoctorSignup::Open {
        println!("  doctors    anybody can sign up as one (AFTERCARE_DOCTOR_SIGNUP=open)");
    }
    if settings.is_embedded() {
        println!("  database   {}", settings.data_dir.join("aftercare.db").display());
    }
    if settings.keys.master.is_none() {
        println!(
            "  keys       {} (keep a copy: without them no record can be read)",
            settings.data_dir.join("keys").display()
        );
    }
    if settings.mail.smtp_url.is_none() {
        println!(
            "  mails      {} (written as .eml files; set SMTP_URL to send them)",
            settings.data_dir.join("mail").display()
        );
    }
}
