//! What makes two subscriptions the same, and what it takes to run one again.

use crate::http::{
    document::{Document, Operation},
    execution::Core,
    shared::RequestId,
};
use async_graphql::{
    Name, Request, Variables,
    parser::types::{OperationDefinition, OperationType, Selection},
};
use async_graphql_value::Value;
use std::{
    hash::{Hash, Hasher},
    net::IpAddr,
    sync::Arc,
};
use uuid::Uuid;

/// The argument by which a client says after which event a subscription begins. It is no part of what a subscription is.
const BEGIN: &str = "after";

/// A subscription that may be shared: by whom, and what it is.
#[derive(Debug)]
pub(in crate::http) struct Ground {
    /// Whose; and from where, as the access log says who read what from where.
    pub(super) account: Uuid,
    pub(super) address: IpAddr,
    pub(super) document: Arc<Document>,
    pub(super) text: String,
    pub(super) name: Option<String>,
    pub(super) variables: Variables,
    /// The variables that count, as JSON.
    pub(super) said: String,
}

impl Ground {
    /// What an operation has in common with others of `account` from `address`; nothing when it is not to be shared.
    pub fn of(operation: &Operation, account: Option<Uuid>, address: IpAddr) -> Option<Self> {
        // The first answer of one that is priced says what it weighed, to its own client.
        if operation.kind != OperationType::Subscription || operation.priced.is_some() {
            return None;
        }
        let (document, request) = (Arc::clone(&operation.document), &operation.request);
        let (text, name) = (request.query.clone(), request.operation_name.clone());
        let mut counted = request.variables.clone();
        if let Some(begin) = operation.definition().and_then(|definition| begins_by(definition, &text)) {
            counted.remove(&begin);
        }
        let said = serde_json::to_string(&counted).ok()?;
        let variables = request.variables.clone();
        Some(Self { account: account?, address, document, text, name, variables, said })
    }

    /// The same subscription again.
    pub fn operation(&self, core: &Core, asked_by: RequestId) -> Operation {
        let mut request = Request::new(self.text.clone()).variables(self.variables.clone());
        request.operation_name.clone_from(&self.name);
        Operation::subscription(Arc::clone(&self.document), request, &core.documents, asked_by)
    }
}

/// The variable that says where the root field begins, if it says nothing else.
fn begins_by(operation: &OperationDefinition, text: &str) -> Option<Name> {
    let [root] = &operation.selection_set.node.items[..] else { return None };
    let Selection::Field(field) = &root.node else { return None };
    let (_, value) = field.node.arguments.iter().find(|(name, _)| name.node == BEGIN)?;
    let Value::Variable(variable) = &value.node else { return None };
    // Where it is declared, and this use.
    (uses(text, variable) == 2).then(|| variable.clone())
}

fn uses(text: &str, variable: &str) -> usize {
    let of_a_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let after_a_dollar = text.split('$').skip(1).map(str::trim_start);
    after_a_dollar.filter(|rest| rest.split(|c| !of_a_name(c)).next() == Some(variable)).count()
}

impl PartialEq for Ground {
    fn eq(&self, other: &Self) -> bool {
        (self.account, self.address) == (other.account, other.address)
            && Arc::ptr_eq(&self.document, &other.document)
            && (&self.name, &self.said) == (&other.name, &other.said)
    }
}

impl Eq for Ground {}

impl Hash for Ground {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.account, self.address, Arc::as_ptr(&self.document), &self.name, &self.said).hash(state);
    }
}
