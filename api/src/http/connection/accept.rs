//! The accept loop: a limited number of connections, heads that arrive in time, and a stop that loses nothing.
//!
//! axum's own loop has no time-out for a head and hyper-util's waits without one for a connection's first bytes; a few
//! thousand silent connections would hold the server. HTTP/1.1 only: HTTP/2 is the proxy's business.

use super::{known::Connection, timed::Timed};
use crate::http::shared::ServerLimits;
use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

/// Between attempts to accept when the system is out of something.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop`, then stops accepting, lets requests in flight end and closes sockets (1012), for at most the
/// grace period; what is left after it is cut off.
///
/// Without [`finish`](crate::http::finish) around the router, paths it does not know answer without a body.
pub async fn serve(listener: TcpListener, router: Router, limits: ServerLimits, stop: CancellationToken) {
    let permits = Arc::new(Semaphore::new(limits.connections));
    let tracker = TaskTracker::new();
    let cut = CancellationToken::new();
    while let Some((stream, peer, permit)) = next(&listener, &permits, &stop).await {
        let connection = Connection::new(peer.ip(), permit, &tracker, stop.clone());
        let serving = connect(stream, peer, connection, router.clone(), limits.clone());
        tokio::spawn(cut.clone().run_until_cancelled_owned(serving));
    }
    drop(listener);
    tracker.close();
    if tokio::time::timeout(limits.grace, tracker.wait()).await.is_err() {
        tracing::warn!(
            connections = tracker.len(),
            "connections that were still open at the end of the stop time were cut off"
        );
        cut.cancel();
    }
}

/// The next connection, when there is room for one; nothing once it is time to stop.
async fn next(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
    stop: &CancellationToken,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    stop.run_until_cancelled(async {
        // The semaphore is never closed.
        let permit = Arc::clone(permits).acquire_owned().await.ok()?;
        loop {
            match listener.accept().await {
                Ok((stream, peer)) => return Some((stream, peer, permit)),
                Err(error) if is_of_one_connection(&error) => {}
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    })
    .await
    .flatten()
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

async fn connect(
    stream: TcpStream,
    peer: SocketAddr,
    connection: Connection,
    router: Router,
    limits: ServerLimits,
) {
    // An answer is one write; waiting to fill a segment only delays it.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection was gone before it was served");
        return;
    }
    let stop = connection.stop().clone();
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(connection.clone());
        router.clone().oneshot(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head_time)
        .max_buf_size(limits.head.max(8192))
        .serve_connection(TokioIo::new(Timed::new(stream, limits.write_time)), service)
        .with_upgrades();
    tokio::pin!(served);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = stop.cancelled() => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
