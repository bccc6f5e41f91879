use super::{Circuit, CircuitBreaker, Held};
use crate::extraction::model::Reason;
use chrono::{DateTime, Utc};
use std::time::Duration;

fn at(seconds: u64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-24T10:00:00Z".parse().expect("a time");
    start + Duration::from_secs(seconds)
}

fn breaker() -> CircuitBreaker {
    CircuitBreaker::new(3, Duration::from_secs(30), Duration::from_secs(100))
}

fn fail(breaker: &CircuitBreaker, seconds: u64) -> Option<DateTime<Utc>> {
    breaker.admit(at(seconds)).expect("admitted").failed(at(seconds))
}

#[test]
fn failures_in_a_row_open_it_and_a_success_between_them_does_not() {
    let breaker = breaker();
    assert_eq!(fail(&breaker, 0), None);
    assert_eq!(fail(&breaker, 1), None);
    breaker.admit(at(2)).expect("admitted").succeeded();
    assert_eq!(fail(&breaker, 3), None);
    assert_eq!(fail(&breaker, 4), None);
    assert_eq!(breaker.circuit(at(4)), Circuit::Closed);
    assert_eq!(fail(&breaker, 5), Some(at(35)));
    assert_eq!(breaker.circuit(at(6)), Circuit::Open { until: at(35) });
    let held = Held { reason: Reason::Outage, until: at(35) };
    assert_eq!(breaker.admit(at(34)).err(), Some(held));
}

#[test]
fn one_probe_goes_out_and_its_success_closes_the_circuit() {
    let breaker = breaker();
    (0..3).for_each(|second| _ = fail(&breaker, second));
    let probe = breaker.admit(at(32)).expect("the pause is over");
    assert_eq!(breaker.circuit(at(32)), Circuit::HalfOpen);
    assert_eq!(breaker.admit(at(32)).err().map(|held| held.until), Some(at(62)));
    probe.succeeded();
    assert_eq!(breaker.circuit(at(32)), Circuit::Closed);
    assert!(breaker.admit(at(32)).is_ok());
}

#[test]
fn a_failed_probe_doubles_the_pause_up_to_the_longest() {
    let breaker = breaker();
    (0..3).for_each(|_| _ = fail(&breaker, 0));
    assert_eq!(fail(&breaker, 30), Some(at(90)));
    assert_eq!(fail(&breaker, 90), Some(at(190)));
    assert_eq!(fail(&breaker, 190), Some(at(290)));
    breaker.admit(at(290)).expect("the pause is over").succeeded();
    (300..303).for_each(|second| _ = fail(&breaker, second));
    assert_eq!(breaker.circuit(at(303)), Circuit::Open { until: at(332) });
}

#[test]
fn a_probe_that_is_given_up_leaves_its_place_to_the_next() {
    let breaker = breaker();
    (0..3).for_each(|_| _ = fail(&breaker, 0));
    drop(breaker.admit(at(30)).expect("a probe"));
    assert!(breaker.admit(at(30)).is_ok());
}

#[test]
fn a_request_from_before_says_nothing_about_now() {
    let breaker = breaker();
    let late_failure = breaker.admit(at(0)).expect("admitted");
    let late_success = breaker.admit(at(0)).expect("admitted");
    (0..3).for_each(|_| _ = fail(&breaker, 0));
    late_success.succeeded();
    assert_eq!(late_failure.failed(at(20)), Some(at(30)));
    assert_eq!(breaker.circuit(at(20)), Circuit::Open { until: at(30) });
}

#[test]
fn a_pause_that_was_asked_for_is_kept_and_the_longer_one_wins() {
    let breaker = breaker();
    breaker.hold(Reason::RateLimited, at(20));
    breaker.hold(Reason::RateLimited, at(10));
    assert_eq!(breaker.admit(at(19)).err(), Some(Held { reason: Reason::RateLimited, until: at(20) }));
    assert!(breaker.admit(at(20)).is_ok());
    assert_eq!(breaker.circuit(at(20)), Circuit::Closed);
}
