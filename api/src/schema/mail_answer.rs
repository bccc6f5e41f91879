//! What mail servers answered to a reminder's mail.

use super::scalars::DateTime;
use aftercare_entity::mail_answer;
use async_graphql::{Enum, SimpleObject};

/// How far a mail had got when the mail server answered.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::mail_answer::Stage")]
pub enum MailStage {
    /// It could not be written, because the address or a header is impossible.
    Compose,
    /// Connecting to the mail server.
    Connect,
    /// Encrypting the connection to the mail server.
    Tls,
    /// The mail server's greeting.
    Greeting,
    /// Logging in at the mail server.
    LogIn,
    /// Naming the sender.
    Sender,
    /// Naming the recipient.
    Recipient,
    /// Announcing the message.
    Data,
    /// Handing the message over.
    Content,
    /// All of the message was handed over, and no answer came.
    Answer,
    /// Writing the mail into its folder, where mails are kept as files.
    File,
    /// The mail server took the mail.
    Accepted,
    /// A mail server that had taken the mail reported back about it.
    Bounced,
}

/// What an answer of a mail server means.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::mail_answer::Outcome")]
pub enum MailOutcome {
    /// The mail server has the mail.
    Sent,
    /// The mail server did not take or deliver it yet, for a passing reason.
    Deferred,
    /// Nobody knows whether the mail server has it.
    Unanswered,
    /// The hospital's settings, or its account at the mail server, are at fault.
    Configuration,
    /// This mail is refused for good; the patient's address may be all right.
    Rejected,
    /// The patient's address is refused for good.
    Refused,
}

/// One answer of a mail server to a reminder's mail, without the words of the server.
#[derive(SimpleObject, Debug)]
pub struct MailAnswer {
    /// When the answer came.
    at: DateTime,
    /// How far the mail had got.
    stage: MailStage,
    /// The reply code of SMTP, such as 550; null when there was none, as when a connection breaks.
    code: Option<i32>,
    /// The enhanced code of RFC 3463, such as 5.1.1; null when the server gave none.
    enhanced_code: Option<String>,
    /// What the answer means.
    outcome: MailOutcome,
}

impl From<mail_answer::Model> for MailAnswer {
    fn from(row: mail_answer::Model) -> Self {
        let mail_answer::Model { at, stage, code, enhanced_code, outcome, .. } = row;
        Self { at: DateTime(at), stage: stage.into(), code, enhanced_code, outcome: outcome.into() }
    }
}
