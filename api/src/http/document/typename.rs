//! `__typename` with a directive, for a validation that looks past it.
//!
//! The library executes `__typename @include(if: $a)` rightly, and validates neither the directive nor the variable: one that is
//! used nowhere else it calls unused. `... @include(if: $a) { __typename }` means the same, and is validated.

use async_graphql::{
    Positioned,
    parser::types::{DocumentOperations, ExecutableDocument, InlineFragment, Selection, SelectionSet},
};

/// Moves the directives of each `__typename` to a fragment around it.
pub(super) fn wrap(document: &mut ExecutableDocument) {
    match &mut document.operations {
        DocumentOperations::Single(operation) => wrap_within(&mut operation.node.selection_set.node),
        DocumentOperations::Multiple(operations) => {
            for operation in operations.values_mut() {
                wrap_within(&mut operation.node.selection_set.node);
            }
        }
    }
    for fragment in document.fragments.values_mut() {
        wrap_within(&mut fragment.node.selection_set.node);
    }
}

fn wrap_within(set: &mut SelectionSet) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) if field.node.name.node == "__typename" => {
                if !field.node.directives.is_empty() {
                    let directives = std::mem::take(&mut field.node.directives);
                    let inside = Positioned::new(selection.node.clone(), selection.pos);
                    let selection_set = Positioned::new(SelectionSet { items: vec![inside] }, selection.pos);
                    let around = InlineFragment { type_condition: None, directives, selection_set };
                    selection.node = Selection::InlineFragment(Positioned::new(around, selection.pos));
                }
            }
            Selection::Field(field) => wrap_within(&mut field.node.selection_set.node),
            Selection::InlineFragment(inline) => wrap_within(&mut inline.node.selection_set.node),
            Selection::FragmentSpread(_) => {}
        }
    }
}
