//! What several checks share: the settings with their secrets, the keys, and a connection that cannot change anything.

use super::{BOUND, finding::Finding};
use crate::wiring;
use aftercare_core::{
    App,
    clock::Clock,
    database::Database,
    keyring::Keyring,
    settings::{KeyFile, Settings, production, read_key_file},
};
use aftercare_migration::Compared;
use secrecy::SecretString;
use std::future::Future;
use tokio::time::timeout;

/// An installation, as it is now.
pub struct Site {
    pub settings: Settings,
    /// Why its secrets could not be read.
    pub unread: Option<String>,
    base: Base,
    /// The master keys; nothing where the first start makes them.
    pub master_keys: Result<Option<Keyring>, String>,
    /// The setting of the token keys; nothing where the first start makes them.
    pub token_keys: Result<Option<SecretString>, String>,
}

/// The database.
enum Base {
    /// A file that the first start makes.
    NotMade,
    Away(String),
    There(Box<There>),
}

struct There {
    app: App,
    /// Whether SQLite had a log beside its file before this process came.
    had_log: bool,
    changes: Result<Compared, String>,
}

impl Site {
    /// Looks; for a few seconds at most.
    pub async fn look(settings: Settings) -> Self {
        let (settings, unread) = match settings.clone().with_secret_files() {
            Ok(read) => (read, None),
            Err(why) => (settings, Some(why)),
        };
        let kept = |set: &Option<SecretString>, file| match set {
            Some(set) => Ok(Some(set.clone())),
            None => read_key_file(&settings.data_dir, file),
        };
        let master_keys = kept(&settings.keys.master, KeyFile::Master)
            .and_then(|set| set.as_ref().map(Keyring::parse).transpose().map_err(|error| error.to_string()));
        let token_keys = kept(&settings.keys.token, KeyFile::Token);
        let base = Box::pin(Base::look(&settings, master_keys.as_ref().ok().and_then(Option::as_ref))).await;
        Self { settings, unread, base, master_keys, token_keys }
    }

    /// The core on the database.
    ///
    /// # Errors
    /// What to say of a check that needs it.
    pub fn app(&self) -> Result<&App, Finding> {
        match &self.base {
            Base::There(there) => Ok(&there.app),
            Base::NotMade => Err(Finding::ok("not checked: the first start makes the database")),
            Base::Away(_) => Err(Finding::warning("not checked: the database is away")),
        }
    }

    /// The same, where its tables are as this program needs them.
    ///
    /// # Errors
    /// As for [`Site::app`].
    pub fn app_with_tables(&self) -> Result<&App, Finding> {
        let app = self.app()?;
        match self.changes() {
            Some(Ok(changes)) if changes.pending.is_empty() => Ok(app),
            _ => Err(Finding::warning("not checked: the tables are not up to date")),
        }
    }

    /// That production does not speak to what this setting names, which then is not spoken to here either: a password would be
    /// readable on the way.
    ///
    /// # Errors
    /// What to say of a check that would.
    pub fn may_ask(&self, setting: &'static str) -> Result<(), Finding> {
        match refused(&self.settings, setting) {
            Some(why) => {
                Err(Finding::failed(format!("not asked: {why}")).naming(Some(setting)).advising("change it"))
            }
            None => Ok(()),
        }
    }

    /// Ends the connection to the database in good order: SQLite then takes away the log that it made to read. One that was there
    /// before stays: the last who closes would write what is in it into the database.
    pub async fn close(&self) {
        if let Base::There(there) = &self.base
            && !there.had_log
        {
            let closed = timeout(BOUND, there.app.db().clone().close()).await;
            drop(closed);
        }
    }

    /// Why there is no connection to the database.
    pub fn why_away(&self) -> Option<&str> {
        if let Base::Away(why) = &self.base { Some(why) } else { None }
    }

    /// How the tables compare with those that this program needs.
    pub fn changes(&self) -> Option<Result<&Compared, &str>> {
        match &self.base {
            Base::There(there) => Some(there.changes.as_ref().map_err(String::as_str)),
            _ => None,
        }
    }
}

/// What production has against this setting.
fn refused(settings: &Settings, setting: &str) -> Option<String> {
    production::refusals(settings).into_iter().find(|refusal| refusal.starts_with(setting))
}

impl Base {
    async fn look(settings: &Settings, keys: Option<&Keyring>) -> Self {
        if settings.database_file().is_some_and(|file| !file.exists()) {
            return Self::NotMade;
        }
        if let Some(why) = refused(settings, "DATABASE_URL") {
            return Self::Away(why);
        }
        let had_log = settings.database_file().is_some_and(|mut file| {
            file.as_mut_os_string().push("-wal");
            file.exists()
        });
        let url = settings.database_url();
        let db = match in_time(Box::pin(Database::connect_to_look(&url))).await {
            Ok(db) => db,
            Err(why) => return Self::Away(why),
        };
        let changes = in_time(db.changes()).await;
        // A core is not without keys; where there are none, no check asks this one for any.
        let stand_in = || Keyring::parse(&Keyring::generate());
        let keyring = keys.cloned().map_or_else(stand_in, Ok).map_err(|error| error.to_string());
        let app = keyring.and_then(|keyring| {
            wiring::core(settings, Clock::system(), db, keyring, None).map_err(|error| error.to_string())
        });
        match app {
            Ok(app) => {
                app.read_time().await;
                Self::There(Box::new(There { app, had_log, changes }))
            }
            Err(why) => Self::Away(why),
        }
    }
}

async fn in_time<T, E: std::fmt::Display>(asking: impl Future<Output = Result<T, E>>) -> Result<T, String> {
    match timeout(BOUND, asking).await {
        Ok(answer) => answer.map_err(|error| error.to_string()),
        Err(_) => Err(format!("no answer in {} seconds", BOUND.as_secs())),
    }
}
