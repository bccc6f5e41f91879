//! Objects whose fields are there already: their part of the answer is written at once, as JSON, where the library makes a task and a
//! value of every field, so that those that wait can wait together. A page of steps has hundreds of fields.

mod connection;
mod json;

use crate::http::Unmerged;
use async_graphql::{
    ContainerType, ContextSelectionSet, OutputType, Positioned, ServerResult, Value,
    parser::types::{Directive, Field, Selection, SelectionSet, TypeCondition},
    registry::Registry,
};
pub use json::Json;
use std::borrow::Cow;

/// An object of which some fields are there without waiting.
pub trait HasReady: ContainerType {
    /// Writes the value of a field; nothing where it is not there yet, or cannot be had: then the library makes the whole object.
    fn write(&self, asked: &Asked<'_>, json: &mut Json) -> Option<()>;
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
        match written(ctx, &self.0) {
            Some(value) => Ok(value),
            None => self.0.resolve(ctx, field).await,
        }
    }
}

/// A field that is asked for.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// Of which operation.
    pub ctx: &'a ContextSelectionSet<'a>,
    field: &'a Field,
}

impl Asked<'_> {
    /// The field's name.
    pub fn name(&self) -> &str {
        self.field.name.node.as_str()
    }

    /// Whether nothing but these is asked of the object here. Of what stands in fragments it is taken that more is.
    pub fn is_within(&self, names: &[&str]) -> bool {
        self.field.selection_set.node.items.iter().all(|item| match &item.node {
            Selection::Field(field) => names.contains(&field.node.name.node.as_str()),
            Selection::InlineFragment(_) | Selection::FragmentSpread(_) => false,
        })
    }

    /// Writes an object, with what is asked of it here.
    pub fn object<T: HasReady>(&self, object: &T, json: &mut Json) -> Option<()> {
        write_object(self.ctx, &self.field.selection_set.node, object, json)
    }

    /// [`Self::object`], for each of several.
    pub fn list<'t, T: HasReady + 't>(
        &self,
        objects: impl IntoIterator<Item = &'t T>,
        json: &mut Json,
    ) -> Option<()> {
        json.list(objects, |object, json| self.object(object, json))
    }
}

/// The object's part of the answer; nothing where the library has to make it. It has to wherever one field may be asked for in two
/// places, for it merges no answers that are written.
fn written<T: HasReady>(ctx: &ContextSelectionSet<'_>, object: &T) -> Option<Value> {
    ctx.data_opt::<Unmerged>()?;
    let mut json = Json::default();
    write_object(ctx, &ctx.item.node, object, &mut json)?;
    json.into_value()
}

fn write_object<T: HasReady>(
    ctx: &ContextSelectionSet<'_>,
    asked: &SelectionSet,
    object: &T,
    json: &mut Json,
) -> Option<()> {
    json.object(|json| write_fields(ctx, asked, object, json))
}

fn write_fields<T: HasReady>(
    ctx: &ContextSelectionSet<'_>,
    asked: &SelectionSet,
    object: &T,
    json: &mut Json,
) -> Option<()> {
    for selection in &asked.items {
        match &selection.node {
            Selection::Field(Positioned { node: field, .. }) => {
                undirected(&field.directives)?;
                json.key(field.response_key().node.as_str());
                if field.name.node == "__typename" {
                    json.value(&object.introspection_type_name())?;
                } else {
                    object.write(&Asked { ctx, field }, json)?;
                }
            }
            Selection::InlineFragment(Positioned { node: part, .. }) => {
                undirected(&part.directives)?;
                of_type::<T>(part.type_condition.as_ref())?;
                write_fields(ctx, &part.selection_set.node, object, json)?;
            }
            Selection::FragmentSpread(Positioned { node: spread, .. }) => {
                undirected(&spread.directives)?;
                let part = &ctx.query_env.fragments.get(&spread.fragment_name.node)?.node;
                of_type::<T>(Some(&part.type_condition))?;
                write_fields(ctx, &part.selection_set.node, object, json)?;
            }
        }
    }
    Some(())
}

/// What a directive does is the library's to say.
fn undirected(directives: &[Positioned<Directive>]) -> Option<()> {
    directives.is_empty().then_some(())
}

/// Whether a fragment is on this very type; what an interface has is the library's to say.
fn of_type<T: OutputType>(condition: Option<&Positioned<TypeCondition>>) -> Option<()> {
    condition.is_none_or(|condition| condition.node.on.node.as_str() == T::type_name()).then_some(())
}
