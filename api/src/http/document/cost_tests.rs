//! The walk on documents whose cost is known.

use super::{Cost, Endless, Scale};
use async_graphql::parser::parse_query;
use std::fmt::Write;

fn weigh(text: &str) -> Result<Cost, Endless> {
    let document = parse_query(text).expect("parses");
    let mut scale = Scale::new(&document, 40);
    let (_, operation) = document.operations.iter().next().expect("an operation");
    scale.selections(&operation.node.selection_set.node, 0)
}

#[test]
fn counts_fields_aliases_depth_and_roots() {
    let cost = weigh("{ a { b { c } d: e } f @skip(if: true) }").expect("ends");
    assert_eq!((cost.data.fields, cost.data.aliases, cost.data.depth), (5, 1, 3));
    assert_eq!((cost.roots, cost.nesting, cost.data.directives), (2, 3, 1));
    assert_eq!(cost.introspection, super::Weight::default());
}

#[test]
fn a_fragment_counts_where_it_is_spread() {
    let cost = weigh("{ a { ...F } b { ...F ... { x } } } fragment F on T { c d: e }").expect("ends");
    assert_eq!((cost.data.fields, cost.data.spreads, cost.data.aliases), (7, 3, 2));
    let roots = weigh("mutation { ...M ...M x } fragment M on Mutation { a b }").expect("ends").roots;
    assert_eq!(roots, 5);
}

#[test]
fn laughing_fragments_are_weighed_in_no_time_and_do_not_overflow() {
    let mut text = String::from("{ ...F0 } ");
    for level in 0..29 {
        let spreads = format!("...F{} ", level + 1).repeat(10);
        write!(text, "fragment F{level} on T {{ {spreads} }} ").expect("writes");
    }
    text.push_str("fragment F29 on T { a }");
    let cost = weigh(&text).expect("ends");
    assert_eq!(cost.data.fields, usize::MAX);
    assert_eq!(cost.data.spreads, usize::MAX);
}

#[test]
fn cycles_and_chasms_have_no_cost() {
    let cycle = weigh("{ ...A } fragment A on T { b { ...B } } fragment B on T { ...A }");
    assert_eq!(cycle, Err(Endless::Cycle("A".to_owned())));
    let mut chain = String::from("{ ...F0 } ");
    for level in 0..45 {
        write!(chain, "fragment F{level} on T {{ ...F{} }} ", level + 1).expect("writes");
    }
    chain.push_str("fragment F45 on T { a }");
    assert_eq!(weigh(&chain), Err(Endless::TooDeep));
}

#[test]
fn what_is_below_schema_is_weighed_apart() {
    let cost = weigh(
        "{ a __schema { types { ...T } } } fragment T on __Type { fields { type { fields { name } } } }",
    )
    .expect("ends");
    assert_eq!((cost.data.fields, cost.data.depth), (1, 1));
    assert_eq!((cost.introspection.fields, cost.introspection.depth), (6, 6));
    assert_eq!(cost.introspection.lists, 2);
}
