//! What every extractor's answer passes before it may become a plan: bounds, the passage each step came from, and the numbers
//! re-read from that passage.

use crate::{
    DraftStep, GateError, Gated, GatedStep, Passage, ReviewReason,
    reading::{self, words},
};
use chrono::NaiveDate;

/// Steps of one extraction at most.
const MOST_STEPS: usize = 50;
/// Characters of a description at most.
const LONGEST_DESCRIPTION: usize = 200;

/// Checks `drafts` against the `note` (written on `day`) they claim to come from.
///
/// # Errors
/// A [`GateError`] when the answer as a whole cannot be trusted; nothing of it may be stored then.
pub fn gate(note: &str, day: NaiveDate, drafts: Vec<DraftStep>) -> Result<Gated, GateError> {
    if drafts.len() > MOST_STEPS {
        return Err(GateError::TooManySteps);
    }
    let mut gated = Gated::default();
    for draft in drafts {
        let step = check(note, day, &draft)?;
        let same = |other: &GatedStep| {
            other.kind == step.kind
                && other.description.to_lowercase() == step.description.to_lowercase()
                && other.starts_after_days == step.starts_after_days
        };
        if !gated.steps.iter().any(same) {
            gated.steps.push(step);
        }
    }
    Ok(gated)
}

fn check(note: &str, day: NaiveDate, draft: &DraftStep) -> Result<GatedStep, GateError> {
    let description = draft.description.trim().to_owned();
    let bad = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if description.is_empty()
        || description.chars().count() > LONGEST_DESCRIPTION
        || description.contains(bad)
    {
        return Err(GateError::BadDescription);
    }
    let within = |value: Option<i64>, most: i64, error: GateError| match value {
        None => Ok(None),
        Some(n) if (1..=most).contains(&n) => Ok(u32::try_from(n).ok()),
        Some(_) => Err(error),
    };
    let duration_days = within(draft.duration_days, 3650, GateError::DurationOutOfBounds)?;
    let times_per_day = within(draft.times_per_day, 24, GateError::FrequencyOutOfBounds)?;
    if draft.every_days.is_some_and(|days| !(days > 0.0 && days <= 366.0)) {
        return Err(GateError::FrequencyOutOfBounds);
    }
    let starts_after_days = match draft.starts_after_days {
        days @ 0..=3650 => u32::try_from(days).unwrap_or(0),
        _ => return Err(GateError::DurationOutOfBounds),
    };
    let passage = find(note, &draft.passage);
    let step = GatedStep {
        kind: draft.kind,
        description,
        review: None,
        passage,
        duration_days,
        times_per_day,
        every_days: draft.every_days,
        as_needed: draft.as_needed,
        starts_after_days,
    };
    let review = reason(&step, day);
    Ok(GatedStep { review, ..step })
}

/// Why the doctor must look first.
fn reason(step: &GatedStep, day: NaiveDate) -> Option<ReviewReason> {
    let Some(passage) = &step.passage else { return Some(ReviewReason::PassageNotFound) };
    let words = words(&passage.text);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    if has(&["ignore", "password", "prompt"]) {
        return Some(ReviewReason::AddressesComputer);
    }
    if has(&["stopped", "discontinued", "previously", "history"]) {
        return Some(ReviewReason::Stopped);
    }
    if has(&["not", "don't", "never"]) {
        return Some(ReviewReason::Negated);
    }
    let read = reading::duration_days(&passage.text, day).filter(|_| words.len() > 1);
    if step.duration_days.is_some() && step.duration_days != read {
        return Some(ReviewReason::DurationContradicted);
    }
    let read = reading::frequency(&passage.text);
    let every = |days: Option<f64>| days.filter(|days| *days > 1.0);
    let same_every = match (every(step.every_days), every(read.every_days)) {
        (Some(said), Some(read)) => (said - read).abs() < 0.01,
        (None, None) => true,
        (Some(_), None) => false,
        (None, Some(_)) => step.kind == crate::StepKind::Checklist,
    };
    let same_times = step.times_per_day.is_none() || step.times_per_day == read.times_per_day.or(Some(1));
    if !same_every || !same_times || (step.as_needed && !read.as_needed) {
        return Some(ReviewReason::FrequencyContradicted);
    }
    None
}

/// The passage in the note; empty is nowhere.
fn find(note: &str, quoted: &str) -> Option<Passage> {
    let quoted = quoted.trim();
    let at = note.find(quoted).filter(|_| !quoted.is_empty())?;
    let start = note[..at].encode_utf16().count();
    let end = start + quoted.encode_utf16().count();
    Some(Passage {
        start: u32::try_from(start).ok()?,
        end: u32::try_from(end).ok()?,
        text: quoted.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::StepKind;

    const NOTE: &str = "Réview. Take ibuprofen 400 mg every 8 hours for 5 days.";

    fn draft() -> DraftStep {
        DraftStep {
            kind: StepKind::Plan,
            description: "Take ibuprofen".into(),
            passage: "ibuprofen 400 mg every 8 hours for 5 days".into(),
            duration_days: Some(5),
            times_per_day: Some(3),
            every_days: None,
            as_needed: false,
            starts_after_days: 0,
        }
    }

    fn gated(draft: DraftStep) -> Result<Gated, GateError> {
        gate(NOTE, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(), vec![draft])
    }

    #[test]
    fn what_agrees_is_grounded_and_has_its_place() {
        let step = gated(draft()).unwrap().steps.remove(0);
        assert_eq!(step.review, None);
        assert_eq!(step.passage.unwrap().start, 13);
    }

    #[test]
    fn what_disagrees_is_held_back() {
        let review = |draft| gated(draft).unwrap().steps[0].review;
        let invented = DraftStep { passage: "Take morphine".into(), ..draft() };
        assert_eq!(review(invented), Some(ReviewReason::PassageNotFound));
        assert_eq!(
            review(DraftStep { passage: String::new(), ..draft() }),
            Some(ReviewReason::PassageNotFound)
        );
        assert_eq!(
            review(DraftStep { duration_days: Some(50), ..draft() }),
            Some(ReviewReason::DurationContradicted)
        );
        assert_eq!(
            review(DraftStep { times_per_day: Some(8), ..draft() }),
            Some(ReviewReason::FrequencyContradicted)
        );
        assert_eq!(
            review(DraftStep { as_needed: true, ..draft() }),
            Some(ReviewReason::FrequencyContradicted)
        );
    }

    #[test]
    fn what_is_out_of_bounds_refuses_the_whole_answer() {
        for days in [0, -1, 3651, i64::MAX] {
            assert_eq!(
                gated(DraftStep { duration_days: Some(days), ..draft() }),
                Err(GateError::DurationOutOfBounds)
            );
        }
        for every in [0.0, -1.0, 400.0, f64::NAN, f64::INFINITY] {
            assert_eq!(
                gated(DraftStep { every_days: Some(every), ..draft() }),
                Err(GateError::FrequencyOutOfBounds)
            );
        }
        for text in ["", "  ", "a\nb", "a\u{202e}b", &"x".repeat(201)] {
            assert_eq!(
                gated(DraftStep { description: text.into(), ..draft() }),
                Err(GateError::BadDescription)
            );
        }
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        assert_eq!(gate(NOTE, day, vec![draft(); 51]), Err(GateError::TooManySteps));
        assert_eq!(gate(NOTE, day, vec![draft(); 3]).unwrap().steps.len(), 1, "duplicates are merged");
    }
}
