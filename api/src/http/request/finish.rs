//! What every route of the server has in common: an id for each request, answers in JSON for what is not there, headers, CORS, and a panic
//! that ends as an answer.

use super::headers::{Reached, secure};
use crate::http::{
    connection::Origins,
    shared::{Code, Refusal, Requests, X_REQUEST_ID, wants_html},
};
use axum::{
    Router,
    extract::Request,
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode};
use tracing::Instrument;

/// The last layer around all routes of the product, `/graphql` among them.
///
/// A browser that goes to an address where there is nothing gets `missing`, everybody else a refusal in JSON.
pub fn finish(
    router: Router,
    missing: fn() -> Response,
    origins: &Origins,
    reached: Reached,
    requests: Requests,
) -> Router {
    let router = router
        .fallback(async move |method: Method, headers: HeaderMap| {
            if method == Method::GET && wants_html(&headers) {
                return missing();
            }
            Refusal::new(StatusCode::NOT_FOUND, Code::NotFound, "There is nothing at this path.")
                .into_response()
        })
        .method_not_allowed_fallback(async || Refusal::method("GET"))
        .layer(middleware::from_fn(move |mut request: Request, next: Next| {
            let requests = requests.clone();
            async move {
                let id = requests.next();
                let span = id.span(request.headers());
                let header = id.header();
                request.extensions_mut().insert(id);
                let mut response = next.run(request).instrument(span).await;
                let headers = response.headers_mut();
                secure(headers, reached);
                headers.extend(header.map(|id| (X_REQUEST_ID, id)));
                requests.metrics().responded(response.status().as_u16());
                response
            }
        }));
    match origins.cors() {
        Some(cors) => router.layer(cors),
        None => router,
    }
}
