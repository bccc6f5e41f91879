//! One medicine, one step: what a note says twice and alike is told once, and what it says twice and not alike waits.
//!
//! Looked at when every step has passed by itself. Phases of a taper follow each other, and parts of one regimen share the day or the
//! week ("10 mg in the morning, 5 mg at night"): neither is said twice. What is taken only if needed stands beside what is taken
//! regularly.

use super::merge::Told;
use super::said::daily;
use crate::{GatedStep, ReviewReason, StepKind};

/// Merges steps of one medicine that agree, and holds back those that do not.
pub fn settle(steps: &mut Vec<GatedStep>, told: &[Told]) {
    let mut dropped = vec![false; steps.len()];
    let mut conflicts = Vec::new();
    for later in 1..steps.len() {
        for earlier in 0..later {
            let is_dropped = |n: usize| dropped.get(n) == Some(&true);
            let pair = steps.get(earlier).zip(told.get(earlier)).zip(steps.get(later).zip(told.get(later)));
            let Some((a, b)) = pair.filter(|_| !is_dropped(earlier) && !is_dropped(later)) else { continue };
            match compare(a, b) {
                Pair::Apart => {}
                Pair::One { keeps_later } => {
                    if let Some(mark) = dropped.get_mut(if keeps_later { earlier } else { later }) {
                        *mark = true;
                    }
                }
                Pair::Conflict(who) => conflicts.push(Conflict { earlier, later, who }),
            }
        }
    }
    conflicts.retain(|c| ![c.earlier, c.later].iter().any(|n| dropped.get(*n) == Some(&true)));
    for (n, reason) in waiting(conflicts, steps.len()) {
        if let Some(step) = steps.get_mut(n) {
            step.review = step.review.or(Some(reason));
        }
    }
    let mut dropped = dropped.into_iter();
    steps.retain(|_| !dropped.next().unwrap_or_default());
}

/// What two steps are to each other.
enum Pair {
    /// Of different medicines, days, times or forms.
    Apart,
    /// The same order twice; the one that says more stays.
    One { keeps_later: bool },
    /// Two orders of one medicine that cannot both be meant.
    Conflict(Who),
}

/// Which of two steps in conflict wait.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Who {
    Both,
    /// One is a later phase on days of the other, or says next to nothing.
    Earlier(ReviewReason),
    Later(ReviewReason),
}

#[derive(Clone, Copy)]
struct Conflict {
    earlier: usize,
    later: usize,
    who: Who,
}

/// The steps that wait. One that alone contradicts several others, which agree among themselves, waits alone: "150 mg daily" in
/// front of a taper from 112.5 mg on.
fn waiting(mut conflicts: Vec<Conflict>, steps: usize) -> Vec<(usize, ReviewReason)> {
    let mut waiting = Vec::new();
    loop {
        let mut degrees = vec![0_usize; steps];
        for n in conflicts.iter().flat_map(|c| [c.earlier, c.later]) {
            if let Some(degree) = degrees.get_mut(n) {
                *degree += 1;
            }
        }
        let most = degrees.iter().max().copied().unwrap_or_default();
        let mut odd = degrees.iter().enumerate().filter(|(_, degree)| **degree == most);
        let (Some((only, _)), None) = (odd.next(), odd.next()) else { break };
        if most < 2 {
            break;
        }
        waiting.push((only, ReviewReason::Contradiction));
        conflicts.retain(|c| c.earlier != only && c.later != only);
    }
    for Conflict { earlier, later, who } in conflicts {
        match who {
            Who::Both => waiting.extend([earlier, later].map(|n| (n, ReviewReason::Contradiction))),
            Who::Earlier(reason) => waiting.push((earlier, reason)),
            Who::Later(reason) => waiting.push((later, reason)),
        }
    }
    waiting
}

fn compare(a: (&GatedStep, &Told), b: (&GatedStep, &Told)) -> Pair {
    let counts = |s: &GatedStep| s.kind == StepKind::Plan && s.review.is_none();
    if !counts(a.0) || !counts(b.0) || !a.1.is_same_medicine(b.1) {
        return Pair::Apart;
    }
    // "Novalgin four times a day, metamizole if needed": under one name the doctor would have seen that it is one medicine.
    if a.0.as_needed != b.0.as_needed {
        let renamed = a.1.is_renamed(b.1) && !a.1.is_elsewhere(b.1);
        return if renamed { Pair::Conflict(Who::Both) } else { Pair::Apart };
    }
    if follows(a.0, b.0) || follows(b.0, a.0) || a.1.shares_with(b.1) || shares_time(a.0, b.0) {
        return Pair::Apart;
    }
    let (vague, other_vague) = (is_vague(a), is_vague(b));
    if is_as_often(a.0, b.0) && (agree(a, b) || vague != other_vague) {
        return Pair::One { keeps_later: if vague == other_vague { says(b) > says(a) } else { vague } };
    }
    if a.0.as_needed || a.1.is_elsewhere(b.1) || a.1.are_several(b.1) {
        return Pair::Apart;
    }
    let overlap = ReviewReason::StartContradicted;
    Pair::Conflict(match (vague, other_vague) {
        (true, false) => Who::Earlier(ReviewReason::Contradiction),
        (false, true) => Who::Later(ReviewReason::Contradiction),
        _ if a.0.starts_after_days < b.0.starts_after_days => Who::Later(overlap),
        _ if a.0.starts_after_days > b.0.starts_after_days => Who::Earlier(overlap),
        _ => Who::Both,
    })
}

/// Whether a step says neither how much nor how long ("prednisolone in the morning, with breakfast").
fn is_vague((step, told): (&GatedStep, &Told)) -> bool {
    !told.is_dosed() && step.duration_days.is_none() && step.starts_after_days == 0
}

/// Whether a step is over when the other begins.
fn follows(first: &GatedStep, then: &GatedStep) -> bool {
    first.duration_days.is_some_and(|days| first.starts_after_days + days <= then.starts_after_days)
}

/// Whether two steps are due on different weekdays, or at different times of the clock.
fn shares_time(a: &GatedStep, b: &GatedStep) -> bool {
    let weekdays =
        !a.weekdays.is_empty() && !b.weekdays.is_empty() && a.weekdays.intersection(b.weekdays).is_empty();
    let (x, y) = (&a.times_of_day, &b.times_of_day);
    weekdays || !x.is_empty() && !y.is_empty() && !x.iter().any(|time| y.contains(time))
}

/// Whether two steps are done as often, where both say how often.
fn is_as_often(a: &GatedStep, b: &GatedStep) -> bool {
    let often = |s: &GatedStep| {
        let (times, every) = daily(s.times_per_day.map(f64::from), s.every_days);
        (times.is_some() || every.is_some()).then_some((times, every))
    };
    let either = match (often(a), often(b)) {
        (Some((times, every)), Some((other_times, other_every))) => {
            is_close(times, other_times) && is_close(every, other_every)
        }
        _ => true,
    };
    either
        && (a.weekdays == b.weekdays || a.weekdays.is_empty() || b.weekdays.is_empty())
        && a.cycle == b.cycle
}

/// Whether two steps of one medicine have the same days and, where both say it, the same dose.
fn agree(a: (&GatedStep, &Told), b: (&GatedStep, &Told)) -> bool {
    let days = |s: &GatedStep| (s.starts_after_days, s.duration_days);
    days(a.0) == days(b.0) && a.1.agrees(b.1)
}

fn is_close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 0.1,
        (a, b) => a.is_none() == b.is_none(),
    }
}

/// How much a step says.
fn says((step, told): (&GatedStep, &Told)) -> usize {
    usize::from(step.times_per_day.is_some())
        + usize::from(step.every_days.is_some())
        + usize::from(!step.weekdays.is_empty())
        + usize::from(!step.times_of_day.is_empty())
        + usize::from(step.duration_days.is_some())
        + told.count()
}
