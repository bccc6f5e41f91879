//! Signing up, logging in and out: everything that begins or ends a session.

use super::{
    Api,
    error::{ApiError, Result},
    people::User,
    scalars::{DateTime, TimeZone},
};
use crate::auth::{Client, Viewer};
use aftercare_core::domain::{accounts, accounts::NewAccount, sessions};
use aftercare_entity::{user, user::Role};
use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use secrecy::{ExposeSecret, SecretString};
use std::sync::Arc;

/// What somebody may sign up as.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignUpRole {
    /// Someone who is cared for.
    Patient,
    /// Someone who cares for patients.
    Doctor,
}

/// A new account.
#[derive(InputObject)]
pub struct SignUpInput {
    /// E-mail address; two that differ in case are one.
    email: String,
    /// 8 to 256 characters, not the e-mail, not a common one.
    password: String,
    /// Name, 1 to 200 characters.
    name: String,
    /// What the account is for.
    role: SignUpRole,
    /// Zone of the person's days; the hospital's when left out.
    time_zone: Option<TimeZone>,
}

/// Credentials.
#[derive(InputObject)]
pub struct LogInInput {
    /// E-mail address, in any case.
    email: String,
    /// Password.
    password: String,
}

/// A session to be continued.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The session's newest refresh token; each works once.
    refresh_token: String,
}

/// A session to be ended.
#[derive(InputObject, Default)]
pub struct LogOutInput {
    /// Refresh token of the session to end; the current session when left out.
    refresh_token: Option<String>,
}

macro_rules! session_payload {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(SimpleObject)]
        pub struct $name {
            /// The signed-in person.
            user: User,
            /// For the header `Authorization: Bearer ...` and for `connection_init`; short-lived.
            access_token: String,
            /// When the access token ends.
            access_token_expires_at: DateTime,
            /// For `refreshSession`, once; keep it secret.
            refresh_token: String,
            /// When the session ends unless it is continued.
            refresh_token_expires_at: DateTime,
        }

        impl $name {
            fn new(api: &Api, account: user::Model, session: &sessions::Opened) -> Result<Self> {
                let access = api.keys.sign(account.id, session.family, api.app.now());
                let access = access.map_err(|_| ApiError::internal("an access token could not be signed"))?;
                Ok(Self {
                    user: User::own(&Arc::new(account)),
                    access_token: access.token.expose_secret().to_owned(),
                    access_token_expires_at: DateTime(access.expires_at),
                    refresh_token: session.refresh_token.expose_secret().to_owned(),
                    refresh_token_expires_at: DateTime(session.expires_at),
                })
            }
        }
    };
}

session_payload!(SignUpPayload, "The new account, signed in.");
session_payload!(LogInPayload, "The account, signed in.");
session_payload!(RefreshSessionPayload, "The session, continued.");

/// What logging out did.
#[derive(SimpleObject, Debug)]
pub struct LogOutPayload {
    /// The session is over, here and on every other device that shared it.
    ended: bool,
}

/// What logging out everywhere did.
#[derive(SimpleObject, Debug)]
pub struct LogOutEverywherePayload {
    /// All sessions of the account are over.
    ended: bool,
}

/// Beginning and ending sessions.
#[derive(Default, Debug)]
pub struct SessionMutation;

/// Beginning and ending sessions.
#[Object]
impl SessionMutation {
    /// Makes an account and signs it in. A code that confirms the e-mail address is mailed there (`confirmEmail`). Whether the address
    /// has an account already is told by that mail, to its owner, and to nobody else.
    async fn sign_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new account.")] input: SignUpInput,
    ) -> Result<SignUpPayload> {
        let api = Api::of(ctx)?;
        let role = match input.role {
            SignUpRole::Patient => Role::Patient,
            SignUpRole::Doctor => Role::Doctor,
        };
        let new = NewAccount {
            email: &input.email,
            password: SecretString::from(input.password),
            name: &input.name,
            role,
            time_zone: input.time_zone.map(|zone| zone.0),
        };
        let account = accounts::sign_up(&api.app, new).await?;
        let session = sessions::open(&api.app, account.id, api.session_life).await?;
        SignUpPayload::new(api, account, &session)
    }

    /// Signs in with e-mail and password.
    async fn log_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The credentials.")] input: LogInInput,
    ) -> Result<LogInPayload> {
        let api = Api::of(ctx)?;
        let address = ctx.data_opt::<Client>().map_or_else(String::new, |client| client.address.to_string());
        let password = SecretString::from(input.password);
        let account = accounts::log_in(&api.app, &input.email, password, &address).await?;
        let session = sessions::open(&api.app, account.id, api.session_life).await?;
        LogInPayload::new(api, account, &session)
    }

    /// Continues a session: a new access token, and a new refresh token in place of the one given. Ask without an
    /// `Authorization` header: an access token that has expired is refused there before anything runs.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session.")] input: RefreshSessionInput,
    ) -> Result<RefreshSessionPayload> {
        let api = Api::of(ctx)?;
        let token = SecretString::from(input.refresh_token);
        let (account, session) = sessions::rotate(&api.app, &token, api.session_life).await?;
        RefreshSessionPayload::new(api, account, &session)
    }

    /// Ends a session at once, with its open subscriptions.
    async fn log_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which session; the current one when left out.")] input: Option<LogOutInput>,
    ) -> Result<LogOutPayload> {
        let api = Api::of(ctx)?;
        match input.unwrap_or_default().refresh_token {
            // Taking the token ends its use; whoever holds it may also end its session.
            Some(token) => {
                let rotated =
                    sessions::rotate(&api.app, &SecretString::from(token), api.session_life).await?;
                sessions::revoke(&api.app, rotated.1.family).await?;
            }
            None => sessions::revoke(&api.app, Viewer::of(ctx)?.session).await?,
        }
        Ok(LogOutPayload { ended: true })
    }

    /// Ends all sessions of the account at once.
    async fn log_out_everywhere(&self, ctx: &Context<'_>) -> Result<LogOutEverywherePayload> {
        let api = Api::of(ctx)?;
        sessions::revoke_all(&api.app, Viewer::of(ctx)?.account.id).await?;
        Ok(LogOutEverywherePayload { ended: true })
    }
}
