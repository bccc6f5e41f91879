//! The worker at work: extraction, the sweep and its mails, on both databases.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../support/log.rs"]
mod log;
#[path = "../support/smtp.rs"]
#[expect(dead_code, reason = "this crate needs a part of it")]
mod smtp;

mod access_log;
mod account_mail;
mod admission;
mod answers;
mod at_risk;
mod bad_rows;
mod bounces;
mod clocks;
mod days;
mod doctor_mails;
mod erased;
mod extraction;
mod failures;
mod gemini;
mod held;
mod hours;
mod house;
mod mail;
mod mail_answers;
mod mail_outages;
mod model;
mod mornings;
mod names;
mod notice;
mod providers;
mod queue;
mod quiet;
mod requests;
mod runner;
mod servers;
mod sweep;
mod text;
mod zones;
