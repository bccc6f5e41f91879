//! Why a step waits for the doctor: the documented codes, as an enum that a client can handle one by one.

use async_graphql::{Enum, resolver_utils::EnumType};

/// Why a step waits for the doctor.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewReason {
    /// All new steps of this patient wait for the doctor, whatever the note says.
    ReviewMode,
    /// The passage that it was extracted from is not in the note.
    PassageNotFound,
    /// The note gives a different length.
    DurationContradicted,
    /// The note gives a different frequency.
    FrequencyContradicted,
    /// It names a dose that the note does not name.
    DoseContradicted,
    /// It names something that its passage does not name.
    NotInPassage,
    /// The note says that this is not to be done.
    Negated,
    /// The note says that this was stopped, or is in the past.
    Stopped,
    /// Its passage addresses a computer, not a person.
    AddressesComputer,
    /// Its passage orders nothing.
    NoInstruction,
    /// The note gives a length or an end that was not understood.
    LengthUnread,
    /// The note gives a different first day, or two doses of one medicine overlap.
    StartContradicted,
    /// The note orders the same medicine twice, in different ways.
    Contradiction,
    /// The offline rules found this order in the note, and the language model left it out.
    MayBeMissing,
    /// The note, or the part that it was extracted from, is in a language that is not supported.
    ForeignLanguage,
    /// A reason that this version of the server does not know: a newer version stored it.
    Other,
}

impl ReviewReason {
    /// That of a stored code.
    pub fn of_code(code: &str) -> Self {
        let known = Self::items().iter().find(|item| item.name == code);
        known.map_or(Self::Other, |item| item.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aftercare_core::domain::reasons;

    #[test]
    fn the_enum_has_each_documented_code_and_no_more() {
        let names: Vec<_> = ReviewReason::items().iter().map(|item| item.name).collect();
        assert_eq!(names, [&reasons::OF_STEPS[..], &["OTHER"]].concat());
        assert_eq!(ReviewReason::of_code(reasons::NEGATED), ReviewReason::Negated);
        assert_eq!(ReviewReason::of_code("TEA_TIME"), ReviewReason::Other);
    }
}
