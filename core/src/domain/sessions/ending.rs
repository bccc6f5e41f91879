//! Ending sessions: at once, everywhere, and whatever is being refreshed at the same moment.

use super::{ENDED, hash, lock_owner};
use crate::{App, Change, Error, Result, bus::Signal};
use aftercare_entity::session;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, prelude::Expr};
use secrecy::SecretString;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Who ends a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// The person who uses it, by logging out.
    LoggingOut,
    /// Somebody else, another session, or a rule.
    Another,
}

/// Ends one session, everywhere and at once.
///
/// # Errors
/// The database's.
pub async fn revoke(app: &App, family: Uuid) -> Result<()> {
    let mut change = app.begin().await?;
    let of_family = session::Entity::find().filter(session::Column::FamilyId.eq(family));
    if let Some(row) = of_family.one(change.tx()).await? {
        lock_owner(change.tx(), row.user_id).await?;
        end_family(&mut change, family, By::LoggingOut).await?;
    }
    change.commit().await
}

/// Ends the session that a refresh token is of, be it the newest one or an older one; one that has ended is left as it is.
///
/// # Errors
/// [`Error::Unauthenticated`] when the token is not known; else the database's.
pub async fn end_by_token(app: &App, token: &SecretString) -> Result<()> {
    let mut change = app.begin().await?;
    let found = session::Entity::by_token_hash(&hash(token)).one(change.tx()).await?.ok_or(ENDED)?;
    lock_owner(change.tx(), found.user_id).await?;
    end_family(&mut change, found.family_id, By::LoggingOut).await?;
    change.commit().await
}

/// Ends one of `user`'s own sessions.
///
/// # Errors
/// [`Error::NotFound`] when it is not theirs, or has ended; else the database's.
pub async fn end_own(app: &App, user: Uuid, family: Uuid) -> Result<()> {
    let mut change = app.begin().await?;
    lock_owner(change.tx(), user).await?;
    let own = session::Entity::live(family, app.now()).filter(session::Column::UserId.eq(user));
    own.one(change.tx()).await?.ok_or(Error::NotFound("session"))?;
    end_family(&mut change, family, By::Another).await?;
    change.commit().await
}

/// Ends all sessions of `user`, everywhere and at once.
///
/// # Errors
/// The database's.
pub async fn revoke_all(app: &App, user: Uuid) -> Result<()> {
    let mut change = app.begin().await?;
    end_all(&mut change, user, By::LoggingOut).await?;
    change.commit().await
}

/// [`revoke_all`] as a part of a change.
///
/// # Errors
/// The database's.
pub async fn revoke_all_in(change: &mut Change, user: Uuid) -> Result<()> {
    end_all(change, user, By::Another).await
}

async fn end_all(change: &mut Change, user: Uuid, by: By) -> Result<()> {
    lock_owner(change.tx(), user).await?;
    end(change, Condition::all().add(session::Column::UserId.eq(user))).await?;
    change.signal(Signal::UserSignedOut { user, logged_out: by == By::LoggingOut });
    Ok(())
}

/// Ends all sessions of `user` but the one to be kept, as a part of a change.
///
/// # Errors
/// The database's.
pub async fn revoke_others_in(change: &mut Change, user: Uuid, kept: Uuid) -> Result<()> {
    lock_owner(change.tx(), user).await?;
    let which =
        Condition::all().add(session::Column::UserId.eq(user)).add(session::Column::FamilyId.ne(kept));
    let families: Vec<Uuid> = session::Entity::find()
        .select_only()
        .column(session::Column::FamilyId)
        .distinct()
        .filter(which.clone())
        .filter(session::Column::RevokedAt.is_null())
        .into_tuple()
        .all(change.tx())
        .await?;
    end(change, which).await?;
    for family in BTreeSet::from_iter(families) {
        change.signal(Signal::SessionEnded { family, logged_out: false });
    }
    Ok(())
}

/// Ends a session whose owner's row is held.
pub(super) async fn end_family(change: &mut Change, family: Uuid, by: By) -> Result<()> {
    end(change, Condition::all().add(session::Column::FamilyId.eq(family))).await?;
    change.signal(Signal::SessionEnded { family, logged_out: by == By::LoggingOut });
    Ok(())
}

async fn end(change: &Change, which: Condition) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(Some(change.app().now())))
        .col_expr(session::Column::SuccessorSealed, Expr::value(None::<Vec<u8>>))
        .filter(which)
        .filter(session::Column::RevokedAt.is_null())
        .exec(change.tx())
        .await?;
    Ok(())
}
