//! Strangers cannot keep an account's owner out of a place where they have signed in before.

use crate::support::{PASSWORD, at, ip, is_limited, log_in, sign_up, signed_in};
use aftercare_core::{
    App,
    domain::{devices, log_in_tries::Visit},
    on_each_database,
};
use chrono::Duration;

const PAULA: &str = "paula@example.org";

/// Wrong log-ins from many addresses, until the account has to wait.
async fn besieged(app: &App) {
    for number in 0..10 {
        let answer = log_in(app, PAULA, "wrong", at(&format!("203.0.113.{number}"))).await;
        assert!(!is_limited(&answer), "{number}: {answer:?}");
    }
    assert!(
        is_limited(&log_in(app, PAULA, PASSWORD, at("203.0.113.99")).await),
        "even with the right password"
    );
}

on_each_database! {
    async fn the_owner_gets_in_from_an_address_of_before_whatever_strangers_do(t: TestApp) {
        let paula = sign_up(&t.app, PAULA).await;
        signed_in(&t.app, &paula, "192.0.2.1").await;
        signed_in(&t.app, &paula, "2001:db8:1:2::7").await;
        besieged(&t.app).await;
        log_in(&t.app, PAULA, PASSWORD, at("192.0.2.1")).await.unwrap();
        // The same household, under another address of its own.
        log_in(&t.app, PAULA, PASSWORD, at("2001:db8:1:2:3:4:5:6")).await.unwrap();
        assert!(is_limited(&log_in(&t.app, PAULA, PASSWORD, at("2001:db8:1:3::7")).await));
        assert!(is_limited(&log_in(&t.app, PAULA, PASSWORD, at("192.0.2.2")).await));
    }

    async fn the_owner_gets_in_with_a_browser_of_before_from_anywhere(t: TestApp) {
        let (paula, peter) = (sign_up(&t.app, PAULA).await, sign_up(&t.app, "peter@example.org").await);
        let own = [devices::token(&t.app, peter.id), devices::token(&t.app, paula.id)];
        let others = [devices::token(&t.app, peter.id), "made up".to_owned(), String::new()];
        besieged(&t.app).await;
        let with = |devices| Visit { address: ip("198.51.100.1"), devices };
        log_in(&t.app, PAULA, PASSWORD, with(&own)).await.unwrap();
        assert!(is_limited(&log_in(&t.app, PAULA, PASSWORD, with(&others)).await));
        // Such a browser has few guesses too, however often its address changes.
        for number in 0..10 {
            let visit = Visit { address: ip(&format!("198.51.100.{number}")), devices: &own };
            assert!(!is_limited(&log_in(&t.app, PAULA, "wrong", visit).await));
        }
        assert!(is_limited(&log_in(&t.app, PAULA, PASSWORD, with(&own)).await));
        let old = devices::token(&t.app, peter.id);
        t.clock.advance(devices::KNOWN_FOR - Duration::minutes(1));
        assert!(devices::known(&t.app, &old, peter.id).is_some());
        t.clock.advance(Duration::minutes(1));
        assert!(devices::known(&t.app, &old, peter.id).is_none());
    }

    async fn a_known_place_has_few_guesses_and_they_are_its_own(t: TestApp) {
        let paula = sign_up(&t.app, PAULA).await;
        for address in ["192.0.2.1", "192.0.2.2"] {
            signed_in(&t.app, &paula, address).await;
        }
        for _ in 0..10 {
            assert!(!is_limited(&log_in(&t.app, PAULA, "wrong", at("192.0.2.1")).await));
        }
        assert!(is_limited(&log_in(&t.app, PAULA, PASSWORD, at("192.0.2.1")).await));
        log_in(&t.app, PAULA, PASSWORD, at("192.0.2.2")).await.unwrap();
        log_in(&t.app, PAULA, PASSWORD, at("203.0.113.1")).await.unwrap();
    }

    async fn logging_in_rightly_uses_up_nothing_at_any_place(t: TestApp) {
        let paula = sign_up(&t.app, PAULA).await;
        signed_in(&t.app, &paula, "192.0.2.1").await;
        for _ in 0..12 {
            log_in(&t.app, PAULA, PASSWORD, at("192.0.2.1")).await.unwrap();
            log_in(&t.app, PAULA, PASSWORD, at("203.0.113.1")).await.unwrap();
        }
    }

    async fn one_wild_client_does_not_shut_out_a_whole_hospital_behind_its_address(t: TestApp) {
        let (paula, _) = (sign_up(&t.app, PAULA).await, sign_up(&t.app, "new@example.org").await);
        signed_in(&t.app, &paula, "192.0.2.1").await;
        for number in 0..100 {
            let answer = log_in(&t.app, &format!("guess{number}@example.org"), "wrong", at("192.0.2.1")).await;
            assert!(!is_limited(&answer), "{number}");
        }
        assert!(is_limited(&log_in(&t.app, "new@example.org", PASSWORD, at("192.0.2.1")).await));
        log_in(&t.app, PAULA, PASSWORD, at("192.0.2.1")).await.unwrap();
        log_in(&t.app, "new@example.org", PASSWORD, at("192.0.2.2")).await.unwrap();
    }
}
