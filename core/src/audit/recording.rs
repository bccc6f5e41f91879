//! Rows of the access log for which an answer waits: those of all answers that wait at the same moment go in one statement, and
//! are chained in it unless somebody else is chaining just then. Nobody waits for that one: the rows are written unchained, as
//! all others are, and [`super::chainer`] finds them.

use super::{Access, chainer, record, row};
use crate::{App, Error, Result, gather::Gather};
use std::sync::Arc;

/// The rows that wait to be written.
pub(crate) type Recording = Gather<Vec<Access>, Result<(), Arc<Error>>>;

/// Writes `accesses`, with those of others who wait; when it returns they are stored.
///
/// # Errors
/// The database's; nothing was stored then.
pub(crate) async fn record_with_others(app: &App, accesses: Vec<Access>) -> Result<()> {
    if accesses.is_empty() {
        return Ok(());
    }
    let to = app.clone();
    app.accesses()
        .ask("the access log was not written", accesses, move |lists| write(to.clone(), lists))
        .await
}

async fn write(app: App, lists: Vec<Vec<Access>>) -> Vec<Result<(), Arc<Error>>> {
    let (count, accesses) = (lists.len(), lists.into_iter().flatten().collect::<Vec<_>>());
    vec![store(&app, accesses).await.map_err(Arc::new); count]
}

async fn store(app: &App, accesses: Vec<Access>) -> Result<()> {
    let now = app.now();
    let rows = accesses.iter().map(|access| row(app.new_id(), now, access.clone())).collect();
    match chainer::write_chained(app, rows).await {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        Err(error) => {
            tracing::warn!(%error, "rows of the access log could not be chained at once; they are written now and chained later");
        }
    }
    record(app, app.db().write(), accesses).await
}
