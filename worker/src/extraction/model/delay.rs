//! Pauses that a service asks for, and when Google's quota of the day starts again.

use chrono::{DateTime, Days, NaiveTime, TimeZone, Utc};
use chrono_tz::{America::Los_Angeles, Tz};
use serde_json::Value;
use std::time::Duration;

/// A protobuf duration in JSON: text such as `22s`, `1.5s`, `0.8ms`, `3h12m5s`; or an object with `seconds` and `nanos`.
/// More than `longest` is `longest`.
pub(super) fn of_protobuf(value: &Value, longest: Duration) -> Option<Duration> {
    let seconds = match value {
        Value::String(text) => seconds_of(text)?,
        Value::Number(number) => number.as_f64()?,
        Value::Object(parts) => {
            let part = |name: &str| match parts.get(name) {
                Some(Value::String(text)) => text.parse().unwrap_or(0.0),
                other => other.and_then(Value::as_f64).unwrap_or(0.0),
            };
            part("seconds") + part("nanos") / 1e9
        }
        _ => return None,
    };
    if !seconds.is_finite() || seconds < 0.0 {
        return None;
    }
    Duration::try_from_secs_f64(seconds.min(longest.as_secs_f64())).ok()
}

/// The seconds of `3h12m5.5s`: a sum of numbers with units, and nothing else.
fn seconds_of(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    let mut sum = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let unit = match &rest[..letters] {
            "d" => 86_400.0,
            "h" => 3_600.0,
            "m" => 60.0,
            "s" | "" => 1.0,
            "ms" => 1e-3,
            "us" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        sum += number * unit;
        rest = &rest[letters..];
    }
    Some(sum)
}

/// `Retry-After`: seconds, or a date.
pub(super) fn of_header(text: &str, now: DateTime<Utc>) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTime::parse_from_rfc2822(text).ok()?;
    Some((date.with_timezone(&Utc) - now).to_std().unwrap_or_default())
}

/// When the quota of the day starts again: the next midnight of the Pacific coast, whatever the hour is called there.
/// (<https://ai.google.dev/gemini-api/docs/rate-limits>)
pub(super) fn quota_reset(now: DateTime<Utc>) -> DateTime<Utc> {
    next_midnight(now, Los_Angeles)
}

fn next_midnight(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let today = now.with_timezone(&zone).date_naive();
    today
        .checked_add_days(Days::new(1))
        .and_then(|tomorrow| {
            // A zone may skip its midnight; its day then begins an hour later.
            [NaiveTime::MIN, NaiveTime::from_hms_opt(1, 0, 0)?]
                .into_iter()
                .find_map(|time| zone.from_local_datetime(&tomorrow.and_time(time)).earliest())
        })
        .map_or(now + Duration::from_hours(24), |midnight| midnight.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::{next_midnight, of_header, of_protobuf, quota_reset};
    use chrono::{DateTime, Utc};
    use serde_json::json;
    use std::time::Duration;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn pauses_are_read_in_every_form() {
        let longest = Duration::from_hours(24);
        for (value, millis) in [
            (json!("22s"), Some(22_000)),
            (json!("0s"), Some(0)),
            (json!("1.5s"), Some(1_500)),
            (json!("13h8m20s"), Some(47_300_000)),
            (json!("2h"), Some(7_200_000)),
            (json!("800ms"), Some(800)),
            (json!("30"), Some(30_000)),
            (json!(7), Some(7_000)),
            (json!({"seconds": "3", "nanos": 500_000_000}), Some(3_500)),
            (json!("99999999999999999999s"), Some(86_400_000)),
            (json!(""), None),
            (json!("soon"), None),
            (json!("-5s"), None),
            (json!("1.2.3s"), None),
            (json!("5 fortnights"), None),
            (json!(null), None),
        ] {
            assert_eq!(of_protobuf(&value, longest).map(|pause| pause.as_millis()), millis, "{value}");
        }
        let now = at("2026-11-24T10:00:00Z");
        assert_eq!(of_header(" 120 ", now), Some(Duration::from_mins(2)));
        assert_eq!(of_header("Tue, 24 Nov 2026 10:00:30 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(of_header("Tue, 24 Nov 2026 09:00:00 GMT", now), Some(Duration::ZERO));
        assert_eq!(of_header("later", now), None);
    }

    #[test]
    fn the_day_begins_at_pacific_midnight_in_summer_and_winter() {
        assert_eq!(quota_reset(at("2026-11-24T10:00:00Z")), at("2026-11-25T08:00:00Z"));
        assert_eq!(quota_reset(at("2026-07-01T06:59:59Z")), at("2026-07-01T07:00:00Z"));
        assert_eq!(quota_reset(at("2026-07-01T07:00:00Z")), at("2026-07-02T07:00:00Z"));
        // The clocks change on 8 March (23 hours) and 1 November 2026 (25 hours).
        assert_eq!(quota_reset(at("2026-03-08T08:30:00Z")), at("2026-03-09T07:00:00Z"));
        assert_eq!(quota_reset(at("2026-11-01T07:30:00Z")), at("2026-11-02T08:00:00Z"));
    }

    #[test]
    fn a_zone_that_skips_midnight_begins_its_day_later() {
        let reset = next_midnight(at("2018-11-03T12:00:00Z"), chrono_tz::America::Sao_Paulo);
        assert_eq!(reset, at("2018-11-04T03:00:00Z"));
    }
}
