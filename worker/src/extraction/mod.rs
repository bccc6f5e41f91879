//! From a sealed note to the plan: the extractor, the gate, and the job around them.

pub mod deidentify;
mod gated;
mod job;
pub mod model;
mod pipeline;
mod text;

pub(crate) use job::job;
pub use pipeline::{Extracted, ExtractionFailure, Extractor, Reading};
pub use text::{FromText, extract_text};
