//! From nothing to a connection that is ready for mails: TCP, encryption, EHLO, log-in.

use std::{path::Path, time::Duration};

use lettre::transport::smtp::{
    authentication::DEFAULT_MECHANISMS, client::AsyncSmtpConnection, extension::ClientId,
};
use secrecy::SecretString;
use tokio::net::TcpStream;

use super::{
    classify::{self, within},
    starttls,
    tls::Tls,
    url::{self, Security, Server},
    wire::{Listening, Wire},
};
use crate::mail::{
    error::{Cause, SendError, Stage},
    settings::SettingError,
};

pub(super) struct Connector {
    server: Server,
    tls: Tls,
    hello: ClientId,
    /// For each step.
    timeout: Duration,
}

impl Connector {
    pub(super) fn new(
        url: &SecretString,
        ca_file: Option<&Path>,
        timeout: Duration,
    ) -> Result<Self, SettingError> {
        let server = url::parse(url)?;
        let tls = Tls::new(&server.host, ca_file)?;
        Ok(Self { server, tls, hello: ClientId::default(), timeout })
    }

    /// The connection, and whether anybody listens on it for an answer.
    pub(super) async fn open(&self) -> Result<(AsyncSmtpConnection, Listening), SendError> {
        let mut stream = within(self.timeout, Stage::Connect, self.reach()).await?;
        let (wire, encrypted) = match self.server.security {
            Security::Plain => (Wire::plain(stream), false),
            Security::Implicit => (self.encrypt(stream).await?, true),
            Security::StartTls { required } => {
                let negotiation = starttls::negotiate(&mut stream, &self.hello);
                match within(self.timeout, Stage::Greeting, negotiation).await? {
                    true => (self.encrypt(stream).await?.greeted(), true),
                    false if required => {
                        return Err(SendError::new(Stage::Tls, Cause::NoStartTls));
                    }
                    false => (Wire::plain(stream).greeted(), false),
                }
            }
        };
        let listening = wire.listening();
        let greeting = async {
            AsyncSmtpConnection::connect_with_transport(Box::new(wire), &self.hello)
                .await
                .map_err(|error| classify::lettre(Stage::Greeting, &error))
        };
        let mut connection = within(self.timeout, Stage::Greeting, greeting).await?;
        within(self.timeout, Stage::LogIn, self.log_in(&mut connection, encrypted)).await?;
        tracing::debug!(encrypted, "connected to the mail server");
        Ok((connection, listening))
    }

    async fn reach(&self) -> Result<TcpStream, SendError> {
        let error = |error| classify::io(Stage::Connect, &error);
        let stream =
            TcpStream::connect((self.server.host.as_str(), self.server.port)).await.map_err(error)?;
        stream.set_nodelay(true).map_err(error)?;
        Ok(stream)
    }

    async fn encrypt(&self, stream: TcpStream) -> Result<Wire, SendError> {
        let handshake = async {
            let stream = self.tls.connector.connect(self.tls.name.clone(), stream).await;
            stream.map(Wire::tls).map_err(|error| classify::tls(&error))
        };
        within(self.timeout, Stage::Tls, handshake).await
    }

    async fn log_in(&self, connection: &mut AsyncSmtpConnection, encrypted: bool) -> Result<(), SendError> {
        let Some(credentials) = &self.server.credentials else { return Ok(()) };
        // `smtp://` without tls= asks for a plain connection in so many words; `opportunistic` must not be talked into
        // giving the password away by somebody on the way who hides the server's STARTTLS.
        if !encrypted && self.server.security != Security::Plain {
            return Err(SendError::new(Stage::LogIn, Cause::Unencrypted));
        }
        if connection.server_info().get_auth_mechanism(DEFAULT_MECHANISMS).is_none() {
            return Err(SendError::new(Stage::LogIn, Cause::NoMechanism));
        }
        let answer = connection.auth(DEFAULT_MECHANISMS, credentials).await;
        answer.map(drop).map_err(|error| classify::lettre(Stage::LogIn, &error))
    }
}
