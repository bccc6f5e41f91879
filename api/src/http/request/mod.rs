//! One request over HTTP, from its head to its answer.
//!
//! - `handler`: method, `Accept`, `Content-Type`, then the request's way through the other rooms;
//! - `body`: reads it, within a number of bytes and seconds;
//! - `answer`: the outcome in the media type that the client asked for;
//! - `finish`: what every route of the server has in common;
//! - `headers`: what every answer tells a browser.

mod answer;
mod body;
mod finish;
mod handler;
mod headers;

pub use finish::finish;
pub(super) use handler::handle;
pub use headers::Reached;
