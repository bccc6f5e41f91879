//! How many statements a piece of work has asked of the database, for the log of slow requests.

use std::{cell::Cell, future::Future};

tokio::task_local! {
    static STATEMENTS: Cell<u32>;
}

/// Does `work` and counts the statements of its own task; those of tasks that it starts are not counted.
pub async fn counting<F: Future>(work: F) -> F::Output {
    STATEMENTS.scope(Cell::new(0), work).await
}

/// How many there were so far in this piece of work; none outside of any.
pub fn so_far() -> Option<u32> {
    STATEMENTS.try_with(Cell::get).ok()
}

/// There is one more.
pub(crate) fn note() {
    // Nobody counts outside of such a piece of work.
    let _ = STATEMENTS.try_with(|count| count.set(count.get() + 1));
}
