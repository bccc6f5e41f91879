//! The variables of the operation that will run: present where required, and of the built-in scalars' types.
//!
//! The library looks at a variable where an argument uses it, so one used in a directive alone goes unchecked; and it
//! reports a wrong value at the argument, not at the variable. It also does not know a variable's default where a directive
//! uses it, so defaults are given to it as values. Custom scalars, enums and input objects are left to it.

use crate::http::shared::{Code, input_path};
use async_graphql::{
    ServerError, Variables,
    parser::types::{BaseType, OperationDefinition, Type, VariableDefinition},
};
use serde_json::{Map, Value};

/// The operation's variables, checked; those it does not define are dropped.
pub(super) fn checked(
    operation: &OperationDefinition,
    mut given: Map<String, Value>,
) -> Result<Variables, Vec<ServerError>> {
    let mut kept = Map::new();
    let mut errors = Vec::new();
    for definition in &operation.variable_definitions {
        let name = definition.node.name.node.as_str();
        let mut value = given.remove(name);
        if let Some(value) = &mut value {
            write_whole_numbers_as_such(value);
        }
        if let Err(reason) = check(&definition.node, value.as_ref()) {
            let mut error =
                Code::BadUserInput.error(reason.message(name, &definition.node), Some(definition.pos));
            input_path::set(&mut error, &reason.path(name));
            errors.push(error);
        } else if let Some(value) = value.map_or_else(|| default_of(&definition.node), Some) {
            kept.insert(name.to_owned(), value);
        }
    }
    if errors.is_empty() { Ok(Variables::from_json(Value::Object(kept))) } else { Err(errors) }
}

/// One that cannot be written as JSON is left to the library.
fn default_of(definition: &VariableDefinition) -> Option<Value> {
    definition.default_value.as_ref()?.node.clone().into_json().ok()
}

/// JSON does not tell 7.0 from 7, and clients that compute send either: a number without a fraction is an integer, wherever it
/// stands. (A literal 7.0 in the document is another matter: GraphQL does tell them apart.)
fn write_whole_numbers_as_such(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            // Beyond 2^53 a float stands for its neighbours too; no Int is as great.
            let whole = number.as_f64().filter(|n| n.fract() == 0.0 && n.abs() <= 9_007_199_254_740_992.0);
            if let Some(whole) = whole.and_then(|whole| format!("{whole:.0}").parse::<i64>().ok()) {
                *value = whole.into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(write_whole_numbers_as_such),
        Value::Object(fields) => fields.values_mut().for_each(write_whole_numbers_as_such),
        _ => {}
    }
}

struct Reason {
    missing: bool,
    /// Below the variable, outermost last: `[2]`.
    indices: Vec<usize>,
}

impl Reason {
    fn path(&self, name: &str) -> String {
        self.indices.iter().rev().fold(name.to_owned(), |path, index| format!("{path}.{index}"))
    }

    fn message(&self, name: &str, definition: &VariableDefinition) -> String {
        let ty = &definition.var_type.node;
        if self.missing {
            format!("Variable \"${name}\" of the required type \"{ty}\" is not given.")
        } else {
            format!("Variable \"${name}\" does not fit its type \"{ty}\", at \"{}\".", self.path(name))
        }
    }
}

fn check(definition: &VariableDefinition, value: Option<&Value>) -> Result<(), Reason> {
    let ty = &definition.var_type.node;
    match value {
        None if ty.nullable || definition.default_value.is_some() => Ok(()),
        None => Err(Reason { missing: true, indices: Vec::new() }),
        Some(value) => fits(ty, value).map_err(|indices| Reason { missing: false, indices }),
    }
}

fn fits(ty: &Type, value: &Value) -> Result<(), Vec<usize>> {
    match (&ty.base, value) {
        (_, Value::Null) if ty.nullable => Ok(()),
        (_, Value::Null) => Err(Vec::new()),
        (BaseType::List(item), Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                fits(item, value).map_err(|mut indices| {
                    indices.push(index);
                    indices
                })?;
            }
            Ok(())
        }
        // A single value stands for a list of one.
        (BaseType::List(item), value) => fits(item, value),
        (BaseType::Named(name), value) if scalar_fits(name, value) => Ok(()),
        (BaseType::Named(_), _) => Err(Vec::new()),
    }
}

/// Section 3.5 of the GraphQL specification, October 2021.
fn scalar_fits(name: &str, value: &Value) -> bool {
    match name {
        "Int" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "Float" => value.is_number(),
        "String" => value.is_string(),
        "Boolean" => value.is_boolean(),
        "ID" => value.is_string() || value.is_i64() || value.is_u64(),
        _ => true,
    }
}
