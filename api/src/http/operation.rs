//! The operation that will run: found in its document, with checked variables, as the library takes it.

use super::{
    code::Code, document::Document, documents::Documents, limits::DocumentLimits, params::Params, variables,
};
use async_graphql::{
    Name, Request, ServerError,
    parser::types::{DocumentOperations, OperationDefinition, OperationType},
};
use std::sync::Arc;

/// An operation ready to run, but for the data of its caller.
#[derive(Debug)]
pub(super) struct Operation {
    pub kind: OperationType,
    pub document: Arc<Document>,
    pub request: Request,
}

impl Operation {
    /// Finds and checks; the errors are those of a request that never ran.
    pub fn prepare(
        params: Params,
        documents: &Documents,
        limits: &DocumentLimits,
    ) -> Result<Self, Vec<ServerError>> {
        let Some(text) = params.query else {
            // The message is the one by which Apollo's clients know that they should send the document.
            return Err(vec![Code::PersistedQueryNotFound.error("PersistedQueryNotFound", None)]);
        };
        let document = documents.get(&text, limits)?;
        let chosen = choose(&document.parsed.operations, params.operation_name.as_deref())?;
        let (name, operation) = chosen;
        let kind = operation.ty;
        let variables = variables::checked(operation, params.variables)?;
        let mut request = Request::new(text).variables(variables);
        request.operation_name = name.map(ToString::to_string);
        request.set_parsed_query(document.parsed.clone());
        Ok(Self { kind, document, request })
    }
}

fn choose<'a>(
    operations: &'a DocumentOperations,
    wanted: Option<&str>,
) -> Result<(Option<&'a Name>, &'a OperationDefinition), Vec<ServerError>> {
    let mut all = operations.iter().map(|(name, operation)| (name, &operation.node));
    let found = match wanted {
        Some(wanted) => all.find(|(name, _)| name.is_some_and(|name| name == wanted)),
        None if operations.iter().len() == 1 => all.next(),
        None => None,
    };
    found.ok_or_else(|| {
        let message = match wanted {
            Some(_) => "The document has no operation of the name in \"operationName\".",
            None => "The document has several operations: say which in \"operationName\".",
        };
        vec![Code::BadUserInput.error(message, None)]
    })
}
