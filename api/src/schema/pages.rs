//! Pages: Relay connections with opaque cursors and a bounded size.

use super::error::{ApiError, Result};
use aftercare_core::page::{NameAndId, Page};
use async_graphql::{
    OutputType,
    connection::{Connection, Edge},
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use uuid::Uuid;

/// Size of a page when the client does not say.
const DEFAULT: usize = 20;
/// Largest page.
const LARGEST: usize = 100;

/// What a client says of the page it wants: `first` after `after`, or `last` before `before`.
#[derive(Debug, Default)]
pub struct Arguments {
    /// Rows from the beginning.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
    /// Rows from the end.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
}

/// A page that a client may ask for, of a list sorted by `C`.
#[derive(Debug)]
pub struct Asked<C = Uuid> {
    /// Which rows to find: one more than is shown.
    pub page: Page<C>,
    size: usize,
}

impl Arguments {
    /// A page of a list that is sorted by ids.
    ///
    /// # Errors
    /// BAD_USER_INPUT at the argument that is wrong.
    pub fn by_id(&self) -> Result<Asked> {
        self.asked(id_of)
    }

    /// A page of a list that is sorted by a text and an id.
    ///
    /// # Errors
    /// BAD_USER_INPUT at the argument that is wrong.
    pub fn by_text(&self) -> Result<Asked<NameAndId>> {
        self.asked(text_of)
    }

    fn asked<C>(&self, cursor: fn(&'static str, Option<&str>) -> Result<Option<C>>) -> Result<Asked<C>> {
        if self.first.is_some() && self.last.is_some() {
            return Err(ApiError::bad_argument("last", "give first or last, not both".to_owned()));
        }
        let from_end = self.last.is_some();
        let size = if from_end { size("last", self.last)? } else { size("first", self.first)? };
        let after = cursor("after", self.after.as_deref())?;
        let before = cursor("before", self.before.as_deref())?;
        Ok(Asked { page: Page { after, before, size: size as u64 + 1, from_end }, size })
    }
}

impl<C> Asked<C> {
    /// Without the row that was read only to learn whether there are more; whether there are some before, and after.
    pub fn cut<T>(&self, mut rows: Vec<T>) -> (Vec<T>, bool, bool) {
        let more = rows.len() > self.size;
        if self.page.from_end {
            rows.drain(..rows.len().saturating_sub(self.size));
            return (rows, more, self.page.before.is_some());
        }
        rows.truncate(self.size);
        (rows, self.page.after.is_some(), more)
    }
}

/// The checked size of a page.
///
/// # Errors
/// BAD_USER_INPUT outside 1 to 100.
pub fn size(name: &'static str, asked: Option<i32>) -> Result<usize> {
    match asked.map_or(Ok(DEFAULT), usize::try_from) {
        Ok(size @ 1..=LARGEST) => Ok(size),
        _ => Err(ApiError::bad_argument(name, format!("{name} must be 1 to {LARGEST}"))),
    }
}

/// Checks the words of a search.
///
/// # Errors
/// BAD_USER_INPUT when they are too many, or hold control characters.
pub fn check_search(search: Option<&str>) -> Result<()> {
    let wrong = |message| Err(ApiError::bad_argument("search", message));
    match search {
        Some(words) if words.chars().count() > 200 => wrong("search must have at most 200 characters"),
        Some(words) if words.chars().any(char::is_control) => {
            wrong("search must not contain control characters")
        }
        _ => Ok(()),
    }
}

/// What a page weighs: each of its items costs what was asked of it.
pub fn weight(first: Option<i32>, child: usize) -> usize {
    let items = first.and_then(|first| usize::try_from(first).ok()).unwrap_or(DEFAULT).clamp(1, LARGEST);
    items.saturating_mul(child).saturating_add(1)
}

/// A connection of the rows that were found for the page.
pub fn connection<N: OutputType, C>(rows: Vec<(String, N)>, asked: &Asked<C>) -> Connection<String, N> {
    let (rows, has_previous, has_next) = asked.cut(rows);
    let mut connection = Connection::new(has_previous, has_next);
    connection.edges.extend(rows.into_iter().map(|(cursor, node)| Edge::new(cursor, node)));
    connection
}

/// A cursor that holds an id.
pub fn id_cursor(id: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(id.as_bytes())
}

/// The id in a cursor of ours.
///
/// # Errors
/// BAD_USER_INPUT when it is none.
pub fn id_of(name: &'static str, cursor: Option<&str>) -> Result<Option<Uuid>> {
    cursor
        .map(|text| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
            bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok()).ok_or_else(|| wrong_cursor(name))
        })
        .transpose()
}

/// A cursor that holds a text and an id: the keys of a list sorted by text.
pub fn text_cursor(text: &str, id: Uuid) -> String {
    BASE64_URL_SAFE_NO_PAD.encode([id.as_bytes(), text.as_bytes()].concat())
}

/// The text and the id in a cursor of ours.
///
/// # Errors
/// BAD_USER_INPUT when it is none.
pub fn text_of(name: &'static str, cursor: Option<&str>) -> Result<Option<NameAndId>> {
    cursor
        .map(|cursor| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong_cursor(name))?;
            let (id, text) = bytes.split_first_chunk::<16>().ok_or_else(|| wrong_cursor(name))?;
            let text = String::from_utf8(text.to_vec()).map_err(|_| wrong_cursor(name))?;
            // None of ours; and Postgres takes no NUL.
            if text.chars().any(char::is_control) {
                return Err(wrong_cursor(name));
            }
            Ok((text, Uuid::from_bytes(*id)))
        })
        .transpose()
}

/// A cursor that holds an event's position.
pub fn position_cursor(position: i64) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(position.to_be_bytes())
}

/// The position in a cursor of ours.
///
/// # Errors
/// BAD_USER_INPUT when it is none.
pub fn position_of(cursor: Option<&str>) -> Result<Option<i64>> {
    cursor
        .map(|text| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
            bytes
                .and_then(|bytes| bytes.try_into().ok())
                .map(i64::from_be_bytes)
                .ok_or_else(|| wrong_cursor("after"))
        })
        .transpose()
}

fn wrong_cursor(name: &'static str) -> ApiError {
    ApiError::bad_argument(name, format!("{name} must be a cursor from an earlier answer"))
}
