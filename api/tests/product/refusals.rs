//! Every mutation, asked wrongly: one code, the field that it is about, and nothing changed in the database.
//!
//! What a mutation's input is made of is read from the schema itself. A new mutation fails here until it has a row in
//! the table, and so does a new field of text or with an id until the row says what it refuses.

#[path = "refusals/scene.rs"]
pub mod scene;
#[path = "refusals/table.rs"]
pub mod table;

use crate::support::house::{Client, Person, said};
use aftercare_core::on_each_database;
use scene::Scene;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use table::{Row, Who, rows};

/// A field of an input.
struct Field {
    name: String,
    ty: String,
    required: bool,
}

/// The name of a type; of a list that of what it holds.
fn named(ty: &Value) -> String {
    ty["name"].as_str().map_or_else(|| named(&ty["ofType"]), str::to_owned)
}

/// The mutations of the schema with the fields of their inputs.
async fn mutations(client: &Client) -> Vec<(String, Vec<Field>)> {
    let ty = "name kind ofType { name kind ofType { name kind ofType { name } } }";
    let query = format!(
        "{{ __schema {{ mutationType {{ fields {{ name args {{ name type {{ {ty} }} }} }} }} \
         types {{ name inputFields {{ name defaultValue type {{ {ty} }} }} }} }} }}"
    );
    let mut schema = client.ask(&query, json!({})).await["__schema"].take();
    let types = schema["types"].take();
    let fields_of = |input: &str| {
        let of = types.as_array().unwrap().iter().find(|ty| ty["name"] == input).unwrap();
        let fields = of["inputFields"].as_array().unwrap().iter();
        let read = |field: &Value| Field {
            name: field["name"].as_str().unwrap().to_owned(),
            ty: named(&field["type"]),
            required: field["type"]["kind"] == "NON_NULL" && field["defaultValue"].is_null(),
        };
        fields.map(read).collect()
    };
    let all = schema["mutationType"]["fields"].as_array().unwrap().iter();
    all.map(|mutation| {
        let name = mutation["name"].as_str().unwrap().to_owned();
        match mutation["args"].as_array().unwrap().as_slice() {
            [] => (name, Vec::new()),
            [input] if input["name"] == "input" => (name, fields_of(&named(&input["type"]))),
            other => panic!("{name} takes other than one input: {other:?}"),
        }
    })
    .collect()
}

/// What has been asked, and what was otherwise than it should be.
struct Trial<'s> {
    scene: &'s Scene,
    row: &'s Row,
    before: Value,
    asked: usize,
    wrong: Vec<String>,
}

impl Trial<'_> {
    async fn send(&self, who: &Client, input: &Value) -> Value {
        let name = self.row.mutation;
        let query = if *input == Value::Null {
            format!("mutation {{ {name} {{ __typename }} }}")
        } else {
            let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
            // The argument of some is optional; a variable that is required fits either.
            format!("mutation ($input: {kind}!) {{ {name}(input: $input) {{ __typename }} }}")
        };
        who.send(&query, json!({ "input": input })).await.json()
    }

    async fn refused(&mut self, who: &Client, input: &Value, expected: &str) {
        let answer = self.send(who, input).await;
        let said =
            if answer["errors"].is_array() { said(&answer["errors"][0]) } else { "nothing".to_owned() };
        self.asked += 1;
        let shown: String = input.to_string().chars().take(120).collect();
        // Within a list or an object the place may be told more exactly.
        if said != expected && !said.starts_with(&format!("{expected}.")) {
            self.wrong.push(format!("{} {shown}: {said} instead of {expected}", self.row.mutation));
        }
        let message = answer["errors"][0]["message"].as_str().unwrap_or_default();
        if message.len() > 200 || message.chars().any(char::is_control) {
            self.wrong.push(format!("{} {shown}: says {message:?}", self.row.mutation));
        }
        let after = self.scene.contents().await;
        if after != self.before {
            self.wrong.push(format!("{} {shown}: changed the database", self.row.mutation));
            self.before = after;
        }
    }

    fn with(&self, field: &str, value: Value) -> Value {
        let mut input = self.row.input.clone();
        input[field] = value;
        input
    }

    /// Sessions that are over or missing, and people who may not.
    async fn asked_by_the_wrong_people(&mut self) {
        let (scene, input) = (self.scene, &self.row.input);
        for person in scene.late.iter().chain(&scene.ended) {
            self.refused(person, input, "UNAUTHENTICATED").await;
        }
        let garbage = scene.house.client(Some("made.up.token"));
        self.refused(&garbage, input, "UNAUTHENTICATED").await;
        if self.row.who != Who::Nobody {
            self.refused(&scene.house.client(None), input, "UNAUTHENTICATED").await;
        }
        let others: &[&Person] = match self.row.who {
            Who::Patient => &[&scene.doctor, &scene.admin],
            Who::Doctor => &[&scene.patient, &scene.admin, &scene.waiting[0], &scene.refused],
            Who::Admin => &[&scene.patient, &scene.doctor, &scene.waiting[0]],
            Who::Nobody | Who::Anyone | Who::Newcomer => &[],
        };
        for person in others {
            self.refused(person, input, "FORBIDDEN").await;
        }
    }

    /// Inputs of another shape than the schema's.
    async fn of_the_wrong_shape(&mut self, who: &Client, fields: &[Field]) {
        for Field { name: field, ty, required } in fields {
            let expected = format!("BAD_USER_INPUT input.{field}");
            self.refused(who, &self.with(field, json!({ "a": [1] })), &expected).await;
            // The library says no place where an object is something else altogether.
            let expected = if ty.ends_with("Input") { "BAD_USER_INPUT".to_owned() } else { expected };
            self.refused(who, &self.with(field, json!([[]])), &expected).await;
            if ty != "Boolean" {
                self.refused(who, &self.with(field, json!(true)), &expected).await;
            }
            if *required {
                let mut without = self.row.input.clone();
                without.as_object_mut().unwrap().remove(field);
                self.refused(who, &without, &expected).await;
                self.refused(who, &self.with(field, Value::Null), &expected).await;
            }
            if ty == "Int" || ty == "Float" {
                self.refused(who, &self.with(field, json!("7")), &expected).await;
            } else if ty != "Boolean" {
                self.refused(who, &self.with(field, json!(7.5)), &expected).await;
            }
        }
        if !fields.is_empty() {
            self.refused(who, &self.with("surprise", json!(1)), "BAD_USER_INPUT input.surprise").await;
            self.refused(who, &json!([]), "BAD_USER_INPUT").await;
            self.refused(who, &json!("input"), "BAD_USER_INPUT").await;
        }
    }

    /// Ids that are none, of nothing, or of somebody else's.
    async fn with_the_wrong_ids(&mut self, who: &Client) {
        for (field, foreign) in &self.row.ids {
            let own = self.row.input[*field].as_str().unwrap();
            let (kind, hex) = own.split_once('_').unwrap();
            let long = "x".repeat(10_000);
            let other = if *field == "accountId" { "note" } else { "admin" };
            let bad = format!("BAD_USER_INPUT input.{field}");
            for id in [
                "",
                " ",
                "7",
                hex,
                &format!("{kind}_"),
                &format!("{kind}_\u{0}"),
                &format!("{other}_{hex}"),
                &format!(" {own}"),
                &long,
            ] {
                self.refused(who, &self.with(field, json!(id)), &bad).await;
            }
            self.refused(who, &self.with(field, json!(format!("{kind}_{}", "0".repeat(32)))), "NOT_FOUND")
                .await;
            if let Some(foreign) = foreign {
                self.refused(who, &self.with(field, json!(foreign)), "NOT_FOUND").await;
            }
        }
    }

    async fn with_the_wrong_values(&mut self, who: &Client) {
        for (field, values, expected) in &self.row.refuses {
            let expected =
                if expected.ends_with('.') { format!("{expected}{field}") } else { (*expected).to_owned() };
            for value in values {
                self.refused(who, &self.with(field, value.clone()), &expected).await;
            }
        }
    }
}

/// Fields that the row says nothing about, though what they hold can be wrong.
fn unspoken(row: &Row, fields: &[Field]) -> Vec<String> {
    let unspoken = fields.iter().filter(|field| match field.ty.as_str() {
        "ID" => !row.ids.iter().any(|(name, _)| *name == field.name),
        _ => !row.refuses.iter().any(|(name, ..)| *name == field.name),
    });
    unspoken.map(|field| field.name.clone()).collect()
}

on_each_database! {
    async fn every_mutation_refuses_what_it_cannot_take_and_changes_nothing(t: TestApp) {
        let scene = Box::pin(Scene::open(t)).await;
        let nobody = scene.house.client(None);
        let schema = mutations(&nobody).await;
        let rows = rows(&scene);
        let known: BTreeSet<_> = schema.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(known, rows.iter().map(|row| row.mutation).collect(), "each mutation of the schema has its row");
        let (mut asked, mut wrong) = (0, Vec::new());
        for row in &rows {
            let fields = &schema.iter().find(|(name, _)| name == row.mutation).unwrap().1;
            assert_eq!(unspoken(row, fields), [] as [String; 0], "{}: say what these fields refuse", row.mutation);
            let before = scene.contents().await;
            let mut trial = Trial { scene: &scene, row, before, asked: 0, wrong: Vec::new() };
            let who: &Client = match row.who {
                Who::Nobody => &nobody,
                Who::Doctor => &scene.doctor,
                Who::Admin => &scene.admin,
                Who::Patient | Who::Anyone => &scene.patient,
                Who::Newcomer => &scene.newcomer,
            };
            trial.asked_by_the_wrong_people().await;
            trial.of_the_wrong_shape(who, fields).await;
            trial.with_the_wrong_ids(who).await;
            trial.with_the_wrong_values(who).await;
            (asked, wrong) = (asked + trial.asked, [wrong, trial.wrong].concat());
        }
        assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
        // What was varied is right in itself: nothing above was refused for another reason.
        for row in &rows {
            let trial = Trial { scene: &scene, row, before: Value::Null, asked: 0, wrong: Vec::new() };
            let who = if row.who == Who::Doctor { &scene.doctor } else { &scene.patient };
            let who = match row.mutation {
                "logOutEverywhere" => &scene.doctor,
                "deleteAccount" => &scene.leaver,
                _ => who,
            };
            let who: &Client = match row.who {
                Who::Nobody => &nobody,
                Who::Newcomer => &scene.newcomer,
                Who::Admin => &scene.admin,
                _ => who,
            };
            let answer = trial.send(who, &row.input).await;
            assert!(answer.get("errors").is_none(), "{}: {answer}", row.mutation);
        }
        assert!(asked > 400, "{asked} wrong requests");
    }
}
