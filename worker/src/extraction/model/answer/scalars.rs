//! Single values as models write them: numbers as numbers or as words, booleans as booleans or as words.
//!
//! `Ok(None)` is "not said"; a value of a type that cannot be meant is [`WrongShape`].

use aftercare_extraction::reading::{self, Frequency};
use chrono::NaiveDate;
use serde_json::{Number, Value};

/// A value of a type that cannot be meant.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WrongShape;

/// A text; a number is taken as its text, null as none.
pub(super) fn text(value: Option<&Value>) -> Result<Option<String>, WrongShape> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(WrongShape),
    }
}

/// A whole number, saturated, a broken one rounded up; text is read as a number.
pub(super) fn whole(value: Option<&Value>) -> Result<Option<i64>, WrongShape> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => Ok(Some(saturated(number))),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => number_in(text).map(|number| Some(saturated(&number))).ok_or(WrongShape),
        Some(_) => Err(WrongShape),
    }
}

/// A whole number, or words for one as `read` understands them; words that it does not are more than any bound, so that the gate
/// holds the step back, and that step alone.
pub(super) fn whole_or_words(
    value: Option<&Value>,
    read: impl Fn(&str) -> Option<i64>,
) -> Result<Option<i64>, WrongShape> {
    match words(value) {
        Some(words) => Ok(Some(read(words).unwrap_or(i64::MAX))),
        None if is_nothing(value) => Ok(None),
        None => whole(value),
    }
}

/// The same of any finite number.
pub(super) fn broken_or_words(
    value: Option<&Value>,
    read: impl Fn(&str) -> Option<f64>,
) -> Result<Option<f64>, WrongShape> {
    match words(value) {
        Some(words) => Ok(Some(read(words).unwrap_or(f64::MAX))),
        None if is_nothing(value) => Ok(None),
        None => broken(value),
    }
}

/// A text that is no number, and not one that says there is none.
fn words(value: Option<&Value>) -> Option<&str> {
    let text = value?.as_str()?.trim();
    (!text.is_empty() && number_in(text).is_none() && !is_nothing(value)).then_some(text)
}

/// "None", as some write null.
fn is_nothing(value: Option<&Value>) -> bool {
    let text = value.and_then(Value::as_str).map(str::trim);
    text.is_some_and(|text| ["null", "none", "n/a"].iter().any(|one| text.eq_ignore_ascii_case(one)))
}

/// Any finite number; text is read as a number.
pub(super) fn broken(value: Option<&Value>) -> Result<Option<f64>, WrongShape> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Number(number)) => number.as_f64().map(Some).ok_or(WrongShape),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => {
            number_in(text).and_then(|number| number.as_f64()).map(Some).ok_or(WrongShape)
        }
        Some(_) => Err(WrongShape),
    }
}

/// A number of `1..=most`; a zero says nothing, and what lies outside is `most`, which no passage says by accident: the gate
/// then holds the step back, and that step alone.
pub(super) fn bounded(value: Option<i64>, most: i64) -> Option<i64> {
    value.filter(|number| *number != 0).map(|number| if (1..=most).contains(&number) { number } else { most })
}

/// The same of days from one due day to the next; more often than daily is said in times a day.
pub(super) fn bounded_interval(value: Option<f64>, most: f64) -> Option<f64> {
    value.filter(|days| *days != 0.0).map(|days| if (1.0..=most).contains(&days) { days } else { most })
}

/// A yes or no; not said is no.
pub(super) fn truth(value: Option<&Value>) -> Result<bool, WrongShape> {
    match value {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(truth)) => Ok(*truth),
        Some(Value::String(text)) => match text.trim().to_lowercase().as_str() {
            "true" | "yes" => Ok(true),
            "false" | "no" | "" => Ok(false),
            _ => Err(WrongShape),
        },
        Some(_) => Err(WrongShape),
    }
}

/// A length in days: a number, or words such as "2 weeks". Words that give no length ("ongoing") are none.
pub(super) fn duration(value: Option<&Value>, day: NaiveDate) -> Result<Option<i64>, WrongShape> {
    match value {
        Some(Value::String(text)) => {
            let text = ungrouped(text);
            Ok(number_in(&text)
                .map(|number| saturated(&number))
                .or_else(|| reading::duration_days(&text, day).map(i64::from)))
        }
        other => whole(other),
    }
}

/// A frequency in words ("twice daily"), or a number of times a day.
pub(super) fn frequency(value: Option<&Value>) -> Result<(Option<i64>, Frequency), WrongShape> {
    match value {
        None | Some(Value::Null) => Ok((None, Frequency::default())),
        Some(Value::String(text)) => {
            if let Some(number) = number_in(text) {
                return Ok((Some(saturated(&number)), Frequency::default()));
            }
            let read = reading::frequency(text);
            Ok((read.times_per_day.map(i64::from), read))
        }
        number => Ok((whole(number)?, Frequency::default())),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "`as` saturates, which is what is wanted here")]
fn saturated(number: &Number) -> i64 {
    number
        .as_i64()
        .or_else(|| number.as_u64().map(|_| i64::MAX))
        .unwrap_or_else(|| number.as_f64().map_or(0, |float| float.ceil() as i64))
}

fn number_in(text: &str) -> Option<Number> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    serde_json::from_str(text).ok()
}

/// "2,000 days" without the comma of its thousands.
fn ungrouped(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let digit = |at: usize| characters.get(at).is_some_and(char::is_ascii_digit);
    let groups = |at: usize| {
        characters[at] == ',' && at > 0 && digit(at - 1) && (at + 1..at + 4).all(digit) && !digit(at + 4)
    };
    (0..characters.len()).filter(|&at| !groups(at)).map(|at| characters[at]).collect()
}

#[cfg(test)]
mod tests {
    use super::{WrongShape, broken, duration, frequency, truth, ungrouped, whole};
    use chrono::NaiveDate;
    use serde_json::json;

    #[test]
    fn numbers_are_handed_on_as_they_are_or_saturated() {
        for (value, read) in [
            (json!(7), Some(7)),
            (json!(7.0), Some(7)),
            (json!(2.2), Some(3)),
            (json!(0), Some(0)),
            (json!(-3), Some(-3)),
            (json!(u64::MAX), Some(i64::MAX)),
            (json!(1e300), Some(i64::MAX)),
            (json!(-1e300), Some(i64::MIN)),
            (json!("14"), Some(14)),
            (json!(" -2 "), Some(-2)),
            (json!(""), None),
            (json!(null), None),
        ] {
            assert_eq!(whole(Some(&value)), Ok(read), "{value}");
        }
        for value in [json!(true), json!([7]), json!({"days": 7}), json!("seven"), json!("NaN")] {
            assert_eq!(whole(Some(&value)), Err(WrongShape), "{value}");
        }
        assert_eq!(broken(Some(&json!("3.5"))), Ok(Some(3.5)));
        assert_eq!(broken(Some(&json!("inf"))), Err(WrongShape));
    }

    #[test]
    fn words_that_give_no_length_are_none() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        assert_eq!(duration(Some(&json!("ongoing")), day), Ok(None));
        assert_eq!(duration(Some(&json!("2000")), day), Ok(Some(2000)));
        assert_eq!(duration(Some(&json!("0")), day), Ok(Some(0)));
        assert_eq!(duration(Some(&json!(["7"])), day), Err(WrongShape));
        assert_eq!(ungrouped("2,000 days, 1,5 mg, 12,3456"), "2000 days, 1,5 mg, 12,3456");
    }

    #[test]
    fn yes_no_and_how_often() {
        assert_eq!(truth(Some(&json!("Yes"))), Ok(true));
        assert_eq!(truth(None), Ok(false));
        assert_eq!(truth(Some(&json!(1))), Err(WrongShape));
        assert_eq!(frequency(Some(&json!(3))).expect("a number").0, Some(3));
        assert_eq!(frequency(Some(&json!(null))).expect("not said").0, None);
        assert!(frequency(Some(&json!({}))).is_err());
    }
}
