//! From what went wrong to a [`SendError`], without a word of what the server said.

use std::{io, time::Duration};

use lettre::transport::smtp;

use crate::mail::error::{Cause, EnhancedCode, Reply, SendError, Stage};

pub(super) fn reply(stage: Stage, code: u16, text: &str) -> SendError {
    SendError::new(stage, Cause::Reply(answered(code, text)))
}

/// An answer, of whose words only the three numbers at their start are kept.
pub(super) fn answered(code: u16, text: &str) -> Reply {
    Reply { code, enhanced: EnhancedCode::at_start_of(text) }
}

pub(super) fn io(stage: Stage, error: &io::Error) -> SendError {
    SendError::new(stage, Cause::Connection(error.kind()))
}

/// A failed TLS handshake.
pub(super) fn tls(error: &io::Error) -> SendError {
    let reason = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match reason {
        Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => {
            SendError::new(Stage::Tls, Cause::Certificate)
        }
        Some(_) => SendError::new(Stage::Tls, Cause::Handshake),
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
        None => SendError::new(stage, Cause::Protocol),
    }
}

/// The result of one step with its time limit.
pub(super) async fn within<T>(
    limit: Duration,
    stage: Stage,
    step: impl Future<Output = Result<T, SendError>>,
) -> Result<T, SendError> {
    tokio::time::timeout(limit, step).await.unwrap_or_else(|_| Err(SendError::new(stage, Cause::Timeout)))
}
