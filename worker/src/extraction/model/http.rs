//! One request to a model's service: sent once, judged by its status, read up to a cap, within a time.
//!
//! Redirects are off, because our key would follow them. Nothing is decompressed, so the cap on the bytes that are
//! read is the cap on the bytes that are kept: no compression is asked for, and a compressed answer is no JSON.

use super::{
    ModelError, Reason,
    endpoint::{Endpoint, header},
    ordered::Ordered,
    provider::Provider,
    settings::{ModelSettingError, ModelSettings},
};
use reqwest::{
    Certificate, Client, ClientBuilder, RequestBuilder, Response, StatusCode,
    header::{ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue},
    redirect::Policy,
};
use serde_json::Value;
use std::{path::PathBuf, time::Duration};
use tokio::time::timeout;
use url::Url;

/// Error envelopes are small; the rest of a larger one is not read.
const ERROR_BODY: usize = 64 * 1024;
/// A service that fails may keep us waiting for its explanation this long.
const ERROR_BODY_TIME: Duration = Duration::from_secs(5);

/// What came back.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// The way to one service. Its time counts from the sending: who waits for a turn has not sent anything yet.
pub(super) struct Transport {
    client: Client,
    endpoint: Endpoint,
    provider: Provider,
    key_file: Option<PathBuf>,
    total_timeout: Duration,
    max_answer_bytes: usize,
}

impl Transport {
    pub(super) fn new(settings: &ModelSettings) -> Result<Self, ModelSettingError> {
        let endpoint = Endpoint::new(settings)?;
        let build = || {
            let builder = Client::builder()
                .connect_timeout(settings.connect_timeout)
                .redirect(Policy::none())
                .referer(false)
                .user_agent(concat!("aftercare/", env!("CARGO_PKG_VERSION")))
                .no_gzip()
                .no_brotli()
                .no_deflate()
                .no_zstd();
            if endpoint.is_loopback { builder.no_proxy() } else { builder }
        };
        // A machine without certificate authorities of its own cannot build the first.
        let client = build().build().or_else(|_| with_bundled_roots(build()).build());
        let client = client.map_err(|_| ModelSettingError {
            setting: "the system's certificate authorities",
            problem: "could not be read, and the bundled ones not either",
        })?;
        Ok(Self {
            client,
            endpoint,
            provider: settings.provider,
            key_file: settings.key_file.clone(),
            total_timeout: settings.total_timeout,
            max_answer_bytes: settings.max_answer_bytes,
        })
    }

    /// Where requests go.
    pub(super) const fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Sends `body` and reads what comes back, whatever its status.
    pub(super) async fn send(&self, body: &Ordered) -> Result<Answered, ModelError> {
        timeout(self.total_timeout, self.exchange(body))
            .await
            .unwrap_or(Err(ModelError::retry(Reason::Timeout)))
    }

    async fn exchange(&self, body: &Ordered) -> Result<Answered, ModelError> {
        self.answer(self.client.post(self.endpoint.url.clone()).json(body)).await
    }

    /// Asks at another address of the same service, and reads what comes back, whatever its status.
    pub(super) async fn look(&self, url: Url, body: Option<&Value>) -> Result<Answered, ModelError> {
        let request = match body {
            Some(body) => self.client.post(url).json(body),
            None => self.client.get(url),
        };
        timeout(self.total_timeout, self.answer(request))
            .await
            .unwrap_or(Err(ModelError::retry(Reason::Timeout)))
    }

    async fn answer(&self, request: RequestBuilder) -> Result<Answered, ModelError> {
        let mut request = request.header(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        for (name, value) in self.provider.protocol().headers {
            request = request.header(*name, *value);
        }
        if let Some((name, value)) = self.key().await? {
            request = request.header(name, value);
        }
        let mut response = request.send().await.map_err(|error| broken(&error))?;
        let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
        let body = if status.is_success() { self.whole(response).await? } else { beginning(response).await };
        Ok(Answered { status, headers, body })
    }

    /// As given at the start, or as the file has it now.
    async fn key(&self) -> Result<Option<(HeaderName, HeaderValue)>, ModelError> {
        let Some(file) = &self.key_file else { return Ok(self.endpoint.key.clone()) };
        // A file that cannot be read for the moment may be about to be renewed.
        let text = tokio::fs::read_to_string(file).await.map(zeroize::Zeroizing::new);
        let text = text.map_err(|_| ModelError::retry(Reason::BadKey))?;
        match header(self.provider, text.trim()) {
            Some(header) if !text.trim().is_empty() => Ok(Some(header)),
            _ => Err(ModelError::retry(Reason::BadKey)),
        }
    }

    async fn whole(&self, mut response: Response) -> Result<Vec<u8>, ModelError> {
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| broken(&error))? {
            if body.len() + chunk.len() > self.max_answer_bytes {
                return Err(ModelError::give_up(Reason::AnswerTooLarge));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }
}

/// The beginning of a failure's body, as far as it comes: the status has already decided.
async fn beginning(mut response: Response) -> Vec<u8> {
    let mut body = Vec::new();
    let reading = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            let room = ERROR_BODY - body.len();
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if body.len() == ERROR_BODY {
                break;
            }
        }
    };
    // Late or not: what has come is what there is.
    let _late = timeout(ERROR_BODY_TIME, reading).await;
    body
}

/// Why no answer came. The error itself names our address and perhaps more: it goes no further.
fn broken(error: &reqwest::Error) -> ModelError {
    ModelError::retry(if error.is_timeout() {
        Reason::Timeout
    } else if error.is_connect() {
        Reason::Unreachable
    } else {
        Reason::ConnectionLost
    })
}

/// With the certificate authorities that come with this program: where a machine has none of its own, no client can be built.
pub fn with_bundled_roots(builder: ClientBuilder) -> ClientBuilder {
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS;
    builder.tls_certs_only(roots.iter().filter_map(|root| Certificate::from_der(root).ok()))
}

#[cfg(test)]
mod tests {
    use super::with_bundled_roots;

    #[test]
    fn the_bundled_roots_are_enough_to_start() {
        assert!(with_bundled_roots(reqwest::Client::builder()).build().is_ok());
    }
}
