//! The last word on a medicine counts: what a note lists first may be ended or changed further down.
//!
//! "Takes aspirin 75 mg daily and perindopril 4 mg. ... Stop aspirin. Reduce perindopril to 2 mg daily.": a list of what is taken
//! now, in front of what is to be done about it.

use crate::{DraftStep, StepKind};

/// What is known of a medicine at one place of the note.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its name, folded, slips mended.
    pub medicine: String,
    /// Which step says so; the number of steps so far, where it ends.
    pub step: usize,
    /// What is said.
    pub says: Says,
}

/// What a note says of a medicine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// It is how it is taken now, in front of a plan ("Now 6 mg at night").
    Current,
    /// It is told of, in prose: not under a plan, no item of a list, no order.
    Told,
    /// It is listed or ordered.
    Ordered,
    /// It is ended.
    Ended,
}

/// `steps` without those that a later word takes back.
pub fn without(steps: Vec<DraftStep>, words: &[Word]) -> Vec<DraftStep> {
    let open = |n: usize| steps.get(n).is_some_and(|s| s.kind == StepKind::Plan && s.duration_days.is_none());
    let taken_back = |n: usize| {
        let own = words.iter().find(|w| w.step == n && w.says != Says::Ended);
        own.is_some_and(|own| {
            words.iter().any(|later| {
                later.medicine == own.medicine
                    && later.step > n
                    && match later.says {
                        Says::Ended => open(n),
                        Says::Ordered => {
                            let plan = steps.get(later.step).is_some_and(|s| s.kind == StepKind::Plan);
                            matches!(own.says, Says::Told | Says::Current) && open(n) && plan
                        }
                        Says::Told => own.says == Says::Current && open(n),
                        Says::Current => false,
                    }
            })
        })
    };
    let gone: Vec<bool> = (0..steps.len()).map(taken_back).collect();
    steps.into_iter().zip(gone).filter(|(_, gone)| !gone).map(|(step, _)| step).collect()
}
