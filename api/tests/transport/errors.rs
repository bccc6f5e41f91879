//! What errors look like: a code each, one line, few of them, and nothing of our insides.

use super::{
    server::start,
    support::{each, http::code},
};
use serde_json::{Value, json};

#[tokio::test]
async fn a_syntax_error_is_one_line_with_its_place() {
    let server = start().await;
    let answer = server.http.graphql("{\n  hello(\n}", json!({})).await;
    let error = &answer["errors"][0];
    assert_eq!(code(&answer["errors"]), "GRAPHQL_PARSE_FAILED");
    let message = error["message"].as_str().expect("a message");
    assert!(message.starts_with("Syntax error at line 3, column 1: expected "), "{message}");
    assert!(!message.contains('\n') && !message.contains('|') && message.len() < 200, "{message}");
    assert_eq!(error["locations"], json!([{ "line": 3, "column": 1 }]));
}

#[tokio::test]
async fn the_first_twenty_errors_and_no_more() {
    let server = start().await;
    let unknown: String = each(400, |number| format!("unknown{number} "));
    let answer = server.http.graphql(&format!("{{ {unknown} }}"), json!({})).await;
    assert_eq!(answer["errors"].as_array().map(Vec::len), Some(20));
    let typenames = "__typename(a: 1) ".repeat(400);
    let answer = server.http.graphql(&format!("{{ {typenames} }}"), json!({})).await;
    assert_eq!(answer["errors"].as_array().map(Vec::len), Some(20));
    let failing: String = each(25, |number| format!("f{number}: missing "));
    let answer = server.http.graphql(&format!("{{ {failing} }}"), json!({})).await;
    assert_eq!(answer["errors"].as_array().map(Vec::len), Some(20));
}

#[tokio::test]
async fn every_error_has_a_code() {
    let server = start().await;
    for (query, variables, expected) in [
        ("{ int(value: 2147483648) }", json!({}), "GRAPHQL_VALIDATION_FAILED BAD_USER_INPUT"),
        ("query($n: Int!) { int(value: $n) }", json!({ "n": 2_147_483_648_u32 }), "BAD_USER_INPUT"),
        ("query($p: Person!) { person(person: $p) }", json!({ "p": { "name": "Ann" } }), "BAD_USER_INPUT"),
        (
            "query($p: Person!) { person(person: $p) }",
            json!({ "p": { "name": "Ann", "age": 3_000_000_000_u32 } }),
            "BAD_USER_INPUT",
        ),
        (
            "query($p: Person!) { person(person: $p) }",
            json!({ "p": { "name": "Ann", "age": 3, "colours": ["BLUE"] } }),
            "BAD_USER_INPUT",
        ),
        ("{ person(person: { name: 1, age: 2 }) }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("{ hello { deeper } }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        (
            "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
            json!({}),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("{ missing }", json!({}), "NOT_FOUND"),
        ("{ leaks }", json!({}), "INTERNAL"),
        ("{ node { nodes(first: 2000) { id } } }", json!({}), "TOO_COMPLEX"),
    ] {
        let answer = server.http.graphql(query, variables).await;
        for error in answer["errors"].as_array().unwrap_or_else(|| panic!("{query}: {answer}")) {
            let code = error["extensions"]["code"].as_str().expect("a code");
            assert!(expected.contains(code), "{query}: {answer}");
        }
    }
    let query = "query($p: Person!) { person(person: $p) }";
    let answer = server.http.graphql(query, json!({ "p": { "name": "Ann", "age": "old" } })).await;
    assert_eq!(answer["errors"][0]["extensions"]["inputPath"], json!(["person", "age"]), "{answer}");
}

#[tokio::test]
async fn a_panic_is_an_answer_with_an_id_and_the_server_lives() {
    let server = start().await;
    let answer = server.http.graphql("{ panics }", json!({})).await;
    assert_eq!(answer["data"], Value::Null);
    assert_eq!(
        answer["errors"],
        json!([{
            "message": "Something went wrong on our side.",
            "extensions": { "code": "INTERNAL", "requestId": "request-0" }
        }])
    );
    assert_eq!(server.http.graphql("{ hello }", json!({})).await, json!({ "data": { "hello": "world" } }));
}

#[tokio::test]
async fn the_text_of_an_error_of_ours_stays_inside() {
    let server = start().await;
    let answer = server.http.graphql("{ leaks }", json!({})).await;
    assert!(!answer.to_string().contains("hunter2"), "{answer}");
    assert_eq!(answer["errors"][0]["extensions"], json!({ "code": "INTERNAL", "requestId": "request-0" }));
    assert_eq!(answer["errors"][0]["path"], json!(["leaks"]));
    let answer = server.http.graphql("{ missing }", json!({})).await;
    assert_eq!(answer["errors"][0]["message"], "not there");
    assert_eq!(answer["data"], json!({ "missing": null }));
}

#[tokio::test]
async fn what_cannot_be_had_now_is_503_unless_there_is_something_to_show() {
    let server = start().await;
    for accept in ["application/json", "application/graphql-response+json"] {
        let ask = |query| server.http.post(&json!({ "query": query })).header("accept", accept).send();
        let nothing = ask("{ busy }").await;
        assert_eq!((nothing.status, nothing.header("retry-after")), (503, Some("7")));
        assert_eq!(nothing.code(), "OVERLOADED");
        let some = ask("{ hello busyInPart }").await;
        assert_eq!((some.status, some.header("retry-after")), (200, None));
        assert_eq!(some.json()["data"], json!({ "hello": "world", "busyInPart": null }));
    }
}
