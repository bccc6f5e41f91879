//! What every closed account loses, whatever its role.

use crate::{
    App, Change, Result,
    domain::{reasons, sessions},
    jobs::{self, JobKind},
    random,
};
use aftercare_entity::{
    account_mail, assignment, session,
    user::{self, Status},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, IntoActiveModel,
    QueryFilter, QuerySelect, prelude::Expr,
};
use secrecy::SecretString;
use uuid::Uuid;

/// What stands for the name of somebody who is gone.
pub(super) const NOBODY: &str = "erased";

/// An address that no mail server takes (RFC 2606), and that is nobody else's.
pub(super) fn no_address(id: Uuid) -> String {
    format!("{id}@erased.invalid")
}

/// The hash of a password that nobody ever saw.
pub(super) async fn no_password(app: &App) -> Result<String> {
    app.passwords().hash_of_owner(SecretString::from(hex::encode(random::bytes::<32>()))).await
}

/// Destroys what the account can be recognised and entered by, and ends its sessions everywhere. The name stays: see who calls.
pub(super) async fn destroy(change: &mut Change, account: &user::Model, no_password: String) -> Result<()> {
    let now = change.app().now();
    let mut row = account.clone().into_active_model();
    row.email = Set(no_address(account.id));
    row.password_hash = Set(no_password);
    row.time_zone = Set(None);
    row.mail_refused_on = Set(None);
    row.remind_at = Set(None);
    row.quiet_from = Set(None);
    row.quiet_until = Set(None);
    row.language = Set(None);
    row.mail_detail = Set(None);
    row.daily_digest = Set(false);
    row.mail_failing_since = Set(None);
    row.unconfirmed_since = Set(None);
    row.admission = Set(None);
    row.status = Set(Status::Ended);
    row.erased_at = Set(Some(account.erased_at.unwrap_or(now)));
    row.updated_at = Set(now);
    row.update(change.tx()).await?;
    sessions::revoke_all_in(change, account.id).await?;
    session::Entity::update_many()
        .col_expr(session::Column::Address, Expr::value(Option::<String>::None))
        .col_expr(session::Column::Device, Expr::value(Option::<String>::None))
        .col_expr(session::Column::SuccessorSealed, Expr::value(Option::<Vec<u8>>::None))
        .filter(session::Column::UserId.eq(account.id))
        .exec(change.tx())
        .await?;
    // Those to the account; and, where the address was the account's own, those that went there before anybody knew whose it was.
    let confirmed = account.unconfirmed_since.is_none();
    let mut theirs = Condition::any().add(account_mail::Column::UserId.eq(account.id));
    if confirmed {
        let of_nobody = account_mail::Column::UserId.is_null();
        theirs = theirs.add(of_nobody.and(account_mail::Column::Email.eq(account.email.as_str())));
    }
    let mails = account_mail::Entity::find().select_only().column(account_mail::Column::Id);
    let mails = mails.filter(theirs.clone());
    jobs::put_away(change.app(), change.tx(), JobKind::AccountMail, mails, reasons::ERASED).await?;
    account_mail::Entity::update_many()
        .col_expr(account_mail::Column::UsedAt, Expr::value(Some(now)))
        .filter(theirs.clone())
        .filter(account_mail::Column::UsedAt.is_null())
        .exec(change.tx())
        .await?;
    // What was mailed to an address that was never confirmed goes on counting there, until it is pruned: else whoever signs up and
    // leaves again could have it mailed without end.
    if confirmed {
        account_mail::Entity::update_many()
            .col_expr(account_mail::Column::Email, Expr::value(no_address(account.id)))
            .filter(theirs)
            .exec(change.tx())
            .await?;
    }
    Ok(())
}

/// Ends the open assignments that `of` names: the patient's, or all of the doctor's.
pub(super) async fn end_assignments(change: &Change, of: Condition) -> Result<()> {
    assignment::Entity::update_many()
        .col_expr(assignment::Column::UntilAt, Expr::value(Some(change.app().now())))
        .filter(of)
        .filter(assignment::Column::UntilAt.is_null())
        .exec(change.tx())
        .await?;
    Ok(())
}
