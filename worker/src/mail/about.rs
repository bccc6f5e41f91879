//! What a mail is about, as logs and metrics name it: a kind, and an id to look it up by.

use uuid::Uuid;

/// A mail by its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// Of a patient's steps: a row of `reminders`.
    Reminder(Uuid),
    /// Of an account: a row of `account_mails`.
    Account(Uuid),
    /// Of a doctor's day: a row of `doctor_mails`.
    Doctor(Uuid),
}

impl About {
    /// As its kind is counted.
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Reminder(_) => "reminder",
            Self::Account(_) => "account",
            Self::Doctor(_) => "doctor",
        }
    }

    /// In which it is sent, so that what happens on the way is logged with its id.
    pub fn span(self) -> tracing::Span {
        match self {
            Self::Reminder(id) => tracing::error_span!("mail", reminder = %id),
            Self::Account(id) => tracing::error_span!("mail", account_mail = %id),
            Self::Doctor(id) => tracing::error_span!("mail", doctor_mail = %id),
        }
    }
}
