//! What can go wrong in a use-case. The API turns each into one code of its closed list.

use crate::{
    database,
    keyring::{SealError, Unreadable},
};
use sea_orm::DbErr;

/// Shorthand.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A refusal or a fault. Messages of refusals are for the person who asked; they never hold health text.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody is signed in, the session ended, or the credentials are wrong.
    #[error("{0}")]
    Unauthenticated(&'static str),
    /// The role may not do this at all.
    #[error("{0}")]
    Forbidden(&'static str),
    /// Not there, or not yours: the same answer.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The input at `path` cannot be taken.
    #[error("{message}")]
    BadInput {
        /// Field of the input, as the client named it.
        path: &'static str,
        /// What is wrong, and what to do.
        message: String,
    },
    /// Right in itself, but not in the present state.
    #[error("{0}")]
    Conflict(String),
    /// Events after the reader's place were deleted when they were old: nobody can say what it missed.
    #[error(
        "what happened after this cursor is no longer kept; load the data again and subscribe with a new eventCursor"
    )]
    CursorExpired,
    /// Too often.
    #[error("too many attempts; try again in {retry_after} seconds")]
    RateLimited {
        /// Seconds until the next try may succeed.
        retry_after: u64,
    },
    /// More people at once want what is costly than are let in: the same may succeed in a moment. Says so to the person.
    #[error("{0}")]
    Busy(&'static str),
    /// The database is away, full, or too busy: the same may succeed in a moment. Says why, for the log. Nothing was stored,
    /// except that a connection lost in the middle of a commit leaves it open.
    #[error("the database cannot take this now: {0}")]
    Unavailable(String),
    /// The database failed in a way that does not pass by itself.
    #[error("database: {0}")]
    Database(DbErr),
    /// A key is missing, or something cannot be sealed.
    #[error("sealing: {0}")]
    Seal(#[from] SealError),
    /// A stored value does not open.
    #[error("sealing: {0}")]
    Unreadable(#[from] Unreadable),
    /// Redis failed.
    #[error("redis: {0}")]
    Redis(String),
    /// Anything else that is our fault; holds no text from outside.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl From<redis::RedisError> for Error {
    fn from(error: redis::RedisError) -> Self {
        Self::Redis(error.to_string())
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        database::trouble_of(&error).map_or_else(|| Self::Database(error), Self::Unavailable)
    }
}

impl Error {
    /// The same error for another one who waited for the same answer of the database.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Unavailable(why) => Self::Unavailable(why.clone()),
            Self::Database(error) => Self::Database(error.clone()),
            Self::Internal(why) => Self::Internal(why),
            _ => Self::Internal("what others waited for failed as well"),
        }
    }

    /// A refusal of the input at `path`.
    pub fn bad_input(path: &'static str, message: impl Into<String>) -> Self {
        Self::BadInput { path, message: message.into() }
    }
}
