//! The codes in mails about accounts, as if somebody had read them.

use crate::{App, domain::account_mails::codes::Code};
use aftercare_entity::{
    account_mail,
    account_mail::{Column, Kind},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, prelude::Expr};

/// The mails of this kind to this address that are wanted or sent, newest first.
///
/// # Panics
/// When the database does not answer.
pub async fn to(app: &App, kind: Kind, email: &str) -> Vec<account_mail::Model> {
    account_mail::Entity::find()
        .filter(Column::Kind.eq(kind))
        .filter(Column::Email.eq(email))
        .order_by_desc(Column::Id)
        .all(app.db().read())
        .await
        .expect("mails")
}

/// The code in the newest mail of this kind to this address, which counts as sent from now on.
///
/// # Panics
/// When there is none.
pub async fn code(app: &App, kind: Kind, email: &str) -> Code {
    let mails = to(app, kind, email).await;
    account_mail::Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(Some(app.now())))
        .filter(Column::Id.is_in(mails.first().map(|mail| mail.id)))
        .filter(Column::SentAt.is_null())
        .exec(app.db().write())
        .await
        .expect("is marked as sent");
    Code::of(app.keyring(), mails.first().expect("a mail")).expect("a code")
}

/// Other digits than these.
pub fn another(digits: &str) -> String {
    let changed = if digits.starts_with('0') { '1' } else { '0' };
    format!("{changed}{}", &digits[1..])
}
