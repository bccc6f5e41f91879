//! Text as the parser sees it: folded words with their place in the note.
//!
//! Everything here keeps byte offsets, so that whatever is read can be shown as an exact slice of the note.

mod digits;
pub mod fold;
pub mod spelling;
pub mod token;

pub use fold::fold;
pub use token::{Kind, Token, tokenize};
