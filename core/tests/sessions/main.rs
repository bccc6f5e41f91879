//! Sessions and log-ins: what their people notice, and what strangers cannot do to them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod ending;
mod grace;
mod known;
mod places;
mod races;
mod redis_goes;
mod strangers;
mod support;
