//! Why a mail was not sent.
//!
//! Every value here is a number or a word from a closed list, so no error can carry an address, a name or the text of
//! a mail into a log. What a server says in words is dropped for that reason; its codes are kept.

use std::fmt;

use super::{
    about::About,
    verdict::{Meaning, Verdict},
};
use aftercare_core::domain::reasons;
use aftercare_entity::mail_answer;

/// A mail was not accepted. [`SendError::verdict`] says what that means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{failure} ({})", self.verdict().reason)]
pub struct SendError {
    failure: Failure,
}

impl From<Failure> for SendError {
    fn from(failure: Failure) -> Self {
        Self { failure }
    }
}

impl SendError {
    pub(super) fn new(stage: Stage, cause: Cause) -> Self {
        Self { failure: Failure { stage, cause } }
    }

    /// Where it failed, and on what.
    pub fn failure(&self) -> Failure {
        self.failure
    }

    /// What to do about it.
    pub fn verdict(&self) -> Verdict {
        Verdict::on(self.failure)
    }

    /// Whether every mail would have met the same: it failed before the server heard of this one.
    pub fn concerns_all(&self) -> bool {
        let verdict = self.verdict();
        self.failure.stage.is_before_any_mail()
            || (self.failure.stage == Stage::Sender && verdict.meaning == Meaning::Configuration)
            || verdict.reason == reasons::MAIL_LOGIN_REFUSED
    }

    /// Writes it into the log: which mail, what it means, at which stage, the server's codes and the setting to check.
    pub fn log(&self, about: About) {
        let [reminder, account_mail, doctor_mail] = match about {
            About::Reminder(id) => [Some(id), None, None],
            About::Account(id) => [None, Some(id), None],
            About::Doctor(id) => [None, None, Some(id)],
        };
        let Verdict { reason, setting, .. } = self.verdict();
        let Failure { stage, cause } = self.failure;
        let reply = if let Cause::Reply(reply) = cause { Some(reply) } else { None };
        tracing::warn!(
            reminder = reminder.map(tracing::field::display),
            account_mail = account_mail.map(tracing::field::display),
            doctor_mail = doctor_mail.map(tracing::field::display),
            code = reason,
            stage = stage.word(),
            cause = cause.word(),
            smtp_code = reply.map(|reply| reply.code),
            enhanced_code = reply.and_then(|reply| reply.enhanced).map(|code| code.to_string()),
            setting,
            "the mail server did not accept a mail"
        );
    }
}

/// Where it failed, and on what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failure {
    pub stage: Stage,
    pub cause: Cause,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.stage.describe(), self.cause)
    }
}

/// How far the mail had got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Compose,
    Connect,
    Tls,
    Greeting,
    LogIn,
    Sender,
    Recipient,
    Data,
    /// The mail's text was on its way, or the server refused it.
    Content,
    /// All of the mail had been handed over, and no answer came: the only stage at which a failed mail may yet have been
    /// accepted.
    Answer,
    File,
}

impl Stage {
    pub(super) fn is_before_any_mail(self) -> bool {
        matches!(self, Self::Connect | Self::Tls | Self::Greeting | Self::LogIn | Self::File)
    }

    fn word(self) -> &'static str {
        match self {
            Self::Compose => "compose",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Greeting => "greeting",
            Self::LogIn => "log-in",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Data => "data",
            Self::Content => "content",
            Self::Answer => "answer",
            Self::File => "file",
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::Compose => "writing the message",
            Self::Connect => "connecting to the mail server",
            Self::Tls => "encrypting the connection to the mail server",
            Self::Greeting => "the mail server's greeting",
            Self::LogIn => "logging in at the mail server",
            Self::Sender => "naming the sender",
            Self::Recipient => "naming the recipient",
            Self::Data => "announcing the message",
            Self::Content => "handing over the message",
            Self::Answer => "the answer to the message",
            Self::File => "writing the mail into its folder",
        }
    }
}

/// As it is kept with the reminder.
impl From<Stage> for mail_answer::Stage {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Compose => Self::Compose,
            Stage::Connect => Self::Connect,
            Stage::Tls => Self::Tls,
            Stage::Greeting => Self::Greeting,
            Stage::LogIn => Self::LogIn,
            Stage::Sender => Self::Sender,
            Stage::Recipient => Self::Recipient,
            Stage::Data => Self::Data,
            Stage::Content => Self::Content,
            Stage::Answer => Self::Answer,
            Stage::File => Self::File,
        }
    }
}

/// What was in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    #[error("the server answered {0}")]
    Reply(Reply),
    #[error("no answer in time")]
    Timeout,
    #[error("the connection failed ({0})")]
    Connection(std::io::ErrorKind),
    #[error("the answer is not SMTP")]
    Protocol,
    #[error(
        "the server's certificate is not one to trust (AFTERCARE_SMTP_CA_FILE adds a certificate authority of your own)"
    )]
    Certificate,
    #[error("the server does not speak TLS on this port, or no version in common")]
    Handshake,
    #[error("the server does not offer STARTTLS, which SMTP_URL requires")]
    NoStartTls,
    #[error("a password would have to be sent unencrypted; the server does not offer STARTTLS")]
    Unencrypted,
    #[error("the server offers no way to log in that is known here (PLAIN, LOGIN)")]
    NoMechanism,
    #[error("the address is not a mail address")]
    Address,
    #[error("the address has letters the server cannot take (no SMTPUTF8)")]
    InternationalAddress,
    #[error("the subject, the date or the Message-ID cannot stand in a header")]
    Header,
    #[error("the folder cannot be written ({0})")]
    Folder(std::io::ErrorKind),
    #[error("the mailer is closed")]
    Closed,
}

impl Cause {
    fn word(self) -> &'static str {
        match self {
            Self::Reply(_) => "reply",
            Self::Timeout => "timeout",
            Self::Connection(_) => "connection",
            Self::Protocol => "protocol",
            Self::Certificate => "certificate",
            Self::Handshake => "handshake",
            Self::NoStartTls => "no-starttls",
            Self::Unencrypted => "unencrypted",
            Self::NoMechanism => "no-mechanism",
            Self::Address => "address",
            Self::InternationalAddress => "international-address",
            Self::Header => "header",
            Self::Folder(_) => "folder",
            Self::Closed => "closed",
        }
    }
}

/// A server's answer, without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// The three digits of RFC 5321.
    pub code: u16,
    /// The finer code of RFC 3463, where the server gave one.
    pub enhanced: Option<EnhancedCode>,
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.enhanced {
            Some(enhanced) => write!(f, "{} {enhanced}", self.code),
            None => write!(f, "{}", self.code),
        }
    }
}

/// Class, subject and detail of RFC 3463: 5.1.1 is "no such mailbox".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnhancedCode(pub u8, pub u16, pub u16);

impl fmt::Display for EnhancedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl EnhancedCode {
    /// The code an answer's text begins with, if it begins with one.
    pub(super) fn at_start_of(text: &str) -> Option<Self> {
        let mut parts = text.split_ascii_whitespace().next()?.splitn(3, '.');
        let class = parts.next()?.parse().ok().filter(|class| matches!(class, 2 | 4 | 5))?;
        let mut number = || parts.next()?.parse().ok().filter(|n| *n < 1000);
        Some(Self(class, number()?, number()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_an_enhanced_code_only_where_there_is_one() {
        assert_eq!(EnhancedCode::at_start_of("5.1.1 no such user"), Some(EnhancedCode(5, 1, 1)));
        for text in ["", "no", "5.1", "5.1.x", "9.1.1 odd", "5.1.1.1", "5.1.1000", "jane@x.org 5.1.1"] {
            assert_eq!(EnhancedCode::at_start_of(text), None, "{text}");
        }
    }
}
