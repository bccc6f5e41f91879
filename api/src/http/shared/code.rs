//! The closed list of error codes (`extensions.code`) and what each means as a status of HTTP.

use aftercare_core::metrics::CODES;
use async_graphql::{ErrorExtensionValues, Pos, ServerError};
use http::StatusCode;

/// Why something was refused or failed: the only codes a client meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// No session, or one that has ended.
    Unauthenticated,
    /// A session that may not do this.
    Forbidden,
    /// Not there, or not the caller's to see.
    NotFound,
    /// The input does not fit: its type, its length, its content.
    BadUserInput,
    /// The input fits, the state of things does not.
    Conflict,
    /// A subscription's place is older than the events that are kept.
    CursorExpired,
    /// Too many attempts: wait.
    RateLimited,
    /// The database is away, full or busy: nothing was done, and the same may succeed in a moment.
    Overloaded,
    /// The document asks for more than one request may.
    TooComplex,
    /// The document is not GraphQL.
    ParseFailed,
    /// The document does not fit the schema.
    ValidationFailed,
    /// No document of that hash is kept: send the document with it.
    PersistedQueryNotFound,
    /// Documents are not kept: send them without their hashes.
    PersistedQueryNotSupported,
    /// Our fault; the log knows more, under the request's id.
    Internal,
}

impl Code {
    /// The code as clients see it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::Conflict => "CONFLICT",
            Self::CursorExpired => "CURSOR_EXPIRED",
            Self::RateLimited => "RATE_LIMITED",
            Self::Overloaded => "OVERLOADED",
            Self::TooComplex => "TOO_COMPLEX",
            Self::ParseFailed => "GRAPHQL_PARSE_FAILED",
            Self::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            Self::PersistedQueryNotFound => "PERSISTED_QUERY_NOT_FOUND",
            Self::PersistedQueryNotSupported => "PERSISTED_QUERY_NOT_SUPPORTED",
            Self::Internal => "INTERNAL",
        }
    }

    /// The status of a request refused with this code before GraphQL was asked.
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict => StatusCode::CONFLICT,
            Self::CursorExpired => StatusCode::GONE,
            Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::BadUserInput
            | Self::TooComplex
            | Self::ParseFailed
            | Self::ValidationFailed
            | Self::PersistedQueryNotFound
            | Self::PersistedQueryNotSupported => StatusCode::BAD_REQUEST,
        }
    }

    /// Whether a GraphQL error has this code.
    pub fn is_of(self, error: &ServerError) -> bool {
        named(error) == Some(self.as_str())
    }

    /// The code of a GraphQL error, as it is counted.
    pub fn counted(error: &ServerError) -> &'static str {
        let known = CODES.iter().find(|known| named(error) == Some(**known));
        known.copied().unwrap_or(Self::Internal.as_str())
    }

    /// A GraphQL error with this code.
    pub fn error(self, message: impl Into<String>, position: Option<Pos>) -> ServerError {
        let mut error = ServerError::new(message, position);
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", self.as_str());
        error.extensions = Some(extensions);
        error
    }
}

/// What a GraphQL error says its code is.
fn named(error: &ServerError) -> Option<&str> {
    match error.extensions.as_ref()?.get("code")? {
        async_graphql::Value::String(code) => Some(code),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_code_is_counted_by_itself() {
        use Code::*;
        let all = [
            Unauthenticated,
            Forbidden,
            NotFound,
            BadUserInput,
            Conflict,
            CursorExpired,
            RateLimited,
            Overloaded,
            TooComplex,
            ParseFailed,
            ValidationFailed,
            PersistedQueryNotFound,
            PersistedQueryNotSupported,
            Internal,
        ];
        for code in all {
            assert_eq!(Code::counted(&code.error("", None)), code.as_str());
        }
        assert_eq!(CODES.len(), all.len() + 1, "and one for no error at all");
        assert_eq!(Code::counted(&ServerError::new("", None)), "INTERNAL");
    }
}
