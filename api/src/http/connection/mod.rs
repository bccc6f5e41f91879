//! Connections: accepted, bounded, counted, and whose they are.
//!
//! - `accept`: the loop, and how it stops;
//! - `timed`: cuts off a client that reads nothing;
//! - `known`: what a request knows of the connection it came by;
//! - `proxies`, `forwarded`: whose request it is behind proxies;
//! - `origins`: which web pages may speak to the server;
//! - `tally`: how many sockets and subscriptions are open, and whose.

mod accept;
mod forwarded;
mod known;
mod origins;
mod proxies;
mod tally;
mod timed;

pub use accept::serve;
pub use known::Connection;
pub use origins::Origins;
pub use proxies::Proxies;
pub(super) use tally::{Full, Held, Tallies};
