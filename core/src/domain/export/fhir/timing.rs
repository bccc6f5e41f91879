//! When a step is due, as a FHIR Timing (<https://hl7.org/fhir/R4/datatypes.html#Timing>).

use crate::domain::schedule::{self, Pattern};
use aftercare_entity::step::{self, Kind};
use chrono::{Weekday, WeekdaySet};
use serde_json::{Value, json};

/// The Timing of a step that is done again and again; `None` for one that is done once.
///
/// Days on and off, and "as needed", have no field in FHIR; they are said in words.
pub(super) fn timing(row: &step::Model) -> Option<Value> {
    if row.kind == Kind::Checklist {
        return None;
    }
    if row.as_needed {
        return Some(json!({ "code": { "text": "as needed" } }));
    }
    let per_day = row.times_per_day.filter(|times| *times > 0).unwrap_or(1);
    let (frequency, period, unit, days) = match Pattern::of(row) {
        Pattern::Every(days) => (i64::from(per_day), json!(number(days)), "d", WeekdaySet::EMPTY),
        Pattern::Weekdays { days, weeks } => {
            (i64::from(per_day) * i64::from(days.len()), json!(weeks), "wk", days)
        }
        Pattern::Cycle { days, .. } => (i64::from(per_day), json!(1), "d", days),
    };
    let times = schedule::times_of_day(row);
    let length = row.duration_days.filter(|days| *days > 0).map(
        |days| json!({ "value": days, "unit": "days", "system": "http://unitsofmeasure.org", "code": "d" }),
    );
    let words = schedule::cycle_of(row).map(|cycle| format!("{} days on, {} days off", cycle.on, cycle.off));
    Some(json!({
        "repeat": {
            "boundsDuration": length, "frequency": frequency, "period": period, "periodUnit": unit,
            "dayOfWeek": days.iter(Weekday::Mon).map(day_code).collect::<Value>(),
            "timeOfDay": times.iter().map(|at| json!(at.format("%H:%M:%S").to_string())).collect::<Value>(),
        },
        "code": words.map(|text| json!({ "text": text })),
    }))
}

/// Whole days without a decimal point, as people write them.
fn number(days: f64) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "an interval is at most some hundred days")]
    if days.fract().abs() < 1e-9 { json!(days as i64) } else { json!(days) }
}

/// Of <http://hl7.org/fhir/days-of-week>.
fn day_code(day: Weekday) -> Value {
    Value::from(match day {
        Weekday::Mon => "mon",
        Weekday::Tue => "tue",
        Weekday::Wed => "wed",
        Weekday::Thu => "thu",
        Weekday::Fri => "fri",
        Weekday::Sat => "sat",
        Weekday::Sun => "sun",
    })
}
