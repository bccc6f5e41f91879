//! What an operation is known not to do.

/// In the data of a request whose document asks for nothing in two places of one selection: no two parts of its answer have to be merged
/// into one, so a resolver may answer in text.
#[derive(Debug, Clone, Copy)]
pub struct Unmerged;
