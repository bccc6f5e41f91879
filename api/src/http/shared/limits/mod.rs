//! What a client may cost: every bound of the transport with its default, in one place.
//!
//! The defaults leave room for the product's own screens, code generators and GraphiQL, and nothing for abuse.

mod set;

use std::time::Duration;

/// All bounds of the transport.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Of a GraphQL document.
    pub document: DocumentLimits,
    /// Of a request over HTTP.
    pub http: HttpLimits,
    /// Of a WebSocket.
    pub socket: SocketLimits,
    /// Of the accept loop.
    pub server: ServerLimits,
}

/// Bounds of one GraphQL document and its answer.
#[derive(Debug, Clone)]
pub struct DocumentLimits {
    /// Bytes of query text.
    pub text: usize,
    /// Brackets open at the same time, of any kind: the parser recurses on them.
    pub brackets: usize,
    /// Operations in the document, of which one runs.
    pub operations: usize,
    /// Fragment definitions in the document.
    pub fragments: usize,
    /// Variable definitions, of all operations together.
    pub variables: usize,
    /// Root fields of a mutation: each is an attempt at something.
    pub root_mutations: usize,
    /// Levels of selection sets, counting the fragments and inline fragments on the way. The library stops at 32.
    pub nesting: usize,
    /// What the schema says that an operation weighs: fields, those of lists multiplied. Held by
    /// [`Complexity`](crate::http::Complexity), which the schema has to have.
    pub complexity: usize,
    /// Of everything outside of introspection.
    pub data: Weights,
    /// Of what is below `__schema` and `__type`.
    pub introspection: Weights,
    /// Lists within lists of types (`fields`, `interfaces`, `possibleTypes`, `inputFields`) in introspection: each
    /// level multiplies the answer by the number of fields of a type.
    pub introspection_lists: usize,
    /// Errors in one answer; the rest are left out.
    pub errors: usize,
    /// Bytes of query text whose parsed documents are kept, twice; 0 keeps none.
    pub kept_text: usize,
}

/// Bounds of one definition, a fragment counted at each place where it is spread.
#[derive(Debug, Clone, Copy)]
pub struct Weights {
    /// Fields selected.
    pub fields: usize,
    /// Fragments spread, and inline fragments.
    pub spreads: usize,
    /// Fields with an alias.
    pub aliases: usize,
    /// Directives.
    pub directives: usize,
    /// Fields within fields; a root field has depth 1.
    pub depth: usize,
}

/// Bounds of a request over HTTP.
#[derive(Debug, Clone)]
pub struct HttpLimits {
    /// Bytes of a body.
    pub body: usize,
    /// Time for the whole body to arrive.
    pub body_time: Duration,
    /// Time for one query or mutation to run, over HTTP and over a WebSocket.
    pub operation_time: Duration,
}

/// Bounds of WebSockets. What is counted over several sockets is counted in this process alone.
#[derive(Debug, Clone)]
pub struct SocketLimits {
    /// Sockets open at the same time.
    pub sockets: usize,
    /// Those of one account.
    pub per_account: usize,
    /// Those from one address; of IPv6, from one network of 64 bits.
    pub per_address: usize,
    /// Subscriptions of one account, on all of its sockets.
    pub subscriptions: usize,
    /// Messages a second that a client may send for long, and at once.
    pub rate: Rate,
    /// Time for `connection_init` to arrive.
    pub init_time: Duration,
    /// Bytes of one message.
    pub message: usize,
    /// Operations running at the same time on one socket.
    pub operations: usize,
    /// Bytes of an operation's id.
    pub id: usize,
    /// Between two pings of the server; a client that sends nothing from one to the next is gone.
    pub ping: Duration,
    /// Time for one message to be taken by a slow client. Meanwhile no stream of the socket is polled.
    pub write_time: Duration,
    /// Time for the closing handshake.
    pub close_time: Duration,
    /// Bytes of the read buffer, allocated for the socket's life: the greater part of its memory.
    pub read_buffer: usize,
}

/// A bucket of tokens: how many it holds, and how many fall into it each second; a message takes one.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// Tokens a second.
    pub per_second: u32,
    /// Tokens when it is full.
    pub burst: u32,
}

/// Bounds of the accept loop.
#[derive(Debug, Clone)]
pub struct ServerLimits {
    /// Connections open at the same time, WebSockets among them; more wait in the system's backlog.
    pub connections: usize,
    /// Time for a request's head to arrive, counted from the end of the request before it: an idle connection is
    /// closed after the same time.
    pub head_time: Duration,
    /// Bytes of a request's head.
    pub head: usize,
    /// Time in which a client reads nothing of what is sent to it, before its connection is cut off. The system's buffers
    /// take a while to fill, and a few dozen kilobytes of room count as something taken.
    pub write_time: Duration,
    /// On stopping: time for requests in flight to end and for sockets to close.
    pub grace: Duration,
}
