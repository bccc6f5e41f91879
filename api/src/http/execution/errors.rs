//! The last look at an answer's errors: each leaves with a code, on one line, and not more than a few of them.
//!
//! The library's errors have no code. Those of a request that never ran are told apart by where they come from
//! (limits, variables, the rest is validation). While resolvers run, only input that does not fit is the client's
//! fault; anything else without a code is a fault of ours, and its text stays in the log.

use super::places;
use crate::http::{
    document::Document,
    shared::{Code, RequestId, input_path},
};
use async_graphql::{Response, ServerError, Value};

/// True when the request was refused before any resolver ran: an error of a resolver says where (`path`).
pub(super) fn never_ran(response: &Response) -> bool {
    response.data == Value::Null
        && !response.errors.is_empty()
        && response.errors.iter().all(|error| error.path.is_empty())
}

/// Codes, single lines, the right places, the first few only.
pub(super) fn tidy(
    errors: &mut Vec<ServerError>,
    at_most: usize,
    ran: bool,
    document: &Document,
    asked_by: &RequestId,
) {
    errors.truncate(at_most);
    for error in errors {
        places::put_back(error);
        if !has_code(error) {
            if ran && !is_input_error(&error.message) {
                let path = std::mem::take(&mut error.path);
                let locations = std::mem::take(&mut error.locations);
                *error = asked_by.incident(&error.message);
                error.path = path;
                error.locations = locations;
            } else {
                let code = if ran { Code::BadUserInput } else { refused(error, document) };
                error.extensions.get_or_insert_default().set("code", code.as_str());
                if code == Code::BadUserInput
                    && let Some(input) = named_input(&error.message)
                {
                    input_path::set(error, &input);
                }
            }
        }
        asked_by.tell(error);
        one_line(&mut error.message);
    }
}

fn has_code(error: &ServerError) -> bool {
    error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some())
}

/// The library's words for an input that does not parse.
fn is_input_error(message: &str) -> bool {
    message.starts_with("Failed to parse \"")
        || message.starts_with("Expected input type \"")
        || message.starts_with("Variable ")
        || message.starts_with("Invalid value for argument ")
}

/// The code of an error of a request that never ran.
fn refused(error: &ServerError, document: &Document) -> Code {
    let message = &error.message;
    if message == "Query is too complex."
        || message == "Query is nested too deep."
        || message.starts_with("The recursion depth of the query")
        || message.starts_with("The number of directives on the field")
    {
        Code::TooComplex
    } else if message.starts_with("Failed to parse \"")
        || message.starts_with("Expected input type \"")
        || (message.starts_with("Invalid value for argument ")
            && error.locations.iter().any(|position| document.is_filled_by_variable(*position)))
    {
        Code::BadUserInput
    } else {
        Code::ValidationFailed
    }
}

/// `input.email` of `Invalid value for argument "input.email", expected type "String"`, and of `Invalid value for argument
/// "input", field "email" of type "String" is required but not provided`, or `unknown field "email" of type "LogInInput"`.
fn named_input(message: &str) -> Option<String> {
    let (path, rest) = message.strip_prefix("Invalid value for argument \"")?.split_once('"')?;
    let field = rest.strip_prefix(", field \"").or_else(|| rest.strip_prefix(", unknown field \""));
    let field = field.and_then(|field| field.split('"').next());
    Some(field.map_or_else(|| path.to_owned(), |field| format!("{path}.{field}")))
}

fn one_line(message: &mut String) {
    if message.contains(|c: char| c.is_control()) {
        *message = message.split(|c: char| c.is_control()).map(str::trim).collect::<Vec<_>>().join(" ");
    }
}
