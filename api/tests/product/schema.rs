//! The schema is its own documentation: nothing in it goes without a description, and the file in the repository is it.

use aftercare_api::schema;
use async_graphql::Executor;
use serde_json::Value;

const QUERY: &str = "{ __schema { types { name description \
    fields(includeDeprecated: true) { name description args { name description } } \
    inputFields { name description } enumValues(includeDeprecated: true) { name description } } } }";

fn list<'v>(of: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    of[name].as_array().into_iter().flatten()
}

#[tokio::test]
async fn everything_in_the_schema_is_described() {
    let answer = schema::build(None, true).execute(QUERY.into()).await;
    let answer = serde_json::to_value(&answer.data).unwrap();
    let (mut bare, mut seen) = (Vec::new(), 0);
    let mut look = |place: String, thing: &Value| {
        seen += 1;
        if thing["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
            bare.push(place);
        }
    };
    for ty in list(&answer["__schema"], "types") {
        let name = ty["name"].as_str().unwrap();
        // The pages are the library's, which describes their fields alone; the rest of these is GraphQL's own.
        if name.starts_with("__") || ["Boolean", "Float", "ID", "Int", "String"].contains(&name) {
            continue;
        }
        if !name.ends_with("Connection") {
            look(name.to_owned(), ty);
        }
        for field in list(ty, "fields") {
            look(format!("{name}.{}", field["name"]), field);
            for argument in list(field, "args") {
                look(format!("{name}.{}({})", field["name"], argument["name"]), argument);
            }
        }
        for part in list(ty, "inputFields").chain(list(ty, "enumValues")) {
            look(format!("{name}.{}", part["name"]), part);
        }
    }
    assert!(bare.is_empty() && seen > 300, "{bare:?} of {seen} have no description");
}

#[test]
fn the_file_in_the_repository_is_the_schema() {
    let file = include_str!("../../../schema.graphql");
    assert_eq!(schema::sdl(), file, "run: cargo run -- schema > schema.graphql");
}
