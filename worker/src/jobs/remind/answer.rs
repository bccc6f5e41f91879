//! What the mail server answered, as it is kept with the reminder.

use crate::mail::{Accepted, Cause, Failure, Reply, SendError};
use aftercare_core::domain::reminders::answers::Answer;
use aftercare_entity::mail_answer::{Outcome, Stage};
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// The answer that came `at` this instant to the mail of `reminder`.
pub(super) fn to(reminder: Uuid, at: DateTime<Utc>, sent: &Result<Accepted, SendError>) -> Answer {
    let (stage, outcome, reply) = match sent {
        Ok(Accepted::Server(reply)) => (Stage::Accepted, Outcome::Sent, Some(*reply)),
        Ok(Accepted::File(_)) => (Stage::Accepted, Outcome::Sent, None),
        Err(error) => {
            let Failure { stage, cause } = error.failure();
            let reply = if let Cause::Reply(reply) = cause { Some(reply) } else { None };
            (stage.into(), error.verdict().meaning.into(), reply)
        }
    };
    let enhanced = reply.and_then(|Reply { enhanced, .. }| enhanced).map(|code| code.to_string());
    Answer { reminder, at, stage, code: reply.map(|reply| reply.code), enhanced, outcome }
}
