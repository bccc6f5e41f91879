//! What a request knows of the connection it came by.

use std::{net::IpAddr, sync::Arc};
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::{
    sync::CancellationToken,
    task::task_tracker::{TaskTracker, TaskTrackerToken},
};

/// One connection, in the extensions of each of its requests. A socket keeps a clone, so that it counts as a
/// connection and the server waits for it when it stops.
#[derive(Debug, Clone)]
pub struct Connection {
    peer: IpAddr,
    stop: CancellationToken,
    _held: Arc<(OwnedSemaphorePermit, TaskTrackerToken)>,
}

impl Connection {
    pub(super) fn new(
        peer: IpAddr,
        permit: OwnedSemaphorePermit,
        tracker: &TaskTracker,
        stop: CancellationToken,
    ) -> Self {
        Self { peer: peer.to_canonical(), stop, _held: Arc::new((permit, tracker.token())) }
    }

    /// Cancelled when the server stops.
    pub(in crate::http) fn stop(&self) -> &CancellationToken {
        &self.stop
    }

    /// The other end's address: behind a proxy, the proxy's.
    pub fn peer(&self) -> IpAddr {
        self.peer
    }
}
