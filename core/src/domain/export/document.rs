//! A JSON text that grows: an object whose lists are written item by item.

use crate::{Error, Result};
use serde_json::Value;

/// The text so far.
pub(super) struct Document {
    text: String,
    /// Whether what comes next is the first of its object or list.
    first: bool,
}

impl Document {
    /// An open object.
    pub(super) fn object() -> Self {
        Self { text: "{".to_owned(), first: true }
    }

    /// A field of the object.
    pub(super) fn field(&mut self, name: &str, value: &Value) -> Result<()> {
        self.comma();
        self.put(&Value::from(name))?;
        self.text.push(':');
        self.put(value)
    }

    /// Begins a list in the object.
    pub(super) fn list(&mut self, name: &str) -> Result<()> {
        self.comma();
        self.put(&Value::from(name))?;
        self.text.push_str(":[");
        self.first = true;
        Ok(())
    }

    /// An item of the list.
    pub(super) fn item(&mut self, value: &Value) -> Result<()> {
        self.comma();
        self.put(value)
    }

    /// Ends the list.
    pub(super) fn end_list(&mut self) {
        self.text.push(']');
        self.first = false;
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.text.push('}');
        self.text
    }

    fn comma(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.text.push(',');
        }
    }

    fn put(&mut self, value: &Value) -> Result<()> {
        let text = serde_json::to_string(value).map_err(|_| Error::Internal("a value is no JSON"))?;
        self.text.push_str(&text);
        Ok(())
    }
}
