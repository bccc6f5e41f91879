//! From the text of a doctor's note to steps a patient can act on, without any service.
//!
//! Two halves, both pure functions over text (no database, no network, no clock):
//!
//! - [`extract`]: the rules extractor, a parser for the language of clinical instructions;
//! - [`gate`]: what every extractor's answer passes before it may become a plan: bounds, the passage
//!   that each step came from, and the numbers re-read from that passage.
//!
//! Below both: [`text`](self) (folded words with their places), `lexicon` (what words mean, one table per language) and
//! `grammar` (so often, so long, from then).

mod gate;
mod grammar;
mod language;
mod lexicon;
mod markup;
mod model;
mod notice;
pub mod reading;
mod rules;
mod text;

pub use gate::gate;
pub use markup::{plain_text, shown_text};
pub use model::{Cycle, DraftStep, GateError, Gated, GatedStep, NoteDoubt, Passage, ReviewReason, StepKind};
pub use notice::{doubt, overlooked};
pub use rules::extract;
