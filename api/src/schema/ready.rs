//! Objects whose fields are there already, or all but one of them: they are written one after the other, where the library makes a task of its
//! own of every field, so that those that wait can wait together. A page of steps has hundreds of fields.

use async_graphql::{
    ContainerType, ContextSelectionSet, OutputType, Positioned, ServerResult, Value,
    indexmap::IndexMap,
    parser::types::{Field, Selection},
    registry::Registry,
};
use std::borrow::Cow;

/// An object of which some fields are there without waiting.
pub trait HasReady: ContainerType {
    /// Whether the field waits for nothing, and never fails an answer: where it can fail, it may be null. One field that waits
    /// may be among them, for then there is nothing that it could wait together with.
    fn is_ready(field: &str) -> bool;
}

/// Such an object in an answer.
#[derive(Debug, Clone)]
pub struct Ready<T>(pub T);

impl<T: HasReady> OutputType for Ready<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn introspection_type_name(&self) -> Cow<'static, str> {
        self.0.introspection_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(&self, ctx: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
        let items = &ctx.item.node.items;
        if !are_ready::<T>(items) {
            return self.0.resolve(ctx, field).await;
        }
        let mut members = IndexMap::with_capacity(items.len());
        for field in items.iter().filter_map(|item| field_of(&item.node)) {
            let value = if field.node.name.node == TYPENAME {
                Value::String(self.introspection_type_name().into_owned())
            } else {
                self.0.resolve_field(&ctx.with_field(field)).await?.unwrap_or_default()
            };
            members.insert(field.node.response_key().node.clone(), value);
        }
        Ok(Value::Object(members))
    }
}

const TYPENAME: &str = "__typename";

/// Whether these are fields that are ready, each under a name of its own.
fn are_ready<T: HasReady>(items: &[Positioned<Selection>]) -> bool {
    items.iter().enumerate().all(|(place, item)| {
        let Some(field) = field_of(&item.node) else { return false };
        let (name, key) = (field.node.name.node.as_str(), &field.node.response_key().node);
        let is_key = |other: &Positioned<Field>| other.node.response_key().node == *key;
        let again = || items[..place].iter().filter_map(|other| field_of(&other.node)).any(is_key);
        (name == TYPENAME || T::is_ready(name)) && field.node.directives.is_empty() && !again()
    })
}

fn field_of(item: &Selection) -> Option<&Positioned<Field>> {
    match item {
        Selection::Field(field) => Some(field),
        Selection::FragmentSpread(_) | Selection::InlineFragment(_) => None,
    }
}
