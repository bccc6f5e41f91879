//! What a mail about an account says, decided when it is about to leave.
//!
//! To an address that nobody has confirmed goes nothing but the code that confirms it. No mail holds anything that the
//! account's maker wrote, a name neither: the maker may be a stranger to whoever reads the mail.

use super::codes::Code;
use crate::{App, Result};
use aftercare_entity::{
    account_mail,
    account_mail::{Column, Kind},
    user,
    user::{Language, Role, Status},
};
use chrono::{DateTime, Duration, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A mail to be written.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its row.
    pub mail: account_mail::Model,
    /// What it says.
    pub content: Content,
    /// The language of whoever it is about.
    pub language: Language,
    /// Whose account it is about, where that is a patient's.
    pub patient: Option<Uuid>,
}

/// What a mail says.
#[derive(Debug, Clone)]
pub enum Content {
    /// With this code the address of a new account is confirmed.
    Confirm(Code),
    /// Somebody signed up with an address that has an account.
    HasAccount,
    /// With this code a new password is chosen.
    Reset(Code),
    /// With this code, and another one, the account leaves this address.
    Leave(Code),
    /// With this code the account moves to this address.
    Arrive(Code),
    /// Somebody wanted to move an account to an address that has one.
    Taken,
    /// The password was changed.
    PasswordChanged,
    /// A doctor was let in.
    Approved,
    /// A doctor was not let in.
    Refused,
}

impl Content {
    /// The code in it.
    pub const fn code(&self) -> Option<&Code> {
        match self {
            Self::Confirm(code) | Self::Reset(code) | Self::Leave(code) | Self::Arrive(code) => Some(code),
            Self::HasAccount | Self::Taken | Self::PasswordChanged | Self::Approved | Self::Refused => None,
        }
    }

    /// For the access log.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Confirm(_) => "CONFIRM_ADDRESS",
            Self::HasAccount => "HAS_ACCOUNT",
            Self::Reset(_) => "RESET_PASSWORD",
            Self::Leave(_) => "LEAVE_ADDRESS",
            Self::Arrive(_) => "NEW_ADDRESS",
            Self::Taken => "ADDRESS_TAKEN",
            Self::PasswordChanged => "PASSWORD_CHANGED",
            Self::Approved => "DOCTOR_APPROVED",
            Self::Refused => "DOCTOR_REFUSED",
        }
    }
}

/// What is to become of a mail.
#[derive(Debug, Clone)]
pub enum Fate {
    /// It is to be sent.
    Send(Box<Letter>),
    /// The address got many of its kind: not before then.
    Wait(DateTime<Utc>),
    /// No mail is needed, or none may be sent.
    Nothing,
}

/// What is to become of this mail, for the worker, which acts for nobody.
///
/// # Errors
/// The database's, or the keyring's when the code's key is not here.
pub async fn fate_unscoped(app: &App, mail: Uuid) -> Result<Fate> {
    let found = account_mail::Entity::find_by_id(mail).one(app.db().read()).await?;
    let still = |row: &account_mail::Model| {
        row.sent_at.is_none() && row.used_at.is_none() && row.expires_at > app.now()
    };
    let Some(row) = found.filter(still) else { return Ok(Fate::Nothing) };
    let Some((content, account)) = content(app, &row).await? else { return Ok(Fate::Nothing) };
    if let Some(until) = full_until(app, &row).await? {
        return Ok(Fate::Wait(until));
    }
    let language = account.as_ref().map(|account| app.hospital().language_of(account));
    let language = language.unwrap_or(app.hospital().language);
    let patient = account.filter(|account| account.role == Role::Patient).map(|account| account.id);
    Ok(Fate::Send(Box::new(Letter { mail: row, content, language, patient })))
}

async fn content(app: &App, row: &account_mail::Model) -> Result<Option<(Content, Option<user::Model>)>> {
    let db = app.db().read();
    let confirmed = user::Entity::by_email_unscoped(&row.email).one(db).await?;
    let about = match row.user_id {
        Some(id) => user::Entity::own(id).one(db).await?,
        None => confirmed.clone(),
    };
    let Some(account) = about.filter(|account| account.status == Status::Active) else { return Ok(None) };
    let code = || Code::of(app.keyring(), row);
    let waits = account.unconfirmed_since.is_some();
    let own = account.email == row.email;
    let content = match row.kind {
        Kind::ConfirmAddress if waits && own => {
            if confirmed.is_some() {
                Content::HasAccount
            } else {
                Content::Confirm(code()?)
            }
        }
        Kind::NewAddress if own && !waits => return Ok(None),
        Kind::NewAddress => {
            if confirmed.is_some() {
                Content::Taken
            } else {
                Content::Arrive(code()?)
            }
        }
        // All others go to the account's own, confirmed address.
        _ if waits || !own => return Ok(None),
        Kind::ConfirmAddress => return Ok(None),
        Kind::ResetPassword => Content::Reset(code()?),
        Kind::LeaveAddress => Content::Leave(code()?),
        Kind::PasswordChanged => Content::PasswordChanged,
        Kind::DoctorApproved => Content::Approved,
        Kind::DoctorRefused => Content::Refused,
    };
    Ok(Some((content, Some(account))))
}

/// Until when the address gets no further mail of this kind: a stranger may have asked for all of them.
async fn full_until(app: &App, row: &account_mail::Model) -> Result<Option<DateTime<Utc>>> {
    let most = u64::from(app.hospital().account_mails_an_hour);
    let hour = Duration::hours(1);
    let sent: Vec<DateTime<Utc>> = account_mail::Entity::find()
        .select_only()
        .column(Column::SentAt)
        .filter(Column::Email.eq(row.email.as_str()))
        .filter(Column::Kind.eq(row.kind))
        .filter(Column::SentAt.gt(app.now() - hour))
        .order_by_desc(Column::SentAt)
        .limit(most)
        .into_tuple()
        .all(app.db().read())
        .await?;
    let full = u64::try_from(sent.len()).unwrap_or(u64::MAX) >= most;
    Ok(sent.last().filter(|_| full).map(|oldest| *oldest + hour))
}
