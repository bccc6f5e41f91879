//! Everything that can be asked, by everybody who can ask: each query, mutation, subscription and field of the schema, asked
//! by each kind of caller, has the answer that its row says, and no caller without a right to a record sees a word of it.
//!
//! The rows are compared with the schema itself: a field without a row fails here, and so does a row without a field.
//!
//! A row has one letter a caller, in the order of [`callers::NAMES`]:
//!
//! | letter | the answer |
//! |---|---|
//! | `y` | is given |
//! | `0` | is null, or an empty list |
//! | `*` | is given, or is null because there is nothing to give |
//! | `u` `f` `n` | is refused with UNAUTHENTICATED, FORBIDDEN, NOT_FOUND |
//! | `b` `c` `r` | is refused with BAD_USER_INPUT, CONFLICT, RATE_LIMITED |

#[path = "matrix/callers.rs"]
mod callers;
#[path = "matrix/fields.rs"]
mod fields;
#[path = "matrix/mutations.rs"]
mod mutations;
#[path = "matrix/subscriptions.rs"]
mod subscriptions;

use crate::support::house::Client;
use callers::{Callers, NAMES};
use serde_json::{Value, json};

/// The letter of an answer, looked at where `path` leads.
fn letter(answer: &Value, path: &[&str]) -> char {
    if let Some(error) = answer["errors"].get(0) {
        return match error["extensions"]["code"].as_str() {
            Some("UNAUTHENTICATED") => 'u',
            Some("FORBIDDEN") => 'f',
            Some("NOT_FOUND") => 'n',
            Some("BAD_USER_INPUT") => 'b',
            Some("CONFLICT") => 'c',
            Some("RATE_LIMITED") => 'r',
            _ => '!',
        };
    }
    let mut at = &answer["data"];
    for name in path {
        while let Some(first) = at.as_array().and_then(|list| list.first()) {
            at = first;
        }
        at = &at[*name];
    }
    let empty = at.is_null() || at.as_array().is_some_and(Vec::is_empty);
    if empty { '0' } else { 'y' }
}

/// Whether the letter of a row stands for this one.
fn fits(expected: char, found: char) -> bool {
    expected == found || (expected == '*' && matches!(found, 'y' | '0'))
}

/// The letters of a row without its spaces.
fn letters(row: &str) -> Vec<char> {
    let letters: Vec<char> = row.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(letters.len(), NAMES.len(), "one letter for each caller: {row}");
    letters
}

/// What everybody got, beside what the row says.
struct Table {
    wrong: Vec<String>,
    asked: usize,
}

impl Table {
    const fn new() -> Self {
        Self { wrong: Vec::new(), asked: 0 }
    }

    fn compare(&mut self, what: &str, expected: &[char], found: &[char]) {
        self.asked += found.len();
        if !expected.iter().zip(found).all(|(expected, found)| fits(*expected, *found)) {
            let line = |letters: &[char]| letters.iter().collect::<String>();
            self.wrong.push(format!("{what}\n    row   {}\n    found {}", line(expected), line(found)));
        }
    }

    fn finish(self, at_least: usize) {
        assert!(self.wrong.is_empty(), "callers: {}\n{}", NAMES.join(" "), self.wrong.join("\n"));
        assert!(self.asked > at_least, "{} answers", self.asked);
    }
}

/// Asks the query as everybody; a word of the record in an answer to somebody without a right to it fails at once.
async fn ask_all(callers: &Callers, query: &str, path: &[&str]) -> Vec<char> {
    let mut found = Vec::new();
    for (name, client) in callers.each() {
        let answer = client.send(query, json!({})).await.json();
        callers.nothing_leaks(name, query, &answer);
        found.push(letter(&answer, path));
    }
    found
}

/// The types of the schema with the names of their fields.
async fn schema(client: &Client) -> Vec<(String, Vec<String>)> {
    let query = "{ __schema { types { name kind fields { name } } } }";
    let answer = client.ask(query, json!({})).await;
    let types = answer["__schema"]["types"].as_array().unwrap().iter();
    let objects = types.filter(|ty| ty["kind"] == "OBJECT");
    let named = objects.map(|ty| {
        let fields = ty["fields"].as_array().unwrap().iter();
        let name = |thing: &Value| thing["name"].as_str().unwrap().to_owned();
        (name(ty), fields.map(name).collect())
    });
    named.filter(|(name, _): &(String, Vec<String>)| !name.starts_with("__")).collect()
}
