//! What every route of the server has in common: answers in JSON for what is not there, headers, CORS, and a panic
//! that ends as an answer.

use super::{code::Code, origins::Origins, refusal::Refusal};
use axum::{Router, middleware, response::Response};
use http::{HeaderValue, StatusCode, header};

/// The last layer around all routes of the product, `/graphql` among them.
pub fn finish(router: Router, origins: &Origins) -> Router {
    let router = router
        .fallback(async || {
            Refusal::new(StatusCode::NOT_FOUND, Code::NotFound, "There is nothing at this path.")
        })
        .method_not_allowed_fallback(async || Refusal::method("GET"))
        .layer(middleware::map_response(harden));
    match origins.cors() {
        Some(cors) => router.layer(cors),
        None => router,
    }
}

/// Browsers take a response for what it says it is, and for nothing else.
async fn harden(mut response: Response) -> Response {
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
