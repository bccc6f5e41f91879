//! What fails in parts, and what is ready late.

use aftercare_api::http::Code;
use async_graphql::{Error, ErrorExtensions, Object};

/// An object of which some fields fail, some where null may stand and some where it may not.
#[derive(Clone, Copy)]
pub struct Parts(pub i32);

/// What every failure says.
pub fn not_there() -> Error {
    Error::new("not\nthere").extend_with(|_, e| e.set("code", Code::NotFound.as_str()))
}

/// Ready after so many turns of whoever waits.
pub async fn turns(of: u32) -> u32 {
    for _ in 0..of {
        tokio::task::yield_now().await;
    }
    of
}

#[Object]
impl Parts {
    async fn good(&self) -> i32 {
        1
    }

    async fn turns(&self, of: u32) -> u32 {
        turns(of).await
    }

    async fn maybe(&self) -> Option<Result<i32, Error>> {
        Some(Err(not_there()))
    }

    async fn must(&self) -> Result<i32, Error> {
        std::future::ready(Err(not_there())).await
    }

    /// Fails in the second of a list.
    async fn must_but_second(&self) -> Result<i32, Error> {
        std::future::ready(if self.0 == 1 { Err(not_there()) } else { Ok(1) }).await
    }
}
