//! The transport over real connections, one test for each row of what a hardened GraphQL server does; README.md beside
//! this file says which.

#[expect(dead_code, reason = "the product's tests use more of it")]
mod support;

#[path = "transport/answers.rs"]
mod answers;
#[path = "transport/auth.rs"]
mod auth;
#[path = "transport/browser.rs"]
mod browser;
#[path = "transport/connections.rs"]
mod connections;
#[path = "transport/denial.rs"]
mod denial;
#[path = "transport/errors.rs"]
mod errors;
#[path = "transport/language.rs"]
mod language;
#[path = "transport/over_http.rs"]
mod over_http;
#[path = "transport/parts.rs"]
mod parts;
#[path = "transport/priced.rs"]
mod priced;
#[path = "transport/server.rs"]
mod server;
#[path = "transport/socket_close.rs"]
mod socket_close;
#[path = "transport/socket_counts.rs"]
mod socket_counts;
#[path = "transport/socket_life.rs"]
mod socket_life;
#[path = "transport/socket_operations.rs"]
mod socket_operations;
#[path = "transport/toy.rs"]
mod toy;
