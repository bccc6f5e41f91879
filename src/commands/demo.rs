//! `aftercare demo`: the main job, told as a story by an ordinary client of the real thing.
//!
//! Everything is real: the server, the worker, the sweep, the mails (as files), the WebSocket. Only the clock can be moved,
//! and all data is thrown away at the end. With DATABASE_URL the demo makes a database of its own in that server and drops it.

mod client;
mod mails;
mod socket;
mod story;

use super::serve::{self, Half};
use crate::{Failure, shutdown, wiring};
use aftercare_core::{
    clock::Clock,
    random,
    settings::{Environment, ExtractorChoice, Settings},
};
use anyhow::Context;
use clap::Args;
use sea_orm::ConnectionTrait;
use secrecy::{ExposeSecret, SecretString};

/// How to show it.
#[derive(Args, Debug)]
pub struct DemoArgs {
    /// End after the story; exit code 0 only if every stage really happened
    #[arg(long)]
    exit: bool,
}

/// Runs the command.
pub async fn run(settings: &Settings, args: &DemoArgs) -> Result<(), Failure> {
    let folder =
        tempfile::Builder::new().prefix("aftercare-demo-").tempdir().context("no temporary folder")?;
    let mut settings = settings.clone();
    settings.env = Environment::Development;
    settings.data_dir = folder.path().to_owned();
    settings.mail.smtp_url = None;
    // The story is the same for everyone, and its note goes nowhere.
    settings.model.extractor = ExtractorChoice::Rules;
    settings.server.introspection = Some(true);
    settings.redis.prefix = format!("aftercare-demo-{}", unique());
    (settings.keys.master, settings.keys.token) = (None, None);
    if settings.server.log == "info" {
        "error".clone_into(&mut settings.server.log);
    }
    if args.exit {
        settings.server.listen.set_port(0);
    }
    let own = Throwaway::make(&mut settings).await?;
    let told = tell(&settings, args).await;
    if let Some(own) = own {
        own.drop().await?;
    }
    told
}

async fn tell(settings: &Settings, args: &DemoArgs) -> Result<(), Failure> {
    let clock = Clock::shifted();
    let wired = wiring::wire(settings, clock.clone()).await?;
    let stop = shutdown::on_signal();
    let serving = serve::start(settings, &wired, Half::Both, stop.clone()).await?;
    let address = serving.address.context("the demo's server has no address")?;
    let story = story::Story::new(settings, wired.app.clone(), clock, address);
    let told = tokio::select! {
        told = story.tell() => told,
        () = stop.cancelled() => Err(anyhow::anyhow!("stopped before the end of the story")),
    };
    if let (Ok(people), false) = (&told, args.exit) {
        people.say_what_to_try(address);
        stop.cancelled().await;
    }
    wired.app.stopping().cancel();
    stop.cancel();
    serving.wait().await;
    wired.app.db().clone().close().await?;
    told?;
    Ok(())
}

/// A database of the demo's own in the Postgres server that DATABASE_URL names.
struct Throwaway {
    server: SecretString,
    name: String,
}

impl Throwaway {
    async fn make(settings: &mut Settings) -> Result<Option<Self>, Failure> {
        let Some(server) = settings.database.url.clone().filter(|_| !settings.is_embedded()) else {
            settings.database.url = None;
            return Ok(None);
        };
        let mut url = url::Url::parse(server.expose_secret()).context("DATABASE_URL is not an address")?;
        let name = format!("aftercare_demo_{}", unique());
        url.set_path(&name);
        let own = Self { server, name };
        own.execute(&format!("CREATE DATABASE {}", own.name)).await.context(
            "the demo makes a database of its own in the server of DATABASE_URL, and may not; grant CREATEDB, or unset it",
        )?;
        settings.database.url = Some(SecretString::from(url.to_string()));
        Ok(Some(own))
    }

    async fn drop(self) -> anyhow::Result<()> {
        self.execute(&format!("DROP DATABASE {} WITH (FORCE)", self.name)).await
    }

    async fn execute(&self, sql: &str) -> anyhow::Result<()> {
        let mut options = sea_orm::ConnectOptions::new(self.server.expose_secret().to_owned());
        options.max_connections(1).sqlx_logging(false);
        let db = sea_orm::Database::connect(options).await?;
        db.execute_unprepared(sql).await?;
        Ok(db.close().await?)
    }
}

/// A name that nobody else has.
fn unique() -> String {
    format!("{:016x}", u64::from_be_bytes(random::bytes()))
}
