//! Why a model gave no steps: one closed list, each with a stable code for the records.
//! `aftercare_core::domain::reasons` has the sentences.
//!
//! Nothing here holds text from outside. What a server answered, what the note said and what the key is can
//! therefore never leave through an error, a log or a stored reason.

use std::fmt;

/// Why a model gave no steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The key is missing, wrong, leaked, blocked, or may not use this model.
    BadKey,
    /// The service does not serve this account: region, billing, terms.
    NotAllowed,
    /// There is no such model (any more).
    NotFound,
    /// Nothing is asked at this address: a wrong path.
    WrongUrl,
    /// The request, or the request and its answer, are longer than the model has room for.
    ContextOverflow,
    /// The server cannot hold an answer to our schema.
    SchemaRefused,
    /// The service does not understand our request.
    BadRequest,
    /// The service answered with a redirect; the key must not follow it.
    Redirected,
    /// The service or the model declined this text.
    Blocked,
    /// The model stopped for a reason of its own and gave nothing usable.
    Refused,
    /// The answer ended too early: it ran out of tokens, or was cut on the way.
    CutOff,
    /// There was no text in the answer.
    Empty,
    /// The answer is not JSON.
    NotJson,
    /// The answer is JSON of another form than the one asked for.
    WrongShape,
    /// The answer is larger than the cap.
    AnswerTooLarge,
    /// Too many requests for the moment.
    RateLimited,
    /// The quota of the day, or the account's credit, is used up.
    QuotaExhausted,
    /// The service says that it is down or overloaded.
    Unavailable,
    /// No connection: name, network, TLS.
    Unreachable,
    /// The connection broke in the middle of an answer.
    ConnectionLost,
    /// No answer in time.
    Timeout,
    /// Several failures in a row: nothing is sent until the service had a pause.
    Outage,
}

impl Reason {
    /// Every reason, for tables and tests.
    pub const ALL: [Self; 22] = [
        Self::BadKey,
        Self::NotAllowed,
        Self::NotFound,
        Self::WrongUrl,
        Self::ContextOverflow,
        Self::SchemaRefused,
        Self::BadRequest,
        Self::Redirected,
        Self::Blocked,
        Self::Refused,
        Self::CutOff,
        Self::Empty,
        Self::NotJson,
        Self::WrongShape,
        Self::AnswerTooLarge,
        Self::RateLimited,
        Self::QuotaExhausted,
        Self::Unavailable,
        Self::Unreachable,
        Self::ConnectionLost,
        Self::Timeout,
        Self::Outage,
    ];

    /// The stable code, as stored with the note and the job.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadKey => "MODEL_BAD_KEY",
            Self::NotAllowed => "MODEL_NOT_ALLOWED",
            Self::NotFound => "MODEL_NOT_FOUND",
            Self::WrongUrl => "MODEL_WRONG_URL",
            Self::ContextOverflow => "MODEL_CONTEXT_OVERFLOW",
            Self::SchemaRefused => "MODEL_SCHEMA_REFUSED",
            Self::BadRequest => "MODEL_BAD_REQUEST",
            Self::Redirected => "MODEL_REDIRECTED",
            Self::Blocked => "MODEL_BLOCKED",
            Self::Refused => "MODEL_REFUSED",
            Self::CutOff => "MODEL_CUT_OFF",
            Self::Empty => "MODEL_EMPTY",
            Self::NotJson => "MODEL_NOT_JSON",
            Self::WrongShape => "MODEL_WRONG_SHAPE",
            Self::AnswerTooLarge => "MODEL_ANSWER_TOO_LARGE",
            Self::RateLimited => "MODEL_RATE_LIMITED",
            Self::QuotaExhausted => "MODEL_QUOTA_EXHAUSTED",
            Self::Unavailable => "MODEL_UNAVAILABLE",
            Self::Unreachable => "MODEL_UNREACHABLE",
            Self::ConnectionLost => "MODEL_CONNECTION_LOST",
            Self::Timeout => "MODEL_TIMEOUT",
            Self::Outage => "MODEL_OUTAGE",
        }
    }

    /// The reason of a stored code; `None` for a code that is not one of these.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// The settings to look at; `None` where none of them can be the cause.
    pub const fn settings(self) -> Option<&'static str> {
        Some(match self {
            Self::BadKey => "AFTERCARE_MODEL_KEY",
            Self::NotFound => "AFTERCARE_MODEL",
            Self::WrongUrl | Self::Redirected | Self::Unreachable => "AFTERCARE_MODEL_URL",
            Self::BadRequest | Self::ConnectionLost => "AFTERCARE_MODEL_PROVIDER, AFTERCARE_MODEL_URL",
            Self::ContextOverflow => "AFTERCARE_MODEL_CONTEXT_TOKENS, AFTERCARE_MODEL_PROMPT",
            Self::SchemaRefused | Self::Empty | Self::NotJson | Self::WrongShape => {
                "AFTERCARE_MODEL_ANSWER_FORM, AFTERCARE_MODEL"
            }
            Self::CutOff | Self::AnswerTooLarge => "AFTERCARE_MODEL_MAX_OUTPUT_TOKENS",
            Self::Timeout => "AFTERCARE_MODEL_TIMEOUT, AFTERCARE_MODEL_PARALLEL",
            Self::RateLimited => "AFTERCARE_MODEL_RATE, AFTERCARE_MODEL_PARALLEL",
            Self::NotAllowed
            | Self::Blocked
            | Self::Refused
            | Self::QuotaExhausted
            | Self::Unavailable
            | Self::Outage => return None,
        })
    }

    /// Whether asking once more may help, but asking a third time will not: an answer that came, and was no use.
    pub const fn is_worth_one_repair(self) -> bool {
        matches!(self, Self::Refused | Self::CutOff | Self::Empty | Self::NotJson | Self::WrongShape)
    }

    /// Whether it says that the service is down, rather than something about one request or one note.
    pub const fn is_outage(self) -> bool {
        matches!(
            self,
            Self::Unavailable | Self::Unreachable | Self::ConnectionLost | Self::Timeout | Self::Outage
        )
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Reason;
    use std::collections::HashSet;

    #[test]
    fn every_code_is_its_own_and_leads_back() {
        let codes: HashSet<_> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        assert_eq!(codes.len(), Reason::ALL.len());
        for reason in Reason::ALL {
            assert_eq!(Reason::of_code(reason.code()), Some(reason));
            assert!(reason.code().starts_with("MODEL_"));
        }
        assert_eq!(Reason::of_code("MAIL_REFUSED"), None);
    }
}
