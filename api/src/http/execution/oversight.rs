//! What the transport has to see of an execution from inside.
//!
//! - What an operation weighs by the schema's own count: the library's `limit_complexity` refuses without a number, and
//!   forgets what it counted. Here it is told, and held to the transport's limit.
//! - Where a field failed: the library writes over an error's path when it carries a null up through a list, and only the
//!   list's place is left. Here the first path is kept.

use crate::http::{document::Meter, shared::Code};
use async_graphql::{
    PathSegment, ServerError, ServerResult, ValidationResult, Value,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextResolve, NextValidation, ResolveInfo},
};
use async_trait::async_trait;
use std::sync::Arc;

/// The extension that a schema behind this transport has: `Schema::build(...).extension(Oversight)`.
#[derive(Debug, Clone, Copy)]
pub struct Oversight;

/// Where an error was when it was first seen.
struct Place(Vec<PathSegment>);

impl ExtensionFactory for Oversight {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Oversight {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let found = next.run(ctx).await?;
        let Some(meter) = ctx.data_opt::<Arc<Meter>>() else { return Ok(found) };
        let weight = found.complexity;
        meter.weigh(weight);
        if weight > meter.limit {
            let message = format!(
                "The operation weighs {weight}, and may weigh {}: ask for fewer fields, or for shorter lists.",
                meter.limit
            );
            return Err(vec![Code::TooComplex.error(message, None)]);
        }
        Ok(found)
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        next.run(ctx, info).await.map_err(|mut error| {
            if !error.source.as_ref().is_some_and(|source| source.is::<Place>()) {
                error.source = Some(Arc::new(Place(error.path.clone())));
            }
            error
        })
    }
}

/// Gives an error the path back that it had when it was first seen.
pub(super) fn put_back_path(error: &mut ServerError) {
    if let Some(Place(path)) = error.source.as_ref().and_then(|source| source.downcast_ref()) {
        error.path.clone_from(path);
    }
}
