//! What came of an operation, before it is an answer over HTTP or a message on a socket.

use crate::http::shared::Code;
use aftercare_core::metrics::OK;
use async_graphql::{Response, ServerError, Value};

/// What came of an operation.
#[derive(Debug)]
pub(in crate::http) struct Outcome {
    pub response: Response,
    /// False when the request was refused before a resolver ran.
    pub ran: bool,
}

impl Outcome {
    /// A request that never ran.
    pub fn refused(mut errors: Vec<ServerError>, at_most: usize) -> Self {
        errors.truncate(at_most);
        Self { response: Response::from_errors(errors), ran: false }
    }

    /// Adds what the operation weighed.
    pub fn tell_cost(&mut self, cost: Value) {
        if !self.ran
            && let Some(error) = self.response.errors.first_mut()
        {
            error.extensions.get_or_insert_default().set("cost", cost.clone());
        }
        self.response.extensions.insert("cost".to_owned(), cost);
    }

    /// The code of its first error, or that there is none, as it is counted.
    pub fn counted(&self) -> &'static str {
        self.response.errors.first().map_or(OK, Code::counted)
    }

    /// Whether any of it could not be had now.
    pub fn meets_overload(&self) -> bool {
        self.response.errors.iter().any(|error| Code::Overloaded.is_of(error))
    }

    /// In how many seconds to try again, when the product was too busy for any of it.
    pub fn overload(&self) -> Option<u64> {
        let nothing = self.response.data == Value::Null;
        let error = self.response.errors.iter().find(|error| Code::Overloaded.is_of(error))?;
        nothing.then(|| seconds(error).unwrap_or(1))
    }

    /// In how many seconds to try again, when any of it was tried too often.
    pub fn retry_after(&self) -> Option<u64> {
        let limited = self.response.errors.iter().filter(|error| Code::RateLimited.is_of(error));
        limited.filter_map(seconds).max()
    }
}

/// What an error says of when to come back.
fn seconds(error: &ServerError) -> Option<u64> {
    match error.extensions.as_ref()?.get("retryAfter") {
        Some(Value::Number(seconds)) => seconds.as_u64(),
        _ => None,
    }
}
