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

use crate::{App, Error, Result, audit::Actor, passwords::Checked, throttle::Limit};
use aftercare_entity::user::{self, Role};
use chrono::Duration;
use secrecy::SecretString;

/// Wrong passwords before the owner of an open session has to wait.
const TRIES: Limit = Limit { tries: 10, window: Duration::minutes(15) };

/// Closes the account of `account`, who is signed in and says the password again.
///
/// # Errors
/// [`Error::BadInput`] at `password`; [`Error::RateLimited`]; [`Error::Conflict`] for the last admin.
pub async fn delete_own(
    app: &App,
    account: &user::Model,
    password: SecretString,
    actor: Actor,
) -> Result<()> {
    let who = account.id.to_string();
    app.throttle().count("delete-account", &who, TRIES).await?;
    if app.passwords().check(password, Some(account.password_hash.clone())).await? == Checked::Wrong {
        return Err(Error::bad_input("password", "this is not the password of the account"));
    }
    app.throttle().refund("delete-account", &who).await;
    match account.role {
        Role::Patient => erase(app, actor, account.id).await.map(drop),
        Role::Doctor | Role::Admin => staff::close(app, actor, account.id).await,
    }
}
