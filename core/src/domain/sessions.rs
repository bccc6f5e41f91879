//! Sessions: one log-in is one family of refresh tokens, each used once.
//!
//! A refresh token is 32 random bytes, stored only as its SHA-256. Using it makes the next one; using it again means
//! that somebody has a copy, and ends the whole family (RFC 9700, 4.14.2).

use crate::{App, Change, Error, Result, bus::Signal, random};
use aftercare_entity::{session, user, user::Status};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    prelude::Expr,
};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

/// The one answer to a refresh token that is unknown, used, expired or revoked.
const ENDED: Error = Error::Unauthenticated("the session is over; log in again");

/// A session just begun or continued.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub family: Uuid,
    /// Given to the client once, never stored.
    pub refresh_token: SecretString,
    /// When the token can no longer be used.
    pub expires_at: DateTime<Utc>,
}

/// Begins a session of `user` that lasts `life` without being used.
///
/// # Errors
/// The database's.
pub async fn open(app: &App, user: Uuid, life: Duration) -> Result<Opened> {
    let change = app.begin().await?;
    let (opened, _) = add_token(&change, app.new_id(), user, life).await?;
    change.commit().await?;
    Ok(opened)
}

/// Takes a refresh token and gives the next one, and whose it is.
///
/// # Errors
/// [`Error::Unauthenticated`]; a token used twice also ends its session everywhere.
pub async fn rotate(app: &App, token: &SecretString, life: Duration) -> Result<(user::Model, Opened)> {
    let hash = hash(token);
    let change = app.begin().await?;
    let found = session::Entity::by_token_hash(&hash).lock_exclusive().one(change.tx()).await?;
    let row = found.filter(|row| row.revoked_at.is_none()).ok_or(ENDED)?;
    if row.replaced_by.is_some() {
        tracing::warn!(session = %row.family_id, user = %row.user_id, "a refresh token was used twice; session ended");
        return end(change, row.family_id).await.and(Err(ENDED));
    }
    let account = user::Entity::own(row.user_id).one(change.tx()).await?;
    let account = account.filter(|account| account.status == Status::Active).ok_or(ENDED)?;
    if row.expires_at <= app.now() {
        return Err(ENDED);
    }
    let (opened, next) = add_token(&change, row.family_id, row.user_id, life).await?;
    let mut row = row.into_active_model();
    row.replaced_by = Set(Some(next));
    row.update(change.tx()).await?;
    change.commit().await?;
    Ok((account, opened))
}

/// Ends one session, everywhere and at once.
///
/// # Errors
/// The database's.
pub async fn revoke(app: &App, family: Uuid) -> Result<()> {
    end(app.begin().await?, family).await
}

/// Ends all sessions of `user`, everywhere and at once.
///
/// # Errors
/// The database's.
pub async fn revoke_all(app: &App, user: Uuid) -> Result<()> {
    let mut change = app.begin().await?;
    revoke_all_in(&mut change, user, None).await?;
    change.commit().await
}

/// Ends all sessions of `user` but the one to be kept, as a part of a change.
///
/// # Errors
/// The database's.
pub async fn revoke_all_in(change: &mut Change, user: Uuid, kept: Option<Uuid>) -> Result<()> {
    let mut ended = session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(Some(change.app().now())))
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::RevokedAt.is_null());
    if let Some(kept) = kept {
        ended = ended.filter(session::Column::FamilyId.ne(kept));
    }
    let ended = ended.exec_with_returning(change.tx()).await?;
    if kept.is_none() {
        change.signal(Signal::UserSignedOut { user });
        return Ok(());
    }
    let families: BTreeSet<_> = ended.iter().map(|row| row.family_id).collect();
    for family in families {
        change.signal(Signal::SessionEnded { family });
    }
    Ok(())
}

/// Whose session this is, if it still runs and its user may log in.
///
/// # Errors
/// The database's.
pub async fn live(app: &App, family: Uuid) -> Result<Option<user::Model>> {
    let Some(row) = session::Entity::live(family, app.now()).one(app.db().read()).await? else {
        return Ok(None);
    };
    let account = user::Entity::own(row.user_id).one(app.db().read()).await?;
    Ok(account.filter(|account| account.status == Status::Active))
}

/// Those of these sessions that still run.
///
/// # Errors
/// The database's.
pub async fn live_among(app: &App, families: &[Uuid]) -> Result<HashSet<Uuid>> {
    let rows = session::Entity::live_among(families.iter().copied(), app.now());
    Ok(rows.all(app.db().read()).await?.into_iter().map(|row| row.family_id).collect())
}

async fn end(mut change: Change, family: Uuid) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(Some(change.app().now())))
        .filter(session::Column::FamilyId.eq(family))
        .filter(session::Column::RevokedAt.is_null())
        .exec(change.tx())
        .await?;
    change.signal(Signal::SessionEnded { family });
    change.commit().await
}

async fn add_token(change: &Change, family: Uuid, user: Uuid, life: Duration) -> Result<(Opened, Uuid)> {
    let (id, now) = (change.app().new_id(), change.app().now());
    let refresh_token = SecretString::from(BASE64_URL_SAFE_NO_PAD.encode(random::bytes::<32>()));
    let expires_at = now + life;
    session::ActiveModel {
        id: Set(id),
        family_id: Set(family),
        user_id: Set(user),
        token_hash: Set(hash(&refresh_token)),
        created_at: Set(now),
        expires_at: Set(expires_at),
        replaced_by: Set(None),
        revoked_at: Set(None),
        started_at: Set(None),
        address: Set(None),
        device: Set(None),
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
