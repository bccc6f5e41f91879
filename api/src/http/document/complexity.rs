//! What an operation weighs by the schema's own count, held to the transport's limit.
//!
//! The library's `limit_complexity` refuses without a number, and forgets what it counted. This extension asks the library
//! for the same count and tells both.

use crate::http::shared::Code;
use async_graphql::{
    CacheControl, Response, ServerError, ValidationResult,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute, NextValidation},
};
use async_trait::async_trait;
use std::sync::{Arc, OnceLock};

/// The extension of both schemas behind this transport: `Schema::build(...).extension(Complexity)`.
#[derive(Debug, Clone, Copy)]
pub struct Complexity;

/// In the data of a request that is to be found valid and weighed, and not to run.
#[derive(Debug)]
pub(super) struct OnlyCheck;

/// The weight of one operation, in its request's data.
#[derive(Debug)]
pub(super) struct Meter {
    pub limit: usize,
    weight: Weighed,
    /// What it weighed when that was too much.
    refused: OnceLock<usize>,
    /// Whether it runs so that every error keeps its place, which costs each field something: what changes something, which
    /// cannot run twice, and events, which run once for many.
    pub places: bool,
}

/// The weight of an operation that was found valid: shared by all requests for it where it takes no variables.
pub(super) type Weighed = Arc<OnceLock<usize>>;

impl Meter {
    pub fn new(limit: usize, weight: Weighed, places: bool) -> Self {
        Self { limit, weight, refused: OnceLock::new(), places }
    }

    /// The same, for running once more in the way that keeps places.
    pub fn placing(&self) -> Self {
        Self::new(self.limit, Arc::clone(&self.weight), true)
    }

    /// Whether it was found valid already, for any variables.
    pub fn is_known(&self) -> bool {
        self.weight.get().is_some()
    }

    /// What was weighed; nothing before the operation is found valid.
    pub fn weight(&self) -> Option<usize> {
        self.weight.get().or_else(|| self.refused.get()).copied()
    }
}

impl ExtensionFactory for Complexity {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Complexity {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let meter = ctx.data_opt::<Arc<Meter>>();
        // What was weighed was found valid, and no rule is walked again.
        if let Some(&complexity) = meter.and_then(|meter| meter.weight.get()) {
            return Ok(ValidationResult { cache_control: CacheControl::default(), complexity, depth: 0 });
        }
        let found = next.run(ctx).await?;
        let Some(meter) = meter else { return Ok(found) };
        let weight = found.complexity;
        if weight > meter.limit {
            let message = format!(
                "The operation weighs {weight}, and may weigh {}: ask for fewer fields, or for shorter lists.",
                meter.limit
            );
            meter.refused.get_or_init(|| weight);
            return Err(vec![Code::TooComplex.error(message, None)]);
        }
        meter.weight.get_or_init(|| weight);
        Ok(found)
    }

    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if ctx.data_opt::<OnlyCheck>().is_some() {
            Response::default()
        } else {
            next.run(ctx, operation).await
        }
    }
}
