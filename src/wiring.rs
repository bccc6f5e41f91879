//! From settings to a running core: keys, database, Redis.

use crate::{
    Failure,
    traces::{self, Traces},
};
use aftercare_core::{
    App,
    app::Parts,
    bus::{Bus, RedisLink},
    clock::Clock,
    database::Database,
    domain::hospital::Hospital,
    keyring::{self, Keyring, SealError},
    passwords::Passwords,
    settings::{KeyFile, KeyFiles, ReviewMode, Settings, key_files, production},
    telemetry,
    throttle::Throttle,
};
use aftercare_entity::{master_key, user::ExtractionMode};
use anyhow::Context;
use sea_orm::EntityTrait;
use secrecy::SecretString;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// The core and what else the settings decide.
pub struct Wired {
    /// The core.
    pub app: App,
    /// Setting of the keys that sign access tokens.
    pub token_keys: SecretString,
}

/// Connects to the database that the settings name; makes the data folder of an embedded one.
pub async fn database(settings: &Settings) -> Result<Database, Failure> {
    refuse(&production::database_refusals(settings))?;
    if settings.is_embedded() {
        std::fs::create_dir_all(&settings.data_dir)
            .with_context(|| format!("cannot create the data folder {}", settings.data_dir.display()))?;
    }
    Ok(Database::connect(&settings.database_url(), settings.database.sizes())
        .await
        .context("cannot connect to the database; check DATABASE_URL")?)
}

/// Starts logging, refuses what production refuses, connects, migrates an embedded database, and checks the keys.
pub async fn wire(settings: &Settings, clock: Clock) -> Result<Wired, Failure> {
    start_logging(settings, None)?;
    with_keys(settings, clock).await
}

/// [`wire`] for a process that stays: its spans go where the settings say.
pub async fn wire_traced(settings: &Settings, clock: Clock) -> Result<(Wired, Traces), Failure> {
    let (traces, export) = traces::begin(settings)?;
    start_logging(settings, export)?;
    Ok((with_keys(settings, clock).await?, traces))
}

fn start_logging(settings: &Settings, export: Option<telemetry::Export>) -> Result<(), Failure> {
    telemetry::start(&settings.server.log, settings.server.log_format, export).map_err(Failure::Setting)
}

async fn with_keys(settings: &Settings, clock: Clock) -> Result<Wired, Failure> {
    let wired = connected(settings, clock).await?;
    match keyring::register(&wired.app).await {
        Err(aftercare_core::Error::Seal(
            error @ (SealError::WrongMasterKey(_)
            | SealError::MissingMasterKey(_)
            | SealError::RetiredMasterKey(_)),
        )) => Err(Failure::Setting(error.to_string())),
        other => {
            other?;
            Ok(wired)
        }
    }
}

/// [`wire`], with master keys that are not compared with the database's: for looking at them.
pub async fn wire_without_keys(settings: &Settings, clock: Clock) -> Result<Wired, Failure> {
    start_logging(settings, None)?;
    connected(settings, clock).await
}

async fn connected(settings: &Settings, clock: Clock) -> Result<Wired, Failure> {
    refuse(&production::refusals(settings))?;
    for what in production::warnings(settings) {
        tracing::warn!(what, "other users of this machine may read secrets or data");
    }
    // The keys come after the database: it says whether it was sealed already, and a missing key file must not be made again.
    let set = settings.keys.master.as_ref().map(Keyring::parse).transpose();
    set.map_err(|error| Failure::Setting(error.to_string()))?;
    let db = database(settings).await?;
    db.migrate().await.context("cannot bring the database's tables up to date")?;
    let (master_keys, token_keys) = match (&settings.keys.master, &settings.keys.token) {
        (Some(master), Some(token)) => (master.clone(), token.clone()),
        (master, token) => {
            missing_key_file(settings, &db).await?;
            let KeyFiles { master_keys, token_keys, .. } =
                key_files(&settings.data_dir).map_err(Failure::Setting)?;
            (master.clone().unwrap_or(master_keys), token.clone().unwrap_or(token_keys))
        }
    };
    let keyring = Keyring::parse(&master_keys).map_err(|error| Failure::Setting(error.to_string()))?;
    let app = core(settings, clock, db, keyring, redis(settings)?)?;
    app.read_time().await;
    Ok(Wired { app, token_keys })
}

/// A core that can open no sealed text: it gets none of the hospital's keys. For a command that strangers reach by mail; it needs
/// the database alone, whose tables are as this program needs them.
pub async fn wire_without_sealed_texts(settings: &Settings, clock: Clock) -> Result<App, Failure> {
    start_logging(settings, None)?;
    let db = database(settings).await?;
    if !db.is_migrated().await {
        let why = "the database does not answer, or its tables are not up to date; `aftercare migrate status` says which";
        return Err(anyhow::anyhow!(why).into());
    }
    let of_nobody = Keyring::parse(&Keyring::generate()).context("no key can be made")?;
    let app = core(settings, clock, db, of_nobody, redis(settings)?)?;
    app.read_time().await;
    Ok(app)
}

fn redis(settings: &Settings) -> Result<Option<RedisLink>, Failure> {
    let Some(url) = &settings.redis.url else { return Ok(None) };
    let link = RedisLink::open(url, &settings.redis.prefix);
    link.map(Some)
        .map_err(|error| Failure::Setting(format!("REDIS_URL: {error}; write it as redis://host:6379")))
}

/// The core on this database.
///
/// # Errors
/// When no password can be hashed as the settings say.
pub fn core(
    settings: &Settings,
    clock: Clock,
    db: Database,
    keyring: Keyring,
    link: Option<RedisLink>,
) -> aftercare_core::Result<App> {
    let bus = link.clone().map_or_else(Bus::in_process, Bus::over_redis);
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    Ok(App::new(Parts {
        db,
        throttle: Throttle::new(clock.clone(), link, &keyring, settings.doors.doors()),
        clock,
        keyring,
        passwords: Passwords::new(settings.hashing.cost(), settings.hashing.limits(cores))?,
        bus,
        hospital: hospital(settings),
        events_pending: Notify::new(),
        accesses_pending: Notify::new(),
        stopping: CancellationToken::new(),
    }))
}

fn refuse(wrong: &[String]) -> Result<(), Failure> {
    if wrong.is_empty() {
        return Ok(());
    }
    let list = wrong.join("\n  ");
    Err(Failure::Setting(format!("AFTERCARE_ENV=production refuses to start:\n  {list}")))
}

/// A database that was sealed with a key file opens with no new one: better say that the file is missing than make another.
/// One that only has its tables was sealed with nothing yet.
pub async fn missing_key_file(settings: &Settings, db: &Database) -> Result<(), Failure> {
    let keys = KeyFile::Master.within(&settings.data_dir);
    if settings.keys.master.is_some() || keys.exists() {
        return Ok(());
    }
    let sealed = master_key::Entity::find().one(db.read()).await.context("cannot read the database")?;
    let Some(key) = sealed else { return Ok(()) };
    Err(Failure::Setting(format!(
        "{} is missing, and the database was sealed with the master key {:?}: put the file back, or set AFTERCARE_MASTER_KEYS",
        keys.display(),
        key.id,
    )))
}

fn hospital(settings: &Settings) -> Hospital {
    Hospital {
        time_zone: settings.reminders.time_zone,
        sweep_at: settings.reminders.sweep_at,
        quiet_hours: settings.reminders.quiet_hours,
        language: settings.reminders.wording.language.into(),
        reminder_detail: settings.reminders.wording.reminder_detail.into(),
        notes_per_hour: settings.limits.notes,
        extraction_mode: match settings.model.mode {
            ReviewMode::Auto => ExtractionMode::Auto,
            ReviewMode::Review => ExtractionMode::Review,
        },
        at_risk_after: settings.reminders.at_risk_after,
        doctor_signup: settings.doctors.signup(settings.env),
        mail_domain: settings.mail.domain().to_owned(),
        unconfirmed_may_act: settings.accounts.unconfirmed_may_act(settings.env),
        account_mails_an_hour: settings.accounts.mails_an_hour,
    }
}
