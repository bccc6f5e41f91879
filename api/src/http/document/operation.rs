//! The operation that will run: found in its document, with checked variables, as the library takes it.

use super::{alone, complexity::Meter, kept::Kept, parsed::Document, priced::Priced, variables};
use crate::http::shared::{Caller, Code, DocumentLimits, Params};
use async_graphql::{
    Name, Request, ServerError,
    parser::types::{DocumentOperations, OperationDefinition, OperationType},
};
use std::sync::Arc;

/// The documents of one transport: those it keeps, and what each is held to.
#[derive(Debug)]
pub(in crate::http) struct Documents {
    kept: Kept,
    limits: DocumentLimits,
    introspection: bool,
}

impl Documents {
    /// None kept yet; without `introspection` they may not ask for the schema.
    pub fn new(limits: DocumentLimits, introspection: bool) -> Self {
        Self { kept: Kept::default(), limits, introspection }
    }
}

/// An operation ready to run, but for the data of its caller.
#[derive(Debug)]
pub(in crate::http) struct Operation {
    pub kind: OperationType,
    pub document: Arc<Document>,
    pub request: Request,
    meter: Arc<Meter>,
    /// What it weighs, where the client asks to be told.
    pub priced: Option<Priced>,
}

impl Operation {
    /// Finds and checks; the errors are those of a request that never ran.
    pub fn prepare(params: Params, documents: &Documents) -> Result<Self, Vec<ServerError>> {
        let Some(text) = params.query else {
            // The message is the one by which Apollo's clients know that they should send the document.
            return Err(vec![Code::PersistedQueryNotFound.error("PersistedQueryNotFound", None)]);
        };
        let document = documents.kept.get(&text, &documents.limits)?;
        if let (Some(position), false) = (document.introspects_at, documents.introspection) {
            let message =
                "Introspection is off here: ask the operator for the schema (`aftercare schema` prints it).";
            return Err(vec![Code::ValidationFailed.error(message, Some(position))]);
        }
        let chosen = choose(&document.parsed.operations, params.operation_name.as_deref())?;
        let (name, operation) = chosen;
        let kind = operation.ty;
        let variables = variables::checked(operation, params.variables)?;
        let mut request = Request::new(text).variables(variables);
        request.operation_name = name.map(ToString::to_string);
        request.set_parsed_query(alone::for_running(&document.parsed, name));
        let meter = Arc::new(Meter::new(documents.limits.complexity, document.weight()));
        let cost = document.costs.get(&name.cloned()).copied().unwrap_or_default();
        let priced = params.priced.then(|| Priced { kind, cost, meter: Arc::clone(&meter) });
        Ok(Self { kind, document, request, meter, priced })
    }

    /// The same on behalf of a caller.
    pub fn of(mut self, caller: &dyn Caller) -> Self {
        self.request.data = caller.data();
        self.request.data.insert(Arc::clone(&self.meter));
        self
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
