//! Whether a document asks for something in two places of one selection, as `{ a { b } a { c } }` does: the library makes both answers,
//! then merges them.

use async_graphql::{
    Name,
    parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet},
};
use std::collections::HashSet;

/// Whether each key stands only once in each selection, with all fragments in their places. Fragments on different types count as if both
/// applied.
pub(super) fn is(document: &ExecutableDocument) -> bool {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    operations.chain(fragments).all(|set| is_within(document, set))
}

/// Whether that is so in `set`, and in all selections below it.
fn is_within(document: &ExecutableDocument, set: &SelectionSet) -> bool {
    let mut seen = Seen::default();
    seen.takes(document, set) && fields_of(set).into_iter().all(|below| is_within(document, below))
}

/// The selections of the fields of `set`, also of those within fragments that have no name.
fn fields_of(set: &SelectionSet) -> Vec<&SelectionSet> {
    let (mut open, mut found) = (vec![set], Vec::new());
    while let Some(set) = open.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => found.push(&field.node.selection_set.node),
                Selection::InlineFragment(part) => open.push(&part.node.selection_set.node),
                // Looked at for itself.
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    found
}

#[derive(Default)]
struct Seen<'a> {
    keys: HashSet<&'a str>,
    fragments: HashSet<&'a str>,
}

impl<'a> Seen<'a> {
    /// Whether nothing in `set` was there before.
    fn takes(&mut self, document: &'a ExecutableDocument, set: &'a SelectionSet) -> bool {
        set.items.iter().all(|selection| match &selection.node {
            Selection::Field(field) => self.keys.insert(field.node.response_key().node.as_str()),
            Selection::InlineFragment(part) => self.takes(document, &part.node.selection_set.node),
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                self.fragments.insert(name)
                    && named(document, name).is_none_or(|part| self.takes(document, &part.selection_set.node))
            }
        })
    }
}

fn named<'a>(document: &'a ExecutableDocument, name: &Name) -> Option<&'a FragmentDefinition> {
    document.fragments.get(name).map(|fragment| &fragment.node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    #[test]
    fn what_is_asked_for_once_needs_no_merging() {
        for (text, expected) in [
            ("{ a { b c } d { b } }", true),
            ("{ a b: a }", true),
            ("{ a ... on T { b { c } } ...F } fragment F on T { d { c } }", true),
            ("{ x { ...F } y { ...F } } fragment F on T { a }", true),
            ("{ a a }", false),
            ("{ a { b } a { c } }", false),
            ("{ b: a { b } b { c } }", false),
            ("{ x { y { a { b } a { c } } } }", false),
            ("{ a { b } ... on T { a { c } } }", false),
            ("{ a { b } ... { ... { a { c } } } }", false),
            ("{ a { b } ...F } fragment F on T { a { c } }", false),
            ("{ a { b } ...F } fragment F on T { ...G } fragment G on T { a { c } }", false),
            ("{ ...F ...F } fragment F on T { a }", false),
            ("{ ...F } fragment F on T { x { a a } }", false),
            ("{ ... on T { x { a { b } a { c } } } }", false),
            ("query A { a } query B { a { b } a { c } }", false),
            ("mutation { a: m { x } b: m { x } }", true),
        ] {
            assert_eq!(is(&parse_query(text).expect("parses")), expected, "{text}");
        }
    }
}
