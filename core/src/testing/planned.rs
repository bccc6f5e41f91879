//! Steps for the plans of tests.

use crate::domain::plan::PlannedStep;
use aftercare_entity::step::Kind;
use chrono::WeekdaySet;

/// A daily plan step of this many days; `None` = ongoing.
pub fn daily(description: &str, days: Option<u32>) -> PlannedStep {
    PlannedStep {
        kind: Kind::Plan,
        description: description.to_owned(),
        passage: Some((0, 5, "Rest.".to_owned())),
        duration_days: days,
        times_per_day: Some(2),
        every_days: None,
        weekdays: WeekdaySet::EMPTY,
        cycle: None,
        times_of_day: Vec::new(),
        as_needed: false,
        starts_after_days: 0,
        review_reason: None,
    }
}

/// A checklist step.
pub fn once(description: &str) -> PlannedStep {
    PlannedStep { kind: Kind::Checklist, times_per_day: None, ..daily(description, None) }
}

/// A step that waits for the doctor.
pub fn held_back(step: PlannedStep) -> PlannedStep {
    PlannedStep { review_reason: Some("PASSAGE_NOT_FOUND"), ..step }
}
