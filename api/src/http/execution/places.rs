//! Where a field failed, kept on the way up.
//!
//! When the library carries a null up through a list, it writes the place of the list's item over the path of the error: of
//! `patients.3.name` only `patients.3` is left. This extension keeps the first path; [`put_back`] restores it.

use async_graphql::{
    PathSegment, ServerError, ServerResult, Value,
    extensions::{Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo},
};
use async_trait::async_trait;
use std::sync::Arc;

/// The extension of the schema that runs behind this transport: `Schema::build(...).extension(Places)`.
#[derive(Debug, Clone, Copy)]
pub struct Places;

/// Where an error was when it was first seen.
struct Place(Vec<PathSegment>);

impl ExtensionFactory for Places {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait]
impl Extension for Places {
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
pub(super) fn put_back(error: &mut ServerError) {
    if let Some(Place(path)) = error.source.as_ref().and_then(|source| source.downcast_ref()) {
        error.path.clone_from(path);
    }
}
