//! Accounts, as an admin sees them.

use super::{
    super::{
        error::{ApiError, Result},
        ids::Kind,
        pages::{self, Arguments},
        scalars::DateTime,
    },
    api_for_admin,
};
use aftercare_core::domain::{
    directory::{self, Listed, State, Wanted},
    input,
};
use aftercare_entity::user::Role;
use async_graphql::{Context, Enum, ID, Object, connection::Connection};

/// Which kind of person an account is for.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Role")]
pub enum AccountRole {
    /// Someone who is cared for.
    Patient,
    /// Someone who cares for patients.
    Doctor,
    /// Someone who administers the service; sees no patient's record.
    Admin,
}

/// What the owner of an account may do now.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "State")]
pub enum AccountState {
    /// Everything that the role allows.
    Active,
    /// As much as the hospital allows people who have not confirmed their e-mail address.
    Unconfirmed,
    /// Nothing yet: the doctor waits for `approveDoctor`.
    Pending,
    /// Nothing: an admin has refused the doctor.
    Refused,
    /// Nothing, not even log in: the account is suspended until `reinstateAccount`.
    Suspended,
    /// Nothing any more: the account was closed for good.
    Ended,
}

/// An account, as an admin sees it: whose it is and what state it is in, never a patient's record.
#[derive(Debug)]
pub struct Account(pub(super) Listed);

/// An account, as an admin sees it: whose it is and what state it is in, never a patient's record.
#[Object]
impl Account {
    /// The id of the person: a patient's, a doctor's or an admin's.
    async fn id(&self) -> ID {
        let kind = match self.0.account.role {
            Role::Patient => Kind::Patient,
            Role::Doctor => Kind::Doctor,
            Role::Admin => Kind::Admin,
        };
        kind.id(self.0.account.id)
    }

    /// Which kind of person the account is for.
    async fn role(&self) -> AccountRole {
        self.0.account.role.into()
    }

    /// The person's name, as they wrote it.
    async fn name(&self) -> String {
        self.0.account.name.clone()
    }

    /// E-mail address to log in with.
    async fn email(&self) -> String {
        input::shown_email(&self.0.account.email)
    }

    /// Whether the owner of the e-mail address has confirmed that this account is theirs.
    async fn email_confirmed(&self) -> bool {
        self.0.account.unconfirmed_since.is_none()
    }

    /// What the owner may do now.
    async fn state(&self) -> AccountState {
        State::of(&self.0.account).into()
    }

    /// A doctor's title or ward, which tells two doctors of the same name apart; null when none was set.
    async fn title(&self) -> Option<String> {
        self.0.account.title.clone()
    }

    /// When the account was created.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.account.created_at)
    }

    /// When somebody last signed in to the account; null when nobody has, or when it was so long ago that the session is no longer kept.
    async fn last_sign_in_at(&self) -> Option<DateTime> {
        self.0.last_sign_in_at.map(DateTime)
    }
}

/// Questions about accounts.
#[derive(Default, Debug)]
pub struct AccountsQuery;

/// Questions about accounts.
#[Object]
impl AccountsQuery {
    /// All accounts, sorted by name; only for an admin.
    #[expect(clippy::too_many_arguments, reason = "each is one of the field's")]
    #[graphql(complexity = "super::super::pages::weight(first.or(last), child_complexity)")]
    async fn accounts(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Part of the name, of a doctor's title or of the e-mail address, in any case and with or without accents."
        )]
        search: Option<String>,
        #[graphql(desc = "Only accounts in this state.")] state: Option<AccountState>,
        #[graphql(desc = "Only accounts of this role.")] role: Option<AccountRole>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the account that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the account that the page comes before.")] before: Option<String>,
    ) -> Result<Connection<String, Account>> {
        let api = api_for_admin(ctx)?;
        let search = search.as_deref();
        pages::check_search(search)?;
        let asked = Arguments { first, after, last, before }.by_text()?;
        let wanted = Wanted { search, state: state.map(Into::into), role: role.map(Into::into) };
        let rows = directory::accounts(&api.app, &wanted, &asked.page).await.map_err(ApiError::from)?;
        let rows = rows
            .into_iter()
            .map(|row| (pages::text_cursor(&row.account.name_folded, row.account.id), Account(row)));
        Ok(pages::connection(rows.collect(), &asked))
    }
}
