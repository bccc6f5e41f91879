//! A parsed document that is known to be within its limits.

use super::{
    brackets, complexity,
    cost::{Cost, Endless, Scale, Weight},
    counted::Counts,
    escapes::{self, Wrong},
    rules, typename, unmerged,
};
use crate::http::shared::{Code, DocumentLimits, Weights};
use async_graphql::{
    Name, Pos, Positioned, ServerError,
    parser::{
        self,
        types::{Directive, ExecutableDocument, OperationType, Selection, SelectionSet},
    },
};
use async_graphql_value::Value;
use std::{collections::HashMap, sync::OnceLock};

/// A document that the library may see.
#[derive(Debug)]
pub(in crate::http) struct Document {
    pub parsed: ExecutableDocument,
    /// What each operation weighs, by its name.
    pub(super) costs: HashMap<Option<Name>, Cost>,
    pub(super) counts: Counts,
    /// A definition that asks for the schema.
    pub introspects_at: Option<Pos>,
    /// Whether no two parts of an answer are to be merged.
    pub unmerged: bool,
    /// What it weighed when it was found valid, where that does not depend on variables.
    valid: Option<complexity::Weighed>,
}

impl Document {
    /// Parses and weighs a query text.
    pub fn new(text: &str, limits: &DocumentLimits) -> Result<Self, Vec<ServerError>> {
        if text.len() > limits.text {
            return Err(too_complex(format!("The query is longer than {} bytes.", limits.text), None));
        }
        match brackets::depth(text) {
            None => {
                let message = "Syntax error: a block string is not closed.";
                return Err(vec![Code::ParseFailed.error(message, None)]);
            }
            Some(depth) if depth > limits.brackets => {
                let message = format!("The query opens more than {} brackets at once.", limits.brackets);
                return Err(too_complex(message, None));
            }
            Some(_) => {}
        }
        let text = escapes::resolved(text).map_err(|wrong| vec![no_character(&wrong)])?;
        let mut parsed = parser::parse_query(text.as_ref()).map_err(|error| vec![syntax_error(&error)])?;
        let (costs, introspects_at) = weigh(&parsed, limits)?;
        let errors = rules::check(&parsed);
        if !errors.is_empty() {
            return Err(errors);
        }
        typename::wrap(&mut parsed);
        let fixed = parsed.operations.iter().all(|(_, o)| o.node.variable_definitions.is_empty());
        let valid = fixed.then(complexity::Weighed::default);
        let counts = costs.keys().map(|name| (name.clone(), OnceLock::new())).collect();
        let unmerged = unmerged::is(&parsed);
        Ok(Self { parsed, costs, counts, introspects_at, unmerged, valid })
    }

    /// Where the schema's weight of it is kept: for good, or for one request.
    pub(super) fn weight(&self) -> complexity::Weighed {
        self.valid.clone().unwrap_or_default()
    }

    /// True when a variable is (part of) the argument named at `position`.
    pub fn is_filled_by_variable(&self, position: Pos) -> bool {
        let operations =
            self.parsed.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
        let fragments = self.parsed.fragments.values().map(|fragment| &fragment.node.selection_set.node);
        operations.chain(fragments).any(|set| filled_within(set, position))
    }
}

fn filled_within(set: &SelectionSet, position: Pos) -> bool {
    set.items.iter().any(|selection| {
        let in_directives = |directives: &[Positioned<Directive>]| {
            directives.iter().any(|directive| filled(&directive.node.arguments, position))
        };
        in_directives(selection.node.directives())
            || match &selection.node {
                Selection::Field(field) => {
                    filled(&field.node.arguments, position)
                        || filled_within(&field.node.selection_set.node, position)
                }
                Selection::InlineFragment(inline) => filled_within(&inline.node.selection_set.node, position),
                Selection::FragmentSpread(_) => false,
            }
    })
}

fn filled(arguments: &[(Positioned<async_graphql::Name>, Positioned<Value>)], position: Pos) -> bool {
    arguments.iter().any(|(name, value)| name.pos == position && has_variable(&value.node))
}

fn has_variable(value: &Value) -> bool {
    match value {
        Value::Variable(_) => true,
        Value::List(items) => items.iter().any(has_variable),
        Value::Object(fields) => fields.values().any(has_variable),
        _ => false,
    }
}

/// The parser's drawing as one line: where, and what it expected.
fn syntax_error(error: &parser::Error) -> ServerError {
    let drawing = error.to_string();
    let what = drawing.rsplit_once("= ").map_or(drawing.as_str(), |(_, what)| what).trim();
    let position = error.positions().next();
    let message = match position {
        Some(at) => format!("Syntax error at line {}, column {}: {what}", at.line, at.column),
        None => format!("Syntax error: {what}"),
    };
    let code = match error {
        parser::Error::RecursionLimitExceeded => Code::TooComplex,
        _ => Code::ParseFailed,
    };
    code.error(message, position)
}

fn no_character(Wrong { position, message }: &Wrong) -> ServerError {
    let message = format!("Syntax error at line {}, column {}: {message}", position.line, position.column);
    Code::ParseFailed.error(message, Some(*position))
}

type Weighed = (HashMap<Option<Name>, Cost>, Option<Pos>);

fn weigh(document: &ExecutableDocument, limits: &DocumentLimits) -> Result<Weighed, Vec<ServerError>> {
    at_most("operations", document.operations.iter().len(), limits.operations, None)?;
    at_most("fragments", document.fragments.len(), limits.fragments, None)?;
    let variables = document.operations.iter().map(|(_, o)| o.node.variable_definitions.len()).sum();
    at_most("variables", variables, limits.variables, None)?;

    let mut scale = Scale::new(document, limits.nesting);
    let (mut costs, mut introspects_at) = (HashMap::new(), None);
    for (name, operation) in document.operations.iter() {
        let position = Some(operation.pos);
        let cost = scale
            .selections(&operation.node.selection_set.node, 0)
            .map_err(|endless| refuse(&endless, limits, operation.pos))?;
        if operation.node.ty == OperationType::Mutation {
            at_most("root fields in a mutation", cost.roots, limits.root_mutations, position)?;
        }
        fits("", &cost.data, &limits.data, position)?;
        fits("introspection ", &cost.introspection, &limits.introspection, position)?;
        let lists = cost.introspection.lists;
        at_most("levels of lists in introspection", lists, limits.introspection_lists, position)?;
        nests(&cost, limits, position)?;
        if cost.introspection.fields > 0 {
            introspects_at = introspects_at.or(position);
        }
        costs.insert(name.cloned(), cost);
    }
    // The library walks every fragment, spread or not. It may be one for introspection.
    for (name, fragment) in &document.fragments {
        let cost = scale.fragment(name, 1).map_err(|endless| refuse(&endless, limits, fragment.pos))?;
        fits("", &cost.data, &limits.data.or(limits.introspection), Some(fragment.pos))?;
        fits("introspection ", &cost.introspection, &limits.introspection, Some(fragment.pos))?;
        nests(&cost, limits, Some(fragment.pos))?;
        if cost.introspection.fields > 0 {
            introspects_at = introspects_at.or(Some(fragment.pos));
        }
    }
    Ok((costs, introspects_at))
}

fn refuse(endless: &Endless, limits: &DocumentLimits, position: Pos) -> Vec<ServerError> {
    match endless {
        Endless::Cycle(name) => {
            let message = format!("Fragment \"{name}\" spreads itself.");
            vec![Code::ValidationFailed.error(message, Some(position))]
        }
        Endless::TooDeep => too_deep(limits, Some(position)),
    }
}

fn too_deep(limits: &DocumentLimits, position: Option<Pos>) -> Vec<ServerError> {
    let message = format!("The query nests selections deeper than {} levels.", limits.nesting);
    too_complex(message, position)
}

fn nests(cost: &Cost, limits: &DocumentLimits, position: Option<Pos>) -> Result<(), Vec<ServerError>> {
    if cost.nesting > limits.nesting { Err(too_deep(limits, position)) } else { Ok(()) }
}

fn fits(
    kind: &str,
    weight: &Weight,
    limits: &Weights,
    position: Option<Pos>,
) -> Result<(), Vec<ServerError>> {
    at_most(&format!("{kind}fields"), weight.fields, limits.fields, position)?;
    at_most(&format!("{kind}fragment spreads"), weight.spreads, limits.spreads, position)?;
    at_most(&format!("{kind}aliases"), weight.aliases, limits.aliases, position)?;
    at_most(&format!("{kind}directives"), weight.directives, limits.directives, position)?;
    at_most(&format!("levels of {kind}fields"), weight.depth, limits.depth, position)
}

fn at_most(what: &str, count: usize, limit: usize, position: Option<Pos>) -> Result<(), Vec<ServerError>> {
    if count <= limit {
        return Ok(());
    }
    // A document that laughs has more than anybody wants to read.
    let count = if count > 1_000_000 { "over a million".to_owned() } else { count.to_string() };
    let message = format!(
        "The query has too many {what}: {count}, at most {limit}, fragments counted where they are spread."
    );
    Err(too_complex(message, position))
}

fn too_complex(message: String, position: Option<Pos>) -> Vec<ServerError> {
    vec![Code::TooComplex.error(message, position)]
}

impl Weights {
    /// The wider of both bounds.
    fn or(self, other: Self) -> Self {
        Self {
            fields: self.fields.max(other.fields),
            spreads: self.spreads.max(other.spreads),
            aliases: self.aliases.max(other.aliases),
            directives: self.directives.max(other.directives),
            depth: self.depth.max(other.depth),
        }
    }
}
