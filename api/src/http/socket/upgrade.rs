//! From HTTP to a WebSocket (RFC 6455, section 4.2), for graphql-transport-ws.

use super::{Opened, Unwelcome, refuse, serve};
use crate::http::{
    connection::Connection,
    execution::Core,
    shared::{Code, Refusal, RequestId},
};
use axum::{body::Body, response::Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use std::{net::IpAddr, sync::Arc};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{
        handshake::derive_accept_key,
        protocol::{Role, WebSocketConfig},
    },
};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

const PROTOCOL: &str = "graphql-transport-ws";

/// True when the client wants a WebSocket, rightly or not.
pub(in crate::http) fn is_asked_for(request: &Request<Body>) -> bool {
    names(request.headers(), &header::UPGRADE, "websocket")
}

/// Answers 101 and goes on as a socket, or says why not.
pub(in crate::http) fn upgrade(
    core: Arc<Core>,
    request: &mut Request<Body>,
    client: IpAddr,
    id: RequestId,
) -> Result<Response, Refusal> {
    if request.method() != Method::GET {
        return Err(Refusal::method("GET"));
    }
    if !core.origins.allow(request.headers()) {
        let message = "Pages of this origin may not open a WebSocket here.";
        return Err(Refusal::new(StatusCode::FORBIDDEN, Code::Forbidden, message));
    }
    let accept = accept_key(request.headers())?;
    let Some(upgrade) = request.extensions_mut().remove::<OnUpgrade>() else {
        return Err(Refusal::bad_request("This connection cannot become a WebSocket."));
    };
    let place = core.tallies.place(client, &core.limits.socket);
    let speaks_it = names(request.headers(), &header::SEC_WEBSOCKET_PROTOCOL, PROTOCOL);
    let headers = request.headers().clone();
    let connection = request.extensions_mut().remove::<Connection>();
    let span = id.socket_span(&headers);
    let socket = async move {
        let upgraded = match upgrade.await {
            Ok(upgraded) => upgraded,
            Err(error) => return tracing::debug!(%error, "a WebSocket upgrade failed"),
        };
        let limits = &core.limits.socket;
        let config = WebSocketConfig::default()
            .read_buffer_size(limits.read_buffer)
            // Each message is flushed at once: nothing to collect.
            .write_buffer_size(0)
            .max_message_size(Some(limits.message))
            .max_frame_size(Some(limits.message));
        let wire = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config)).await;
        let stop =
            connection.as_ref().map_or_else(CancellationToken::new, |connection| connection.stop().clone());
        match place {
            _ if !speaks_it => refuse(&core, wire, Unwelcome::OtherProtocol).await,
            Err(full) => refuse(&core, wire, Unwelcome::Full(full)).await,
            Ok(place) => {
                let open = core.requests.metrics().socket();
                let from = Opened { headers, client, id };
                serve(core, wire, from, stop).await;
                drop((place, open));
            }
        }
        drop(connection);
    };
    tokio::spawn(socket.instrument(span));
    Ok(switching(accept, speaks_it))
}

fn accept_key(headers: &HeaderMap) -> Result<HeaderValue, Refusal> {
    if !names(headers, &header::CONNECTION, "upgrade") {
        return Err(Refusal::bad_request("A WebSocket needs \"Connection: Upgrade\"."));
    }
    if headers.get(header::SEC_WEBSOCKET_VERSION).is_none_or(|version| version != "13") {
        let message = "WebSockets here are of version 13.";
        let refusal = Refusal::new(StatusCode::UPGRADE_REQUIRED, Code::BadUserInput, message);
        return Err(refusal.with(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13")));
    }
    let key = headers.get(header::SEC_WEBSOCKET_KEY).filter(|key| key.len() == 24);
    key.and_then(|key| HeaderValue::from_str(&derive_accept_key(key.as_bytes())).ok())
        .ok_or_else(|| Refusal::bad_request("\"Sec-WebSocket-Key\" is missing or not 16 bytes in base 64."))
}

fn switching(accept: HeaderValue, speaks_it: bool) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    if speaks_it {
        headers.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(PROTOCOL));
    }
    response
}

/// True when a comma-separated header has `wanted` among its members.
fn names(headers: &HeaderMap, name: &HeaderName, wanted: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|text| text.split(',')).any(|member| member.trim().eq_ignore_ascii_case(wanted))
}
