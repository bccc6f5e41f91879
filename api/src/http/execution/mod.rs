//! Running an operation, whoever asked and however the answer leaves.
//!
//! - `engine`: any executor of async-graphql;
//! - `state`: what all requests share;
//! - `run`: runs a query, a mutation or a subscription;
//! - `outcome`: what came of it;
//! - `oversight`: what is seen of an execution from inside;
//! - `errors`: the last look at an answer's errors.

mod engine;
mod errors;
mod outcome;
mod oversight;
mod run;
mod state;

pub(super) use engine::cause;
pub(super) use outcome::Outcome;
pub use oversight::Oversight;
pub(super) use run::{run, start};
pub(super) use state::Core;
