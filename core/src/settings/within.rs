//! Whole numbers with a least and a greatest value, which every list of the settings shows because the parser itself says them.

use clap::{
    Arg, Command, Error,
    builder::{PossibleValue, RangedI64ValueParser, TypedValueParser},
};
use std::ffi::OsStr;

/// Reads a whole number that is neither too small nor too large.
#[derive(Debug, Clone)]
pub(super) struct Within<T>
where
    T: TryFrom<i64> + Clone + Send + Sync + 'static,
    <T as TryFrom<i64>>::Error: std::error::Error + Send + Sync + 'static,
{
    parser: RangedI64ValueParser<T>,
    /// The range in words.
    words: String,
}

/// From `least` to `most`, both included.
pub(super) fn within<T>(least: i64, most: i64) -> Within<T>
where
    T: TryFrom<i64> + Clone + Send + Sync + 'static,
    <T as TryFrom<i64>>::Error: std::error::Error + Send + Sync + 'static,
{
    Within { parser: RangedI64ValueParser::new().range(least..=most), words: format!("{least}-{most}") }
}

impl<T> TypedValueParser for Within<T>
where
    T: TryFrom<i64> + Clone + Send + Sync + 'static,
    <T as TryFrom<i64>>::Error: std::error::Error + Send + Sync + 'static,
{
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<T, Error> {
        self.parser.parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(std::iter::once(PossibleValue::new(self.words.clone()))))
    }
}
