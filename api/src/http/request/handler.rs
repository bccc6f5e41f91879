//! One request over HTTP: the cheapest check comes first, and nothing runs before all of them have passed.
//!
//! No page of another site can make a browser do anything here: a mutation needs a POST with `application/json`, which
//! a browser sends across origins only after CORS allowed it, and the cookie of a page that keeps its session in one is read
//! only for pages of this server ([`Origins::own_page`](crate::http::Origins::own_page)).

use super::{answer::answer, body};
use crate::http::{
    connection::Connection,
    document::{self, Operation},
    execution::{self, Core, Outcome, cause},
    shared::{Code, Media, Params, Refusal, RequestId, Standing, is_json, wants_html},
    socket,
};
use aftercare_core::{
    metrics::{self, Transport},
    statements,
};
use async_graphql::parser::types::OperationType;
use axum::{
    body::Body,
    extract::{ConnectInfo, Query},
    response::{IntoResponse, Redirect, Response},
};
use futures_util::FutureExt;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    panic::AssertUnwindSafe,
    sync::Arc,
    time::Instant,
};

/// Any request to the GraphQL path.
pub(in crate::http) async fn handle(core: Arc<Core>, request: Request<Body>) -> Response {
    // Where nothing is around the route, the id is made here.
    let id = request.extensions().get::<RequestId>().cloned();
    let id = id.unwrap_or_else(|| core.requests.next());
    statements::counting(counted(core, request, id)).await
}

/// Answers, and counts what came of it.
async fn counted(core: Arc<Core>, request: Request<Body>, id: RequestId) -> Response {
    let mut asked = Asked { id, began: Instant::now(), operation: None, code: None };
    let answered = AssertUnwindSafe(respond(Arc::clone(&core), request, &mut asked)).catch_unwind().await;
    let refused = match answered {
        Ok(Ok(response)) => {
            if let Some(code) = asked.code {
                core.requests.answered(Transport::Http, asked.operation.as_deref(), code, asked.began);
            }
            return response;
        }
        Ok(Err(refusal)) => refusal.told(&asked.id),
        Err(panic) => Refusal::internal(asked.id.incident(&cause(panic.as_ref()))),
    };
    core.requests.answered(Transport::Http, asked.operation.as_deref(), refused.counted(), asked.began);
    refused.into_response()
}

/// What is known of a request.
struct Asked {
    id: RequestId,
    /// When all of it was there.
    began: Instant,
    /// What ran.
    operation: Option<Arc<metrics::Operation>>,
    /// How it ended, where it is one to be counted.
    code: Option<&'static str>,
}

async fn respond(
    core: Arc<Core>,
    mut request: Request<Body>,
    asked: &mut Asked,
) -> Result<Response, Refusal> {
    let client = core.proxies.client(peer(&request), request.headers());
    if socket::is_asked_for(&request) {
        return socket::upgrade(core, &mut request, client, asked.id.clone());
    }
    let (parts, body) = request.into_parts();
    let allow = "GET, POST";
    if parts.method != Method::GET && parts.method != Method::POST {
        return Err(Refusal::method(allow));
    }
    if let Some(page) = core.page
        && parts.method == Method::GET
        && parts.uri.query().is_none()
        && wants_html(&parts.headers)
    {
        return Ok(Redirect::to(page).into_response());
    }
    let media = Media::accepted(&parts.headers).ok_or_else(|| {
        let message = "Answers are application/graphql-response+json or application/json.";
        Refusal::new(StatusCode::NOT_ACCEPTABLE, Code::BadUserInput, message)
    })?;
    let mut params = if parts.method == Method::GET {
        from_query(&parts.uri)?
    } else {
        from_body(&core, &parts.headers, body).await?
    };
    asked.began = Instant::now();
    params.priced |= document::price_is_asked_for(&parts.headers);
    let text = core.limits.document.text;
    if params.query.as_ref().is_some_and(|query| query.len() > text) {
        let message = format!("The query is longer than {text} bytes.");
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, Code::TooComplex, message));
    }
    let operation = match Operation::prepare(params, &core.documents, &asked.id) {
        Ok(operation) => operation,
        Err(errors) => {
            return finish(asked, media, Outcome::refused(errors, core.limits.document.errors));
        }
    };
    if parts.method == Method::GET && operation.kind != OperationType::Query {
        return Err(Refusal::method("POST"));
    }
    let caller = core.authenticator.http(&parts.headers, client).await?;
    let counted = operation.counted();
    let outcome = execution::run(&core, operation.of(&caller, Standing::default())).await;
    asked.operation = outcome.ran.then(|| counted.counts(core.requests.metrics().operations()));
    finish(asked, media, outcome)
}

fn finish(asked: &mut Asked, media: Media, outcome: Outcome) -> Result<Response, Refusal> {
    asked.code = Some(outcome.counted());
    answer(media, outcome).map_err(|error| Refusal::internal(asked.id.incident(&error.to_string())))
}

fn from_query(uri: &http::Uri) -> Result<Params, Refusal> {
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(uri)
        .map_err(|_| Refusal::bad_request("The query string is not one of a form."))?;
    Params::from_pairs(pairs).map_err(Refusal::bad_request)
}

async fn from_body(core: &Core, headers: &HeaderMap, body: Body) -> Result<Params, Refusal> {
    let encoded = headers.get_all(header::CONTENT_ENCODING).iter().any(|encoding| encoding != "identity");
    if encoded || !is_json(headers) {
        let message = "The body of a POST is application/json in UTF-8.";
        let refusal = Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::BadUserInput, message);
        return Err(refusal.with(header::ACCEPT, HeaderValue::from_static("application/json")).closing());
    }
    let bytes = body::read(body, headers, &core.limits.http).await?;
    let value = serde_json::from_slice(&bytes).map_err(|error| {
        let message = format!("The body is not JSON, at line {}, column {}.", error.line(), error.column());
        Refusal::bad_request(message)
    })?;
    Params::from_json(value).map_err(Refusal::bad_request)
}

/// The address of the connection; the unspecified one when the router is not served by [`serve`](crate::http::serve).
fn peer(request: &Request<Body>) -> IpAddr {
    let from_server = request.extensions().get::<Connection>().map(Connection::peer);
    let from_axum = || request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    from_server.or_else(from_axum).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical()
}
