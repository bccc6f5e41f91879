//! Faults of ours: the client gets an id, the log has the cause under it.

use super::code::Code;
use async_graphql::ServerError;
use std::{fmt, sync::Arc};

/// Makes the ids by which an INTERNAL error is found in the log.
#[derive(Clone)]
pub(in crate::http) struct Incidents(Arc<dyn Fn() -> String + Send + Sync>);

impl fmt::Debug for Incidents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Incidents")
    }
}

impl Incidents {
    /// `id` makes a new id at each call.
    pub fn new(id: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(id))
    }

    /// An INTERNAL error; `cause` goes to the log under the id that the client gets.
    pub fn error(&self, cause: &str) -> ServerError {
        let id = (self.0)();
        tracing::error!(%id, cause, "a request failed with an internal error");
        let mut error = Code::Internal.error("Something went wrong on our side.", None);
        error.extensions.get_or_insert_default().set("id", id);
        error
    }
}
