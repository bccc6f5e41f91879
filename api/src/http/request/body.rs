//! Reading a body, within a number of bytes and seconds.

use crate::http::shared::{Code, HttpLimits, Refusal};
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use http_body_util::{BodyExt, LengthLimitError, Limited};

/// The whole body, or a 413, 408 or 400.
pub(super) async fn read(body: Body, headers: &HeaderMap, limits: &HttpLimits) -> Result<Bytes, Refusal> {
    // A client that waits for "100 Continue" need not send what is refused anyway.
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|bytes| bytes > limits.body) {
        return Err(too_large(limits));
    }
    match tokio::time::timeout(limits.body_time, Limited::new(body, limits.body).collect()).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_large(limits)),
        Ok(Err(_)) => Err(Refusal::bad_request("The body broke off.").closing()),
        Err(_) => {
            let message = "The body did not arrive in time.";
            Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, Code::BadUserInput, message).closing())
        }
    }
}

fn too_large(limits: &HttpLimits) -> Refusal {
    let message = format!("A body has at most {} bytes.", limits.body);
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, Code::TooComplex, message).closing()
}
