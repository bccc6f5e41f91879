//! Clients for tests: they speak HTTP and graphql-transport-ws over real connections, and hide nothing of either. And a
//! test hospital of the product's own, to ask.

pub mod house;
pub mod http;
pub mod socket;
pub mod watch;

use std::{future::Future, time::Duration};

/// The texts for 0, 1, 2 ... up to `count`, one after the other.
pub fn each(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect::<Vec<_>>().join(" ")
}

/// What should come within a test's patience: a test that waits in vain fails, and says for what.
pub async fn soon<F: Future>(what: &str, future: F) -> F::Output {
    let waited = tokio::time::timeout(Duration::from_secs(20), future).await;
    waited.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}
