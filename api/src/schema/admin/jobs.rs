//! The queue of background work, as an admin sees it: how much there is, and what was given up and why.

use super::{
    super::{
        error::{ApiError, Result},
        ids::Kind,
        pages::{self, Arguments},
        scalars::DateTime,
    },
    api_for_admin,
};
use aftercare_core::{
    domain::reasons,
    jobs::{JobKind, overview},
};
use aftercare_entity::job;
use async_graphql::{Context, ID, Object, SimpleObject, connection::Connection};

/// How many jobs of a kind there are.
#[derive(SimpleObject, Debug)]
pub struct JobCount {
    /// The kind of job, as `aftercare jobs` names it.
    kind: String,
    /// How many wait for a worker, or for their time to come.
    waiting: i64,
    /// How many a worker is doing now.
    running: i64,
    /// How many were given up.
    dead: i64,
}

/// A job that was given up. It holds no name and nothing from a patient's record.
#[derive(Debug)]
pub struct DeadJob(job::Model);

/// A job that was given up. It holds no name and nothing from a patient's record.
#[Object]
impl DeadJob {
    /// Opaque id; `aftercare jobs retry` takes the part after the underscore.
    async fn id(&self) -> ID {
        Kind::Job.id(self.0.id)
    }

    /// The kind of job, as `aftercare jobs` names it.
    async fn kind(&self) -> &str {
        &self.0.kind
    }

    /// The code of the last failure; null when none was recorded.
    async fn error_code(&self) -> Option<&str> {
        self.0.last_error.as_deref()
    }

    /// What `errorCode` means, in a sentence.
    async fn error(&self) -> Option<&'static str> {
        self.0.last_error.as_deref().map(reasons::reason_sentence)
    }

    /// How many times the job was tried.
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }

    /// When the job was put into the queue.
    async fn created_at(&self) -> DateTime {
        DateTime(self.0.created_at)
    }

    /// When the job was given up.
    async fn given_up_at(&self) -> Option<DateTime> {
        self.0.dead_at.map(DateTime)
    }
}

/// The queue of background work.
#[derive(Debug)]
pub struct Jobs;

/// The queue of background work.
#[Object]
impl Jobs {
    /// How many jobs of each kind there are; a kind without any is left out.
    async fn counts(&self, ctx: &Context<'_>) -> Result<Vec<JobCount>> {
        let counts = overview::counts(&api_for_admin(ctx)?.app).await?;
        let shown = counts.into_iter().map(|count| JobCount {
            kind: count.kind,
            waiting: count.waiting,
            running: count.running,
            dead: count.dead,
        });
        Ok(shown.collect())
    }

    /// The jobs that were given up, oldest first.
    #[graphql(complexity = "super::super::pages::weight(first.or(last), child_complexity)")]
    async fn dead(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only jobs of this kind, as in `counts`.")] kind: Option<String>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the job that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the job that the page comes before.")] before: Option<String>,
    ) -> Result<Connection<String, DeadJob>> {
        let api = api_for_admin(ctx)?;
        if kind.as_deref().is_some_and(|kind| JobKind::parse(kind).is_none()) {
            let kinds: Vec<_> = JobKind::ALL.iter().map(|kind| kind.as_str()).collect();
            return Err(ApiError::bad_argument("kind", format!("the kinds are {}", kinds.join(", "))));
        }
        let asked = Arguments { first, after, last, before }.by_id()?;
        let rows = overview::dead(&api.app, kind.as_deref(), asked.page).await?;
        let rows = rows.into_iter().map(|row| (pages::id_cursor(row.id), DeadJob(row)));
        Ok(pages::connection(rows.collect(), &asked))
    }
}

/// Questions about the queue.
#[derive(Default, Debug)]
pub struct JobsQuery;

/// Questions about the queue.
#[Object]
impl JobsQuery {
    /// The queue of background work; only for an admin.
    async fn jobs(&self, ctx: &Context<'_>) -> Result<Jobs> {
        api_for_admin(ctx)?;
        Ok(Jobs)
    }
}
