//! From a sealed note to the plan: the extractor, the gate, and the job around them.

pub mod deidentify;
mod gated;
mod job;
pub mod model;
mod pipeline;

pub(crate) use job::job;
pub use pipeline::{Extracted, ExtractionFailure, Extractor, Reading, extract_text};
