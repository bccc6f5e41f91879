//! Mails about accounts: wanted in the transaction of what they are about, written and sent by the worker.
//!
//! What a mail says is decided when it is written, not when it is wanted. So whoever signs up or asks for a new password
//! leaves the same rows behind, in the same time, whether the address has an account or not.
//!
//! Nothing is mailed to an address that its owner has not confirmed but the code with which they can: see [`letters`].

pub mod codes;
pub mod letters;

use crate::{
    Change, Result,
    audit::{self, Access, Action, Actor},
    jobs::{JobKind, NewJob},
};
use aftercare_entity::{account_mail, account_mail::Kind};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, prelude::Expr};
use uuid::Uuid;

/// How long the code of such a mail is good. A mail that could not leave by then is not sent.
pub const fn life(kind: Kind) -> Duration {
    match kind {
        Kind::ResetPassword => Duration::minutes(30),
        Kind::ConfirmAddress | Kind::LeaveAddress | Kind::NewAddress => Duration::hours(24),
        // They hold no code.
        Kind::PasswordChanged | Kind::DoctorApproved | Kind::DoctorRefused => Duration::days(3),
    }
}

/// Wants a mail of this kind to `email` (folded), about the account `user`; `None` = whoever has confirmed the address, if
/// anybody has.
///
/// # Errors
/// The database's.
pub async fn want(
    change: &mut Change,
    kind: Kind,
    user: Option<Uuid>,
    email: &str,
) -> Result<account_mail::Model> {
    let app = change.app().clone();
    let (id, now) = (app.new_id(), app.now());
    let row = account_mail::Model {
        id,
        kind,
        user_id: user,
        email: email.to_owned(),
        key_id: app.keyring().active().to_owned(),
        attempts: 0,
        created_at: now,
        expires_at: now + life(kind),
        used_at: None,
        sent_at: None,
    };
    let new = row.clone().into_active_model().reset_all();
    account_mail::Entity::insert(new).exec_without_returning(change.tx()).await?;
    change.job(NewJob::about(JobKind::AccountMail, id, now)).await?;
    Ok(row)
}

/// The Message-ID of such a mail, the same at every attempt.
pub fn message_id(mail: Uuid, domain: &str) -> String {
    format!("<account-{mail}@{domain}>")
}

/// Records that the mail server, or the disk, has the mail. Where it held no code, none is good any more.
///
/// # Errors
/// The database's.
pub async fn sent(change: &Change, letter: &letters::Letter) -> Result<()> {
    let (app, mail) = (change.app(), &letter.mail);
    let now = app.now();
    account_mail::Entity::update_many()
        .col_expr(account_mail::Column::SentAt, Expr::value(Some(now)))
        .filter(account_mail::Column::Id.eq(mail.id))
        .exec(change.tx())
        .await?;
    if letter.content.code().is_none() {
        void(change, [mail.id], now).await?;
    }
    let logged = Access::new(Actor::WORKER, Action::Mail, letter.patient, [mail.id]);
    audit::record(app, change.tx(), [logged.with_detail(letter.content.as_str())]).await
}

/// No such mail is needed, or none may be sent: its code is good for nothing.
///
/// # Errors
/// The database's.
pub async fn not_sent(change: &Change, mail: Uuid) -> Result<()> {
    void(change, [mail], change.app().now()).await
}

/// The codes of these mails are used up.
pub(super) async fn void(
    change: &Change,
    mails: impl IntoIterator<Item = Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
    account_mail::Entity::update_many()
        .col_expr(account_mail::Column::UsedAt, Expr::value(Some(at)))
        .filter(account_mail::Column::Id.is_in(mails))
        .filter(account_mail::Column::UsedAt.is_null())
        .exec(change.tx())
        .await?;
    Ok(())
}

/// The codes of all mails of these kinds about the account are used up.
pub(super) async fn void_all_of(change: &Change, user: Uuid, kinds: &[Kind]) -> Result<()> {
    account_mail::Entity::update_many()
        .col_expr(account_mail::Column::UsedAt, Expr::value(Some(change.app().now())))
        .filter(account_mail::Column::UserId.eq(user))
        .filter(account_mail::Column::Kind.is_in(kinds.iter().copied()))
        .filter(account_mail::Column::UsedAt.is_null())
        .exec(change.tx())
        .await?;
    Ok(())
}
