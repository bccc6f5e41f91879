//! From a sealed note to the plan: the extractor, the gate, and the job around them.

mod gated;
mod job;
mod pipeline;

pub(crate) use job::job;
pub use pipeline::{Extracted, ExtractionFailure, Extractor, People, Reading, extract_text};
