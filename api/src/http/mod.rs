//! The transport: GraphQL over HTTP and over WebSockets, and the loop that accepts connections.
//!
//! async-graphql keeps the schema, the validation rules and the execution; how a request arrives, what it may cost
//! and how the answer leaves is ours, because the library's defaults answer with the wrong status, execute what a
//! foreign page can post, and walk every fragment spread before any of their limits is asked.
//!
//! The way of a request:
//!
//! ```text
//! server      accepts a connection, bounds its head and the number of connections
//! timed       cuts off a client that takes nothing
//! router      /graphql; not-found and wrong-method answers, CORS, headers for every route
//! handler     method, Accept, Content-Type, body ............ a Refusal: 4xx with a JSON body
//! proxies     whose request it is: the connection's, or what a trusted proxy says
//! upgrade     or: Origin, sub-protocol -> socket (graphql-transport-ws)
//! params      the request's object: query, operationName, variables
//! document    parsed once, weighed in one walk, kept ........ errors: the request never ran
//! operation   chosen, its variables checked ................. errors: the request never ran
//! auth        the product's Authenticator makes a Caller .... a Refusal
//! engine      async-graphql executes; panics become INTERNAL
//! errors      every error has a code, one line, the first 20 only
//! priced      what it weighed, for a client that asks
//! answer      the media type the client asked for
//! ```
//!
//! Nothing here knows the product's schema: [`Graphql`] takes any [`async_graphql::Executor`] and an
//! [`Authenticator`]. The product gives [`Caller::data`] what its resolvers need; it is called once per operation, so
//! that loaders are as fresh as the request (within a subscription, the resolvers make loaders per event).
//!
//! What clients can rely on beyond the specifications:
//! - a request whose token is refused does not run at all: 401 (or the status of the refusal's code) in either media
//!   type, with the code in the body; on a socket it is close code 4403;
//! - a socket whose session ends is closed with 4403 "Session ended", a server that stops with 1012 "Service
//!   restart": clients of the graphql-ws family reconnect after both, asking for a new token on the way, and after no
//!   other 44xx code;
//! - whoever has too many sockets, or sends too fast on one, is closed with 4429, and a server that is full says 1013.

mod answer;
mod auth;
mod body;
mod code;
mod complexity;
mod connection;
mod cost;
mod document;
mod documents;
mod engine;
mod errors;
mod feed;
mod forwarded;
#[cfg(feature = "fuzzing")]
pub(crate) mod fuzzing;
mod graphql;
mod handler;
mod headers;
mod limits;
mod media;
mod nesting;
mod operation;
mod origins;
mod params;
mod priced;
mod proxies;
mod refusal;
mod router;
mod rules;
mod server;
mod socket;
mod tally;
mod timed;
mod upgrade;
mod variables;

pub use auth::{AuthRefusal, Authenticator, Caller};
pub use code::Code;
pub use complexity::Complexity;
pub use connection::Connection;
pub use feed::Standing;
pub use graphql::{Config, Graphql};
pub use headers::Reached;
pub use limits::{DocumentLimits, HttpLimits, Limits, Rate, ServerLimits, SocketLimits, Weights};
pub use origins::Origins;
pub use proxies::Proxies;
pub use refusal::Refusal;
pub use router::finish;
pub use server::serve;
