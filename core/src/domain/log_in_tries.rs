//! How often a log-in may fail, without anybody keeping an account's owner out.
//!
//! Failures count against the account and against the client's address. A stranger could use up both: the account's by
//! guessing at it from anywhere, the address's from behind the same router or proxy. So where one of the account's sessions
//! has come from this address, or this browser has a token of the account's ([`super::devices`]), failures count against that
//! account at that place alone: the owner is not kept out by what others do, and others there have few guesses too.

use super::devices;
use crate::{
    App, Result,
    audit::{self, Access, Action, Actor},
    throttle::{Door, Limit, network},
};
use aftercare_entity::{session, user};
use chrono::Duration;
use sea_orm::{ColumnTrait, QueryFilter, QuerySelect};
use std::net::IpAddr;
use uuid::Uuid;

const PER_PLACE: &str = "log-in-place";

/// Where a log-in comes from.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    /// The client's network address.
    pub address: IpAddr,
    /// What the browser shows of earlier log-ins ([`devices::token`]).
    pub devices: &'a [String],
}

impl Visit<'_> {
    /// From an address, and nothing more is known.
    pub const fn from(address: IpAddr) -> Self {
        Visit { address, devices: &[] }
    }
}

/// A try that has been counted as a failure; say so when it was none.
#[derive(Debug)]
pub struct Try<'a> {
    app: &'a App,
    counted: Counted,
}

#[derive(Debug)]
enum Counted {
    Place(String),
    Stranger { address: IpAddr, email: String },
}

impl<'a> Try<'a> {
    /// Counts a try with this (folded) e-mail address, which these accounts have.
    ///
    /// # Errors
    /// [`Error::RateLimited`](crate::Error::RateLimited).
    pub async fn begin(
        app: &'a App,
        email: &str,
        accounts: &[&user::Model],
        visit: Visit<'_>,
    ) -> Result<Self> {
        if let Some(place) = known_place(app, accounts, visit).await? {
            let doors = app.throttle().doors();
            let limit = Limit { tries: doors.log_in_per_place, window: doors.log_in.window };
            app.throttle().count(PER_PLACE, &place, limit).await?;
            return Ok(Self { app, counted: Counted::Place(place) });
        }
        app.throttle().enter(Door::LogIn, visit.address, Some(email)).await?;
        let counted = Counted::Stranger { address: visit.address, email: email.to_owned() };
        Ok(Self { app, counted })
    }

    /// It was no failure.
    pub async fn succeeded(self) {
        match self.counted {
            Counted::Place(place) => self.app.throttle().refund(PER_PLACE, &place).await,
            Counted::Stranger { address, email } => {
                self.app.throttle().leave(Door::LogIn, address, Some(&email)).await;
            }
        }
    }

    /// It was one: writes it to the access log, if it was about an account, a few times an hour. Beside the answer, so that
    /// the answer takes as long as that for an address without an account.
    pub fn failed(self, account: Option<&user::Model>, address: IpAddr) {
        let Some(account) = account else { return };
        let (patient, account) = (audit::record_of(account), account.id);
        let app = self.app.clone();
        tokio::spawn(async move {
            let limit = Limit { tries: app.throttle().doors().refusals_logged, window: Duration::hours(1) };
            if app.throttle().count("log-in-refused", &account.to_string(), limit).await.is_err() {
                return;
            }
            let actor = Actor::nobody(Some(address));
            let access = Access::new(actor, Action::LogInRefused, patient, [account]);
            if let Err(error) = audit::record(&app, app.db().write(), [access]).await {
                tracing::error!(%error, %account, "a refused log-in could not be written to the access log");
            }
        });
    }
}

/// The name of the place, if one of these accounts has signed in there. With a new password the count starts again: its owner
/// has shown who they are.
async fn known_place(app: &App, accounts: &[&user::Model], visit: Visit<'_>) -> Result<Option<String>> {
    for account in accounts {
        let known = visit.devices.iter().find_map(|token| devices::known(app, token, account.id));
        if let Some(device) = known {
            return Ok(Some(named(account, &device)));
        }
    }
    // Asked also when there is no account, so that the answer takes as long.
    let mut asked: Vec<_> = accounts.iter().map(|account| account.id).collect();
    if asked.is_empty() {
        asked.push(Uuid::nil());
    }
    let address = visit.address.to_canonical();
    let mut places = session::Entity::of_people(asked)
        .select_only()
        .columns([session::Column::UserId, session::Column::Address])
        .distinct()
        .filter(session::Column::Address.is_not_null());
    // The text of an IPv6 address does not show its /64, so all are looked at; there are few.
    if address.is_ipv4() {
        places = places.filter(session::Column::Address.eq(address.to_string()));
    }
    let places: Vec<(Uuid, String)> = places.into_tuple().all(app.db().read()).await?;
    let here = network(address);
    let same = |text: &str| text.parse::<IpAddr>().is_ok_and(|known| network(known) == here);
    let known = |account: &&&user::Model| places.iter().any(|(id, text)| *id == account.id && same(text));
    Ok(accounts.iter().find(known).map(|account| named(account, &here)))
}

fn named(account: &user::Model, place: &str) -> String {
    format!("{} {place} {}", account.id, account.password_hash)
}
