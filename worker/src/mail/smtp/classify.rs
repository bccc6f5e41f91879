//! From what went wrong to what it means: is it this mail, this moment, or these settings?
//!
//! - 4xx, a lost connection, a time-out, an answer that is not SMTP: this moment.
//! - 5xx to the recipient, to DATA or to the message itself: this mail. A bounce.
//! - 5xx to the greeting, the log-in or the sender, and 530/535/538 (log in first; wrong password) to anything: the
//!   settings. Every mail would meet the same, so no patient's address may be blamed for it.
//! - A certificate that is not to be trusted, no TLS where it is required: the settings.

use std::{io, time::Duration};

use lettre::transport::smtp;

use crate::mail::error::{Cause, EnhancedCode, Failure, Reply, SendError, Stage};

pub(super) fn transient(stage: Stage, cause: Cause) -> SendError {
    SendError::Transient(Failure { stage, cause })
}

pub(super) fn configuration(stage: Stage, cause: Cause) -> SendError {
    SendError::Configuration(Failure { stage, cause })
}

pub(super) fn reply(stage: Stage, code: u16, text: &str) -> SendError {
    let failure =
        Failure { stage, cause: Cause::Reply(Reply { code, enhanced: EnhancedCode::at_start_of(text) }) };
    match (code, stage) {
        (530 | 535 | 538, _) => SendError::Configuration(failure),
        (500..=599, Stage::Recipient | Stage::Data | Stage::Content) => SendError::Permanent(failure),
        (500..=599, _) => SendError::Configuration(failure),
        _ => SendError::Transient(failure),
    }
}

pub(super) fn io(stage: Stage, error: &io::Error) -> SendError {
    transient(stage, Cause::Connection(error.kind()))
}

/// A failed TLS handshake.
pub(super) fn tls(error: &io::Error) -> SendError {
    let reason = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match reason {
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => {
            configuration(Stage::Tls, Cause::Certificate)
        }
        Some(_) => configuration(Stage::Tls, Cause::Handshake),
        None => io(Stage::Tls, error),
    }
}

/// lettre's error. Its text, which is the server's, goes no further than the three numbers at its start.
pub(super) fn lettre(stage: Stage, error: &smtp::Error) -> SendError {
    let source = std::error::Error::source(error);
    if let Some(code) = error.status() {
        let text = source.map(ToString::to_string).unwrap_or_default();
        return reply(stage, code.into(), &text);
    }
    match source.and_then(|source| source.downcast_ref::<io::Error>()) {
        Some(source) => io(stage, source),
        // What lettre calls a response error is also the end of the stream where an answer should begin.
        None => transient(stage, Cause::Protocol),
    }
}

/// The result of one step with its time limit.
pub(super) async fn within<T>(
    limit: Duration,
    stage: Stage,
    step: impl Future<Output = Result<T, SendError>>,
) -> Result<T, SendError> {
    tokio::time::timeout(limit, step).await.unwrap_or_else(|_| Err(transient(stage, Cause::Timeout)))
}
