//! Continuing a session: one refresh token for the next.

use super::{ENDED, Lives, NewToken, Opened, Origin, add_token, ending, hash, lock_owner, successor};
use crate::{
    App, Result,
    audit::{self, Access, Action, Actor},
};
use aftercare_entity::{session, user, user::Status};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, prelude::Expr,
};
use secrecy::SecretString;

/// Takes a refresh token and gives the next one, and whose it is. A token that was replaced less than `lives.grace` ago gives
/// the token that replaced it, so that both who ask hold the same one.
///
/// # Errors
/// [`Error::Unauthenticated`]; a token used again after the grace period also ends its session everywhere.
pub async fn rotate(
    app: &App,
    token: &SecretString,
    from: &Origin,
    lives: Lives,
) -> Result<(user::Model, Opened)> {
    let hash = hash(token);
    let mut change = app.begin().await?;
    let owner = session::Entity::by_token_hash(&hash).one(change.tx()).await?.ok_or(ENDED)?.user_id;
    let account = lock_owner(change.tx(), owner).await?;
    let account = account.filter(|account| account.status == Status::Active).ok_or(ENDED)?;
    // Once more: what was read before the lock may be over.
    let row = session::Entity::by_token_hash(&hash).one(change.tx()).await?;
    let row = row.filter(|row| row.revoked_at.is_none()).ok_or(ENDED)?;
    let now = app.now();
    if row.replaced_by.is_some() {
        if let Some(opened) = successor::newest(change.tx(), &row, token, lives.grace, now).await? {
            return if opened.expires_at > now { Ok((account, opened)) } else { Err(ENDED) };
        }
        tracing::warn!(session = %row.family_id, user = %row.user_id, "a refresh token was used twice; session ended");
        let reuse = Access::new(
            Actor::nobody(from.address),
            Action::TokenReused,
            audit::record_of(&account),
            [row.user_id],
        );
        audit::record(app, change.tx(), [reuse]).await?;
        ending::end_family(&mut change, row.family_id, ending::By::Another).await?;
        return change.commit().await.and(Err(ENDED));
    }
    let started_at = row.started_at.unwrap_or(row.created_at);
    if row.expires_at <= now || started_at + lives.whole <= now {
        return Err(ENDED);
    }
    let new = NewToken { family: row.family_id, user: row.user_id, started_at, from, lives };
    let (opened, next) = add_token(&change, new).await?;
    let remembers = lives.grace > chrono::Duration::zero();
    let sealed = if remembers { Some(successor::seal(token, row.id, &opened.refresh_token)?) } else { None };
    let family = row.family_id;
    let mut row = row.into_active_model();
    row.replaced_by = Set(Some(next));
    row.replaced_at = Set(Some(now));
    row.successor_sealed = Set(sealed);
    row.update(change.tx()).await?;
    session::Entity::update_many()
        .col_expr(session::Column::SuccessorSealed, Expr::value(None::<Vec<u8>>))
        .filter(session::Column::FamilyId.eq(family))
        .filter(session::Column::SuccessorSealed.is_not_null())
        .filter(session::Column::ReplacedAt.lte(now - lives.grace))
        .exec(change.tx())
        .await?;
    change.commit().await?;
    Ok((account, opened))
}
