//! Of a document of several operations, what the library is given when one of them runs.
//!
//! A document is found valid as a whole. Once it was, the library gets the operation that runs and the fragments below it alone, for it
//! copies, walks and throws away all that it is given.
//!
//! Its validation knows variables by their names alone: it holds the values of the operation that runs to the types of all
//! operations, so what is an `Int` in one and a `String` in another fits only one of them. Where two operations mean different
//! things by one name, it gets that part alone from the beginning.

use async_graphql::{
    Name,
    parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet},
};
use std::collections::HashSet;

/// The document as the library is to see it when the operation called `name` runs; `is_valid` says that it was found so before.
pub(super) fn for_running(
    document: &ExecutableDocument,
    name: Option<&Name>,
    is_valid: bool,
) -> ExecutableDocument {
    let DocumentOperations::Multiple(operations) = &document.operations else { return document.clone() };
    let Some((name, chosen)) = name.and_then(|name| operations.get_key_value(name)) else {
        return document.clone();
    };
    if !is_valid && !operations.values().any(|other| disagree(&chosen.node, &other.node)) {
        return document.clone();
    }
    let below = fragments_below(document, &chosen.node.selection_set.node);
    let fragments = document.fragments.iter().filter(|(name, _)| below.contains(name.as_str()));
    ExecutableDocument {
        operations: DocumentOperations::Multiple([(name.clone(), chosen.clone())].into()),
        fragments: fragments.map(|(name, fragment)| (name.clone(), fragment.clone())).collect(),
    }
}

fn disagree(one: &OperationDefinition, other: &OperationDefinition) -> bool {
    one.variable_definitions.iter().any(|ours| {
        other.variable_definitions.iter().any(|theirs| {
            ours.node.name.node == theirs.node.name.node
                && ours.node.var_type.node.to_string() != theirs.node.var_type.node.to_string()
        })
    })
}

fn fragments_below<'a>(document: &'a ExecutableDocument, set: &'a SelectionSet) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    let mut open = vec![set];
    while let Some(set) = open.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => open.push(&field.node.selection_set.node),
                Selection::InlineFragment(inline) => open.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name)
                        && found.insert(name.as_str())
                    {
                        open.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    found
}
