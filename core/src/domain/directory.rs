//! The accounts of the hospital, for the operator and for admins: who they are and what state they are in, never a record.

use super::input;
use crate::{
    App, Error, Result,
    page::{NameAndId, Page},
};
use aftercare_entity::{
    session,
    user::{self, Admission, Role, Status},
};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, Order, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Func},
};
use std::collections::HashMap;
use uuid::Uuid;

/// What an account may do now. The first that applies, in this order from the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Everything that its role may.
    Active,
    /// As much as the hospital allows people whose e-mail address is not confirmed.
    Unconfirmed,
    /// A doctor who waits to be let in.
    Pending,
    /// A doctor who was not let in.
    Refused,
    /// Nothing, until it is reinstated.
    Suspended,
    /// Nothing, ever.
    Ended,
}

impl State {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::Active, Self::Unconfirmed, Self::Pending, Self::Refused, Self::Suspended, Self::Ended];

    /// In lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Unconfirmed => "unconfirmed",
            Self::Pending => "pending",
            Self::Refused => "refused",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        }
    }

    /// From [`State::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// The state of an account.
    pub const fn of(account: &user::Model) -> Self {
        match (account.status, account.admission, account.unconfirmed_since) {
            (Status::Ended, ..) => Self::Ended,
            (Status::Suspended, ..) => Self::Suspended,
            (Status::Active, Some(Admission::Refused), _) => Self::Refused,
            (Status::Active, Some(Admission::Pending), _) => Self::Pending,
            (Status::Active, None, Some(_)) => Self::Unconfirmed,
            (Status::Active, None, None) => Self::Active,
        }
    }

    /// Where [`State::of`] is this.
    fn condition(self) -> Condition {
        let status = |status: Status| Condition::all().add(user::Column::Status.eq(status));
        let active = || status(Status::Active);
        let let_in = || active().add(user::Column::Admission.is_null());
        match self {
            Self::Ended => status(Status::Ended),
            Self::Suspended => status(Status::Suspended),
            Self::Refused => active().add(user::Column::Admission.eq(Admission::Refused)),
            Self::Pending => active().add(user::Column::Admission.eq(Admission::Pending)),
            Self::Unconfirmed => let_in().add(user::Column::UnconfirmedSince.is_not_null()),
            Self::Active => let_in().add(user::Column::UnconfirmedSince.is_null()),
        }
    }
}

/// Which accounts.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// Part of the name, the title or the e-mail, as typed.
    pub search: Option<&'a str>,
    /// Only in this state.
    pub state: Option<State>,
    /// Only of this role.
    pub role: Option<Role>,
}

/// An account in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The account.
    pub account: user::Model,
    /// When somebody last signed in to it, as far as its sessions are kept.
    pub last_sign_in_at: Option<DateTime<Utc>>,
}

/// A page of the accounts that are wanted, by name; two statements.
///
/// # Errors
/// The database's.
pub async fn accounts(app: &App, wanted: &Wanted<'_>, page: &Page<NameAndId>) -> Result<Vec<Listed>> {
    let search = wanted.search.map(str::trim).filter(|words| !words.is_empty());
    let search = search.map(|words| (input::fold(words), input::email_part(words)));
    let mut query =
        user::Entity::all_unscoped(search.as_ref().map(|(name, email)| (name.as_str(), email.as_str())));
    if let Some(state) = wanted.state {
        query = query.filter(state.condition());
    }
    if let Some(role) = wanted.role {
        query = query.filter(user::Column::Role.eq(role));
    }
    let order = page.order(&Order::Asc);
    let query = query
        .filter(page.within_names(user::Column::NameFolded, user::Column::Id))
        .order_by(user::Column::NameFolded, order.clone())
        .order_by(user::Column::Id, order)
        .limit(page.size);
    with_sign_ins(app, page.arranged(query.all(app.db().read()).await?)).await
}

/// The account with when somebody last signed in to it.
///
/// # Errors
/// The database's.
pub async fn listed(app: &App, account: user::Model) -> Result<Listed> {
    with_sign_ins(app, vec![account]).await?.pop().ok_or(Error::NotFound("account"))
}

/// The account with this e-mail or id, as the operator types it; an id may have its kind before it, as in `doctor_0192...`.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when several accounts claim the address, with their ids.
pub async fn find(app: &App, email_or_id: &str) -> Result<user::Model> {
    let typed = email_or_id.trim();
    let id = typed.rsplit_once('_').map_or(typed, |(_, id)| id);
    let query = match id.parse::<Uuid>() {
        Ok(id) => user::Entity::any_unscoped(id),
        Err(_) => user::Entity::with_emails_unscoped(&input::email_spellings(typed)),
    };
    let mut found = query.order_by_asc(user::Column::Id).limit(20).all(app.db().read()).await?;
    if found.len() > 1 {
        let ids: Vec<_> = found.iter().map(|account| account.id.to_string()).collect();
        let why = format!("several accounts claim this address; name one by its id: {}", ids.join(", "));
        return Err(Error::Conflict(why));
    }
    found.pop().ok_or(Error::NotFound("account"))
}

async fn with_sign_ins(app: &App, accounts: Vec<user::Model>) -> Result<Vec<Listed>> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let began =
        Func::coalesce([Expr::col(session::Column::StartedAt), Expr::col(session::Column::CreatedAt)]);
    let last: Vec<(Uuid, Option<DateTime<Utc>>)> = session::Entity::find()
        .select_only()
        .column(session::Column::UserId)
        .column_as(Expr::expr(began).max(), "began_at")
        .filter(session::Column::UserId.is_in(accounts.iter().map(|account| account.id)))
        .group_by(session::Column::UserId)
        .into_tuple()
        .all(app.db().read())
        .await?;
    let mut last: HashMap<Uuid, DateTime<Utc>> =
        last.into_iter().filter_map(|(user, at)| Some((user, at?))).collect();
    let listed =
        accounts.into_iter().map(|account| Listed { last_sign_in_at: last.remove(&account.id), account });
    Ok(listed.collect())
}
