//! What was not found is noticed: a note that gave no step though it may have some, and an order that a model's answer left out.

mod doubt;
mod overlooked;
mod unsure;

pub use doubt::doubt;
pub use overlooked::overlooked;
