//! Sessions: one log-in is one family of refresh tokens, each used once.
//!
//! A refresh token is 32 random bytes, stored only as its SHA-256. Using it makes the next one. Using it again within the
//! grace period answers that next one (two tabs, or an answer that was lost on the way); later it means that somebody has a
//! copy, and ends the whole family (RFC 9700, 4.14.2).
//!
//! Whatever makes or ends a token of somebody's holds their row of `users` first ([`lock_owner`]), and looks at the tokens
//! only then. So ending a session and continuing it come one after the other: the end either finds the new token, or the
//! continuation finds the end.

mod asking;
mod ending;
mod listing;
mod rotation;
mod successor;

pub use asking::{Asking, live};
pub use ending::{end_by_token, end_own, revoke, revoke_all, revoke_all_in, revoke_others_in};
pub use listing::{MOST_LISTED, Running, running};
pub use rotation::rotate;

use crate::{
    App, Change, Error, Result,
    audit::{self, Access, Action, Actor},
    random,
    settings::SessionSettings,
};
use aftercare_entity::{
    session,
    user::{self, Status},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, QuerySelect, sea_query::LockType};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::{collections::HashSet, net::IpAddr, sync::Arc};
use uuid::Uuid;

/// The one answer to a refresh token that is unknown, used, expired or revoked.
const ENDED: Error = Error::Unauthenticated("the session is over; log in again");

/// The longest grace period that can be set.
pub const LONGEST_GRACE: Duration = Duration::minutes(5);

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lives {
    /// Without being used.
    pub idle: Duration,
    /// From the log-in on, however much it is used.
    pub whole: Duration,
    /// How long a token that was replaced still answers its successor.
    pub grace: Duration,
}

impl Default for Lives {
    fn default() -> Self {
        SessionSettings::default().lives()
    }
}

/// Where a session is used from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The client's network address.
    pub address: Option<IpAddr>,
    /// What the client calls itself, shortened for people; at most 200 characters.
    pub device: Option<Arc<str>>,
}

/// A session just begun or continued.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub family: Uuid,
    /// Given to the client once, never stored as it is.
    pub refresh_token: SecretString,
    /// When the token can no longer be used.
    pub expires_at: DateTime<Utc>,
}

/// Begins a session of `account`, as it was read when its owner was let in.
///
/// # Errors
/// [`Error::Unauthenticated`] when the account was suspended or got another password since; else the database's.
pub async fn open(app: &App, account: &user::Model, from: &Origin, lives: Lives) -> Result<Opened> {
    let change = app.begin().await?;
    let opened = open_in(&change, account, from, lives).await?;
    change.commit().await?;
    Ok(opened)
}

/// [`open`], with a row in the access log.
///
/// # Errors
/// As for [`open`].
pub async fn log_in(app: &App, account: &user::Model, from: &Origin, lives: Lives) -> Result<Opened> {
    let change = app.begin().await?;
    let opened = open_in(&change, account, from, lives).await?;
    let actor = Actor::person(account.id, from.address);
    let access = Access::new(actor, Action::LogIn, audit::record_of(account), [account.id]);
    audit::record(app, change.tx(), [access]).await?;
    change.commit().await?;
    Ok(opened)
}

/// [`open`] as a part of a change.
///
/// # Errors
/// As for [`open`].
pub async fn open_in(change: &Change, account: &user::Model, from: &Origin, lives: Lives) -> Result<Opened> {
    let now = lock_owner(change.tx(), account.id).await?.ok_or(ENDED)?;
    // A password that was changed while this one was being checked has ended all sessions: no other may follow.
    if now.status != Status::Active || now.password_hash != account.password_hash {
        return Err(ENDED);
    }
    let (family, started_at) = (change.app().new_id(), change.app().now());
    let (opened, _) =
        add_token(change, NewToken { family, user: account.id, started_at, from, lives }).await?;
    Ok(opened)
}

/// Those of these sessions that still run.
///
/// # Errors
/// The database's.
pub async fn live_among(app: &App, families: &[Uuid]) -> Result<HashSet<Uuid>> {
    let rows = session::Entity::live_among(families.iter().copied(), app.now());
    Ok(rows.all(app.db().read()).await?.into_iter().map(|row| row.family_id).collect())
}

/// The account as it is now, held until the transaction ends.
async fn lock_owner(tx: &impl ConnectionTrait, user: Uuid) -> Result<Option<user::Model>> {
    // Not the strongest lock: rows that merely refer to the account may be inserted meanwhile.
    Ok(user::Entity::own(user).lock(LockType::NoKeyUpdate).one(tx).await?)
}

struct NewToken<'a> {
    family: Uuid,
    user: Uuid,
    started_at: DateTime<Utc>,
    from: &'a Origin,
    lives: Lives,
}

async fn add_token(change: &Change, new: NewToken<'_>) -> Result<(Opened, Uuid)> {
    let NewToken { family, user, started_at, from, lives } = new;
    let (id, now) = (change.app().new_id(), change.app().now());
    let refresh_token = SecretString::from(BASE64_URL_SAFE_NO_PAD.encode(random::bytes::<32>()));
    let expires_at = (now + lives.idle).min(started_at + lives.whole);
    session::ActiveModel {
        id: Set(id),
        family_id: Set(family),
        user_id: Set(user),
        token_hash: Set(hash(&refresh_token)),
        created_at: Set(now),
        expires_at: Set(expires_at),
        replaced_by: Set(None),
        revoked_at: Set(None),
        started_at: Set(Some(started_at)),
        address: Set(from.address.map(|address| address.to_canonical().to_string())),
        device: Set(from.device.as_ref().map(|device| device.chars().take(200).collect())),
        replaced_at: Set(None),
        successor_sealed: Set(None),
    }
    .insert(change.tx())
    .await?;
    Ok((Opened { family, refresh_token, expires_at }, id))
}

fn hash(token: &SecretString) -> Vec<u8> {
    Sha256::digest(token.expose_secret().as_bytes()).to_vec()
}
