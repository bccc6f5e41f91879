//! What strangers send, as bytes, into the code that reads it first: it refuses or understands, and never panics. What it
//! understands it would write the same way again.
//!
//! For `fuzz/`, which runs without end, and for `tests/fuzz`, which runs a little of it with each change.

use crate::{
    auth::TokenKeys,
    http::fuzzing as transport,
    schema::{ids, pages},
};
use aftercare_core::testing::sealed;
use async_graphql::ID;
use chrono::{DateTime, Duration, Utc};
use secrecy::{ExposeSecret, SecretString};
use std::sync::LazyLock;
use uuid::Uuid;

/// What can be fuzzed: its name, what it does with some bytes, and bytes that it understands, to begin from.
pub struct Target {
    /// As the file in `fuzz/fuzz_targets` is called.
    pub name: &'static str,
    /// Panics when a promise is broken.
    pub run: fn(&[u8]),
    /// Right ones.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: [Target; 7] = [
    Target { name: "token", run: token, seeds: || vec![token_of_ours()] },
    Target { name: "cursor", run: cursor, seeds: cursors_of_ours },
    Target { name: "id", run: id, seeds: || vec![ids::Kind::Patient.id(Uuid::max()).as_bytes().to_vec()] },
    Target { name: "connection_init", run: transport::message, seeds: transport::messages },
    Target { name: "sealed", run: sealed::open, seeds: || vec![sealed::right()] },
    Target { name: "forwarded", run: transport::forwarded, seeds: transport::forwarders },
    Target { name: "document", run: transport::document, seeds: transport::documents },
];

static KEYS: LazyLock<TokenKeys> = LazyLock::new(|| {
    // Of nothing but fuzzing, and always the same, so that what was found once is found again.
    let setting = SecretString::from("t:IdgKQNbOgSDqHa2R8hGqwkRH24J2g51+SPJigRWYXfE=");
    match TokenKeys::parse(&setting, Duration::minutes(15)) {
        Ok(keys) => keys,
        Err(error) => unreachable!("{error}"),
    }
});

fn now() -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + Duration::days(20_000)
}

fn token_of_ours() -> Vec<u8> {
    let made = KEYS.sign(Uuid::nil(), Uuid::max(), now(), now() + Duration::days(1));
    made.map(|made| made.token.expose_secret().as_bytes().to_vec()).unwrap_or_default()
}

/// An access token: only what was signed here is taken.
pub fn token(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(claims) = KEYS.check(text, now()) {
        assert_eq!((claims.sub, claims.sid), (Uuid::nil(), Uuid::max()), "a forged token was taken: {text}");
    }
}

fn cursors_of_ours() -> Vec<Vec<u8>> {
    let all =
        [pages::id_cursor(Uuid::max()), pages::text_cursor("dora", Uuid::max()), pages::position_cursor(7)];
    all.map(String::into_bytes).to_vec()
}

/// A cursor of any list.
pub fn cursor(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(Some(id)) = pages::id_of("after", Some(text)) {
        assert_eq!(pages::id_of("after", Some(&pages::id_cursor(id))).ok().flatten(), Some(id));
    }
    if let Ok(Some((name, id))) = pages::text_of("after", Some(text)) {
        let again = pages::text_of("after", Some(&pages::text_cursor(&name, id))).ok().flatten();
        assert_eq!(again, Some((name, id)));
    }
    if let Ok(Some(position)) = pages::position_of(Some(text)) {
        let again = pages::position_of(Some(&pages::position_cursor(position))).ok().flatten();
        assert_eq!(again, Some(position));
    }
}

/// An id of any type: it is taken for one type alone.
pub fn id(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Some((kind, uuid)) = ids::parse(&ID::from(text)) {
        assert_eq!(ids::parse(&kind.id(uuid)), Some((kind, uuid)));
    }
}

/// Runs the target of this name.
///
/// # Panics
/// When a promise is broken, or there is no such target.
pub fn run(name: &str, bytes: &[u8]) {
    match TARGETS.iter().find(|target| target.name == name) {
        Some(target) => (target.run)(bytes),
        None => unreachable!("there is no target {name}"),
    }
}
