//! A document, from its text to an operation that may run. Nothing here knows where the text came from or what the
//! answer is.
//!
//! - `texts`: its text, sent, kept or listed;
//! - `pieces`: the text in strings, comments and all else, before anything parses it;
//! - `brackets`: how deep it nests;
//! - `escapes`: characters that its strings escape in ways the parser does not know;
//! - `parsed`: parsed, weighed and held to its limits;
//! - `cost`: what it weighs, each fragment once;
//! - `rules`: what the library's validation leaves out;
//! - `typename`: directives of `__typename`, moved to where that validation sees them;
//! - `unmerged`: whether no two parts of its answer are to be merged;
//! - `kept`: parsed documents for the next request with the same text;
//! - `operation`: the one that is to run, chosen;
//! - `alone`: without the other operations, where that validation would confuse their variables;
//! - `variables`: its variables, checked;
//! - `complexity`: its weight by the schema's count;
//! - `checked`: checked by one schema, run by another;
//! - `counted`: the name by which it is counted;
//! - `priced`: all of these weights, for a client that asks.

mod alone;
mod brackets;
mod checked;
mod complexity;
mod cost;
mod counted;
mod escapes;
mod kept;
mod operation;
mod parsed;
mod pieces;
mod priced;
mod rules;
mod texts;
mod typename;
mod unmerged;
mod variables;

pub use checked::Checked;
pub use complexity::Complexity;
pub(super) use operation::{Documents, Operation};
pub(super) use parsed::Document;
pub(super) use priced::is_asked_for as price_is_asked_for;
pub use texts::KnownOperations;
pub(super) use texts::Texts;
