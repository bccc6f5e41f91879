//! Rules of the GraphQL specification that the library's validation leaves out.
//!
//! - Directives are known and stand where they may, on variable definitions and `__typename` too: a client that writes
//!   `@deferred` or a misspelt `@skip` must hear of it, not get more than it asked for.
//! - `__typename` takes no arguments and has no fields.
//! - A subscription has one root field, fragments included, and that is not an introspection field.

use crate::http::shared::Code;
use async_graphql::{
    Pos, Positioned, ServerError,
    parser::types::{
        Directive, ExecutableDocument, Field, OperationDefinition, OperationType, Selection, SelectionSet,
    },
};
use std::collections::HashSet;

/// The errors of a document; to be asked after the document has been weighed, which excludes cycles.
pub(super) fn check(document: &ExecutableDocument) -> Vec<ServerError> {
    let mut errors = Vec::new();
    for (_, operation) in document.operations.iter() {
        refuse_all(&operation.node.directives, "an operation", &mut errors);
        for variable in &operation.node.variable_definitions {
            refuse_all(&variable.node.directives, "a variable", &mut errors);
        }
        selections(&operation.node.selection_set.node, &mut errors);
        if operation.node.ty == OperationType::Subscription {
            one_root_field(document, operation, &mut errors);
        }
    }
    for fragment in document.fragments.values() {
        refuse_all(&fragment.node.directives, "a fragment definition", &mut errors);
        selections(&fragment.node.selection_set.node, &mut errors);
    }
    errors
}

fn failed(message: String, position: Pos) -> ServerError {
    Code::ValidationFailed.error(message, Some(position))
}

/// No directive of ours may stand there.
fn refuse_all(directives: &[Positioned<Directive>], place: &str, errors: &mut Vec<ServerError>) {
    for directive in directives {
        let name = &directive.node.name.node;
        let message = match name.as_str() {
            "skip" | "include" => format!("Directive \"@{name}\" may not be used on {place}."),
            _ => format!("Unknown directive \"@{name}\"."),
        };
        errors.push(failed(message, directive.pos));
    }
}

fn selections(set: &SelectionSet, errors: &mut Vec<ServerError>) {
    for selection in &set.items {
        for directive in selection.node.directives() {
            if !matches!(directive.node.name.node.as_str(), "skip" | "include") {
                let message = format!("Unknown directive \"@{}\".", directive.node.name.node);
                errors.push(failed(message, directive.pos));
            }
        }
        match &selection.node {
            Selection::Field(field) => {
                if field.node.name.node == "__typename" {
                    typename(field, errors);
                }
                selections(&field.node.selection_set.node, errors);
            }
            Selection::InlineFragment(inline) => selections(&inline.node.selection_set.node, errors),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn typename(field: &Positioned<Field>, errors: &mut Vec<ServerError>) {
    if let Some((argument, _)) = field.node.arguments.first() {
        let message = format!("Unknown argument \"{}\" on field \"__typename\".", argument.node);
        errors.push(failed(message, argument.pos));
    }
    if !field.node.selection_set.node.items.is_empty() {
        errors.push(failed("Field \"__typename\" is a String! and has no fields.".to_owned(), field.pos));
    }
}

fn one_root_field(
    document: &ExecutableDocument,
    operation: &Positioned<OperationDefinition>,
    errors: &mut Vec<ServerError>,
) {
    let mut keys = HashSet::new();
    let mut introspects = false;
    each_root_field(document, &operation.node.selection_set.node, &mut |field| {
        introspects |= field.node.name.node.starts_with("__");
        keys.insert(field.node.response_key().node.clone());
    });
    if keys.len() > 1 {
        errors.push(failed("A subscription has exactly one root field.".to_owned(), operation.pos));
    } else if introspects {
        errors.push(failed("A subscription has no introspection field.".to_owned(), operation.pos));
    }
}

/// Calls `visit` for the fields of a selection set, those of fragments included (each fragment once).
fn each_root_field<'a>(
    document: &'a ExecutableDocument,
    set: &'a SelectionSet,
    visit: &mut dyn FnMut(&'a Positioned<Field>),
) {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut open = vec![set];
    while let Some(set) = open.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => visit(field),
                Selection::InlineFragment(inline) => open.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name)
                        && seen.insert(name)
                    {
                        open.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
}
