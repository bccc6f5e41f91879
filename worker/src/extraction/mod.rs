//! From a note's text to its steps: the extractor and the gate.

pub mod deidentify;
mod gated;
pub mod model;
mod pipeline;
mod text;

pub use gated::{doubt_code, review_code};
pub use pipeline::{Extracted, ExtractionFailure, Extractor, Reading};
pub use text::{FromText, extract_text};
