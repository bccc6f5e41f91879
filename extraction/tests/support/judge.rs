//! Judging the steps extracted from one note against the expected ones.

use super::assignment;
use super::note::{Expected, Note};
use super::text::{alternatives, contains_all, fold, matches, negates};
use aftercare_extraction::{GatedStep, StepKind};

/// A description is one step; a longer one matches nothing.
const LONGEST: usize = 200;

/// What came of one note. The lists hold what a person who tunes the extractor wants to read.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Expected steps that were found.
    pub found: usize,
    /// Of these, with the right kind, duration and frequency.
    pub strict: usize,
    /// Expected steps that were not found.
    pub missed: Vec<String>,
    /// Found, with a wrong kind, duration or frequency: (expected, got).
    pub inexact: Vec<(String, String)>,
    /// Steps nobody asked for.
    pub extra: Vec<String>,
    /// Steps with forbidden words and no negating one.
    pub harmful: Vec<String>,
}

/// Matches `steps` (those that need no review) with what `note` expects.
pub fn judge(note: &Note, steps: &[GatedStep]) -> Verdict {
    let expected: Vec<(StepKind, &Expected)> = note
        .checklist
        .iter()
        .map(|e| (StepKind::Checklist, e))
        .chain(note.plan.iter().map(|e| (StepKind::Plan, e)))
        .collect();
    let folded: Vec<String> = steps.iter().map(|s| fold(&s.description)).collect();
    let one_step: Vec<bool> =
        steps.iter().zip(&folded).map(|(s, f)| is_one_step(&s.description, f, &expected)).collect();

    // A match outweighs any number of exact ones, so that the most steps are found, exactly where possible.
    let worth: Vec<Vec<i64>> = expected
        .iter()
        .map(|(kind, e)| {
            let row = steps.iter().enumerate().map(|(n, step)| {
                let hit = one_step[n] && matches(&e.keywords, &folded[n]);
                i64::from(hit) * (1000 + i64::from(is_exact(*kind, e, step)))
            });
            row.collect()
        })
        .collect();
    let chosen = assignment::best(&worth, steps.len());

    let mut verdict = Verdict::default();
    let mut used = vec![false; steps.len()];
    for ((kind, e), column) in expected.iter().zip(&chosen) {
        let Some(n) = *column else {
            verdict.missed.push(show_expected(*kind, e));
            continue;
        };
        used[n] = true;
        verdict.found += 1;
        if is_exact(*kind, e, &steps[n]) {
            verdict.strict += 1;
        } else {
            verdict.inexact.push((show_expected(*kind, e), show(&steps[n])));
        }
    }
    for (n, step) in steps.iter().enumerate() {
        if !used[n] && !note.optional.iter().any(|o| matches(&o.keywords, &folded[n])) {
            verdict.extra.push(show(step));
        }
        if note.forbidden.iter().any(|words| contains_all(words, &folded[n])) && !negates(&folded[n]) {
            verdict.harmful.push(show(step));
        }
    }
    verdict
}

/// Short enough, and not a paragraph that holds several of the expected steps.
fn is_one_step(description: &str, folded: &str, expected: &[(StepKind, &Expected)]) -> bool {
    let hits: Vec<&Expected> =
        expected.iter().map(|(_, e)| *e).filter(|e| matches(&e.keywords, folded)).collect();
    let several = hits.iter().enumerate().any(|(n, a)| hits[n + 1..].iter().any(|b| !are_kin(a, b)));
    description.chars().count() <= LONGEST && !several
}

/// Phases of one taper, or two steps about one thing: they share a keyword.
fn are_kin(a: &Expected, b: &Expected) -> bool {
    let words = |e: &Expected| e.keywords.iter().flat_map(|k| alternatives(k)).collect::<Vec<_>>();
    let others = words(b);
    words(a).iter().any(|word| others.contains(word))
}

/// Whether kind, duration and frequency are right. Of a checklist step only the kind is asked.
fn is_exact(kind: StepKind, e: &Expected, step: &GatedStep) -> bool {
    step.kind == kind
        && (kind == StepKind::Checklist || (timing_is_right(e, step) && e.as_needed == step.as_needed))
}

fn timing_is_right(e: &Expected, step: &GatedStep) -> bool {
    let duration = step.duration_days == e.duration_days || e.duration_accept.contains(&step.duration_days);
    let (times, every) = frequency(step.times_per_day, step.every_days);
    let (want_times, want_every) = frequency(e.times_per_day, e.every_days);
    let every_is_right = same(every, want_every) || e.every_accept.iter().any(|other| same(every, *other));
    // Once on its day is what "weekly" means, said or not.
    let once = |times: Option<u32>| if every.is_some() { times.or(Some(1)) } else { times };
    let times_is_right =
        once(times) == once(want_times) || e.times_accept.iter().any(|other| once(times) == once(*other));
    duration && every_is_right && times_is_right
}

/// "Every day" and "once a day" are one frequency, written as one time a day.
fn frequency(times: Option<u32>, every: Option<f64>) -> (Option<u32>, Option<f64>) {
    if same(every, Some(1.0)) { (times.or(Some(1)), None) } else { (times, every) }
}

fn same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 0.05,
        (None, None) => true,
        _ => false,
    }
}

fn show_expected(kind: StepKind, e: &Expected) -> String {
    let words = e.keywords.join(" & ");
    match kind {
        StepKind::Checklist => format!("checklist [{words}]"),
        StepKind::Plan => {
            format!(
                "plan [{words}] {}",
                show_timing(e.duration_days, e.times_per_day, e.every_days, e.as_needed)
            )
        }
    }
}

fn show(step: &GatedStep) -> String {
    let timing = show_timing(step.duration_days, step.times_per_day, step.every_days, step.as_needed);
    let kind = if step.kind == StepKind::Plan { "plan" } else { "checklist" };
    format!("{kind} {:?} {timing}", step.description)
}

fn show_timing(days: Option<u32>, times: Option<u32>, every: Option<f64>, as_needed: bool) -> String {
    let number = |n: Option<u32>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
    let every = every.map_or_else(|| "-".to_owned(), |n| n.to_string());
    format!(
        "days {} times {} every {every}{}",
        number(days),
        number(times),
        if as_needed { " as needed" } else { "" }
    )
}
