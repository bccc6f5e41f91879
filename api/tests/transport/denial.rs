//! The rows of denial of service: what a document and a body may cost.

use super::{
    server::{start, start_with},
    support::{
        each,
        http::{Http, code},
    },
};
use serde_json::json;
use std::time::{Duration, Instant};

async fn refused(http: Http, query: &str) -> bool {
    let answer = http.graphql(query, json!({})).await;
    let refused = answer.get("errors").is_some();
    if refused {
        assert_eq!(code(&answer["errors"]), "TOO_COMPLEX", "{answer}");
        assert!(answer.get("data").is_none(), "{answer}");
    }
    refused
}

#[tokio::test]
async fn fragments_that_laugh_cost_nothing() {
    let server = start().await;
    let mut query = String::from("{ node { ...F0 } } ");
    for level in 0..20 {
        let spreads = format!("...F{} ", level + 1).repeat(10);
        query.extend([&format!("fragment F{level} on Node {{ "), &spreads, " } "]);
    }
    query.push_str("fragment F20 on Node { id }");
    let begun = Instant::now();
    assert!(refused(server.http, &query).await);
    // Unspread, they are walked by the library all the same.
    assert!(refused(server.http, &query.replace("...F0", "id")).await);
    assert!(begun.elapsed() < Duration::from_secs(2), "took {:?}", begun.elapsed());
}

#[tokio::test]
async fn depth_is_bounded_and_lists_multiply() {
    let server = start().await;
    let nested = |levels: usize, first: usize| {
        let open = format!("nodes(first: {first}) {{ ").repeat(levels);
        format!("{{ node {{ {open} id {} }} }}", "} ".repeat(levels))
    };
    assert!(!refused(server.http, &nested(10, 1)).await);
    assert!(refused(server.http, &nested(11, 1)).await);
    assert!(refused(server.http, &nested(8, 3)).await, "the schema's complexity counts lists");
    assert!(refused(server.http, &format!("{{ {} hello {} }}", "...{".repeat(31), "}".repeat(31))).await);
}

#[tokio::test]
async fn brackets_do_not_reach_the_parser_without_a_bound() {
    let server = start().await;
    for open in ["[", "{a:", "[{a:"] {
        assert!(refused(server.http, &format!("{{ echo(text: {}", open.repeat(7_000))).await);
    }
    assert!(
        refused(
            server.http,
            &format!("query($v: {}Int{}) {{ hello }}", "[".repeat(9_000), "]".repeat(9_000))
        )
        .await
    );
    let allowed = format!("{{ echo(text: {}{}) }}", "[".repeat(60), "]".repeat(60));
    let answer = server.http.graphql(&allowed, json!({})).await;
    assert_eq!(code(&answer["errors"]), "GRAPHQL_VALIDATION_FAILED");
    let hidden = r#"{ echo(text: [""" " [[[[ ]]]]]) }"#;
    assert_eq!(code(&server.http.graphql(hidden, json!({})).await["errors"]), "GRAPHQL_PARSE_FAILED");
}

/// The query of graphql-js, with nine levels of `ofType`.
fn introspection() -> String {
    let of_type = format!("kind name {} {}", "ofType { kind name ".repeat(9), "}".repeat(9));
    format!(
        "query IntrospectionQuery {{ __schema {{ queryType {{ name kind }} mutationType {{ name kind }}
           subscriptionType {{ name kind }} types {{ ...FullType }}
           directives {{ name description locations args(includeDeprecated: true) {{ ...InputValue }} }} }} }}
         fragment FullType on __Type {{ kind name description specifiedByURL
           fields(includeDeprecated: true) {{ name description args(includeDeprecated: true) {{ ...InputValue }}
             type {{ ...TypeRef }} isDeprecated deprecationReason }}
           inputFields(includeDeprecated: true) {{ ...InputValue }} interfaces {{ ...TypeRef }}
           enumValues(includeDeprecated: true) {{ name description isDeprecated deprecationReason }}
           possibleTypes {{ ...TypeRef }} }}
         fragment InputValue on __InputValue {{ name description type {{ ...TypeRef }} defaultValue
           isDeprecated deprecationReason }}
         fragment TypeRef on __Type {{ {of_type} }}"
    )
}

#[tokio::test]
async fn introspection_has_limits_of_its_own() {
    let server = start_with(|limits| limits.document.data.fields = 40).await;
    let answer = server.http.graphql(&introspection(), json!({})).await;
    assert!(answer.get("errors").is_none(), "{answer}");
    assert!(answer["data"]["__schema"]["types"].as_array().is_some_and(|types| types.len() > 10));

    // Fields beside it are weighed as ever, and types within types within types are refused.
    let beside = introspection().replacen("__schema", &format!("{} __schema", "hello ".repeat(41)), 1);
    assert!(refused(server.http, &beside).await);
    let circular = format!(
        "{{ __schema {{ types {{ {} name {} }} }} }}",
        "fields { type { ".repeat(3),
        "} } ".repeat(3)
    );
    assert!(refused(server.http, &circular).await);
    let interfaces =
        "{ __type(name: \"Node\") { fields { type { interfaces { possibleTypes { name } } } } } }";
    assert!(refused(server.http, interfaces).await);
}

#[tokio::test]
async fn aliases_and_fields_are_counted() {
    let server = start().await;
    let aliases = |count: usize| each(count, |n| format!("a{n}: hello "));
    assert!(!refused(server.http, &format!("{{ {} }}", aliases(30))).await);
    assert!(refused(server.http, &format!("{{ {} }}", aliases(31))).await);
    let twice = format!("{{ ...F ...F }} fragment F on Query {{ {} }}", aliases(16));
    assert!(refused(server.http, &twice).await);
    assert!(!refused(server.http, &format!("{{ {} }}", "hello ".repeat(500))).await);
    assert!(refused(server.http, &format!("{{ {} }}", "hello ".repeat(501))).await);
}

#[tokio::test]
async fn root_mutations_are_counted() {
    let server = start().await;
    let writes = |count: usize| each(count, |n| format!("w{n}: write "));
    assert!(refused(server.http, &format!("mutation {{ {} }}", writes(6))).await);
    let fragments = format!("mutation {{ ...F ... {{ {} }} }} fragment F on Mutation {{ write }}", writes(5));
    assert!(refused(server.http, &fragments).await);
    assert_eq!(server.world.written(), 0);
    assert!(!refused(server.http, &format!("mutation {{ {} }}", writes(5))).await);
    assert_eq!(server.world.written(), 5);
}

#[tokio::test]
async fn operations_variables_and_fragments_are_counted() {
    let server = start().await;
    let operations = |count: usize| each(count, |n| format!("query Q{n} {{ hello }} "));
    assert!(refused(server.http, &operations(11)).await);
    let ten = json!({ "query": operations(10), "operationName": "Q9" });
    assert_eq!(server.http.post(&ten).send().await.json(), json!({ "data": { "hello": "world" } }));
    let variables: String = each(51, |n| format!("$v{n}: Int "));
    assert!(refused(server.http, &format!("query({variables}) {{ hello }}")).await);
    let fragments: String = each(51, |n| format!("fragment F{n} on Query {{ hello }} "));
    assert!(refused(server.http, &format!("{{ hello }} {fragments}")).await);
    assert!(refused(server.http, &format!("{{ hello {} }}", "@skip(if: false) ".repeat(51))).await);
}

#[tokio::test]
async fn bodies_and_query_texts_are_bounded() {
    let server = start().await;
    let reply =
        server.http.post(&json!({ "query": "{ hello }", "more": "x".repeat(128 * 1024) })).send().await;
    assert_eq!((reply.status, reply.code().as_str()), (413, "TOO_COMPLEX"));
    // Without an announced length, too.
    let chunk = format!("{:x}\r\n{}\r\n", 64 * 1024, "x".repeat(64 * 1024));
    let ask = server.http.ask("POST", "/graphql").header("content-type", "application/json");
    let mut chunked = ask.header("transfer-encoding", "chunked");
    chunked.append(format!("{}0\r\n\r\n", chunk.repeat(3)));
    assert_eq!(chunked.send().await.status, 413);
    let text = format!("{{ hello # {}\n }}", "x".repeat(32 * 1024));
    let long = server.http.post(&json!({ "query": text })).send().await;
    assert_eq!((long.status, long.code().as_str()), (413, "TOO_COMPLEX"));
    let variable = json!({ "query": "query($t: String!) { echo(text: $t) }", "variables": { "t": "x".repeat(100_000) } });
    assert_eq!(server.http.post(&variable).send().await.status, 200);
}
