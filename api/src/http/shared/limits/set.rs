//! The limits as an operator set them, and those that nobody can set.

use super::{DocumentLimits, HttpLimits, Limits, Rate, ServerLimits, SocketLimits, Weights};
use aftercare_core::settings::{LimitSettings, descriptors::CONNECTIONS};
use std::time::Duration;

impl Limits {
    /// The limits that are set, with this many connections at the same time.
    pub fn set(settings: &LimitSettings, connections: u32) -> Self {
        Self {
            document: DocumentLimits::set(settings),
            http: HttpLimits::set(settings),
            socket: SocketLimits::set(settings),
            server: ServerLimits::set(settings, connections),
        }
    }
}

impl DocumentLimits {
    fn set(set: &LimitSettings) -> Self {
        Self {
            text: count(set.query),
            brackets: 64,
            operations: 10,
            fragments: 50,
            variables: 50,
            root_mutations: count(set.root_mutations),
            nesting: 30,
            // A hundred patients with a hundred steps of a few fields each, and no level more.
            complexity: count(set.complexity),
            // viewer.patients.edges.node.steps.edges.node.checkIns.edges.node.day is eleven deep.
            data: Weights {
                fields: count(set.fields),
                spreads: 100,
                aliases: count(set.aliases),
                directives: 50,
                depth: count(set.depth),
            },
            // The standard introspection query: 220 fields, 15 deep.
            introspection: Weights { fields: 600, spreads: 100, aliases: 30, directives: 50, depth: 20 },
            introspection_lists: 2,
            errors: 20,
            kept_text: 256 * 1024,
        }
    }
}

impl HttpLimits {
    fn set(set: &LimitSettings) -> Self {
        Self {
            body: count(set.body),
            body_time: seconds(set.body_time),
            operation_time: seconds(set.operation_time),
        }
    }
}

impl SocketLimits {
    fn set(set: &LimitSettings) -> Self {
        Self {
            sockets: count(set.sockets),
            per_account: count(set.sockets_per_user),
            per_address: count(set.sockets_per_address),
            subscriptions: count(set.subscriptions_per_user),
            rate: Rate { per_second: set.socket_rate, burst: set.socket_burst },
            init_time: seconds(set.socket_init_time),
            message: count(set.socket_message),
            operations: count(set.socket_operations),
            id: count(set.socket_id),
            ping: seconds(set.socket_ping),
            write_time: seconds(set.write_time),
            close_time: Duration::from_secs(2),
            read_buffer: 1024,
        }
    }
}

impl ServerLimits {
    fn set(set: &LimitSettings, connections: u32) -> Self {
        Self {
            connections: count(connections),
            head_time: seconds(set.head_time),
            head: 64 * 1024,
            write_time: seconds(set.write_time),
            grace: seconds(set.stop_time),
        }
    }
}

impl Default for DocumentLimits {
    fn default() -> Self {
        Self::set(&LimitSettings::default())
    }
}

impl Default for HttpLimits {
    fn default() -> Self {
        Self::set(&LimitSettings::default())
    }
}

impl Default for SocketLimits {
    fn default() -> Self {
        Self::set(&LimitSettings::default())
    }
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self::set(&LimitSettings::default(), CONNECTIONS)
    }
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(number.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Settings {
        #[command(flatten)]
        limits: LimitSettings,
    }

    #[test]
    fn each_setting_arrives_at_its_limit() {
        let flags = [
            ("body", 5_001),
            ("query", 5_002),
            ("depth", 9),
            ("fields", 5_003),
            ("aliases", 5_004),
            ("complexity", 5_005),
            ("root-mutations", 91),
            ("operation-time", 501),
            ("head-time", 502),
            ("body-time", 503),
            ("write-time", 504),
            ("sockets", 5_006),
            ("sockets-per-user", 5_007),
            ("sockets-per-address", 5_008),
            ("subscriptions-per-user", 5_009),
            ("socket-operations", 5_010),
            ("socket-id", 5_011),
            ("socket-message", 5_012),
            ("socket-rate", 5_013),
            ("socket-burst", 5_014),
            ("socket-init-time", 505),
            ("socket-ping", 506),
            ("stop-time", 507),
        ];
        let line = flags.map(|(name, value)| format!("--limit-{name}={value}"));
        let settings = Settings::parse_from(std::iter::once("aftercare".to_owned()).chain(line)).limits;
        let set = format!("{:?}", Limits::set(&settings, 4_999)).replace('s', "");
        for (name, value) in flags {
            assert!(set.contains(&format!(": {value}")), "{name} is not in {set}");
        }
        assert!(set.contains(": 4999"), "{set}");
    }
}
