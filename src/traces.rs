//! Spans that leave this process, as OTLP over HTTP, where a setting says where to.
//!
//! Only spans of this program's own code go, and only spans: no line of the log, no place in the code. Their fields are ids,
//! kinds and codes. They are collected in a thread beside the work and sent every few seconds; a collector that is away, or too
//! slow, costs spans and nothing else.

use crate::Failure;
use aftercare_core::{
    settings::Settings,
    telemetry::{Export, TraceParent},
};
use aftercare_worker::extraction::model::with_bundled_roots;
use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use opentelemetry::{
    Context, KeyValue, SpanId, TraceFlags, TraceId,
    trace::{SpanContext, TraceContextExt, TraceState, TracerProvider},
};
use opentelemetry_http::{HttpClient, HttpError};
use opentelemetry_otlp::{Protocol, SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::{Resource, trace::SdkTracerProvider};
use reqwest::redirect::Policy;
use secrecy::ExposeSecret;
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::runtime::Handle;
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::{Layer, filter::filter_fn};

/// How long the collector may take for one delivery, and a stopping process for the last one.
const LONGEST: Duration = Duration::from_secs(5);
/// Between two lines of the log about a collector that is away.
const AGAIN: Duration = Duration::from_mins(1);

/// What exports spans, if anything does.
pub struct Traces(Option<SdkTracerProvider>);

/// Ready to export where the settings say so.
pub fn begin(settings: &Settings) -> Result<(Traces, Option<Export>), Failure> {
    let Some(endpoint) = &settings.operating.otlp_endpoint else { return Ok((Traces(None), None)) };
    let wrong = |what: String| Failure::Setting(format!("AFTERCARE_OTLP_ENDPOINT: {what}"));
    let mut url =
        url::Url::parse(endpoint.expose_secret()).map_err(|_| wrong("not an address".to_owned()))?;
    // An address alone means the usual path.
    if url.path() == "/" {
        url.set_path("/v1/traces");
    }
    let client = Client::new(url.clone()).map_err(|error| wrong(error.to_string()))?;
    let exporter = SpanExporter::builder()
        .with_http()
        .with_http_client(client)
        .with_protocol(Protocol::HttpBinary)
        .with_endpoint(url.as_str())
        .with_timeout(LONGEST)
        .build()
        .map_err(|error| wrong(error.to_string()))?;
    let resource = Resource::builder_empty()
        .with_attributes([
            KeyValue::new("service.name", "aftercare"),
            KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
        ])
        .build();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("aftercare"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false)
        .with_filter(filter_fn(|about| about.is_span() && about.target().starts_with("aftercare")))
        .boxed();
    Ok((Traces(Some(provider)), Some(Export { layer, follow })))
}

impl Traces {
    /// Sends what is left, for a few seconds at most.
    pub async fn end(self) {
        let Some(provider) = self.0 else { return };
        let ended = tokio::task::spawn_blocking(move || provider.shutdown_with_timeout(LONGEST)).await;
        if !matches!(ended, Ok(Ok(()))) {
            tracing::warn!("the last spans could not be exported");
        }
    }
}

fn follow(span: &Span, parent: TraceParent) {
    let flags = if parent.sampled { TraceFlags::SAMPLED } else { TraceFlags::NOT_SAMPLED };
    let trace = TraceId::from_bytes(parent.trace.to_be_bytes());
    let context = SpanContext::new(
        trace,
        SpanId::from_bytes(parent.span.to_be_bytes()),
        flags,
        true,
        TraceState::default(),
    );
    // A span that nobody exports has no parent.
    let _ = span.set_parent(Context::new().with_remote_span_context(context));
}

/// Sends with the client that asks models, on the runtime of the program: the thread that collects has none.
#[derive(Debug)]
struct Client {
    http: reqwest::Client,
    url: url::Url,
    runtime: Handle,
    told: Mutex<Option<Instant>>,
}

impl Client {
    fn new(url: url::Url) -> reqwest::Result<Self> {
        let local =
            url.host_str().is_some_and(|host| host == "localhost" || host == "127.0.0.1" || host == "[::1]");
        let build = || {
            let builder = reqwest::Client::builder().timeout(LONGEST).redirect(Policy::none()).referer(false);
            if local { builder.no_proxy() } else { builder }
        };
        let http = build().build().or_else(|_| with_bundled_roots(build()).build())?;
        Ok(Self { http, url, runtime: Handle::current(), told: Mutex::new(None) })
    }

    /// Says that spans are lost; once a minute.
    fn tell(&self, error: &HttpError) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.is_none_or(|at| at.elapsed() >= AGAIN) {
            *told = Some(Instant::now());
            tracing::warn!(error, "spans could not be exported; those of the last seconds are lost");
        }
    }
}

#[async_trait]
impl HttpClient for Client {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let (parts, body) = request.into_parts();
        // Not the request's own address, which the library has made a text of: this one may have a password in it.
        let sending = self.http.post(self.url.clone()).headers(parts.headers).body(body);
        let sent = self.runtime.spawn(async move {
            let answer = sending.send().await.map_err(reqwest::Error::without_url)?;
            let status = answer.status();
            let answer = answer.error_for_status().map_err(reqwest::Error::without_url)?;
            let mut response = Response::new(answer.bytes().await.map_err(reqwest::Error::without_url)?);
            *response.status_mut() = status;
            Ok::<_, HttpError>(response)
        });
        let sent = sent.await.unwrap_or_else(|_| Err("the program stops".into()));
        sent.inspect_err(|error| self.tell(error))
    }
}
