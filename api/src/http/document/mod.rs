//! A document, from its text to an operation that may run. Nothing here knows where the text came from or what the
//! answer is.
//!
//! - `brackets`: how deep the text nests, before anything parses it;
//! - `parsed`: parsed, weighed and held to its limits;
//! - `cost`: what it weighs, each fragment once;
//! - `rules`: what the library's validation leaves out;
//! - `kept`: parsed documents for the next request with the same text;
//! - `operation`: the one that is to run, chosen;
//! - `variables`: its variables, checked;
//! - `complexity`: its weight by the schema's count;
//! - `priced`: all of these weights, for a client that asks.

mod brackets;
mod complexity;
mod cost;
mod kept;
mod operation;
mod parsed;
mod priced;
mod rules;
mod variables;

pub use complexity::Complexity;
pub(super) use operation::{Documents, Operation};
pub(super) use parsed::Document;
pub(super) use priced::is_asked_for as price_is_asked_for;
