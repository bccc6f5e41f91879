//! What an admin asks and does: accounts, and how the background work goes. Never a note, a step or anything else of a record.

pub mod account;
pub mod changes;
pub mod jobs;
pub mod sweeps;
pub mod workers;

use super::{Api, error::Result};
use crate::auth::{Client, Viewer};
use aftercare_core::audit::Actor;
use async_graphql::{Context, MergedObject};

/// Questions of admins.
#[derive(MergedObject, Default, Debug)]
pub struct AdminQuery(account::AccountsQuery, jobs::JobsQuery, sweeps::SweepsQuery, workers::WorkersQuery);

/// The parts of the schema, for an admin.
///
/// # Errors
/// UNAUTHENTICATED; FORBIDDEN for anybody else.
fn api_for_admin<'c>(ctx: &Context<'c>) -> Result<&'c Api> {
    Viewer::of(ctx)?.admin()?;
    Api::of(ctx)
}

/// The admin who asks, as the access log names them.
///
/// # Errors
/// UNAUTHENTICATED; FORBIDDEN for anybody else.
fn actor(ctx: &Context<'_>) -> Result<Actor> {
    let admin = Viewer::of(ctx)?.admin()?;
    Ok(Actor::person(admin.id, ctx.data_opt::<Client>().map(|client| client.address)))
}
