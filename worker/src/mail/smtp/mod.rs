//! The way over SMTP: a pool of connections to one server.
//!
//! The protocol's words are lettre's; the pool is ours. lettre's own pool for tokio has no time limit on a command,
//! gives a connection back after a send was dropped half-way (the next mail would then be read as a part of the
//! previous one: one patient's mail in another's), opens connections without a bound, sends with Nagle's algorithm on
//! (40 ms a mail), and with its `tracing` feature writes addresses and bodies into the log. Here a connection goes
//! back only after a finished exchange, and `size` is the bound on all of them.
//!
//! | file | holds |
//! |---|---|
//! | `url` | reading `SMTP_URL` |
//! | `tls` | whom to trust |
//! | `starttls` | the words before encryption begins |
//! | `wire` | the byte stream lettre speaks over |
//! | `connect` | from nothing to a connection that is ready for mails |
//! | `session` | one mail over a connection |
//! | `pool` | which connection |
//! | `classify` | from a failure to a [`SendError`](super::SendError) |

mod classify;
mod connect;
mod pool;
mod session;
mod starttls;
mod tls;
mod url;
mod wire;

pub(super) use pool::Pool;
