//! What a connection is asked to do, and what it answers.

use super::arguments::arguments;
use sea_orm::{DbErr, ExecResult, QueryResult, Statement};
use sqlx::{
    AssertSqlSafe, Executor, PgConnection, Postgres,
    postgres::{PgArguments, PgQueryResult, PgRow},
    query::Query,
};

/// One statement.
#[derive(Debug, Clone, Copy)]
pub(in crate::database) enum Work<'s> {
    /// Several statements, or one that cannot be prepared, as text.
    Text(&'s str),
    /// For how many rows it changed.
    Change(&'s Statement),
    /// For its rows.
    Rows(&'s Statement),
}

/// What came of it.
#[derive(Debug)]
pub(in crate::database) enum Answer {
    Changed(PgQueryResult),
    Rows(Vec<PgRow>),
}

impl Work<'_> {
    /// Reads the whole answer, up to the server's word that it is ready for more: outside a transaction the statement's own
    /// commit is through then.
    pub(super) async fn on(self, connection: &mut PgConnection) -> Result<Answer, sqlx::Error> {
        match self {
            Self::Text(sql) => connection.execute(AssertSqlSafe(sql.to_owned())).await.map(Answer::Changed),
            Self::Change(statement) => prepared(statement)?.execute(connection).await.map(Answer::Changed),
            Self::Rows(statement) => prepared(statement)?.fetch_all(connection).await.map(Answer::Rows),
        }
    }

    /// The kind of the library's errors.
    pub(super) fn failure(self) -> fn(sea_orm::RuntimeErr) -> DbErr {
        match self {
            Self::Text(_) | Self::Change(_) => DbErr::Exec,
            Self::Rows(_) => DbErr::Query,
        }
    }
}

impl Answer {
    pub(in crate::database) fn changed(self) -> ExecResult {
        match self {
            Self::Changed(done) => done.into(),
            Self::Rows(_) => PgQueryResult::default().into(),
        }
    }

    pub(in crate::database) fn rows(self) -> Vec<QueryResult> {
        match self {
            Self::Rows(rows) => rows.into_iter().map(Into::into).collect(),
            Self::Changed(_) => Vec::new(),
        }
    }
}

fn prepared(statement: &Statement) -> Result<Query<'static, Postgres, PgArguments>, sqlx::Error> {
    let values = arguments(statement.values.as_ref())?;
    Ok(sqlx::query_with(AssertSqlSafe(statement.sql.clone()), values))
}
