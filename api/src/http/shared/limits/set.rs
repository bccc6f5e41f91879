//! The limits as an operator set them.

use super::{DocumentLimits, HttpLimits, Limits, Rate, ServerLimits, SocketLimits, Weights};
use aftercare_core::settings::LimitSettings;
use std::time::Duration;

impl Limits {
    /// The limits that are set, with this many connections at the same time; what cannot be set has its default.
    pub fn set(settings: &LimitSettings, connections: u32) -> Self {
        let default = Self::default();
        let data = Weights {
            fields: count(settings.fields),
            aliases: count(settings.aliases),
            depth: count(settings.depth),
            ..default.document.data
        };
        Self {
            document: DocumentLimits {
                text: count(settings.query),
                complexity: count(settings.complexity),
                root_mutations: count(settings.root_mutations),
                data,
                ..default.document
            },
            http: HttpLimits {
                body: count(settings.body),
                body_time: seconds(settings.body_time),
                operation_time: seconds(settings.operation_time),
            },
            socket: SocketLimits {
                sockets: count(settings.sockets),
                per_account: count(settings.sockets_per_user),
                per_address: count(settings.sockets_per_address),
                subscriptions: count(settings.subscriptions_per_user),
                rate: Rate { per_second: settings.socket_rate, burst: settings.socket_burst },
                init_time: seconds(settings.socket_init_time),
                message: count(settings.socket_message),
                operations: count(settings.socket_operations),
                id: count(settings.socket_id),
                ping: seconds(settings.socket_ping),
                write_time: seconds(settings.write_time),
                ..default.socket
            },
            server: ServerLimits {
                connections: count(connections),
                head_time: seconds(settings.head_time),
                write_time: seconds(settings.write_time),
                grace: seconds(settings.stop_time),
                ..default.server
            },
        }
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
    fn the_settings_defaults_are_the_transport_s() {
        let settings = Settings::parse_from(["aftercare"]).limits;
        let set = Limits::set(&settings, 20_000);
        assert_eq!(format!("{set:#?}"), format!("{:#?}", Limits::default()));
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
