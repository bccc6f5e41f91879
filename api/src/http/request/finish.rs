//! What every route of the server has in common: answers in JSON for what is not there, headers, CORS, and a panic
//! that ends as an answer.

use super::headers::{Reached, secure};
use crate::http::{
    connection::Origins,
    shared::{Code, Refusal},
};
use axum::{Router, middleware, response::Response};
use http::StatusCode;

/// The last layer around all routes of the product, `/graphql` among them.
pub fn finish(router: Router, origins: &Origins, reached: Reached) -> Router {
    let router = router
        .fallback(async || {
            Refusal::new(StatusCode::NOT_FOUND, Code::NotFound, "There is nothing at this path.")
        })
        .method_not_allowed_fallback(async || Refusal::method("GET"))
        .layer(middleware::map_response(move |mut response: Response| async move {
            secure(response.headers_mut(), reached);
            response
        }));
    match origins.cors() {
        Some(cors) => router.layer(cors),
        None => router,
    }
}
