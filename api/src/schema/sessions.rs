//! The sessions of the signed-in person: on which devices they are signed in, and the end of one of them.

use super::{Api, error::Result, ids::Kind, scalars::DateTime};
use crate::auth::{Jar, Viewer};
use aftercare_core::domain::sessions::{self, Running};
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

/// A session: a device or browser on which somebody is signed in.
#[derive(Debug)]
pub struct Session {
    row: Running,
    current: bool,
}

/// A session: a device or browser on which somebody is signed in.
#[Object]
impl Session {
    /// Opaque id.
    async fn id(&self) -> ID {
        Kind::Session.id(self.row.family)
    }

    /// What the device said it is when the session was begun or last refreshed, such as "Firefox on Linux"; null when it
    /// said nothing. It is no proof of anything.
    async fn device(&self) -> Option<&str> {
        self.row.device.as_deref()
    }

    /// Network address from which the session was begun or last refreshed; null when it is not known.
    async fn address(&self) -> Option<&str> {
        self.row.address.as_deref()
    }

    /// When the session was begun, by logging in or signing up.
    async fn started_at(&self) -> DateTime {
        DateTime(self.row.started_at)
    }

    /// When the session was begun or last refreshed.
    async fn last_used_at(&self) -> DateTime {
        DateTime(self.row.last_used_at)
    }

    /// When the session ends unless it is refreshed.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.row.expires_at)
    }

    /// Whether this request belongs to the session.
    async fn current(&self) -> bool {
        self.current
    }
}

/// A session to be ended.
#[derive(InputObject)]
pub struct EndSessionInput {
    /// Id of one of the signed-in person's own sessions.
    session_id: ID,
}

/// The outcome of ending a session.
#[derive(SimpleObject, Debug)]
pub struct EndSessionPayload {
    /// Always true: the session has ended wherever its tokens were used, with its open subscriptions.
    ended: bool,
}

/// Questions about sessions.
#[derive(Default, Debug)]
pub struct SessionQuery;

/// Questions about sessions.
#[Object]
impl SessionQuery {
    /// The sessions of the signed-in person, at most 100, the one that was used last first.
    #[graphql(complexity = "20 * child_complexity")]
    async fn sessions(&self, ctx: &Context<'_>) -> Result<Vec<Session>> {
        let viewer = Viewer::of(ctx)?;
        let rows = sessions::running(&Api::of(ctx)?.app, viewer.account.id).await?;
        let session = |row: Running| Session { current: row.family == viewer.session, row };
        Ok(rows.into_iter().map(session).collect())
    }
}

/// Ending one of several sessions.
#[derive(Default, Debug)]
pub struct SessionsMutation;

/// Ending one of several sessions.
#[Object]
impl SessionsMutation {
    /// Ends one of the signed-in person's own sessions at once, with its open subscriptions.
    async fn end_session(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The session to end.")] input: EndSessionInput,
    ) -> Result<EndSessionPayload> {
        let (viewer, jar) = (Viewer::of(ctx)?, Jar::of(ctx)?);
        let session = Kind::Session.uuid(&input.session_id, "sessionId")?;
        sessions::end_own(&Api::of(ctx)?.app, viewer.account.id, session).await?;
        if let Some(jar) = jar
            && session == viewer.session
        {
            jar.forget_session(ctx);
        }
        Ok(EndSessionPayload { ended: true })
    }
}
