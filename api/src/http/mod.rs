//! The transport: GraphQL over HTTP and over WebSockets, and the loop that accepts connections.
//!
//! async-graphql keeps the schema, the validation rules and the execution; how a request arrives, what it may cost
//! and how the answer leaves is ours, because the library's defaults answer with the wrong status, execute what a
//! foreign page can post, and walk every fragment spread before any of their limits is asked.
//!
//! The way of a request:
//!
//! ```text
//! connection/accept    accepts a connection, bounds its head and the number of connections
//! connection/timed     cuts off a client that reads nothing
//! request/finish       an id for each request; not-found and wrong-method answers, CORS, headers for every route
//! request/handler      method, Accept, Content-Type, body ........ a Refusal: 4xx with a JSON body
//! connection/proxies   whose request it is: the connection's, or what a trusted proxy says
//! socket/upgrade       or: Origin, sub-protocol -> socket (graphql-transport-ws)
//! shared/params        the request's object: query, operationName, variables
//! document/parsed      parsed once, weighed in one walk, kept .... errors: the request never ran
//! document/operation   chosen, its variables checked ............. errors: the request never ran
//! shared/caller        the product's Authenticator makes a Caller  a Refusal
//! execution/run        async-graphql executes; panics become INTERNAL
//! execution/errors     every error has a code, one line, the first 20 only
//! document/priced      what it weighed, for a client that asks
//! request/answer       the media type the client asked for
//! ```
//!
//! Each room knows only those below it (`.ci/rooms` checks it):
//!
//! ```text
//! mount       what the product decides, and the route
//! request     one request over HTTP
//! socket      one WebSocket
//! execution   runs an operation; Core, which all requests share
//! document, connection
//! shared
//! ```
//!
//! Nothing here knows the product's schema: [`Graphql`] takes any [`async_graphql::Executor`] and an
//! [`Authenticator`]. The product gives [`Caller::data`] what its resolvers need; it is called once per operation, so
//! that loaders are as fresh as the request (within a subscription, the resolvers make loaders per event).
//!
//! What clients can rely on beyond the specifications:
//! - each answer has its request's id in `x-request-id`, and each INTERNAL error has it in `extensions.requestId`; on a socket
//!   it is that of the request that opened it;
//! - a request whose token is refused does not run at all: 401 (or the status of the refusal's code) in either media
//!   type, with the code in the body; on a socket it is close code 4403;
//! - a socket whose access token is over is closed with 4403 "Access token expired", one whose session was ended with 4401
//!   "Session ended", one whose person logged out with 4410 "Logged out", and a server that stops says 1012 "Service restart":
//!   clients of the graphql-ws family reconnect after 4403 and 1012, asking for a new token on the way, and give up after 4401;
//! - whoever has too many sockets, or sends too fast on one, is closed with 4429, and a server that is full says 1013.

mod connection;
mod document;
mod execution;
#[cfg(feature = "fuzzing")]
pub(crate) mod fuzzing;
mod mount;
mod request;
mod shared;
mod socket;

pub use connection::{Connection, Origins, Proxies, serve};
pub use document::{Checked, Complexity, KnownOperations};
pub use execution::Places;
pub use mount::{Config, Graphql};
pub use request::{Reached, finish};
pub use shared::{
    AuthRefusal, Authenticator, Caller, Code, DocumentLimits, Ended, HttpLimits, Limits, Rate, Refusal,
    Requests, ServerLimits, SocketLimits, Standing, Unmerged, Weights, X_REQUEST_ID,
};
