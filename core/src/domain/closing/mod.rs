//! Closing an account for good, by its owner or by the operator.
//!
//! Of a **patient** the data key and all personal fields are destroyed ([`erase`]): nobody reads the record any more, and only
//! the counts are left. A **doctor**'s name and title stay, because they say who wrote the notes in patients' records, which
//! are those patients'; the address, the password and the sessions go, and the patients are nobody's from then on. An
//! **admin**'s name is in no record and goes too; the last one stays, or nobody could let doctors in.

mod erase;
mod personal;
mod staff;

pub use erase::{Counts, counts, erase, erased};

use super::recovery;
use crate::{App, Result, audit::Actor};
use aftercare_entity::user::{self, Role};
use secrecy::SecretString;

/// Closes the account of `account`, who is signed in and says the password again.
///
/// # Errors
/// [`BadInput`](crate::Error::BadInput) at `password`; [`RateLimited`](crate::Error::RateLimited);
/// [`Conflict`](crate::Error::Conflict) for the last admin.
pub async fn delete_own(
    app: &App,
    account: &user::Model,
    password: SecretString,
    actor: Actor,
) -> Result<()> {
    recovery::verify(app, actor, account, password, "password").await?;
    match account.role {
        Role::Patient => erase(app, actor, account.id).await.map(drop),
        Role::Doctor | Role::Admin => staff::close(app, actor, account.id).await,
    }
}
