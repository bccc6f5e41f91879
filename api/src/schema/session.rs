//! Signing up, logging in and out: everything that begins or ends a session.

use super::{
    Api,
    error::{ApiError, Result},
    people::User,
    scalars::{DateTime, TimeZone},
};
use crate::auth::{Client, Jar, Viewer};
use aftercare_core::{
    Error,
    domain::{accounts, accounts::NewAccount, log_in_tries::Visit, sessions},
};
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
    /// E-mail address to log in with; upper and lower case make no difference.
    email: String,
    /// The password: 8 to 256 characters, not the e-mail address and not a common password.
    password: String,
    /// The person's name, as others are to see it, 1 to 200 characters.
    name: String,
    /// Which kind of person the account is for.
    role: SignUpRole,
    /// Time zone in which the person's days begin and end; the hospital's when left out.
    time_zone: Option<TimeZone>,
}

/// What somebody logs in with.
#[derive(InputObject)]
pub struct LogInInput {
    /// E-mail address of the account; upper and lower case make no difference.
    email: String,
    /// Password of the account.
    password: String,
}

/// A session to be continued.
#[derive(InputObject)]
pub struct RefreshSessionInput {
    /// The newest refresh token of the session; each works once. A page that keeps its session in a cookie leaves this out.
    refresh_token: Option<String>,
}

/// A session to be ended.
#[derive(InputObject, Default)]
pub struct LogOutInput {
    /// A refresh token of the session to end, the newest or an older one. When left out, the current session ends, and the one in
    /// the cookie of a page that keeps its session there.
    refresh_token: Option<String>,
}

macro_rules! session_payload {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(SimpleObject)]
        pub struct $name {
            /// The signed-in person.
            user: User,
            /// Token for the header `Authorization: Bearer ...` and for `connection_init`; it works until `accessTokenExpiresAt`.
            access_token: String,
            /// When the access token stops working: after 15 minutes, unless the operator has set another time.
            access_token_expires_at: DateTime,
            /// Token for `refreshSession`, which works once; keep it secret. Null for a page of this server that asked with the header
            /// `x-aftercare-session: cookie`: the token is then in a cookie, which scripts cannot read.
            refresh_token: Option<String>,
            /// When the session ends unless `refreshSession` continues it.
            refresh_token_expires_at: DateTime,
        }

        impl $name {
            fn new(ctx: &Context<'_>, account: user::Model, session: &sessions::Opened) -> Result<Self> {
                let (api, jar) = (Api::of(ctx)?, Jar::of(ctx)?);
                let access = api.keys.sign(account.id, session.family, api.app.now(), session.expires_at);
                let access = access.map_err(|_| ApiError::internal("an access token could not be signed"))?;
                if let Some(jar) = jar {
                    jar.keep_session(ctx, &api.app, &session.refresh_token, session.expires_at);
                }
                let refresh_token = || session.refresh_token.expose_secret().to_owned();
                Ok(Self {
                    user: User::own(&Arc::new(account)),
                    access_token: access.token.expose_secret().to_owned(),
                    access_token_expires_at: DateTime(access.expires_at),
                    refresh_token: jar.is_none().then(refresh_token),
                    refresh_token_expires_at: DateTime(session.expires_at),
                })
            }
        }
    };
}

session_payload!(SignUpPayload, "The new account, signed in.");
session_payload!(LogInPayload, "The account, signed in.");
session_payload!(RefreshSessionPayload, "The session, continued.");

/// The outcome of logging out.
#[derive(SimpleObject, Debug)]
pub struct LogOutPayload {
    /// Always true: the session has ended, here and wherever else its tokens were used.
    ended: bool,
}

/// The outcome of logging out everywhere.
#[derive(SimpleObject, Debug)]
pub struct LogOutEverywherePayload {
    /// Always true: all sessions of the account have ended.
    ended: bool,
}

/// Beginning and ending sessions.
#[derive(Default, Debug)]
pub struct SessionMutation;

/// Beginning and ending sessions.
#[Object]
impl SessionMutation {
    /// Creates an account and signs it in. A code that confirms the e-mail address is mailed there (`confirmEmail`). Whether the address
    /// already has an account is said only in that mail, to its owner.
    async fn sign_up(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account to create.")] input: SignUpInput,
    ) -> Result<SignUpPayload> {
        let (api, client, jar) = (Api::of(ctx)?, Client::of(ctx)?, Jar::of(ctx)?);
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
            address: Some(client.address),
        };
        let account = accounts::sign_up(&api.app, new).await?;
        let session = sessions::log_in(&api.app, &account, &client.origin(), api.lives).await?;
        if let Some(jar) = jar {
            jar.remember_device(ctx, &api.app, account.id);
        }
        SignUpPayload::new(ctx, account, &session)
    }

    /// Begins a session with an e-mail address and a password.
    async fn log_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The e-mail address and the password.")] input: LogInInput,
    ) -> Result<LogInPayload> {
        let (api, client, jar) = (Api::of(ctx)?, Client::of(ctx)?, Jar::of(ctx)?);
        let visit = Visit { address: client.address, devices: jar.map_or(&[], Jar::devices) };
        let password = SecretString::from(input.password);
        let account = accounts::log_in(&api.app, &input.email, password, visit).await?;
        let session = sessions::log_in(&api.app, &account, &client.origin(), api.lives).await?;
        if let Some(jar) = jar {
            jar.remember_device(ctx, &api.app, account.id);
        }
        LogInPayload::new(ctx, account, &session)
    }

    /// Continues a session: returns a new access token, and a new refresh token that replaces the one given. For a short time (30
    /// seconds, unless the operator has set another) the replaced token still returns its successor, so that two tabs may use it
    /// and an answer may get lost on the way; used after that, it ends the session. Send this without an `Authorization` header:
    /// a request with an expired access token there is refused before anything runs.
    async fn refresh_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session to continue.")] input: RefreshSessionInput,
    ) -> Result<RefreshSessionPayload> {
        let (api, client, jar) = (Api::of(ctx)?, Client::of(ctx)?, Jar::of(ctx)?);
        let token = match (input.refresh_token, jar) {
            (Some(token), _) => SecretString::from(token),
            (None, Some(jar)) => jar.refresh_token().cloned().ok_or_else(no_session)?,
            (None, None) => return Err(ApiError::bad_input("refreshToken", "refreshToken is missing")),
        };
        let (account, session) = sessions::rotate(&api.app, &token, &client.origin(), api.lives).await?;
        RefreshSessionPayload::new(ctx, account, &session)
    }

    /// Ends a session at once, with its open subscriptions.
    async fn log_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session to end; the current one when left out.")] input: Option<LogOutInput>,
    ) -> Result<LogOutPayload> {
        let (api, jar) = (Api::of(ctx)?, Jar::of(ctx)?);
        let (viewer, kept) = (ctx.data_opt::<Viewer>(), jar.and_then(Jar::refresh_token));
        match input.unwrap_or_default().refresh_token {
            // Whoever holds a token of a session may end it.
            Some(token) => sessions::end_by_token(&api.app, &SecretString::from(token)).await?,
            None if viewer.is_none() && kept.is_none() => return Err(no_session()),
            None => {
                if let Some(viewer) = viewer {
                    sessions::revoke(&api.app, viewer.session).await?;
                }
                if let Some(token) = kept {
                    match sessions::end_by_token(&api.app, token).await {
                        // A cookie that is known no more is of a session that is over.
                        Ok(()) | Err(Error::Unauthenticated(_)) => {}
                        Err(other) => return Err(other.into()),
                    }
                }
            }
        }
        if let Some(jar) = jar {
            jar.forget_session(ctx);
        }
        Ok(LogOutPayload { ended: true })
    }

    /// Ends all sessions of the account at once.
    async fn log_out_everywhere(&self, ctx: &Context<'_>) -> Result<LogOutEverywherePayload> {
        let (api, jar) = (Api::of(ctx)?, Jar::of(ctx)?);
        sessions::revoke_all(&api.app, Viewer::of(ctx)?.account.id).await?;
        if let Some(jar) = jar {
            jar.forget_session(ctx);
        }
        Ok(LogOutEverywherePayload { ended: true })
    }
}

fn no_session() -> ApiError {
    ApiError::unauthenticated("the session is over; log in again")
}
