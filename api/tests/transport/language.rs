//! The language as the specification has it, where the library's parser and validation stop short.

use super::{
    server::{Server, start},
    support::http::code,
};
use serde_json::{Value, json};

async fn data(server: &Server, query: &str, variables: Value) -> Value {
    let mut answer = server.http.graphql(query, variables).await;
    assert!(answer.get("errors").is_none(), "{query}: {answer}");
    answer["data"].take()
}

async fn refused(server: &Server, query: &str, variables: Value) -> (String, Value) {
    let answer = server.http.graphql(query, variables).await;
    assert!(answer.get("data").is_none(), "{query}: {answer}");
    (code(&answer["errors"]), answer["errors"][0].clone())
}

#[tokio::test]
async fn a_variable_is_used_wherever_a_directive_uses_it() {
    let server = start().await;
    for (query, shown) in [
        (
            "query($a: Boolean!) { hello __typename @include(if: $a) }",
            json!({ "hello": "world", "__typename": "Query" }),
        ),
        ("query($a: Boolean!) { hello t: __typename @skip(if: $a) }", json!({ "hello": "world" })),
        (
            "query($a: Boolean!) { hello ... @include(if: $a) { t: __typename } }",
            json!({ "hello": "world", "t": "Query" }),
        ),
        (
            "query($a: Boolean!) { hello ...F @include(if: $a) } fragment F on Query { t: __typename }",
            json!({ "hello": "world", "t": "Query" }),
        ),
        (
            "query($a: Boolean!) { hello ...F } fragment F on Query { t: __typename @include(if: $a) }",
            json!({ "hello": "world", "t": "Query" }),
        ),
        (
            "query($a: Boolean!) { node { id t: __typename @include(if: $a) } }",
            json!({ "node": { "id": 0, "t": "Node" } }),
        ),
    ] {
        assert_eq!(data(&server, query, json!({ "a": true })).await, shown, "{query}");
    }
}

#[tokio::test]
async fn a_directive_goes_by_its_variable_s_default() {
    let server = start().await;
    let (with, without) = (json!({ "hello": "world", "t": "Query" }), json!({ "hello": "world" }));
    for (directive, default, shown) in [
        ("include", true, &with),
        ("include", false, &without),
        ("skip", true, &without),
        ("skip", false, &with),
    ] {
        for field in [
            format!("t: __typename @{directive}(if: $a)"),
            format!("... @{directive}(if: $a) {{ t: __typename }}"),
            format!("...F @{directive}(if: $a)"),
            "...G".to_owned(),
        ] {
            let used =
                if field == "...G" { "fragment G on Query { t: __typename @DIRECTIVE(if: $a) }" } else { "" };
            let unused = if field.starts_with("...F") { "fragment F on Query { t: __typename }" } else { "" };
            let query = format!("query($a: Boolean = {default}) {{ hello {field} }} {used} {unused}");
            let query = query.replace("DIRECTIVE", directive);
            assert_eq!(data(&server, &query, json!({})).await, *shown, "{query}");
            let other = if *shown == with { &without } else { &with };
            assert_eq!(data(&server, &query, json!({ "a": !default })).await, *other, "{query}");
        }
    }
}

#[tokio::test]
async fn what_a_directive_of_typename_is_given_is_checked_as_elsewhere() {
    let server = start().await;
    for query in [
        "query($a: Boolean!) { hello }",
        "query($a: Int!) { __typename @include(if: $a) }",
        "query($a: Boolean!) { __typename @include(if: $b) hello @skip(if: $a) }",
        "{ __typename @include(if: 1) }",
        "{ __typename @include(if: true, unless: false) }",
        "{ __typename @include(if: true) @include(if: true) }",
        "query($a: Boolean!) { __typename @include }",
    ] {
        let (code, _) = refused(&server, query, json!({ "a": true })).await;
        assert!(matches!(code.as_str(), "GRAPHQL_VALIDATION_FAILED" | "BAD_USER_INPUT"), "{query}: {code}");
    }
}

#[tokio::test]
async fn a_number_without_a_fraction_is_an_int_however_json_writes_it() {
    let server = start().await;
    let int = "query($n: Int!) { int(value: $n) }";
    for number in ["7", "7.0", "7e0", "70e-1", "0.7e1"] {
        let body = format!(r#"{{ "query": "{int}", "variables": {{ "n": {number} }} }}"#);
        let ask = server.http.ask("POST", "/graphql").header("content-type", "application/json");
        assert_eq!(ask.body(body).send().await.json(), json!({ "data": { "int": 7 } }), "{number}");
    }
    let lists = "query($l: [Int!]!) { sum(of: $l) }";
    assert_eq!(data(&server, lists, json!({ "l": [1, 2.0, 3.0] })).await, json!({ "sum": 6 }));
    let person = "query($p: Person!) { person(person: $p) }";
    let ann = json!({ "p": { "name": "Ann", "age": 7.0 } });
    assert_eq!(data(&server, person, ann).await, json!({ "person": "Ann 7 0" }));
    let field = "query($n: Int!) { person(person: { name: \"Ann\", age: $n }) }";
    assert_eq!(data(&server, field, json!({ "n": 7.0 })).await, json!({ "person": "Ann 7 0" }));
    let half = "query($f: Float!) { half(of: $f) }";
    for (number, halved) in [(json!(7), 3.5), (json!(7.0), 3.5), (json!(0.5), 0.25), (json!(1e300), 5e299)] {
        assert_eq!(data(&server, half, json!({ "f": number })).await, json!({ "half": halved }));
    }
    for number in [json!(7.5), json!(2_147_483_648.0), json!(-2_147_483_649.0), json!(1e300)] {
        assert_eq!(refused(&server, int, json!({ "n": number })).await.0, "BAD_USER_INPUT", "{number}");
    }
}

#[tokio::test]
async fn a_literal_with_a_point_or_an_exponent_is_no_int() {
    let server = start().await;
    assert_eq!(
        data(&server, "{ int(value: 7) half(of: 7) }", json!({})).await,
        json!({ "int": 7, "half": 3.5 })
    );
    for literal in ["7.0", "7e0", "7.5"] {
        for query in [
            format!("{{ int(value: {literal}) }}"),
            format!("{{ sum(of: [1, {literal}]) }}"),
            format!("{{ person(person: {{ name: \"Ann\", age: {literal} }}) }}"),
            format!("query($n: Int = {literal}) {{ int(value: $n) }}"),
        ] {
            assert_eq!(refused(&server, &query, json!({})).await.0, "GRAPHQL_VALIDATION_FAILED", "{query}");
        }
    }
}

#[tokio::test]
async fn strings_escape_any_character() {
    let server = start().await;
    for (escaped, text) in [
        (r"\u{1F600}", "😀"),
        (r"\uD83D\uDE00", "😀"),
        (r"\ud83d\ude00!\u00E9\u{e9}", "😀!éé"),
        (r"\u{0}\u{a}\u{22}\u{5C}\u{000041}\u{10FFFF}", "\0\n\"\\A\u{10FFFF}"),
        (r"\\u{1F600}\\uD83D", r"\u{1F600}\uD83D"),
    ] {
        let query = format!("{{ echo(text: \"{escaped}\") a: hello }}");
        assert_eq!(
            data(&server, &query, json!({})).await,
            json!({ "echo": text, "a": "world" }),
            "{escaped}"
        );
        let default = format!("query($t: String! = \"{escaped}\") {{ echo(text: $t) }}");
        assert_eq!(data(&server, &default, json!({})).await, json!({ "echo": text }), "{escaped}");
    }
    let inside = r#"{ person(person: { name: "\u{1F600}", age: 1 }) }"#;
    assert_eq!(data(&server, inside, json!({})).await, json!({ "person": "😀 1 0" }));
    let block = r#"{ echo(text: """\u{1F600} \uD83D""") }"#;
    assert_eq!(data(&server, block, json!({})).await, json!({ "echo": r"\u{1F600} \uD83D" }));
}

#[tokio::test]
async fn half_a_character_is_no_character() {
    let server = start().await;
    for escaped in [
        r"\uD83D",
        r"\uDE00",
        r"\uDE00\uD83D",
        r"\uD83D\u{DE00}",
        r"\u{D83D}\u{DE00}",
        r"\u{110000}",
        r"\u{}",
        r"\u{41",
        r"\uD83",
    ] {
        let (code, error) = refused(&server, &format!("{{ echo(text: \"{escaped}\") }}"), json!({})).await;
        assert_eq!(code, "GRAPHQL_PARSE_FAILED", "{escaped}");
        assert_eq!(error["locations"][0]["line"], 1, "{escaped}: {error}");
    }
}

#[tokio::test]
async fn what_stands_behind_an_escape_stands_where_it_was_written() {
    let server = start().await;
    let query = "{\n  echo(text: \"\\u{1F600}\\uD83D\\uDE00\") nonsense }";
    let (_, error) = refused(&server, query, json!({})).await;
    assert_eq!(error["locations"], json!([{ "line": 2, "column": 39 }]), "{error}");
}

#[tokio::test]
async fn operations_side_by_side_have_variables_of_their_own() {
    let server = start().await;
    let query = "query A($v: Int!) { int(value: $v) ...F } \
                 query B($v: String!) { echo(text: $v) ...G } \
                 fragment F on Query { again: int(value: $v) } fragment G on Query { again: echo(text: $v) }";
    let ask = async |name: &str, value: Value| {
        let body = json!({ "query": query, "operationName": name, "variables": { "v": value } });
        server.http.post(&body).send().await.json()
    };
    assert_eq!(ask("A", json!(7)).await, json!({ "data": { "int": 7, "again": 7 } }));
    assert_eq!(ask("B", json!("x")).await, json!({ "data": { "echo": "x", "again": "x" } }));
    assert_eq!(code(&ask("B", json!(7)).await["errors"]), "BAD_USER_INPUT");
    // Where they agree, the one that does not run is validated too.
    let nonsense = json!({ "query": "query A { hello } query B { nonsense }", "operationName": "A" });
    assert_eq!(server.http.post(&nonsense).send().await.code(), "GRAPHQL_VALIDATION_FAILED");
}

#[tokio::test]
async fn operations_of_one_document_are_answered_alike_each_time() {
    let server = start().await;
    let query = "query A { hello ...F } query B { ...G } mutation C { write } \
                 fragment F on Query { ...G } fragment G on Query { node { id } }";
    let ask = async |query: &str, name: &str| {
        let body = json!({ "query": query, "operationName": name });
        server.http.post(&body).send().await.json()
    };
    let shown = [
        ("A", json!({ "hello": "world", "node": { "id": 0 } })),
        ("B", json!({ "node": { "id": 0 } })),
        ("A", json!({ "hello": "world", "node": { "id": 0 } })),
        ("B", json!({ "node": { "id": 0 } })),
    ];
    for (name, data) in shown {
        assert_eq!(ask(query, name).await, json!({ "data": data }), "{name}");
    }
    for _ in 0..2 {
        assert!(ask(query, "C").await.get("errors").is_none());
        // A part that does not run makes the whole invalid, however often it is asked for.
        for nonsense in [
            "query A { hello } query B { nonsense }",
            "query A { hello } query B { hello } fragment F on Query { nonsense }",
        ] {
            assert_eq!(code(&ask(nonsense, "A").await["errors"]), "GRAPHQL_VALIDATION_FAILED", "{nonsense}");
        }
    }
}
