//! JSON, as it is written from left to right.

use async_graphql::{EnumType, Name, Value, indexmap::IndexMap};
use async_graphql_value::RAW_VALUE_TOKEN;
use serde::Serialize;
use std::sync::LazyLock;

/// Room for most objects, so that they are not moved as they grow.
const ROOM: usize = 1024;

/// What has been written so far.
#[derive(Debug)]
pub struct Json(Vec<u8>);

impl Default for Json {
    fn default() -> Self {
        Self(Vec::with_capacity(ROOM))
    }
}

/// The name by which the library knows text that is written already.
static WRITTEN: LazyLock<Name> = LazyLock::new(|| Name::new(RAW_VALUE_TOKEN));

impl Json {
    /// A value of any kind.
    pub fn value(&mut self, value: &(impl Serialize + ?Sized)) -> Option<()> {
        serde_json::to_writer(&mut self.0, value).ok()
    }

    /// An enum's value, by its name.
    pub fn name<E: EnumType>(&mut self, value: E) -> Option<()> {
        let name = E::items().iter().find(|item| item.value == value)?.name;
        self.value(name)
    }

    /// An object with what `write` writes into it.
    pub fn object(&mut self, write: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.0.push(b'{');
        write(self)?;
        self.0.push(b'}');
        Some(())
    }

    /// A list of what `write` writes for each of `items`.
    pub fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(T, &mut Self) -> Option<()>,
    ) -> Option<()> {
        self.0.push(b'[');
        for item in items {
            self.next();
            write(item, self)?;
        }
        self.0.push(b']');
        Some(())
    }

    /// The key of the next value of an object: a name of GraphQL's, in which nothing needs an escape.
    pub fn key(&mut self, name: &str) {
        self.next();
        self.0.push(b'"');
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(b"\":");
    }

    fn next(&mut self) {
        if !matches!(self.0.last(), Some(b'{' | b'[')) {
            self.0.push(b',');
        }
    }

    /// As the library takes it into an answer.
    pub fn into_value(self) -> Option<Value> {
        let text = String::from_utf8(self.0).ok()?;
        Some(Value::Object(IndexMap::from([(WRITTEN.clone(), Value::String(text))])))
    }
}
