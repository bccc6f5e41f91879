//! The commands, one file each.

pub mod accounts;
pub mod admin;
pub mod audit;
pub mod demo;
pub mod doctor;
pub mod erase;
pub mod extract;
pub mod jobs;
pub mod keys;
pub mod mail;
pub mod migrate;
pub mod model;
pub mod probe;
pub mod schema;
pub mod serve;
pub mod settings;
pub mod sweep;
