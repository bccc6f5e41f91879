//! Who acts, and from where, as the access log has it.

use super::{Client, Viewer};
use aftercare_core::audit::Actor;
use async_graphql::Context;

/// Whoever this operation acts for.
pub fn actor(ctx: &Context<'_>) -> Actor {
    let address = ctx.data_opt::<Client>().map(|client| client.address);
    match ctx.data_opt::<Viewer>() {
        Some(viewer) => Actor::person(viewer.account.id, address),
        None => Actor::nobody(address),
    }
}
