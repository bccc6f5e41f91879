//! The rules of care and the use-cases: who may do what to whose record, and what then changes.
//!
//! A use-case is a verb. It takes the [`crate::App`], who acts, and the input; it checks, changes and records the event
//! in one transaction. It knows nothing of GraphQL, HTTP, mail or models.

pub mod access;
pub mod account_mails;
pub mod accounts;
pub mod addresses;
pub mod admins;
pub mod admission;
pub mod answered;
pub mod assignments;
pub mod at_risk;
pub mod check_ins;
mod claims;
pub mod closing;
pub mod devices;
pub mod directory;
pub mod export;
pub mod hospital;
pub mod input;
pub mod log_in_tries;
pub mod mail_links;
pub mod notes;
pub mod plan;
pub mod quiet_hours;
pub mod reasons;
pub mod recovery;
pub mod reminders;
pub mod retention;
pub mod review;
pub mod schedule;
pub mod sessions;
pub mod spellings;
pub mod steps;
pub mod suspension;
pub mod wishes;
