//! The checks: one row each, in the order in which they are printed, and one small function each.

mod clock;
mod data_folder;
mod database;
mod keys;
mod lines;
mod listeners;
mod mail;
mod model;
mod public_url;
mod redis;
mod settings;
mod tables;
mod work;

use super::{finding::Finding, site::Site};
use futures_util::future::{BoxFuture, FutureExt};
use std::sync::Arc;

/// What a check found; as an error where it got no further.
type Found = Result<Finding, Finding>;

/// One line of the answer.
pub struct Check {
    pub name: &'static str,
    /// The setting to look at where it does not end in time.
    pub setting: Option<&'static str>,
    pub ask: fn(Arc<Site>) -> BoxFuture<'static, Found>,
}

/// A row; the function takes the site by reference.
macro_rules! row {
    ($name:literal, $setting:expr, $ask:path) => {
        Check { name: $name, setting: $setting, ask: |site| async move { $ask(&site).await }.boxed() }
    };
}

const DATA: Option<&str> = Some("AFTERCARE_DATA_DIR");
const DATABASE: Option<&str> = Some("DATABASE_URL");

pub const CHECKS: &[Check] = &[
    row!("settings", None, settings::consistent),
    row!("open files", Some("AFTERCARE_LIMIT_CONNECTIONS"), settings::descriptors),
    row!("data folder", DATA, data_folder::usable),
    row!("private files", DATA, data_folder::private),
    row!("database", DATABASE, database::reachable),
    row!("rights", DATABASE, database::rights),
    row!("tables", DATABASE, tables::up_to_date),
    row!("clock", DATABASE, clock::agrees),
    row!("master keys", Some("AFTERCARE_MASTER_KEYS"), keys::master),
    row!("token keys", Some("AFTERCARE_TOKEN_KEYS"), keys::token),
    row!("redis", Some("REDIS_URL"), redis::reachable),
    row!("mail", Some("SMTP_URL"), mail::could_leave),
    row!("model", Some("AFTERCARE_MODEL_URL"), model::answers),
    row!("public address", Some("AFTERCARE_PUBLIC_URL"), public_url::right),
    row!("listener", Some("AFTERCARE_LISTEN"), listeners::public),
    row!("metrics", Some("AFTERCARE_METRICS_LISTEN"), listeners::metrics),
    row!("worker", DATABASE, work::worker),
    row!("jobs", DATABASE, work::jobs),
    row!("reminders", DATABASE, work::sweeps),
    row!("events", DATABASE, lines::events),
    row!("access log", DATABASE, lines::access_log),
];
