//! What every route of the server has in common: answers in JSON for what is not there, headers, CORS, and a panic
//! that ends as an answer.

use super::headers::{Reached, secure};
use crate::http::{
    connection::Origins,
    shared::{Code, Refusal, wants_html},
};
use axum::{
    Router, middleware,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, Method, StatusCode};

/// The last layer around all routes of the product, `/graphql` among them.
///
/// A browser that goes to an address where there is nothing gets `missing`, everybody else a refusal in JSON.
pub fn finish(router: Router, missing: fn() -> Response, origins: &Origins, reached: Reached) -> Router {
    let router = router
        .fallback(async move |method: Method, headers: HeaderMap| {
            if method == Method::GET && wants_html(&headers) {
                return missing();
            }
            Refusal::new(StatusCode::NOT_FOUND, Code::NotFound, "There is nothing at this path.")
                .into_response()
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
