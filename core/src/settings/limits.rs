//! What a client may cost: bytes, seconds and counts. The transport holds clients to them, the core doctors to their notes.
//!
//! What is open (connections, sockets, subscriptions) is counted by each process for itself, so that N processes let N times
//! as many in; notes are counted for all processes together.

use super::within::within;

/// Every limit that an operator may want another value for.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "What a client may cost, at most")]
pub struct LimitSettings {
    /// Bytes of a request's body at most
    #[arg(long = "limit-body", env = "AFTERCARE_LIMIT_BODY", default_value_t = 131_072, value_parser = within::<u32>(4_096, 16_777_216), hide_short_help = true, global = true)]
    pub body: u32,
    /// Bytes of a GraphQL document at most
    #[arg(long = "limit-query", env = "AFTERCARE_LIMIT_QUERY", default_value_t = 32_768, value_parser = within::<u32>(1_024, 1_048_576), hide_short_help = true, global = true)]
    pub query: u32,
    /// Levels of fields within fields at most
    #[arg(long = "limit-depth", env = "AFTERCARE_LIMIT_DEPTH", default_value_t = 12, value_parser = within::<u32>(3, 28), hide_short_help = true, global = true)]
    pub depth: u32,
    /// Fields of an operation at most, each fragment counted where it is spread
    #[arg(long = "limit-fields", env = "AFTERCARE_LIMIT_FIELDS", default_value_t = 500, value_parser = within::<u32>(20, 10_000), hide_short_help = true, global = true)]
    pub fields: u32,
    /// Aliases of an operation at most
    #[arg(long = "limit-aliases", env = "AFTERCARE_LIMIT_ALIASES", default_value_t = 30, value_parser = within::<u32>(0, 10_000), hide_short_help = true, global = true)]
    pub aliases: u32,
    /// Weight of an operation at most: fields, those of lists multiplied by the length of the list; a request with the
    /// header x-graphql-cost: 1 is told its weight in extensions.cost
    #[arg(long = "limit-complexity", env = "AFTERCARE_LIMIT_COMPLEXITY", default_value_t = 200_000, value_parser = within::<u32>(1_000, 100_000_000), hide_short_help = true, global = true)]
    pub complexity: u32,
    /// Root fields of a mutation at most: each is an attempt at something
    #[arg(long = "limit-root-mutations", env = "AFTERCARE_LIMIT_ROOT_MUTATIONS", default_value_t = 5, value_parser = within::<u32>(1, 100), hide_short_help = true, global = true)]
    pub root_mutations: u32,
    /// Seconds that a query or a mutation runs at most
    #[arg(long = "limit-operation-time", env = "AFTERCARE_LIMIT_OPERATION_TIME", default_value_t = 30, value_parser = within::<u32>(1, 600), hide_short_help = true, global = true)]
    pub operation_time: u32,
    /// Seconds for the head of a request to arrive; an idle connection is closed after the same time
    #[arg(long = "limit-head-time", env = "AFTERCARE_LIMIT_HEAD_TIME", default_value_t = 15, value_parser = within::<u32>(1, 600), hide_short_help = true, global = true)]
    pub head_time: u32,
    /// Seconds for the body of a request to arrive
    #[arg(long = "limit-body-time", env = "AFTERCARE_LIMIT_BODY_TIME", default_value_t = 15, value_parser = within::<u32>(1, 600), hide_short_help = true, global = true)]
    pub body_time: u32,
    /// Seconds after which a client that reads nothing of what is sent to it is cut off
    #[arg(long = "limit-write-time", env = "AFTERCARE_LIMIT_WRITE_TIME", default_value_t = 30, value_parser = within::<u32>(1, 600), hide_short_help = true, global = true)]
    pub write_time: u32,
    /// Connections open at the same time at most, WebSockets among them, of each process; further ones wait [default: 20000, or
    /// as many as the limit of open files leaves]
    ///
    /// The limit of open files is raised as far as the system allows; a number that does not fit is refused.
    #[arg(long = "limit-connections", env = "AFTERCARE_LIMIT_CONNECTIONS", value_parser = within::<u32>(64, 1_000_000), hide_short_help = true, global = true)]
    pub connections: Option<u32>,

    /// WebSockets open at the same time at most, of each process; beyond, 1013 "Try again later"
    #[arg(long = "limit-sockets", env = "AFTERCARE_LIMIT_SOCKETS", default_value_t = 10_000, value_parser = within::<u32>(1, 1_000_000), hide_short_help = true, global = true)]
    pub sockets: u32,
    /// WebSockets of one account at most, in each process; beyond, 4429
    #[arg(long = "limit-sockets-per-user", env = "AFTERCARE_LIMIT_SOCKETS_PER_USER", default_value_t = 1_000, value_parser = within::<u32>(1, 100_000), hide_short_help = true, global = true)]
    pub sockets_per_user: u32,
    /// WebSockets from one address at most (of IPv6, from one /64), in each process; beyond, 4429; a hospital may have one address
    /// for all of its desks
    #[arg(long = "limit-sockets-per-address", env = "AFTERCARE_LIMIT_SOCKETS_PER_ADDRESS", default_value_t = 1_000, value_parser = within::<u32>(1, 1_000_000), hide_short_help = true, global = true)]
    pub sockets_per_address: u32,
    /// Subscriptions of one account at most, on all of its sockets of one process
    #[arg(long = "limit-subscriptions-per-user", env = "AFTERCARE_LIMIT_SUBSCRIPTIONS_PER_USER", default_value_t = 1_000, value_parser = within::<u32>(1, 100_000), hide_short_help = true, global = true)]
    pub subscriptions_per_user: u32,
    /// Operations running at the same time on one socket at most
    #[arg(long = "limit-socket-operations", env = "AFTERCARE_LIMIT_SOCKET_OPERATIONS", default_value_t = 100, value_parser = within::<u32>(1, 10_000), hide_short_help = true, global = true)]
    pub socket_operations: u32,
    /// Bytes of an operation's id on a socket at most
    #[arg(long = "limit-socket-id", env = "AFTERCARE_LIMIT_SOCKET_ID", default_value_t = 1_024, value_parser = within::<u32>(36, 65_536), hide_short_help = true, global = true)]
    pub socket_id: u32,
    /// Bytes of one message on a socket at most; beyond, 1009
    #[arg(long = "limit-socket-message", env = "AFTERCARE_LIMIT_SOCKET_MESSAGE", default_value_t = 131_072, value_parser = within::<u32>(4_096, 16_777_216), hide_short_help = true, global = true)]
    pub socket_message: u32,
    /// Messages per second that a client may send on a socket over a longer time; beyond, 4429
    #[arg(long = "limit-socket-rate", env = "AFTERCARE_LIMIT_SOCKET_RATE", default_value_t = 50, value_parser = within::<u32>(1, 100_000), hide_short_help = true, global = true)]
    pub socket_rate: u32,
    /// Messages that a client may send on a socket in one burst; beyond, 4429
    #[arg(long = "limit-socket-burst", env = "AFTERCARE_LIMIT_SOCKET_BURST", default_value_t = 300, value_parser = within::<u32>(1, 100_000), hide_short_help = true, global = true)]
    pub socket_burst: u32,
    /// Seconds for `connection_init` to arrive on a new socket; beyond, 4408
    #[arg(long = "limit-socket-init-time", env = "AFTERCARE_LIMIT_SOCKET_INIT_TIME", default_value_t = 5, value_parser = within::<u32>(1, 600), hide_short_help = true, global = true)]
    pub socket_init_time: u32,
    /// Seconds between two pings on a socket; a client that sends nothing from one to the next counts as gone
    #[arg(long = "limit-socket-ping", env = "AFTERCARE_LIMIT_SOCKET_PING", default_value_t = 15, value_parser = within::<u32>(1, 600), hide_short_help = true, global = true)]
    pub socket_ping: u32,

    /// Notes that a doctor may submit in an hour, counted by all processes together
    #[arg(long = "limit-notes", env = "AFTERCARE_LIMIT_NOTES", default_value_t = 300, value_parser = within::<u32>(1, 1_000_000), hide_short_help = true, global = true)]
    pub notes: u32,
    /// Seconds that requests have to end when the process is told to stop
    #[arg(long = "limit-stop-time", env = "AFTERCARE_LIMIT_STOP_TIME", default_value_t = 20, value_parser = within::<u32>(1, 600), hide_short_help = true, global = true)]
    pub stop_time: u32,
}
