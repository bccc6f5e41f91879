//! What protects records, and what a patient may do with theirs: keys, the access log, erasing, exporting.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod chain;
mod erasing;
mod exporting;
mod fhir;
mod retiring;
mod rotating;
mod support;
mod tampering;
