//! One mail over a connection: MAIL, RCPT, DATA, the message.

use std::time::Duration;

use lettre::{
    address::Envelope,
    transport::smtp::{
        client::AsyncSmtpConnection,
        commands::{Data, Mail, Rcpt, Rset},
        extension::{Extension, MailParameter},
    },
};

use super::{
    classify::{self, within},
    wire::Listening,
};
use crate::mail::error::{Cause, Failure, Reply, SendError, Stage};

/// A connection that is ready for a mail, between two mails.
pub(super) struct Session {
    connection: AsyncSmtpConnection,
    listening: Listening,
    command_timeout: Duration,
    content_timeout: Duration,
}

/// What became of a mail, and of the connection.
pub(super) struct Delivery {
    pub result: Result<Reply, SendError>,
    /// The exchange is finished and the connection good for another mail.
    pub reusable: bool,
}

impl Session {
    pub(super) fn new(
        (connection, listening): (AsyncSmtpConnection, Listening),
        command: Duration,
        content: Duration,
    ) -> Self {
        Self { connection, listening, command_timeout: command, content_timeout: content }
    }

    pub(super) async fn deliver(&mut self, envelope: &Envelope, content: &[u8]) -> Delivery {
        let result = self.exchange(envelope, content).await;
        let reusable = match &result {
            Ok(_) => true,
            Err(error) => self.recover(*error).await,
        };
        Delivery { result, reusable }
    }

    async fn exchange(&mut self, envelope: &Envelope, content: &[u8]) -> Result<Reply, SendError> {
        let mut parameters = Vec::new();
        if !is_ascii(envelope) {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(SendError::new(Stage::Recipient, Cause::InternationalAddress));
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        self.command(Stage::Sender, 250, Mail::new(envelope.from().cloned(), parameters)).await?;
        for to in envelope.to() {
            self.command(Stage::Recipient, 250, Rcpt::new(to.clone(), Vec::new())).await?;
        }
        self.command(Stage::Data, 354, Data).await?;
        self.hand_over(content).await
    }

    /// The message and its final dot. Nobody knows what became of a mail whose dot has left and whose answer did not come.
    async fn hand_over(&mut self, content: &[u8]) -> Result<Reply, SendError> {
        self.listening.forget();
        let answer = async {
            let answer = self.connection.message(content).await;
            answer.map_err(|error| classify::lettre(Stage::Content, &error))
        };
        let answer = within(self.content_timeout, Stage::Content, answer).await;
        let done = answer.and_then(|answer| {
            expect(Stage::Content, 250, answer.code().into())?;
            Ok(classify::answered(answer.code().into(), answer.first_line().unwrap_or_default()))
        });
        done.map_err(|error| match error.failure().cause {
            Cause::Reply(_) => error,
            cause if self.listening.has_begun() => SendError::new(Stage::Answer, cause),
            _ => error,
        })
    }

    async fn command(
        &mut self,
        stage: Stage,
        expected: u16,
        command: impl std::fmt::Display,
    ) -> Result<(), SendError> {
        let answer = async {
            let answer = self.connection.command(command).await;
            answer.map_err(|error| classify::lettre(stage, &error))
        };
        let answer = within(self.command_timeout, stage, answer).await?;
        expect(stage, expected, answer.code().into())
    }

    /// After a refusal the connection is as good as before, once the server has forgotten the mail. After anything else
    /// nobody knows what the next answer would belong to.
    async fn recover(&mut self, error: SendError) -> bool {
        match error.failure() {
            Failure { cause: Cause::Reply(Reply { code: 421, .. }), .. } => false,
            Failure { cause: Cause::InternationalAddress, .. }
            | Failure { stage: Stage::Content, cause: Cause::Reply(_) } => true,
            Failure { cause: Cause::Reply(_), .. } => self.command(Stage::Sender, 250, Rset).await.is_ok(),
            _ => false,
        }
    }

    /// Says goodbye, and waits no longer than `limit` for an answer.
    pub(super) async fn quit(mut self, limit: Duration) {
        // The connection closes either way when it is dropped.
        let _ = tokio::time::timeout(limit, self.connection.abort()).await;
    }
}

fn is_ascii(envelope: &Envelope) -> bool {
    envelope.from().into_iter().chain(envelope.to()).all(|address| AsRef::<str>::as_ref(address).is_ascii())
}

/// The right class of answer (2xx, 3xx); any other positive one means that the two sides have lost step.
fn expect(stage: Stage, expected: u16, code: u16) -> Result<(), SendError> {
    if code / 100 == expected / 100 { Ok(()) } else { Err(SendError::new(stage, Cause::Protocol)) }
}
