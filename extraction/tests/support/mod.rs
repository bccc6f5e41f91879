//! The scorer of the note corpus: what a note expects, when a step matches it, and the table of results.

pub mod assignment;
pub mod judge;
pub mod note;
pub mod tally;
pub mod text;
