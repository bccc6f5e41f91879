//! The rows of HTTP: media types, status, methods, what is taken for a request.

use super::{
    server::{PAGE, start, start_as},
    support::http::Reply,
};
use aftercare_api::http::KnownOperations;
use serde_json::{Value, json};

const JSON: &str = "application/json; charset=utf-8";
const RESPONSE: &str = "application/graphql-response+json; charset=utf-8";

fn type_of(reply: &Reply) -> &str {
    reply.header("content-type").expect("a content type")
}

fn hello() -> Value {
    json!({ "query": "{ hello }" })
}

#[tokio::test]
async fn accept_is_negotiated() {
    let server = start().await;
    for (accept, expected) in [
        (None, JSON),
        (Some("*/*"), JSON),
        (Some("application/json"), JSON),
        (Some("application/graphql-response+json"), RESPONSE),
        (Some("application/graphql-response+json;q=0.2, application/json;q=0.9"), JSON),
        (Some("application/graphql-response+json, application/json;q=0.9"), RESPONSE),
    ] {
        let ask = server.http.post(&hello());
        let ask = if let Some(accept) = accept { ask.header("accept", accept) } else { ask };
        let reply = ask.send().await;
        assert_eq!((reply.status, type_of(&reply)), (200, expected), "{accept:?}");
        assert_eq!(reply.json(), json!({ "data": { "hello": "world" } }));
    }
    let reply = server.http.post(&hello()).header("accept", "text/html").send().await;
    assert_eq!((reply.status, reply.code().as_str()), (406, "BAD_USER_INPUT"));
}

#[tokio::test]
async fn a_request_that_never_ran_has_a_status_and_no_data() {
    let server = start().await;
    for (body, code) in [
        (json!({ "query": "{" }), "GRAPHQL_PARSE_FAILED"),
        (json!({ "query": "{ nonsense }" }), "GRAPHQL_VALIDATION_FAILED"),
        (json!({ "query": "{ hello }", "operationName": "Other" }), "BAD_USER_INPUT"),
        (json!({ "query": "query A { hello } query B { hello }" }), "BAD_USER_INPUT"),
        (json!({ "query": "query($n: Int!) { int(value: $n) }" }), "BAD_USER_INPUT"),
        (
            json!({ "query": "query($n: Int!) { int(value: $n) }", "variables": { "n": "one" } }),
            "BAD_USER_INPUT",
        ),
        (json!({ "query": "subscription { count(to: 1) }" }), "BAD_USER_INPUT"),
    ] {
        for (accept, status) in [("application/json", 200), ("application/graphql-response+json", 400)] {
            let reply = server.http.post(&body).header("accept", accept).send().await;
            assert_eq!((reply.status, reply.code().as_str()), (status, code), "{body}");
            assert!(reply.json().get("data").is_none(), "{body}");
        }
    }
    // What ran and failed is another matter.
    let ran = server.http.post(&json!({ "query": "{ leaks }" }));
    let reply = ran.header("accept", "application/graphql-response+json").send().await;
    assert_eq!((reply.status, &reply.json()["data"]), (200, &Value::Null));
}

#[tokio::test]
async fn get_executes_queries_and_nothing_else() {
    let server = start().await;
    let get = async |query: &str| server.http.ask("GET", &format!("/graphql?{query}")).send().await;
    let reply = get("query=query+A{hello}query+B($t:String!){echo(text:$t)}&operationName=B&variables=%7B%22t%22%3A%22%C3%A4%22%7D").await;
    assert_eq!((reply.status, reply.json()), (200, json!({ "data": { "echo": "ä" } })));

    for query in ["query=mutation{write}", "query=query+A{hello}mutation+B{write}&operationName=B"] {
        let reply = get(query).await;
        assert_eq!((reply.status, reply.header("allow")), (405, Some("POST")), "{query}");
        assert_eq!(reply.code(), "BAD_USER_INPUT");
    }
    let reply = get("query=query+A{hello}mutation+B{write}&operationName=A").await;
    assert_eq!(reply.json(), json!({ "data": { "hello": "world" } }));
    assert_eq!(get("query=subscription{count(to:1)}").await.status, 405);
    assert_eq!(server.world.written(), 0);

    for malformed in
        ["", "query={hello}&query={hello}", "query={hello}&variables=[", "query={hello}&variables=[]"]
    {
        assert_eq!(get(malformed).await.status, 400, "{malformed}");
    }
}

#[tokio::test]
async fn only_json_is_read_so_no_form_of_another_site_does_anything() {
    let server = start().await;
    let body = json!({ "query": "mutation { write }" }).to_string();
    for kind in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("multipart/form-data; boundary=x"),
        Some("application/json; charset=latin1"),
        Some("application/graphql"),
        Some("application/jsonp"),
    ] {
        let ask = server.http.ask("POST", "/graphql");
        let ask = if let Some(kind) = kind { ask.header("content-type", kind) } else { ask };
        let reply = ask.body(body.clone()).send().await;
        assert_eq!((reply.status, reply.code().as_str()), (415, "BAD_USER_INPUT"), "{kind:?}");
    }
    let zipped = server.http.post(&json!({})).header("content-encoding", "gzip").send().await;
    assert_eq!(zipped.status, 415);
    assert_eq!(server.world.written(), 0);

    let ask =
        server.http.ask("POST", "/graphql").header("content-type", "Application/JSON; Charset=\"UTF-8\"");
    assert_eq!(ask.body(body).send().await.json(), json!({ "data": { "write": 1 } }));
}

#[tokio::test]
async fn other_methods_execute_nothing() {
    let server = start().await;
    let body = json!({ "query": "mutation { write }" }).to_string();
    for method in ["PUT", "PATCH", "DELETE", "TRACE"] {
        let ask = server.http.ask(method, "/graphql").header("content-type", "application/json");
        let reply = ask.body(body.clone()).send().await;
        assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, POST")), "{method}");
        assert_eq!(reply.code(), "BAD_USER_INPUT");
    }
    assert_eq!(server.http.ask("HEAD", "/graphql?query={hello}").send().await.status, 405);
    assert_eq!(server.world.written(), 0);
}

#[tokio::test]
async fn a_browser_gets_the_page_and_a_client_its_answer() {
    let server = start().await;
    let html = "text/html,application/xhtml+xml,*/*;q=0.8";
    let reply = server.http.ask("GET", "/graphql").header("accept", html).send().await;
    assert_eq!((reply.status, reply.header("location")), (303, Some("/graphiql")));
    for accept in ["application/json", "*/*", html] {
        let reply = server.http.ask("GET", "/graphql?query={hello}").header("accept", accept).send().await;
        assert_eq!(reply.json(), json!({ "data": { "hello": "world" } }), "{accept}");
    }
}

#[tokio::test]
async fn every_refusal_is_json_in_one_line() {
    let server = start().await;
    let post = || server.http.ask("POST", "/graphql").header("content-type", "application/json");
    for (ask, status) in [
        (server.http.ask("GET", "/nowhere"), 404),
        (server.http.ask("POST", "/graphiql").body("{}"), 405),
        (server.http.ask("DELETE", "/graphql"), 405),
        (server.http.post(&hello()).header("accept", "image/png"), 406),
        (server.http.ask("POST", "/graphql").body("{}"), 415),
        (post().body("{\"query\": "), 400),
        (post().body(b"{\"query\": \"{ hello }\xff\"}".to_vec()), 400),
        (post().body(""), 400),
        (post().body("x".repeat(200_000)), 413),
        (server.http.ask("GET", "/graphql?variables=%ff"), 400),
        (server.http.post(&hello()).bearer("old"), 401),
        (server.http.ask("GET", "/graphql").header("upgrade", "websocket"), 400),
    ] {
        let reply = ask.clone().send().await;
        assert_eq!((reply.status, type_of(&reply)), (status, JSON), "{ask:?}");
        assert!(!reply.code().is_empty());
        let message = reply.json()["errors"][0]["message"].as_str().expect("a message").to_owned();
        assert!(!message.is_empty() && !message.contains('\n'), "{message}");
        assert!(reply.json().get("data").is_none());
    }
}

#[tokio::test]
async fn only_an_object_with_members_of_the_right_types_is_a_request() {
    let server = start().await;
    for body in [
        json!([]),
        json!([{ "query": "{ hello }" }]),
        Value::Array(vec![hello(); 1_000]),
        json!(null),
        json!("{ hello }"),
        json!({}),
        json!({ "query": null }),
        json!({ "query": ["{ hello }"] }),
        json!({ "query": "{ hello }", "operationName": 1 }),
        json!({ "query": "{ hello }", "variables": [] }),
        json!({ "query": "{ hello }", "variables": "{}" }),
        json!({ "query": "{ hello }", "extensions": 1 }),
    ] {
        let reply = server.http.post(&body).send().await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "BAD_USER_INPUT"), "{body}");
    }
    let tolerated =
        json!({ "query": "{ hello }", "operationName": "", "variables": null, "extensions": {}, "more": 1 });
    assert_eq!(server.http.post(&tolerated).send().await.json(), json!({ "data": { "hello": "world" } }));
}

#[tokio::test]
async fn variables_and_directives_are_checked_where_the_library_does_not_look() {
    let server = start().await;
    let errors = async |query: &str, variables: Value| server.http.graphql(query, variables).await;
    for (query, variables, code) in [
        ("query($s: Boolean!) { hello @skip(if: $s) }", json!({}), "BAD_USER_INPUT"),
        ("query($s: Boolean!) { hello @skip(if: $s) }", json!({ "s": null }), "BAD_USER_INPUT"),
        ("query($s: Boolean!) { hello @skip(if: $s) }", json!({ "s": "yes" }), "BAD_USER_INPUT"),
        (
            "query($s: Boolean! @deferred) { hello @skip(if: $s) }",
            json!({ "s": true }),
            "GRAPHQL_VALIDATION_FAILED",
        ),
        ("{ __typename @deferred }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("{ __typename @skip }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("{ __typename @skip(if: $s) }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("{ ...F } fragment F on Query { __typename @skip(if: $s) }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("{ __typename(a: 1) }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("{ __typename { a } }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("query @skip(if: true) { hello }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
        ("{ hello @unknown }", json!({}), "GRAPHQL_VALIDATION_FAILED"),
    ] {
        let answer = errors(query, variables).await;
        assert_eq!(super::support::http::code(&answer["errors"]), code, "{query}: {answer}");
        assert!(answer.get("data").is_none(), "{query}: {answer}");
    }
    let lists = "query($l: [Int!]!) { a: int(value: 1) @skip(if: false) }";
    let answer = errors(lists, json!({ "l": [1, 2, "3"] })).await;
    assert_eq!(answer["errors"][0]["extensions"]["inputPath"], json!(["l", 2]), "{answer}");
    assert_eq!(
        errors("query($s: Boolean = false) { hello @skip(if: $s) __typename }", json!({})).await,
        json!({ "data": { "hello": "world", "__typename": "Query" } })
    );
}

#[tokio::test]
async fn persisted_queries_are_answered_so_that_clients_send_the_document() {
    let server = start().await;
    let extensions = json!({ "persistedQuery": { "version": 1, "sha256Hash": "abc" } });
    let reply = server.http.post(&json!({ "extensions": extensions })).send().await;
    assert_eq!((reply.status, reply.code().as_str()), (200, "PERSISTED_QUERY_NOT_FOUND"));
    assert_eq!(reply.json()["errors"][0]["message"], "PersistedQueryNotFound");
    let another = server.http.post(&json!({ "query": "{ hello }", "extensions": extensions })).send().await;
    assert_eq!(another.code().as_str(), "BAD_USER_INPUT", "the hash is another document's");
    // As `printf '{ hello }' | sha256sum` prints it.
    let hash = "001c3174e099bd72b729d0c0a529ba9f5a740c446e2a6e1d71b283cb84ec3065";
    let extensions = json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } });
    let hello = json!({ "data": { "hello": "world" } });
    let sent = server.http.post(&json!({ "query": "{ hello }", "extensions": extensions })).send().await;
    assert_eq!(sent.json(), hello);
    assert_eq!(server.http.post(&json!({ "extensions": extensions })).send().await.json(), hello);
    let by_get = format!(
        "/graphql?extensions=%7B%22persistedQuery%22%3A%7B%22version%22%3A1%2C%22sha256Hash%22%3A%22{hash}%22%7D%7D"
    );
    assert_eq!(server.http.ask("GET", &by_get).send().await.json(), hello);
    for wrong in
        [json!({}), json!({ "sha256Hash": 1 }), json!({ "version": 2, "sha256Hash": hash }), json!("x")]
    {
        let reply = server.http.post(&json!({ "extensions": { "persistedQuery": wrong } })).send().await;
        assert_eq!(reply.code().as_str(), "BAD_USER_INPUT", "{wrong}");
    }
}

#[tokio::test]
async fn where_documents_are_not_kept_clients_are_told_to_stop_asking() {
    let server = start_as(|config| config.persisted_queries = false).await;
    let extensions = json!({ "persistedQuery": { "version": 1, "sha256Hash": "abc" } });
    let reply = server.http.post(&json!({ "extensions": extensions })).send().await;
    assert_eq!((reply.status, reply.code().as_str()), (200, "PERSISTED_QUERY_NOT_SUPPORTED"));
    assert_eq!(reply.json()["errors"][0]["message"], "PersistedQueryNotSupported");
}

#[tokio::test]
async fn with_a_list_nothing_else_runs() {
    let list = KnownOperations::parse(r#"{ "abc": "query Hello { hello }" }"#).expect("a list");
    let server = start_as(|config| config.operations = Some(list)).await;
    let hello = json!({ "data": { "hello": "world" } });
    let by_id = json!({ "extensions": { "persistedQuery": { "version": 1, "sha256Hash": "abc" } } });
    assert_eq!(server.http.post(&by_id).send().await.json(), hello);
    assert_eq!(server.http.post(&json!({ "query": "query Hello { hello }" })).send().await.json(), hello);
    for other in ["{ hello }", "query Hello { hello __typename }", "{ __schema { types { name } } }"] {
        let reply = server.http.post(&json!({ "query": other })).send().await;
        assert_eq!(reply.code().as_str(), "FORBIDDEN", "{other}");
    }
}

#[tokio::test]
async fn answers_are_not_cached_and_not_guessed_at() {
    let server = start().await;
    for reply in [
        server.http.post(&hello()).send().await,
        server.http.post(&json!({ "query": "{" })).send().await,
        server.http.ask("PUT", "/graphql").send().await,
    ] {
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    }
    let page = server.http.ask("GET", "/graphiql").send().await;
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
}

#[tokio::test]
async fn only_listed_pages_may_read_answers() {
    let server = start().await;
    let preflight = async |origin: &str| {
        let ask = server.http.ask("OPTIONS", "/graphql").header("origin", origin);
        let ask = ask.header("access-control-request-method", "POST");
        ask.header("access-control-request-headers", "content-type,authorization").send().await
    };
    let reply = preflight(PAGE).await;
    assert_eq!(reply.header("access-control-allow-origin"), Some(PAGE));
    assert!(reply.header("access-control-allow-headers").expect("headers").contains("authorization"));
    assert_eq!(reply.header("access-control-allow-credentials"), None);
    assert_eq!(preflight("https://evil.example").await.header("access-control-allow-origin"), None);
    let reply = server.http.post(&hello()).header("origin", PAGE).send().await;
    assert_eq!(reply.header("access-control-allow-origin"), Some(PAGE));
}
