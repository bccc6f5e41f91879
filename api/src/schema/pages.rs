//! Pages: Relay connections with opaque cursors and a bounded size.

use super::error::{ApiError, Result};
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

/// The checked size of a page.
///
/// # Errors
/// BAD_USER_INPUT outside 1 to 100.
pub fn size(first: Option<i32>) -> Result<usize> {
    match first.map_or(Ok(DEFAULT), usize::try_from) {
        Ok(size @ 1..=LARGEST) => Ok(size),
        _ => Err(ApiError::bad_argument("first", format!("first must be 1 to {LARGEST}"))),
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

/// A connection of rows of which up to `size + 1` were read: one more than asked for shows that there is a next page.
pub fn connection<N: OutputType>(
    mut rows: Vec<(String, N)>,
    size: usize,
    has_previous: bool,
) -> Connection<String, N> {
    let has_next = rows.len() > size;
    rows.truncate(size);
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
pub fn id_of(cursor: Option<&str>) -> Result<Option<Uuid>> {
    cursor
        .map(|text| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok();
            bytes.and_then(|bytes| Uuid::from_slice(&bytes).ok()).ok_or_else(wrong_cursor)
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
pub fn text_of(cursor: Option<&str>) -> Result<Option<(String, Uuid)>> {
    cursor
        .map(|cursor| {
            let bytes = BASE64_URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong_cursor())?;
            let (id, text) = bytes.split_first_chunk::<16>().ok_or_else(wrong_cursor)?;
            let text = String::from_utf8(text.to_vec()).map_err(|_| wrong_cursor())?;
            // None of ours; and Postgres takes no NUL.
            if text.chars().any(char::is_control) {
                return Err(wrong_cursor());
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
            bytes.and_then(|bytes| bytes.try_into().ok()).map(i64::from_be_bytes).ok_or_else(wrong_cursor)
        })
        .transpose()
}

fn wrong_cursor() -> ApiError {
    ApiError::bad_argument("after", "after must be a cursor from an earlier answer")
}
