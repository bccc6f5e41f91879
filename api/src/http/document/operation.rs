//! The operation that will run: found in its document, with checked variables, as the library takes it.

use super::{
    alone,
    complexity::Meter,
    counted::Counted,
    kept::Kept,
    parsed::Document,
    priced::Priced,
    texts::{Found, Texts},
    variables,
};
use crate::http::shared::{Caller, Code, DocumentLimits, Params, RequestId, Standing, Unmerged};
use async_graphql::{
    Name, Request, ServerError, Variables,
    parser::types::{DocumentOperations, OperationDefinition, OperationType},
};
use std::sync::Arc;

/// The documents of one transport: those it keeps, and what each is held to.
#[derive(Debug)]
pub(in crate::http) struct Documents {
    kept: Kept,
    limits: DocumentLimits,
    introspection: bool,
    texts: Texts,
}

impl Documents {
    /// None kept yet; without `introspection` they may not ask for the schema.
    pub fn new(limits: DocumentLimits, introspection: bool, texts: Texts) -> Self {
        Self { kept: Kept::default(), limits, introspection, texts }
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
    caller: Option<Arc<dyn Caller>>,
    /// What the operator's list calls it.
    known_name: Option<Arc<str>>,
    /// The request or the socket that it came with.
    pub asked_by: RequestId,
}

/// A query that may have to run once more.
#[derive(Debug)]
pub(in crate::http) struct Again {
    document: Arc<Document>,
    name: Option<String>,
    variables: Variables,
    meter: Arc<Meter>,
    caller: Arc<dyn Caller>,
}

impl Again {
    /// The same, in a way that keeps the place of every error.
    pub fn placed(self) -> Request {
        let Self { document, name, variables, meter, caller } = self;
        let mut request = Request::new(String::new()).variables(variables);
        let chosen = name.as_deref().map(Name::new);
        request.set_parsed_query(alone::for_running(&document.parsed, chosen.as_ref(), meter.is_known()));
        request.operation_name = name;
        request.data = caller.data();
        request.data.insert(Arc::new(meter.placing()));
        request.data.insert(Standing::default());
        request
    }
}

impl Operation {
    /// Finds and checks; the errors are those of a request that never ran.
    pub fn prepare(
        mut params: Params,
        documents: &Documents,
        asked_by: &RequestId,
    ) -> Result<Self, Vec<ServerError>> {
        let Found { text, name: known_name } = documents.texts.find(&mut params)?;
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
        let places = kind != OperationType::Query;
        let meter = Arc::new(Meter::new(documents.limits.complexity, document.weight(), places));
        request.set_parsed_query(alone::for_running(&document.parsed, name, meter.is_known()));
        let cost = document.costs.get(&name.cloned()).copied().unwrap_or_default();
        let priced = params.priced.then(|| Priced { kind, cost, meter: Arc::clone(&meter) });
        let asked_by = asked_by.clone();
        Ok(Self { kind, document, request, meter, priced, caller: None, known_name, asked_by })
    }

    /// A subscription that was found and checked before.
    pub fn subscription(
        document: Arc<Document>,
        mut request: Request,
        documents: &Documents,
        asked_by: RequestId,
    ) -> Self {
        let name = request.operation_name.as_deref().map(Name::new);
        let meter = Arc::new(Meter::new(documents.limits.complexity, document.weight(), true));
        request.set_parsed_query(alone::for_running(&document.parsed, name.as_ref(), meter.is_known()));
        Self {
            kind: OperationType::Subscription,
            document,
            request,
            meter,
            priced: None,
            caller: None,
            known_name: None,
            asked_by,
        }
    }

    /// The same on behalf of a caller, standing somewhere among the events.
    pub fn of(mut self, caller: &Arc<dyn Caller>, standing: Standing) -> Self {
        self.caller = Some(Arc::clone(caller));
        self.request.data = caller.data();
        self.request.data.insert(Arc::clone(&self.meter));
        self.request.data.insert(standing);
        if self.document.unmerged {
            self.request.data.insert(Unmerged);
        }
        self
    }

    /// What it takes to run it once more. A mutation never does.
    pub fn again(&self) -> Option<Again> {
        let caller = self.caller.as_ref().filter(|_| self.kind == OperationType::Query)?;
        Some(Again {
            document: Arc::clone(&self.document),
            name: self.request.operation_name.clone(),
            variables: self.request.variables.clone(),
            meter: Arc::clone(&self.meter),
            caller: Arc::clone(caller),
        })
    }

    /// As it is counted.
    pub fn counted(&self) -> Counted {
        let chosen = choose(&self.document.parsed.operations, self.request.operation_name.as_deref());
        Counted {
            document: Arc::clone(&self.document),
            name: chosen.ok().and_then(|(name, _)| name.cloned()),
            known_name: self.known_name.clone(),
            kind: self.kind,
        }
    }

    /// What runs of the document.
    pub fn definition(&self) -> Option<&OperationDefinition> {
        choose(&self.document.parsed.operations, self.request.operation_name.as_deref())
            .ok()
            .map(|(_, definition)| definition)
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
