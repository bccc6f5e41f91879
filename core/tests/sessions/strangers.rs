//! What a stranger can try, how often, and what is written down of it.

use crate::support::{PASSWORD, at, ip, is_limited, log_in, logged, sign_up, sign_up_from, signed_in};
use aftercare_core::{Error, on_each_database, throttle::Door};
use std::time::Duration;

const PAULA: &str = "paula@example.org";

on_each_database! {
    async fn sign_ups_from_one_network_have_an_end_and_typing_errors_do_not_count(t: TestApp) {
        for number in 0..70 {
            let bad = sign_up_from(&t.app, "no address", Some(ip("2001:db8:1:2::1"))).await;
            assert!(matches!(bad, Err(Error::BadInput { .. })), "{number}: {bad:?}");
        }
        for number in 0..60 {
            let address = ip(&format!("2001:db8:1:2::{number}"));
            sign_up_from(&t.app, &format!("p{number}@example.org"), Some(address)).await.unwrap();
        }
        let more = sign_up_from(&t.app, "more@example.org", Some(ip("2001:db8:1:2:ffff::1"))).await;
        assert!(matches!(more, Err(Error::RateLimited { retry_after: 1..=3600 })), "{more:?}");
        sign_up_from(&t.app, "more@example.org", Some(ip("2001:db8:1:3::1"))).await.unwrap();
        // Whoever sits at the server's own console is not a stranger.
        sign_up_from(&t.app, "console@example.org", None).await.unwrap();
    }

    async fn the_counters_are_those_of_all_processes(t: TestApp) {
        // Without Redis there is one process.
        if t.redis.is_none() {
            return;
        }
        let other = t.another_process().await.unwrap();
        sign_up(&t.app, PAULA).await;
        for number in 0..10 {
            let app = if number % 2 == 0 { &t.app } else { &other };
            assert!(!is_limited(&log_in(app, PAULA, "wrong", at(&format!("203.0.113.{number}"))).await));
        }
        for app in [&t.app, &other] {
            assert!(is_limited(&log_in(app, PAULA, PASSWORD, at("198.51.100.1")).await));
        }
        other.throttle().forgive(Door::LogIn, PAULA).await;
        log_in(&t.app, PAULA, PASSWORD, at("198.51.100.1")).await.unwrap();
    }

    async fn each_door_counts_for_itself_by_account_and_by_address(t: TestApp) {
        let throttle = t.app.throttle();
        let address = |number| ip(&format!("203.0.113.{number}"));
        for (door, per_account) in
            [(Door::LogIn, 10), (Door::OwnPassword, 10), (Door::Confirmation, 5), (Door::ChangeEmail, 5)]
        {
            for number in 0..per_account {
                throttle.enter(door, address(number), Some(PAULA)).await.unwrap();
            }
            assert!(throttle.enter(door, address(200), Some(PAULA)).await.is_err(), "{door:?}: one account");
            throttle.enter(door, None, Some("peter@example.org")).await.unwrap();
            throttle.forgive(door, PAULA).await;
            throttle.enter(door, address(202), Some(PAULA)).await.unwrap();
        }
        for (door, per_address) in [(Door::Reset, 30), (Door::Confirm, 30), (Door::SignUp, 60)] {
            for number in 0..per_address {
                throttle.enter(door, address(201), Some(&format!("{number}"))).await.unwrap();
            }
            assert!(throttle.enter(door, address(201), None).await.is_err(), "{door:?}: one address");
            throttle.leave(door, address(201), None).await;
            throttle.enter(door, address(202), None).await.unwrap();
        }
    }

    async fn what_was_taken_back_too_late_gives_nothing_away(t: TestApp) {
        let (throttle, address) = (t.app.throttle(), ip("203.0.113.1"));
        for _ in 0..3 {
            throttle.leave(Door::Confirmation, address, Some(PAULA)).await;
        }
        for _ in 0..5 {
            throttle.enter(Door::Confirmation, address, Some(PAULA)).await.unwrap();
        }
        let sixth = throttle.enter(Door::Confirmation, address, Some(PAULA)).await;
        assert!(matches!(sixth, Err(Error::RateLimited { retry_after: 1..=3600 })), "{sixth:?}");
    }

    async fn refused_log_ins_are_written_down_but_cannot_fill_the_log(t: TestApp) {
        let paula = sign_up(&t.app, PAULA).await;
        for place in 1..=3 {
            signed_in(&t.app, &paula, &format!("192.0.2.{place}")).await;
        }
        log_in(&t.app, "nobody@example.org", "wrong", at("192.0.2.1")).await.unwrap_err();
        log_in(&t.app, PAULA, "wrong", at("192.0.2.1")).await.unwrap_err();
        let written = async |least: usize| {
            let waiting = async {
                loop {
                    let rows = logged(&t.app, "LOG_IN_REFUSED").await;
                    if rows.len() >= least {
                        return rows;
                    }
                    tokio::task::yield_now().await;
                }
            };
            tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("rows are written")
        };
        assert_eq!(written(1).await, [(Some(paula.id), Some("192.0.2.1".to_owned()))]);
        for number in 1..30 {
            let address = format!("192.0.2.{}", number % 3 + 1);
            log_in(&t.app, PAULA, "wrong", at(&address)).await.unwrap_err();
        }
        assert_eq!(written(20).await.len(), 20);
    }
}
