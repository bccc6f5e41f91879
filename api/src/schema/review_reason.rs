//! Why a step waits for the doctor: the documented codes, as an enum that a client can handle one by one.

use async_graphql::{Enum, resolver_utils::EnumType};

/// Why a step waits for the doctor.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewReason {
    /// All steps of this patient wait.
    ReviewMode,
    /// The words that it was read from are not in the note.
    PassageNotFound,
    /// The note gives another length.
    DurationContradicted,
    /// The note gives another frequency.
    FrequencyContradicted,
    /// It names a dose that the note does not.
    DoseContradicted,
    /// It names something that the words it was read from do not.
    NotInPassage,
    /// The note says not to do this.
    Negated,
    /// The note says that this was stopped, or is history.
    Stopped,
    /// The words that it was read from speak to a computer.
    AddressesComputer,
    /// The words that it was read from order nothing.
    NoInstruction,
    /// The note gives a length or an end that could not be read.
    LengthUnread,
    /// The note gives another first day, or two doses of one medicine overlap.
    StartContradicted,
    /// The note orders the same medicine twice, and not alike.
    Contradiction,
    /// The offline rules found this order in the note, and the language model left it out.
    MayBeMissing,
    /// The note, or the part that it was read from, is in a language that is not read.
    ForeignLanguage,
    /// One that this server does not know (yet): another one, of a newer version, stored it.
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
