//! How often, and whether only if needed, against what the passage says.

use super::said::{Heard, daily};
use crate::{GatedStep, StepKind};

/// Whether the step is done more or less often than said, or its "if needed" is invented or lost. One of a choice that the note
/// leaves may be as needed.
pub fn contradicts(step: &GatedStep, heard: &Heard, of_a_choice: bool) -> bool {
    let Heard { own, inside, outside, .. } = heard;
    if step.kind == StepKind::Checklist {
        return false;
    }
    let (times, every) = daily(step.times_per_day.map(f64::from), step.every_days);
    let said = times.is_some() || every.is_some();
    let differs = if said {
        // Once a day is what "daily" and silence mean.
        let once = every.is_none() && times.is_some_and(|n| n < 1.5);
        let elsewhere = own.frequencies.is_empty()
            && (inside.has_frequency(times, every)
                || outside.has_frequency(times, every)
                || once && (heard.going_on.frequencies.is_empty() || !inside.frequencies.is_empty()));
        !own.has_frequency(times, every) && !elsewhere
    } else {
        let is_other =
            |(t, e, _): &(Option<f64>, Option<f64>, Option<f64>)| e.is_some() || t.is_some_and(|t| t > 1.5);
        let other = own.frequencies.iter().any(is_other);
        let all_other = own.stated_frequencies > 1 && own.frequencies.iter().all(is_other);
        (own.stated_frequencies == 1 && other || all_other) && !step.as_needed && !own.phases
    };
    // "In the morning, on Mondays": a time of day makes no weekly step a daily one.
    let only_rare = own.rare_frequencies > 0 && own.rare_frequencies == own.stated_frequencies;
    let differs = differs || only_rare && every.is_none() && said;
    let invented_need = step.as_needed
        && !(of_a_choice || inside.needed || inside.conditional || outside.needed || outside.conditional);
    let lost_need = !step.as_needed && own.needed && !own.phases;
    differs || invented_need || lost_need
}
