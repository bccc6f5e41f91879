//! What a client's program calls one of its requests, so that the same request sent twice is known to be one.

use crate::{Error, Result};

/// Longest name, in characters.
const LONGEST: usize = 64;

/// Checks such a name.
///
/// # Errors
/// [`Error::BadInput`] at `clientMutationId`.
pub fn check_client_mutation_id(name: Option<&str>) -> Result<()> {
    let fits = |name: &str| {
        let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte));
        (1..=LONGEST).contains(&name.len()) && plain
    };
    if name.is_none_or(fits) {
        return Ok(());
    }
    let why = "clientMutationId must be 1 to 64 letters, digits or any of - _ . : (a UUID, for instance)";
    Err(Error::bad_input("clientMutationId", why))
}
