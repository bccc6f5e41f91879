//! Stopping in good order: SIGTERM and Ctrl-C cancel a token; a second signal ends the process at once.

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Cancelled at the first SIGTERM or Ctrl-C.
pub fn on_signal() -> CancellationToken {
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        let (Ok(mut terminate), Ok(mut interrupt)) =
            (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            tracing::error!("signals cannot be listened to; stop this process with SIGKILL");
            return;
        };
        let mut either = async || tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} };
        either().await;
        tracing::info!("stopping: finishing what has begun");
        told.cancel();
        either().await;
        std::process::exit(130);
    });
    stop
}
