//! Accounts with passwords, and the access log.

use aftercare_core::{
    App, Error, Result,
    domain::{
        accounts::{self, NewAccount},
        log_in_tries::Visit,
        sessions::{self, Lives, Opened, Origin},
    },
};
use aftercare_entity::{
    access_log, session,
    user::{self, Role},
};
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use secrecy::SecretString;
use std::net::IpAddr;
use uuid::Uuid;

pub const PASSWORD: &str = "quiet lamp river";
pub const LIVES: Lives =
    Lives { idle: Duration::days(14), whole: Duration::days(30), grace: Duration::seconds(30) };

pub fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

pub fn at(address: &str) -> Visit<'static> {
    Visit::from(ip(address))
}

pub fn from(address: &str) -> Origin {
    Origin { address: Some(ip(address)), device: None }
}

pub async fn sign_up(app: &App, email: &str) -> user::Model {
    sign_up_from(app, email, None).await.unwrap()
}

pub async fn sign_up_from(app: &App, email: &str, address: Option<IpAddr>) -> Result<user::Model> {
    let new = NewAccount {
        email,
        password: PASSWORD.into(),
        name: "Paula Ng",
        role: Role::Patient,
        time_zone: None,
        address,
    };
    accounts::sign_up(app, new).await
}

/// Logs in with this password; a wrong one is refused.
pub async fn log_in(app: &App, email: &str, password: &str, visit: Visit<'_>) -> Result<user::Model> {
    accounts::log_in(app, email, password.into(), visit).await
}

/// A session that was begun at an address.
pub async fn signed_in(app: &App, account: &user::Model, address: &str) -> Opened {
    sessions::log_in(app, account, &from(address), LIVES).await.unwrap()
}

pub async fn refresh(app: &App, token: &SecretString) -> Result<Opened> {
    Ok(sessions::rotate(app, token, &Origin::default(), LIVES).await?.1)
}

pub fn is_over<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::Unauthenticated(_)))
}

pub fn is_limited<T>(answer: &Result<T>) -> bool {
    matches!(answer, Err(Error::RateLimited { retry_after: 1..=900 }))
}

/// The tokens of a session that still work.
pub async fn live_tokens(app: &App, family: Uuid) -> usize {
    session::Entity::live(family, app.now()).all(app.db().read()).await.unwrap().len()
}

/// What the access log has of an action: about which account, from which address.
pub async fn logged(app: &App, action: &str) -> Vec<(Option<Uuid>, Option<String>)> {
    let rows = access_log::Entity::find().filter(access_log::Column::Action.eq(action));
    let rows = rows.all(app.db().write()).await.unwrap();
    rows.into_iter().map(|row| (row.subject_id, row.address)).collect()
}
