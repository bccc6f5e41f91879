//! Where the text of a document comes from when a client sends its hash instead: kept since somebody sent it (automatic persisted
//! queries, in Apollo's protocol), or out of the operator's list, beside which nothing runs.
//!
//! What clients sent is kept in this process alone. It may hold whatever they wrote into it as literals, which is nothing to be
//! sent to another server; where several processes share the work each learns a document once.

use crate::http::shared::{Code, Params};
use async_graphql::{
    ServerError,
    parser::{parse_query, types::DocumentOperations},
};
use quick_cache::{Weighter, sync::Cache};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::Arc};

/// Bytes of text kept for clients that send hashes.
const KEPT: u64 = 4 * 1024 * 1024;

/// The operations that an operator lets run, and no others.
#[derive(Debug, Clone, Default)]
pub struct KnownOperations(HashMap<String, Known>);

/// One of them.
#[derive(Debug, Clone)]
struct Known {
    text: Arc<str>,
    name: Arc<str>,
}

/// Which documents run, and how they may be asked for.
#[derive(Debug)]
pub(in crate::http) enum Texts {
    /// Any; only by their texts.
    Sent,
    /// Any; also by the hash of one that was sent before.
    Kept(Cache<String, Arc<str>, Bytes>),
    /// Those of a list, by text, by hash or by the list's own id.
    Known(KnownOperations),
}

/// A document's text.
#[derive(Debug)]
pub(in crate::http) struct Found {
    pub text: String,
    /// What the operator's list calls it: fit for a log.
    pub name: Option<Arc<str>>,
}

#[derive(Debug, Clone)]
pub(in crate::http) struct Bytes;

impl Weighter<String, Arc<str>> for Bytes {
    fn weight(&self, hash: &String, text: &Arc<str>) -> u64 {
        (hash.len() + text.len()) as u64
    }
}

impl Texts {
    /// Any document; `kept`: also by hash.
    pub fn any(kept: bool) -> Self {
        if kept { Self::Kept(Cache::with_weighter(1000, KEPT, Bytes)) } else { Self::Sent }
    }

    /// The text that the client means.
    ///
    /// # Errors
    /// Those of a request that never ran.
    pub fn find(&self, params: &mut Params) -> Result<Found, Vec<ServerError>> {
        let sent = params.query.take();
        let hash = params.persisted.take().map(|hash| hash.to_ascii_lowercase());
        if let (Some(text), Some(hash)) = (&sent, &hash)
            && !matches!(self, Self::Known(_))
            && hash_of(text) != *hash
        {
            return Err(refused(
                Code::BadUserInput,
                "The hash in \"persistedQuery\" is not that of \"query\".",
            ));
        }
        match (self, sent, hash) {
            (Self::Known(list), sent, hash) => {
                let id = hash.filter(|_| sent.is_none()).or_else(|| sent.as_deref().map(hash_of));
                let known = id.and_then(|id| list.0.get(&id)).ok_or_else(|| {
                    refused(
                        Code::Forbidden,
                        "This server runs only the operations that its operator has listed.",
                    )
                })?;
                Ok(Found { text: known.text.to_string(), name: Some(Arc::clone(&known.name)) })
            }
            (Self::Sent | Self::Kept(_), Some(text), None) | (Self::Sent, Some(text), Some(_)) => {
                Ok(found(text))
            }
            // The messages are those by which Apollo's clients know what to do next.
            (Self::Sent, None, _) => {
                Err(refused(Code::PersistedQueryNotSupported, "PersistedQueryNotSupported"))
            }
            (Self::Kept(kept), Some(text), Some(hash)) => {
                kept.insert(hash, text.as_str().into());
                Ok(found(text))
            }
            (Self::Kept(kept), None, hash) => hash
                .and_then(|hash| kept.get(&hash))
                .map(|text| found(text.to_string()))
                .ok_or_else(|| refused(Code::PersistedQueryNotFound, "PersistedQueryNotFound")),
        }
    }
}

const fn found(text: String) -> Found {
    Found { text, name: None }
}

fn refused(code: Code, message: &'static str) -> Vec<ServerError> {
    vec![code.error(message, None)]
}

fn hash_of(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

impl KnownOperations {
    /// From a list as code generators write it: Apollo's persisted-query manifest, or an object of ids and texts as Relay's compiler
    /// and GraphQL Code Generator write it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(json: &str) -> Result<Self, String> {
        let list: serde_json::Value =
            serde_json::from_str(json).map_err(|error| format!("it is not JSON: {error}"))?;
        let pairs: Vec<(String, String)> = match list.get("operations").and_then(serde_json::Value::as_array)
        {
            Some(operations) => operations.iter().filter_map(of_manifest).collect(),
            None => serde_json::from_value::<HashMap<String, String>>(list)
                .map_err(|_| {
                    "it must be a persisted-query manifest, or an object of ids and texts".to_owned()
                })?
                .into_iter()
                .collect(),
        };
        let mut known = HashMap::new();
        for (id, text) in pairs {
            let name: Arc<str> = name_of(&text).map_err(|why| format!("the operation {id}: {why}"))?.into();
            let text: Arc<str> = text.into();
            known.insert(hash_of(&text), Known { text: Arc::clone(&text), name: Arc::clone(&name) });
            known.insert(id.to_ascii_lowercase(), Known { text, name });
        }
        if known.is_empty() {
            return Err("it lists no operation".to_owned());
        }
        Ok(Self(known))
    }
}

fn of_manifest(operation: &serde_json::Value) -> Option<(String, String)> {
    let text = |name| operation.get(name)?.as_str().map(str::to_owned);
    Some((text("id")?, text("body")?))
}

fn name_of(text: &str) -> Result<String, String> {
    let document = parse_query(text).map_err(|error| error.to_string().replace('\n', " "))?;
    match document.operations {
        DocumentOperations::Multiple(operations) if operations.len() == 1 => {
            Ok(operations.into_keys().next().map(|name| name.to_string()).unwrap_or_default())
        }
        _ => Err("it must be one operation with a name".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(query: Option<&str>, hash: Option<&str>) -> Params {
        Params { query: query.map(Into::into), persisted: hash.map(Into::into), ..Params::default() }
    }

    fn answer(texts: &Texts, query: Option<&str>, hash: Option<&str>) -> Result<String, String> {
        let found = texts.find(&mut ask(query, hash));
        found.map(|found| found.text).map_err(|errors| errors[0].message.clone())
    }

    #[test]
    fn a_document_is_found_by_its_hash_once_it_was_sent_with_it() {
        let (texts, hash) = (Texts::any(true), hash_of("{ a }"));
        assert_eq!(answer(&texts, None, Some(&hash)), Err("PersistedQueryNotFound".to_owned()));
        assert!(answer(&texts, Some("{ b }"), Some(&hash)).is_err(), "another document's hash");
        assert_eq!(answer(&texts, None, Some(&hash)), Err("PersistedQueryNotFound".to_owned()));
        assert_eq!(answer(&texts, Some("{ a }"), Some(&hash)), Ok("{ a }".to_owned()));
        assert_eq!(answer(&texts, None, Some(&hash.to_uppercase())), Ok("{ a }".to_owned()));
    }

    #[test]
    fn where_it_is_off_the_text_is_asked_for() {
        let texts = Texts::any(false);
        assert_eq!(answer(&texts, None, Some("00")), Err("PersistedQueryNotSupported".to_owned()));
        assert_eq!(answer(&texts, Some("{ a }"), Some(&hash_of("{ a }"))), Ok("{ a }".to_owned()));
    }

    #[test]
    fn the_operations_of_the_built_in_pages_are_such_a_list() {
        let list = KnownOperations::parse(&crate::pages::operations()).expect("a list");
        assert!(list.0.values().any(|known| &*known.name == "PatientPage"));
    }

    #[test]
    fn what_is_not_listed_does_not_run_and_what_is_has_a_name() {
        let relay = r#"{ "abc1": "query Mine { viewer { id } }" }"#;
        let apollo = r#"{ "format": "apollo-persisted-query-manifest", "version": 1, "operations": [
            { "id": "abc1", "name": "Mine", "type": "query", "body": "query Mine { viewer { id } }" } ] }"#;
        for list in [relay, apollo] {
            let texts = Texts::Known(KnownOperations::parse(list).expect("a list"));
            for (query, hash) in [
                (None, Some("ABC1")),
                (Some("query Mine { viewer { id } }"), None),
                (Some("query Mine { viewer { id } }"), Some("abc1")),
            ] {
                let found = texts.find(&mut ask(query, hash)).expect("listed");
                assert_eq!(found.name.as_deref(), Some("Mine"));
            }
            for (query, hash) in [
                (None, Some("abc2")),
                (Some("{ viewer { id } }"), None),
                (Some("{ x }"), Some("abc1")),
                (None, None),
            ] {
                assert!(answer(&texts, query, hash).is_err(), "{query:?} {hash:?}");
            }
        }
        for wrong in
            ["", "[]", "{}", r#"{ "a": 1 }"#, r#"{ "a": "{ viewer { id } }" }"#, r#"{ "a": "query A {" }"#]
        {
            assert!(KnownOperations::parse(wrong).is_err(), "{wrong}");
        }
    }
}
