//! `/metrics` for Prometheus, on a listener of its own: whoever reaches the public one reads none of this.
//!
//! A few connections at a time, one request each, and nothing that a scrape asks for can make a process slow: what it reads from
//! the database is bounded and kept for ten seconds.

mod process;

use aftercare_core::{
    App,
    metrics::{MEDIA_TYPE, Reader},
};
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use process::Process;
use std::{convert::Infallible, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

/// Connections at a time; others wait.
const AT_ONCE: usize = 8;
/// The longest a connection may take, from its first byte to its last.
const LONGEST: Duration = Duration::from_secs(10);
/// Between attempts to accept when the system is out of something.
const PAUSE: Duration = Duration::from_millis(100);

struct Scraped {
    app: App,
    reader: Reader,
    process: Process,
}

/// Serves until `stop`.
pub async fn serve(listener: TcpListener, app: App, stop: CancellationToken) {
    let process = Process::started(app.now());
    let scraped = Arc::new(Scraped { reader: Reader::new(app.clone()), app, process });
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let accepting = async {
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let scraped = Arc::clone(&scraped);
                    tokio::spawn(async move {
                        if timeout(LONGEST, connection(stream, scraped)).await.is_err() {
                            tracing::debug!("a connection for metrics was given up");
                        }
                        drop(place);
                    });
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection for metrics");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    };
    stop.run_until_cancelled(accepting).await;
}

async fn connection(stream: TcpStream, scraped: Arc<Scraped>) {
    let service = service_fn(move |request| {
        let scraped = Arc::clone(&scraped);
        async move { Ok::<_, Infallible>(answer(&request, &scraped).await) }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
    if let Err(error) = served {
        tracing::debug!(%error, "a connection for metrics ended early");
    }
}

async fn answer(request: &Request<Incoming>, scraped: &Scraped) -> Response<Full<Bytes>> {
    let (status, media, text) = if request.uri().path() != "/metrics" {
        (StatusCode::NOT_FOUND, "text/plain; charset=utf-8", "The metrics are at /metrics.\n".to_owned())
    } else if request.method() != Method::GET {
        (StatusCode::METHOD_NOT_ALLOWED, "text/plain; charset=utf-8", "Use GET.\n".to_owned())
    } else {
        let readings = scraped.reader.read().await;
        (StatusCode::OK, MEDIA_TYPE, scraped.app.metrics().text(&readings) + &scraped.process.text())
    };
    let mut response = Response::new(Full::new(Bytes::from(text)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response
}
