//! Clock times as models write them: "08:00", "8:00", "20.30", "8 am", "20h", "8 h 30"; a list of them or one text.
//!
//! What is no clock time ("morning") is left out.

use super::scalars::WrongShape;
use chrono::NaiveTime;
use serde_json::Value;

/// As many as a day may have.
const MOST: usize = 24;

/// The times that are named, in their order, each once.
pub(super) fn times(value: Option<&Value>) -> Result<Vec<NaiveTime>, WrongShape> {
    let mut times = Vec::new();
    match value {
        None | Some(Value::Null | Value::Number(_)) => {}
        Some(Value::String(text)) => times.extend(within(text)),
        Some(Value::Array(items)) => {
            for item in items {
                match item {
                    Value::String(text) => times.extend(within(text)),
                    Value::Null | Value::Number(_) => {}
                    _ => return Err(WrongShape),
                }
            }
        }
        Some(_) => return Err(WrongShape),
    }
    times.sort_unstable();
    times.dedup();
    times.truncate(MOST);
    Ok(times)
}

/// The times of one text.
fn within(text: &str) -> impl Iterator<Item = NaiveTime> {
    text.split([',', ';', '/', '+', '&']).filter_map(time)
}

fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim().to_lowercase();
    let (hour, rest) = number(&text)?;
    let rest = rest.trim_start();
    let (minute, half) = match rest.strip_prefix([':', '.', 'h']) {
        None => (0, rest),
        Some(rest) if !rest.trim_start().starts_with(|c: char| c.is_ascii_digit()) => (0, rest),
        Some(rest) => number(rest.trim_start())?,
    };
    let half = half.trim().replace('.', "");
    let hour = match half.as_str() {
        "pm" if (1..12).contains(&hour) => hour + 12,
        "am" if hour == 12 => 0,
        // "08:00:00" as well.
        "" | "am" | "pm" | "h" | "uhr" | "hrs" | "hours" | ":00" if has_clock(&text) => hour,
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour % 24, minute, 0).filter(|_| hour <= 24)
}

/// Whether it is more than a bare number, which may be a dose.
fn has_clock(text: &str) -> bool {
    text.chars().any(|c| !c.is_ascii_digit())
}

fn number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (1..=2).contains(&digits.len()).then(|| digits.parse().ok().map(|number| (number, rest)))?
}

#[cfg(test)]
mod tests {
    use super::{WrongShape, times};
    use serde_json::json;

    fn read(value: &serde_json::Value) -> Vec<String> {
        times(Some(value)).expect("times").iter().map(|time| time.format("%H:%M").to_string()).collect()
    }

    #[test]
    fn clock_times_in_all_spellings() {
        for (text, time) in [
            ("08:00", "08:00"),
            ("8:00", "08:00"),
            ("20.30", "20:30"),
            ("8 am", "08:00"),
            ("8.30 p.m.", "20:30"),
            ("12 am", "00:00"),
            ("12 pm", "12:00"),
            ("20h", "20:00"),
            ("8 h 30", "08:30"),
            ("22 Uhr", "22:00"),
            ("08:00:00", "08:00"),
            ("24:00", "00:00"),
        ] {
            assert_eq!(read(&json!([text])), [time], "{text}");
        }
    }

    #[test]
    fn they_come_in_their_order_each_once() {
        assert_eq!(read(&json!(["22:00", "08:00", "8:00", null])), ["08:00", "22:00"]);
        assert_eq!(read(&json!("08:00, 14:00; 22:00")), ["08:00", "14:00", "22:00"]);
    }

    #[test]
    fn what_is_no_clock_time_is_left_out() {
        for value in [
            json!(null),
            json!([]),
            json!(["morning", "99:00", "8:61", "8", "", "500 mg"]),
            json!("daily"),
            json!(3),
        ] {
            assert!(read(&value).is_empty(), "{value}");
        }
        assert_eq!(times(Some(&json!({}))), Err(WrongShape));
        assert_eq!(times(Some(&json!([true]))), Err(WrongShape));
    }
}
