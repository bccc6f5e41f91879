//! The transport's part of [`crate::fuzzing`]: messages of a socket, and documents.

use super::{connection::Proxies, document::Document, shared::DocumentLimits, socket};
use http::{HeaderMap, HeaderValue, header};
use ipnet::IpNet;
use serde_json::Value;
use std::net::{IpAddr, Ipv4Addr};

/// A message on a socket: what is none of JSON is none of the protocol.
pub(crate) fn message(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let json = serde_json::from_str::<Value>(text).is_ok();
    assert!(json || !socket::is_message(text), "taken for a message: {text}");
}

pub(crate) fn messages() -> Vec<Vec<u8>> {
    let all = [
        r#"{"type":"connection_init","payload":{"authorization":"Bearer a.b.c"}}"#,
        r#"{"id":"1","type":"subscribe","payload":{"query":"{ viewer { id } }","variables":{"a":[1]}}}"#,
        r#"{"id":"1","type":"complete"}"#,
        r#"{"type":"ping","payload":{}}"#,
    ];
    all.map(|text| text.as_bytes().to_vec()).to_vec()
}

/// The text of a query: parsed and weighed within its bounds.
pub(crate) fn document(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let limits = DocumentLimits::default();
    if text.len() > limits.text {
        return;
    }
    if let Err(errors) = Document::new(text, &limits) {
        assert!(!errors.is_empty(), "a document was refused without a reason");
    }
}

pub(crate) fn documents() -> Vec<Vec<u8>> {
    let all = [
        "query Q($a: Int = 1) { viewer { ...P } } fragment P on Patient { steps(first: $a) { edges { node { id } } } }",
        "mutation { a: checkIn(input: {stepId: \"x\\u0000\"}) { day @include(if: true) } }",
        "subscription { careEvents(after: \"\") { __typename } }",
        "{ __schema { types { fields { type { ofType { ofType { name } } } } } } }",
    ];
    all.map(|text| text.as_bytes().to_vec()).to_vec()
}

/// What proxies say of a client, as the lines of both headers: the address is one of theirs, or the nearest proxy's own.
pub(crate) fn forwarded(bytes: &[u8]) {
    let mut headers = HeaderMap::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(value) = HeaderValue::from_bytes(line) else { return };
        headers.append(header::FORWARDED, value.clone());
        headers.append("x-forwarded-for", value);
    }
    let proxy = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 1));
    let client = Proxies::new(vec![IpNet::from(proxy)]).client(proxy, &headers);
    let text = String::from_utf8_lossy(bytes);
    assert!(client == proxy || text.contains(['.', ':']), "{client} from {text}");
}

pub(crate) fn forwarders() -> Vec<Vec<u8>> {
    let all = [
        r#"for=192.0.2.60;proto=http;by=203.0.113.43, for="[2001:db8:cafe::17]:4711""#,
        "192.0.2.43, 10.0.0.1",
        "for=unknown, for=_hidden;secret=\"a\\\"b\"\nfor=10.0.0.1",
    ];
    all.map(|text| text.as_bytes().to_vec()).to_vec()
}
