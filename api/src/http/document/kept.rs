//! Parsed documents, kept for the next request with the same text.
//!
//! Clients send the same few documents again and again, and parsing is a good part of a small query's cost. Kept are
//! documents within their limits, up to a budget of text, in two generations: when the young one is full it becomes
//! the old one, and what is not asked for again goes. Strangers can wear the cache out, never grow it.

use super::parsed::Document;
use crate::http::shared::DocumentLimits;
use async_graphql::ServerError;
use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Box<str>, Arc<Document>>,
    old: HashMap<Box<str>, Arc<Document>>,
    young_bytes: usize,
}

/// The kept documents of one transport.
#[derive(Debug, Default)]
pub(super) struct Kept(Mutex<Generations>);

impl Kept {
    /// The parsed document of `text`, kept or new.
    pub fn get(&self, text: &str, limits: &DocumentLimits) -> Result<Arc<Document>, Vec<ServerError>> {
        if let Some(document) = self.lock().find(text, limits.kept_text) {
            return Ok(document);
        }
        let document = Arc::new(Document::new(text, limits)?);
        Ok(self.keep(text, document, limits.kept_text))
    }

    /// Keeps `document`, unless somebody who parsed the same text at the same time was faster: the one that is kept is everybody's.
    fn keep(&self, text: &str, document: Arc<Document>, budget: usize) -> Arc<Document> {
        if text.len() > budget {
            return document;
        }
        let mut kept = self.lock();
        if let Some(there) = kept.find(text, budget) {
            return there;
        }
        kept.insert(text.into(), Arc::clone(&document), budget);
        document
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn find(&mut self, text: &str, budget: usize) -> Option<Arc<Document>> {
        if let Some(document) = self.young.get(text) {
            return Some(Arc::clone(document));
        }
        let (text, document) = self.old.remove_entry(text)?;
        self.insert(text, Arc::clone(&document), budget);
        Some(document)
    }

    fn insert(&mut self, text: Box<str>, document: Arc<Document>, budget: usize) {
        if self.young_bytes + text.len() > budget {
            self.old = mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        let bytes = text.len();
        if self.young.insert(text, document).is_none() {
            self.young_bytes += bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(documents: &Kept) -> (usize, usize) {
        let kept = documents.0.lock().expect("whole");
        (kept.young.len(), kept.old.len())
    }

    #[test]
    fn the_same_text_is_parsed_once() {
        let (documents, limits) = (Kept::default(), DocumentLimits::default());
        let first = documents.get("{ a }", &limits).expect("fits");
        let second = documents.get("{ a }", &limits).expect("fits");
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(counts(&documents), (1, 0));
    }

    #[test]
    fn those_who_parse_the_same_text_at_once_get_the_same_document() {
        let (documents, limits) = (Kept::default(), DocumentLimits::default());
        let parsed = || Arc::new(Document::new("{ a }", &limits).expect("fits"));
        let first = documents.keep("{ a }", parsed(), limits.kept_text);
        let second = documents.keep("{ a }", parsed(), limits.kept_text);
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(counts(&documents), (1, 0));
    }

    #[test]
    fn the_budget_holds_and_what_is_asked_for_stays() {
        let documents = Kept::default();
        let limits = DocumentLimits { kept_text: 25, ..DocumentLimits::default() };
        let asked = documents.get("{ asked }", &limits).expect("fits");
        for number in 0..100 {
            documents.get(&format!("{{ a{number} }}"), &limits).expect("fits");
            let again = documents.get("{ asked }", &limits).expect("fits");
            assert!(Arc::ptr_eq(&asked, &again));
            let (young, old) = counts(&documents);
            assert!(young + old <= 8, "{young} and {old} are kept");
        }
    }

    #[test]
    fn refused_documents_are_not_kept() {
        let (documents, limits) = (Kept::default(), DocumentLimits::default());
        documents.get("{", &limits).expect_err("is refused");
        assert_eq!(counts(&documents), (0, 0));
    }
}
