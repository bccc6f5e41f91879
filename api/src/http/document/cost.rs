//! What a document costs, computed in one walk before the library sees it.
//!
//! Seven fragments that each spread the next ten times are ten million fields in 640 bytes, and the library walks them
//! all before it asks for its own limits. Here each fragment is weighed once and its weight is added where it is
//! spread, in numbers that stop at their maximum. Walking the same document, however it is made, costs its length.

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use std::collections::HashMap;

/// What selections cost; fragments are counted at each place where they are spread.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight {
    pub fields: usize,
    pub spreads: usize,
    pub aliases: usize,
    pub directives: usize,
    /// Fields within fields.
    pub depth: usize,
    /// Lists of types within lists of types.
    pub lists: usize,
}

/// The weight of a selection set, told apart by whether it is below `__schema` or `__type`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cost {
    pub data: Weight,
    pub introspection: Weight,
    /// Fields of the selection set itself, those of fragments spread in it among them.
    pub roots: usize,
    /// Selection sets within selection sets.
    pub nesting: usize,
}

/// Why a document has no cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Endless {
    /// A fragment spreads itself, by way of others or directly.
    Cycle(String),
    /// Selection sets are nested deeper than the walk goes.
    TooDeep,
}

enum Known {
    Entered,
    Weighed(Cost),
}

/// Weighs the definitions of one document, each fragment once.
pub(super) struct Scale<'a> {
    document: &'a ExecutableDocument,
    fragments: HashMap<&'a str, Known>,
    /// Selection sets within selection sets, at most: bounds the walk's own recursion.
    deepest: usize,
}

impl<'a> Scale<'a> {
    pub fn new(document: &'a ExecutableDocument, deepest: usize) -> Self {
        Self { document, fragments: HashMap::new(), deepest }
    }

    /// The cost of a fragment's selections; nothing for a fragment that is not there (validation says so).
    pub fn fragment(&mut self, name: &'a str, level: usize) -> Result<Cost, Endless> {
        match self.fragments.get(name) {
            Some(Known::Weighed(cost)) => return Ok(*cost),
            Some(Known::Entered) => return Err(Endless::Cycle(name.to_owned())),
            None => {}
        }
        let Some(fragment) = self.document.fragments.get(name) else { return Ok(Cost::default()) };
        self.fragments.insert(name, Known::Entered);
        let mut cost = self.selections(&fragment.node.selection_set.node, level)?;
        cost.data.directives = cost.data.directives.saturating_add(fragment.node.directives.len());
        self.fragments.insert(name, Known::Weighed(cost));
        Ok(cost)
    }

    /// The cost of a selection set that is itself `level` selection sets deep.
    pub fn selections(&mut self, set: &'a SelectionSet, level: usize) -> Result<Cost, Endless> {
        if level > self.deepest {
            return Err(Endless::TooDeep);
        }
        let mut sum = Cost { nesting: 1, ..Cost::default() };
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    let below = self.selections_below(&field.node, level)?;
                    sum.add_field(&field.node, below);
                }
                Selection::FragmentSpread(spread) => {
                    let below = self.fragment(&spread.node.fragment_name.node, level + 1)?;
                    sum.add_spread(below, spread.node.directives.len());
                }
                Selection::InlineFragment(inline) => {
                    let below = self.selections(&inline.node.selection_set.node, level + 1)?;
                    sum.add_spread(below, inline.node.directives.len());
                }
            }
        }
        Ok(sum)
    }

    fn selections_below(&mut self, field: &'a Field, level: usize) -> Result<Cost, Endless> {
        if field.selection_set.node.items.is_empty() {
            Ok(Cost::default())
        } else {
            self.selections(&field.selection_set.node, level + 1)
        }
    }
}

impl Cost {
    fn add_field(&mut self, field: &Field, below: Self) {
        let name = field.name.node.as_str();
        let own = Weight {
            fields: 1,
            aliases: usize::from(field.alias.is_some()),
            directives: field.directives.len(),
            depth: 1,
            lists: usize::from(matches!(name, "fields" | "interfaces" | "possibleTypes" | "inputFields")),
            spreads: 0,
        };
        if matches!(name, "__schema" | "__type") {
            self.introspection.add(own.over(below.data).and(below.introspection));
        } else {
            self.data.add(own.over(below.data));
            if below.introspection.fields > 0 {
                self.introspection.add(Weight::default().over(below.introspection));
            }
        }
        self.roots = self.roots.saturating_add(1);
        self.nesting = self.nesting.max(below.nesting.saturating_add(1));
    }

    fn add_spread(&mut self, below: Self, directives: usize) {
        self.data.add(Weight { spreads: 1, directives, ..Weight::default() }.and(below.data));
        self.introspection.add(below.introspection);
        self.roots = self.roots.saturating_add(below.roots);
        self.nesting = self.nesting.max(below.nesting.saturating_add(1));
    }
}

impl Weight {
    /// Side by side.
    fn add(&mut self, other: Self) {
        self.fields = self.fields.saturating_add(other.fields);
        self.spreads = self.spreads.saturating_add(other.spreads);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.directives = self.directives.saturating_add(other.directives);
        self.depth = self.depth.max(other.depth);
        self.lists = self.lists.max(other.lists);
    }

    fn and(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    /// A field over the selections below it.
    fn over(self, below: Self) -> Self {
        let mut sum = self.and(below);
        sum.depth = self.depth.saturating_add(below.depth);
        sum.lists = self.lists.saturating_add(below.lists);
        sum
    }
}

#[cfg(test)]
#[path = "cost_tests.rs"]
mod tests;
