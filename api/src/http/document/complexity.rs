//! What an operation weighs by the schema's own count, held to the transport's limit.
//!
//! The library's `limit_complexity` refuses without a number, and forgets what it counted. This extension asks the library
//! for the same count and tells both.

use crate::http::shared::Code;
use async_graphql::{
    ServerError, ValidationResult,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation},
};
use async_trait::async_trait;
use std::sync::{Arc, OnceLock};

/// The extension that a schema behind this transport has: `Schema::build(...).extension(Complexity)`.
#[derive(Debug, Clone, Copy)]
pub struct Complexity;

/// The weight of one operation, in its request's data.
#[derive(Debug)]
pub(super) struct Meter {
    pub limit: usize,
    weight: OnceLock<usize>,
}

impl Meter {
    pub fn new(limit: usize) -> Self {
        Self { limit, weight: OnceLock::new() }
    }

    /// What was weighed; nothing before the operation is found valid.
    pub fn weight(&self) -> Option<usize> {
        self.weight.get().copied()
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
        let found = next.run(ctx).await?;
        let Some(meter) = ctx.data_opt::<Arc<Meter>>() else { return Ok(found) };
        let weight = *meter.weight.get_or_init(|| found.complexity);
        if weight > meter.limit {
            let message = format!(
                "The operation weighs {weight}, and may weigh {}: ask for fewer fields, or for shorter lists.",
                meter.limit
            );
            return Err(vec![Code::TooComplex.error(message, None)]);
        }
        Ok(found)
    }
}
