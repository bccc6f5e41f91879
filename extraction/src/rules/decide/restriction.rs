//! What is not to be done for a while.

use super::super::clause::Clause;
use super::super::force;
use super::super::sentence::Sentence;
use super::{Timing, once, repeated, two_days};
use crate::grammar::Reading;
use crate::lexicon::Subject;

/// What is not to be done for a while; without a length it is advice, and no step.
pub(super) fn restriction(
    sentence: &Sentence,
    clause: &Clause,
    subject: Option<Subject>,
    reading: &Reading,
) -> Option<Timing> {
    let medicine = matches!(subject, Some(Subject::Medicine | Subject::Form));
    let attends = matches!(subject, Some(Subject::Test | Subject::Visit));
    let sure = reading.sure_length || !medicine;
    if attends
        || force::complains(sentence, clause) && !matches!(subject, Some(Subject::Activity | Subject::Habit))
    {
        return None;
    }
    if let Some((_, high)) = reading.length.filter(|_| sure) {
        let length = Reading { length: Some((high, high)), times: None, every: None, ..*reading };
        return Some(repeated(&length, false, true));
    }
    if medicine {
        return None;
    }
    if reading.ongoing && matches!(subject, Some(Subject::Activity | Subject::Habit | Subject::Deed)) {
        // "Keep off nursery until the fever is gone"
        return Some(repeated(&Reading { times: None, every: None, ..*reading }, false, false));
    }
    if let Some(days) = reading.date.filter(|days| (2..=90).contains(days) && subject.is_some()) {
        // "No ir a la piscina en dos semanas"
        let length = super::days(days);
        return Some(repeated(
            &Reading { length: Some((length, length)), date: None, times: None, every: None, ..*reading },
            false,
            true,
        ));
    }
    if let Some(timing) = two_days(sentence, clause) {
        return Some(timing);
    }
    (subject.is_some() && reading.date.is_some_and(|d| d <= 1)).then(|| once(reading))
}
