//! Running an operation, whoever asked and however the answer leaves.
//!
//! - `engine`: any executor of async-graphql;
//! - `state`: what all requests share;
//! - `run`: runs a query, a mutation or a subscription;
//! - `outcome`: what came of it;
//! - `places`: where a field failed, kept on the way up;
//! - `errors`: the last look at an answer's errors;
//! - `feed`: one run of a subscription for all sockets that would see the same.

mod engine;
mod errors;
mod feed;
mod outcome;
mod places;
mod run;
mod state;

pub(super) use engine::cause;
pub(super) use feed::{Feeds, Follow, Ground, Item};
pub(super) use outcome::Outcome;
pub use places::Places;
pub(super) use run::run;
pub(super) use state::Core;
