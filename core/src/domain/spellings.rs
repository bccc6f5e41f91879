//! Brings rows to the stored spelling of today: what search looks at, and e-mail addresses.
//!
//! A version of this program that folds names otherwise, or spells addresses otherwise, than the one that wrote the rows runs
//! this at its worker's start. All rows are read and compared, a page at a time, and only those that differ are written; a
//! run that is broken off, or runs twice at once, does no harm. Of 300,000 accounts this reads some 40 MB, in seconds,
//! which is why no mark is kept of its being done.

use super::input;
use crate::{App, Result};
use aftercare_entity::user;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Statement, Value,
    prelude::Expr,
};
use uuid::Uuid;

/// Accounts read at once.
const PAGE: u64 = 1000;

/// What was changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Respelt {
    /// Names and titles that search looks at otherwise now.
    pub names: u64,
    /// E-mail addresses in another spelling.
    pub emails: u64,
}

type Row = (Uuid, String, Option<String>, String, String);

/// Compares all accounts and writes those that differ.
///
/// # Errors
/// The database's; the pages before are done then.
pub async fn respell(app: &App) -> Result<Respelt> {
    let (mut done, mut after) = (Respelt::default(), Uuid::nil());
    loop {
        let page: Vec<Row> = user::Entity::find()
            .select_only()
            .columns([
                user::Column::Id,
                user::Column::Name,
                user::Column::Title,
                user::Column::NameFolded,
                user::Column::Email,
            ])
            .filter(user::Column::Id.gt(after))
            .order_by_asc(user::Column::Id)
            .limit(PAGE)
            .into_tuple()
            .all(app.db().read())
            .await?;
        let Some(last) = page.last() else { return Ok(done) };
        after = last.0;
        done.names += names(app, &page).await?;
        for (id, _, _, _, email) in &page {
            done.emails += u64::from(address(app, *id, email).await?);
        }
    }
}

/// One statement for those of the page that differ.
async fn names(app: &App, page: &[Row]) -> Result<u64> {
    let mut values: Vec<Value> = Vec::new();
    for (id, name, title, folded, _) in page {
        let now = input::search_text(name, title.as_deref());
        if now != *folded {
            values.extend([(*id).into(), folded.as_str().into(), now.into()]);
        }
    }
    if values.is_empty() {
        return Ok(0);
    }
    let rows: Vec<_> = (0..values.len() / 3)
        .map(|row| format!("(${}, ${}, ${})", 3 * row + 1, 3 * row + 2, 3 * row + 3))
        .collect();
    // A row whose name or title is changed meanwhile is folded again by that change, and left alone here.
    let sql = format!(
        "WITH new (id, old_folded, folded) AS (VALUES {}) UPDATE users SET name_folded = \
         (SELECT folded FROM new WHERE new.id = users.id) WHERE EXISTS \
         (SELECT 1 FROM new WHERE new.id = users.id AND new.old_folded = users.name_folded)",
        rows.join(", ")
    );
    let statement = Statement::from_sql_and_values(app.db().backend(), sql, values);
    Ok(app.db().write().execute_raw(statement).await?.rows_affected())
}

/// Whether the address was changed. One that another account has in today's spelling stays as it is: whose it is, a person
/// must find out.
async fn address(app: &App, id: Uuid, email: &str) -> Result<bool> {
    let Ok(spelling) = input::email(email) else { return Ok(false) };
    if spelling == email {
        return Ok(false);
    }
    if user::Entity::by_emails_unscoped(std::slice::from_ref(&spelling)).one(app.db().read()).await?.is_some()
    {
        tracing::warn!(account = %id, "an e-mail address in an old spelling stays: another account has it in today's");
        return Ok(false);
    }
    let done = user::Entity::update_many()
        .col_expr(user::Column::Email, Expr::value(spelling))
        .filter(user::Column::Id.eq(id))
        .filter(user::Column::Email.eq(email))
        .exec(app.db().write())
        .await?;
    Ok(done.rows_affected == 1)
}
