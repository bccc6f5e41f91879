//! What a step says about time, all of it, against what its own clauses say.

use super::compare::Case;
use super::own::Own;
use super::said::Heard;
use super::{
    alternatives, conditions, course, events, frequencies, late, lengths, rarer, rhythm, schedule, starts,
    tapers, unfit,
};
use crate::ReviewReason;
use crate::rules::takes_turns;

/// Holds back a step with other times than its own clauses give. A description of several orders is right if the times are
/// those of one of them: "clarithromycin twice a day for 5 days, paracetamol if needed".
pub fn review(case: &Case, own: &Own) -> Option<ReviewReason> {
    let reason = of_one(case, own)?;
    let is_right = own.apart().iter().any(|one| of_one(case, one).is_none());
    (!is_right).then_some(reason)
}

/// Holds back a step that begins on another day than its own clauses say; of several orders, than any of them.
pub fn review_start(case: &Case, own: &Own) -> Option<ReviewReason> {
    let review = |own: &Own| {
        starts::review(case, own).or_else(|| late::review(case, own)).or_else(|| events::review(case, own))
    };
    let reason = review(own)?;
    let is_right = own.apart().iter().any(|one| review(one).is_none());
    (!is_right).then_some(reason)
}

fn of_one(case: &Case, own: &Own) -> Option<ReviewReason> {
    let heard = Heard::of(case, own);
    let (note, step, words) = (case.note, case.step, case.words);
    lengths::review(case, own, &heard)
        .or_else(|| tapers::review(case, own))
        .or_else(|| case.sentences().any(takes_turns).then_some(ReviewReason::FrequencyContradicted))
        .or_else(|| {
            let of_a_choice = alternatives::leaves_choice(case);
            frequencies::contradicts(step, &heard, of_a_choice).then_some(ReviewReason::FrequencyContradicted)
        })
        .or_else(|| schedule::review(case, own))
        .or_else(|| rhythm::review(case, own))
        .or_else(|| course::review(case, own))
        .or_else(|| conditions::review(note, case.quoted.clone(), step, words, own))
        .or_else(|| unfit::review(own))
        .or_else(|| rarer::review(note, &case.quoted, step, &heard, own))
}
