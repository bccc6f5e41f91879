//! What words mean: one table per language, and one for what all languages of the ward share.
//!
//! A row is a sense and the phrases that have it; a new abbreviation or a new language is rows, not code. The senses are
//! the same for every language, so the grammar above them is written once. Three layers are looked up apart from each
//! other, because one word may speak in several: timing (how often, how long, when), subject (what is to be done) and
//! cue (is it in force: negated, stopped, history, someone else's, addressed to a computer).

mod common;
mod computer;
mod de;
mod en;
mod es;
mod fr;
mod medicines;
mod phrases;
mod sense;
mod vocabulary;

pub use medicines::substance;
pub use phrases::Found;
pub use sense::{Cue, Heading, Subject, Time, Unit};
pub use vocabulary::{Language, Lexicon, guess, is_frequent};

/// The rows of one language.
pub struct Table {
    /// How often, how long, when.
    pub timing: &'static [(Time, &'static str)],
    /// Medicines, activities, tests, visits.
    pub subjects: &'static [(Subject, &'static str)],
    /// Whether it is in force.
    pub cues: &'static [(Cue, &'static str)],
    /// What a section is about.
    pub headings: &'static [(Heading, &'static str)],
    /// What an unknown word is that ends so ("-kontrolle").
    pub endings: &'static [(Subject, &'static str)],
    /// Small frequent words: they tell the language, and are no misspelling of anything.
    pub frequent: &'static str,
    /// Words that only look like a misspelt word of the other rows: among them every frequent word of the language that one slip
    /// parts from a word of the tables.
    pub ordinary: &'static str,
}
