//! The product's own schema, over HTTP and WebSocket, on each database: as a web app asks it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

#[expect(dead_code, reason = "the transport's tests use more of it")]
mod support;

#[path = "product/access_log.rs"]
mod access_log;
#[path = "product/accounts.rs"]
mod accounts;
#[path = "product/admin.rs"]
mod admin;
#[path = "product/admission.rs"]
mod admission;
#[path = "product/at_risk.rs"]
mod at_risk;
#[path = "product/away.rs"]
mod away;
#[path = "product/bad_rows.rs"]
mod bad_rows;
#[path = "product/check_ins.rs"]
mod check_ins;
#[path = "product/cookies.rs"]
mod cookies;
#[path = "product/dashboards.rs"]
mod dashboards;
#[path = "product/devices.rs"]
mod devices;
#[path = "product/erased.rs"]
mod erased;
#[path = "product/events.rs"]
mod events;
#[path = "product/explain.rs"]
mod explain;
#[path = "product/extractions.rs"]
mod extractions;
#[path = "product/feeds.rs"]
mod feeds;
#[path = "product/frequency.rs"]
mod frequency;
#[path = "product/front.rs"]
mod front;
#[path = "product/health.rs"]
mod health;
#[path = "product/matrix.rs"]
mod matrix;
#[path = "product/notes.rs"]
mod notes;
#[path = "product/people.rs"]
mod people;
#[path = "product/record.rs"]
mod record;
#[path = "product/refusals.rs"]
mod refusals;
#[path = "product/reminder_settings.rs"]
mod reminder_settings;
#[path = "product/reminders.rs"]
mod reminders;
#[path = "product/retention.rs"]
mod retention;
#[path = "product/review.rs"]
mod review;
#[path = "product/schema.rs"]
mod schema;
#[path = "product/sessions.rs"]
mod sessions;
#[path = "product/statements.rs"]
mod statements;
#[path = "product/steps.rs"]
mod steps;
#[path = "product/suspension.rs"]
mod suspension;
#[path = "product/who_read.rs"]
mod who_read;
