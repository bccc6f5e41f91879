//! What a client is told when something is refused or fails: one of a closed list of codes.
//!
//! [`ApiError`] does not implement `Display`: so no inner error's text can reach a client by way of `?`. Its conversion
//! logs the cause of an internal fault, which the transport answers with the id of the request.

use aftercare_core::keyring::Unreadable;
use async_graphql::{Error, ErrorExtensionValues, ServerError, Value};
use std::{sync::Arc, time::Duration};

/// When those who are turned away are asked to come back.
pub const OVERLOAD: Duration = Duration::from_secs(3);

/// Shorthand.
pub type Result<T> = std::result::Result<T, ApiError>;

/// A refusal or a fault.
#[derive(Debug, Clone)]
pub struct ApiError {
    code: Code,
    message: String,
    /// Where in the request's arguments.
    path: Vec<&'static str>,
    retry_after: Option<u64>,
}

/// The codes a resolver may answer; the transport adds those of requests that never ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// Nobody is signed in, the session is over, or the credentials are wrong.
    Unauthenticated,
    /// The role may not do this.
    Forbidden,
    /// Not there, or not yours.
    NotFound,
    /// The input at `path` cannot be taken.
    BadUserInput,
    /// Not in the present state.
    Conflict,
    /// Events after the cursor are no longer kept: the data has to be loaded again.
    CursorExpired,
    /// Too often; `retryAfter` says how many seconds to wait.
    RateLimited,
    /// The database is away, full or busy, or too many want what is costly; `retryAfter` says in how many seconds to try again.
    Overloaded,
    /// Our fault; `requestId` is in the log.
    Internal,
}

impl Code {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::BadUserInput => "BAD_USER_INPUT",
            Self::Conflict => "CONFLICT",
            Self::CursorExpired => "CURSOR_EXPIRED",
            Self::RateLimited => "RATE_LIMITED",
            Self::Overloaded => "OVERLOADED",
            Self::Internal => "INTERNAL",
        }
    }
}

impl ApiError {
    const fn new(code: Code, message: String) -> Self {
        Self { code, message, path: Vec::new(), retry_after: None }
    }

    /// Nobody is signed in.
    pub fn unauthenticated(message: &str) -> Self {
        Self::new(Code::Unauthenticated, message.to_owned())
    }

    /// The role may not.
    pub fn forbidden(message: &str) -> Self {
        Self::new(Code::Forbidden, message.to_owned())
    }

    /// Not there, or not yours.
    pub fn not_found(what: &str) -> Self {
        Self::new(Code::NotFound, format!("{what} not found"))
    }

    /// The field `path` of a mutation's `input` cannot be taken.
    pub fn bad_input(path: &'static str, message: impl Into<String>) -> Self {
        Self { path: vec!["input", path], ..Self::new(Code::BadUserInput, message.into()) }
    }

    /// The argument `name` of a field cannot be taken.
    pub fn bad_argument(name: &'static str, message: impl Into<String>) -> Self {
        Self { path: vec![name], ..Self::new(Code::BadUserInput, message.into()) }
    }

    /// The database cannot take this now: logs `why` and answers when to try again.
    pub fn overloaded(why: &str) -> Self {
        tracing::warn!(
            why,
            retry_after = OVERLOAD.as_secs(),
            "a request was turned away: the database is away, full or busy"
        );
        let message = "this cannot be done at the moment; try again in a few seconds".to_owned();
        Self { retry_after: Some(OVERLOAD.as_secs()), ..Self::new(Code::Overloaded, message) }
    }

    /// Whether the same may succeed in a moment.
    pub fn is_overload(&self) -> bool {
        self.code == Code::Overloaded
    }

    /// A fault of ours: logs `cause`; the transport adds the id of the request, under which the log has it.
    pub fn internal(cause: &(impl std::fmt::Display + ?Sized)) -> Self {
        tracing::error!(%cause, "a request failed with an internal error");
        Self::new(Code::Internal, "something went wrong on our side".to_owned())
    }
}

impl From<aftercare_core::Error> for ApiError {
    fn from(error: aftercare_core::Error) -> Self {
        use aftercare_core::Error as E;
        match error {
            E::Unauthenticated(_) => Self::new(Code::Unauthenticated, error.to_string()),
            E::Forbidden(_) => Self::new(Code::Forbidden, error.to_string()),
            E::NotFound(_) => Self::new(Code::NotFound, error.to_string()),
            E::Conflict(_) => Self::new(Code::Conflict, error.to_string()),
            E::CursorExpired => Self::new(Code::CursorExpired, error.to_string()),
            E::BadInput { path, message } => Self::bad_input(path, message),
            E::RateLimited { retry_after } => {
                Self { retry_after: Some(retry_after), ..Self::new(Code::RateLimited, error.to_string()) }
            }
            E::Busy(_) => {
                let retry_after = Some(OVERLOAD.as_secs());
                let message = format!("{error}; try again in a few seconds");
                Self { retry_after, ..Self::new(Code::Overloaded, message) }
            }
            E::Unavailable(why) => Self::overloaded(&why),
            E::Unreadable(value) => value.into(),
            E::Database(_) | E::Seal(_) | E::Redis(_) | E::Internal(_) => Self::internal(&error),
        }
    }
}

/// What was erased is not there; any other value that does not open is a fault, which is logged with the place of the value.
impl From<Unreadable> for ApiError {
    fn from(value: Unreadable) -> Self {
        if value.is_erased() {
            return Self::not_found(if value.table == "notes" { "note" } else { "step" });
        }
        value.log();
        Self::internal(&value)
    }
}

/// The database was not there any more when the answer of a change was read: the change is made, so nobody is to be told that
/// they may ask for it again.
pub(crate) fn after_commit(error: &mut ServerError) {
    let overloaded = Value::from(Code::Overloaded.as_str());
    let Some(extensions) = &mut error.extensions else { return };
    if extensions.get("code") != Some(&overloaded) {
        return;
    }
    extensions.set("code", Code::Internal.as_str());
    extensions.unset("retryAfter");
    "the change was made, but its result could not be read; ask for it in a query"
        .clone_into(&mut error.message);
}

/// Loaders share one fault among all who wait for it; each logs it.
impl From<Arc<aftercare_core::Error>> for ApiError {
    fn from(error: Arc<aftercare_core::Error>) -> Self {
        match &*error {
            aftercare_core::Error::Unavailable(why) => Self::overloaded(why),
            error => Self::internal(error),
        }
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", error.code.as_str());
        if !error.path.is_empty() {
            let input_path = error.path.into_iter().map(Value::from).collect();
            extensions.set("inputPath", Value::List(input_path));
        }
        if let Some(seconds) = error.retry_after {
            extensions.set("retryAfter", seconds);
        }
        Self { message: error.message, source: None, extensions: Some(extensions) }
    }
}
