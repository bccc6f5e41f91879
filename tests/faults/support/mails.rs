//! What patients got, by who and when.

use super::site::Site;
use crate::smtp::Received;
use aftercare_entity::reminder;
use chrono::{DateTime, FixedOffset};
use sea_orm::{ConnectionTrait, EntityTrait, QuerySelect};
use std::collections::BTreeMap;

/// How often each Message-ID came.
pub fn by_message_id(mails: &[Received]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for mail in mails {
        *counts.entry(message_id(mail)).or_default() += 1;
    }
    counts
}

/// The Message-ID.
pub fn message_id(mail: &Received) -> String {
    mail.header("Message-ID").expect("a Message-ID")
}

/// The time in its Date, which is when the product says it was sent.
pub fn date(mail: &Received) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc2822(&mail.header("Date").expect("a Date")).expect("a date of RFC 5322")
}

/// The reminders in the database, counted by state and reason.
pub async fn reminders(site: &Site) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let columns = [reminder::Column::State, reminder::Column::Reason];
    let rows: Vec<(reminder::State, Option<String>)> =
        reminder::Entity::find().select_only().columns(columns).into_tuple().all(&site.db).await.unwrap();
    for (state, reason) in rows {
        let state = format!("{state:?} {}", reason.unwrap_or_default());
        *counts.entry(state.trim_end().to_owned()).or_default() += 1;
    }
    counts
}

/// As if everybody had read the mail that confirms the address.
pub async fn confirm_everybody(site: &Site) {
    site.db.execute_unprepared("UPDATE users SET unconfirmed_since = NULL").await.unwrap();
}
