//! From a note to a finished plan, as its patient and its doctors live it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod check_ins;
mod days;
mod going_on;
mod local_days;
mod notes;
mod replacing;
mod review;
mod review_input;
mod steps;
mod support;
mod tapers;
mod together;
