use super::*;
use crate::mail::{EnhancedCode, Stage};

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap()
}

fn reply(stage: Stage, code: u16, enhanced: Option<(u8, u16, u16)>) -> SendError {
    let enhanced = enhanced.map(|(class, subject, detail)| EnhancedCode(class, subject, detail));
    SendError::new(stage, Cause::Reply(Reply { code, enhanced }))
}

fn relay_denied() -> SendError {
    reply(Stage::Recipient, 554, Some((5, 7, 1)))
}

fn away() -> SendError {
    SendError::new(Stage::Connect, Cause::Timeout)
}

#[test]
fn a_server_that_is_away_rests_the_queue_for_half_a_minute_and_then_one_mail_is_tried() {
    let mut health = MailHealth::default();
    assert_eq!(health.allows(at(0)), Allowance::All);
    let rest = Rest::Until { until: at(30), reason: reasons::MAIL_UNAVAILABLE };
    assert_eq!(health.refused(&away(), at(0)), rest);
    assert_eq!(health.allows(at(29)), Allowance::None(at(30)));
    assert_eq!(health.allows(at(30)), Allowance::One);
    health.accepted();
    assert_eq!(health.allows(at(30)), Allowance::All);
}

#[test]
fn three_odd_refusals_in_a_row_rest_the_queue_and_two_do_not() {
    let mut health = MailHealth::default();
    for _ in 0..2 {
        assert_eq!(health.refused(&relay_denied(), at(0)), Rest::No);
        assert_eq!(health.refused(&relay_denied(), at(0)), Rest::No);
        assert_eq!(health.allows(at(0)), Allowance::All);
        health.accepted();
    }
    health.refused(&relay_denied(), at(0));
    health.refused(&relay_denied(), at(0));
    let rest = Rest::Until { until: at(60), reason: reasons::MAIL_RELAY_DENIED };
    assert_eq!(health.refused(&relay_denied(), at(0)), rest);
    assert_eq!(health.allows(at(59)), Allowance::None(at(60)));
}

#[test]
fn one_refused_log_in_rests_the_queue_until_a_mail_is_accepted() {
    let mut health = MailHealth::default();
    let refused = reply(Stage::LogIn, 535, Some((5, 7, 8)));
    let rest = Rest::Until { until: at(60), reason: reasons::MAIL_LOGIN_REFUSED };
    assert_eq!(health.refused(&refused, at(0)), rest);
    // The probe meets a mailbox that is gone: it fails, and says nothing about the settings.
    assert_eq!(health.refused(&reply(Stage::Recipient, 550, Some((5, 1, 1))), at(60)), Rest::No);
    assert_eq!(health.allows(at(61)), Allowance::One);
    health.accepted();
    assert_eq!(health.allows(at(61)), Allowance::All);
}

#[test]
fn a_server_that_answers_again_is_not_away() {
    let mut health = MailHealth::default();
    health.refused(&away(), at(0));
    assert_eq!(health.refused(&reply(Stage::Recipient, 450, None), at(30)), Rest::No);
    assert_eq!(health.allows(at(30)), Allowance::All);
}

#[test]
fn bare_refusals_in_a_row_are_not_about_so_many_addresses() {
    let mut health = MailHealth::default();
    let bare = reply(Stage::Recipient, 550, None);
    assert_eq!((health.refused(&bare, at(0)), health.refused(&bare, at(0))), (Rest::No, Rest::No));
    assert!(matches!(health.refused(&bare, at(0)), Rest::Until { .. }));
    let mut health = MailHealth::default();
    let gone = reply(Stage::Recipient, 550, Some((5, 1, 1)));
    assert!((0..9).all(|_| health.refused(&gone, at(0)) == Rest::No), "these servers say what they mean");
}

#[test]
fn pauses_grow_from_a_minute_to_half_an_hour() {
    let minutes = Duration::minutes;
    for (age, expected) in [(-5, 1), (0, 1), (4, 1), (20, 5), (120, 30), (600, 30)] {
        assert_eq!(pause(minutes(age)), minutes(expected), "{age}");
    }
}

#[test]
fn three_hours_of_deferral_cost_few_attempts_and_end_soon_after() {
    let (mut age, mut attempts) = (Duration::zero(), 0);
    while age < Duration::hours(3) {
        age += pause(age);
        attempts += 1;
    }
    assert!(attempts < 25 && age <= Duration::minutes(210), "{attempts} {age}");
}

#[test]
fn ten_unknown_addresses_in_a_row_are_not_about_the_addresses() {
    let mut health = MailHealth::default();
    let unknown = reply(Stage::Recipient, 550, Some((5, 1, 1)));
    for _ in 0..9 {
        assert_eq!(health.refused(&unknown, at(0)), Rest::No);
    }
    assert!(matches!(health.refused(&unknown, at(0)), Rest::Until { .. }));
    health.accepted();
    assert_eq!(health.refused(&unknown, at(0)), Rest::No);
}

#[test]
fn a_rest_that_a_wrong_clock_began_does_not_last_for_days() {
    let mut health = MailHealth::default();
    let two_days = 2 * 86_400;
    health.refused(&away(), at(two_days));
    assert_eq!(health.allows(at(12)), Allowance::One);
}
