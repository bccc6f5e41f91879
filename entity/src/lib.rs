//! The rows of the database and their scoped finders: each finder says whose rows it finds.
//!
//! No GraphQL and no rules of care here. A finder that looks past the owner is named `..._unscoped`.

pub mod access_log;
pub mod account_mail;
pub mod assignment;
pub mod at_risk_episode;
mod by_place;
pub mod check_in;
pub mod consent;
pub mod doctor_mail;
pub mod event;
pub mod house_key;
pub mod job;
pub mod mail_answer;
pub mod master_key;
pub mod note;
pub mod patient_key;
pub mod reminder;
pub mod reminder_step;
pub mod session;
pub mod step;
pub mod user;
pub mod worker_heartbeat;
pub mod write_probe;

pub(crate) use by_place::by_place;
