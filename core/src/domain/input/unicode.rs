//! What the Unicode Character Database says about a character, for the checks beside this file.

use icu_properties::{
    CodePointMapData, CodePointSetData,
    props::{
        CanonicalCombiningClass, DefaultIgnorableCodePoint, Emoji, ExtendedPictographic, GeneralCategory,
        GeneralCategoryGroup, Ideographic, PrependedConcatenationMark, Script, VariationSelector,
    },
};

/// The one character that is blank on the page and that no property of Unicode tells from its visible neighbours.
const BRAILLE_BLANK: char = '\u{2800}';

pub fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

pub fn script(c: char) -> Script {
    CodePointMapData::<Script>::new().get(c)
}

/// Whether `c` shows nothing by itself, whatever it does to its neighbours (spaces aside).
pub fn is_hidden(c: char) -> bool {
    let is_format = || {
        matches!(
            category(c),
            GeneralCategory::Format | GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator
        ) && !CodePointSetData::new::<PrependedConcatenationMark>().contains(c)
    };
    c == BRAILLE_BLANK || CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c) || is_format()
}

/// Whether a reader sees something where `c` stands alone: a letter, a digit, a sign.
pub fn is_visible(c: char) -> bool {
    let seen = [
        GeneralCategoryGroup::Letter,
        GeneralCategoryGroup::Number,
        GeneralCategoryGroup::Punctuation,
        GeneralCategoryGroup::Symbol,
    ];
    !is_hidden(c) && seen.iter().any(|group| group.contains(category(c)))
}

pub fn is_letter(c: char) -> bool {
    GeneralCategoryGroup::Letter.contains(category(c))
}

pub fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(category(c))
}

pub fn is_virama(c: char) -> bool {
    CodePointMapData::<CanonicalCombiningClass>::new().get(c) == CanonicalCombiningClass::Virama
}

pub fn is_pictograph(c: char) -> bool {
    CodePointSetData::new::<ExtendedPictographic>().contains(c)
}

pub fn is_variation_selector(c: char) -> bool {
    CodePointSetData::new::<VariationSelector>().contains(c)
}

/// Whether a variation selector after `c` chooses between forms that people tell apart: of an ideograph, of a Mongolian
/// letter, or of a sign that may be drawn as an emoji.
pub fn has_variants(c: char) -> bool {
    CodePointSetData::new::<Ideographic>().contains(c)
        || script(c) == Script::Mongolian
        || (!c.is_ascii() && CodePointSetData::new::<Emoji>().contains(c))
}
