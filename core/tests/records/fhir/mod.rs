//! A reader of FHIR R4 (4.0.1) that takes nothing on trust: every element that a Bundle of ours may hold, with its type, how
//! often it may come, its codes and what it may refer to, as the published definitions say it (<https://hl7.org/fhir/R4>),
//! in our own words. What is not listed here is refused.

mod primitives;
mod rules;

use primitives::check;
use rules::{Element, Many, Type, elements};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// All that is wrong with a Bundle; nothing = it is valid.
pub fn faults(bundle: &Value) -> Vec<String> {
    let mut reader = Reader { kinds: HashMap::new(), faults: Vec::new() };
    let entries = bundle["entry"].as_array().map_or(&[][..], Vec::as_slice);
    let mut urls = HashSet::new();
    for entry in entries {
        let (url, resource) = (entry["fullUrl"].as_str().unwrap_or_default(), &entry["resource"]);
        if !urls.insert(url) {
            reader.fault("Bundle.entry", &format!("{url} comes twice"));
        }
        if url.strip_prefix("urn:uuid:") != resource["id"].as_str() {
            reader.fault("Bundle.entry", &format!("{url} is not the id of its resource"));
        }
        reader.kinds.insert(url.to_owned(), resource["resourceType"].as_str().unwrap_or_default().to_owned());
    }
    reader.resource("Bundle", bundle);
    reader.faults
}

struct Reader {
    /// What is in the Bundle, by its address.
    kinds: HashMap<String, String>,
    faults: Vec<String>,
}

impl Reader {
    fn fault(&mut self, path: &str, what: &str) {
        self.faults.push(format!("{path}: {what}"));
    }

    fn resource(&mut self, path: &str, value: &Value) {
        let kind = value["resourceType"].as_str().unwrap_or_default().to_owned();
        let Some(mut fields) = value.as_object().cloned() else {
            return self.fault(path, "a resource is an object");
        };
        fields.remove("resourceType");
        self.object(&format!("{path}({kind})"), &kind, &fields);
        self.invariants(path, &kind, value);
    }

    fn object(&mut self, path: &str, kind: &str, fields: &Map<String, Value>) {
        let Some(elements) = elements(kind) else { return self.fault(path, "is of no known type") };
        if fields.is_empty() {
            self.fault(path, "an object must not be empty");
        }
        for name in fields.keys() {
            if !elements.iter().any(|element| element.name == name) {
                self.fault(path, &format!("has no element {name}"));
            }
        }
        for Element { name, many, ty } in elements {
            let path = format!("{path}.{name}");
            match (fields.get(*name), many) {
                (None, Many::One) => self.fault(&path, "is required"),
                (None, _) => {}
                (Some(Value::Array(items)), Many::Any) => {
                    if items.is_empty() {
                        self.fault(&path, "a list must not be empty");
                    }
                    for item in items {
                        self.value(&path, ty, item);
                    }
                }
                (Some(_), Many::Any) => self.fault(&path, "is a list"),
                (Some(value), _) => self.value(&path, ty, value),
            }
        }
    }

    fn value(&mut self, path: &str, ty: &Type, value: &Value) {
        match ty {
            Type::Primitive(primitive) => {
                if let Err(why) = check(*primitive, value) {
                    self.fault(path, &format!("{value} {why}"));
                }
            }
            Type::Code(codes) => {
                if !value.as_str().is_some_and(|code| codes.contains(&code)) {
                    self.fault(path, &format!("{value} is none of {codes:?}"));
                }
            }
            Type::Object(kind) => match value.as_object() {
                Some(fields) => {
                    self.object(path, kind, fields);
                    self.invariants(path, kind, value);
                }
                None => self.fault(path, "is an object"),
            },
            Type::Reference(kinds) => self.reference(path, kinds, value),
            Type::Resource => self.resource(path, value),
        }
    }

    fn reference(&mut self, path: &str, kinds: &[&str], value: &Value) {
        let target = value["reference"].as_str().unwrap_or_default();
        match self.kinds.get(target).cloned() {
            None => self.fault(path, &format!("{value} is not in the Bundle")),
            Some(kind) if !kinds.is_empty() && !kinds.contains(&kind.as_str()) => {
                self.fault(path, &format!("must not refer to a {kind}"));
            }
            Some(_) => {}
        }
    }

    /// What the definitions say beside types: their invariants, by name.
    fn invariants(&mut self, path: &str, kind: &str, value: &Value) {
        let has = |name: &str| value.get(name).is_some();
        let one_of = |prefix: &str| {
            value
                .as_object()
                .map_or(0, |fields| fields.keys().filter(|name| name.starts_with(prefix)).count())
        };
        let earlier = |a: &str, b: &str| match (value[a].as_str(), value[b].as_str()) {
            (Some(a), Some(b)) => a <= b,
            _ => true,
        };
        let holds = match kind {
            "Bundle" => !has("total") || value["type"] == "searchset" || value["type"] == "history",
            "CarePlan.activity" => has("reference"),
            "Task" => earlier("authoredOn", "lastModified"),
            "Task.input" | "Task.output" => one_of("value") == 1,
            "Period" => earlier("start", "end"),
            "Annotation" => one_of("author") <= 1,
            "ContactPoint" => !has("value") || has("system"),
            "Duration" => !has("value") || (has("code") && value["system"] == "http://unitsofmeasure.org"),
            "Timing" => has("repeat") || has("code"),
            "Timing.repeat" => {
                has("period") == has("periodUnit")
                    && one_of("bounds") <= 1
                    && value["period"].as_f64().is_none_or(|period| period >= 0.0)
                    && !(has("timeOfDay") && has("when"))
            }
            "CodeableConcept" => has("coding") || has("text"),
            _ => true,
        };
        if !holds {
            self.fault(path, &format!("breaks a rule of {kind}: {value}"));
        }
    }
}

/// A Bundle with the simplest of everything, to be broken in each way.
fn smallest() -> Value {
    let (patient, task, plan) =
        ("00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002", "3");
    let to = |id: &str| serde_json::json!({ "reference": format!("urn:uuid:{id}") });
    let entry = |id: &str, resource: Value| serde_json::json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": resource });
    serde_json::json!({
        "resourceType": "Bundle", "type": "collection", "timestamp": "2026-03-02T08:00:00.000Z",
        "entry": [
            entry(patient, serde_json::json!({ "resourceType": "Patient", "id": patient })),
            entry(plan, serde_json::json!({ "resourceType": "CarePlan", "id": plan, "status": "active",
                "intent": "plan", "subject": to(patient), "activity": [{ "reference": to(task) }] })),
            entry(task, serde_json::json!({ "resourceType": "Task", "id": task, "status": "ready", "intent": "order",
                "input": [{ "type": { "text": "schedule" }, "valueTiming": { "repeat": {
                    "frequency": 1, "period": 3.5, "periodUnit": "d", "dayOfWeek": ["mon"], "timeOfDay": ["08:00:00"] } } }] })),
        ],
    })
}

#[test]
fn the_reader_itself_finds_what_is_wrong() {
    assert_eq!(faults(&smallest()), [] as [String; 0]);
    for (place, value, said) in [
        ("/type", serde_json::json!("bundle"), "is none of"),
        ("/timestamp", serde_json::json!("2026-03-02"), "is no instant"),
        ("/entry/0/resource/id", serde_json::json!("a b"), "is no id"),
        ("/entry/0/fullUrl", serde_json::json!("3"), "is not in the Bundle"),
        ("/entry/1/resource/status", serde_json::json!("open"), "is none of"),
        (
            "/entry/1/resource/subject/reference",
            serde_json::json!("urn:uuid:3"),
            "must not refer to a CarePlan",
        ),
        ("/entry/1/resource/activity", serde_json::json!([]), "must not be empty"),
        ("/entry/2/resource/status", Value::Null, "is none of"),
        ("/entry/2/resource/input/0/valueTiming/repeat/periodUnit", serde_json::json!("days"), "is none of"),
        (
            "/entry/2/resource/input/0/valueTiming/repeat/dayOfWeek/0",
            serde_json::json!("MONDAY"),
            "is none of",
        ),
        ("/entry/2/resource/input/0/valueTiming/repeat/frequency", serde_json::json!(0), "is no positive"),
        (
            "/entry/2/resource/input/0/valueTiming/repeat/timeOfDay/0",
            serde_json::json!("08:00"),
            "is no time",
        ),
        ("/entry/2/resource/input/0/valueTiming", serde_json::json!({}), "must not be empty"),
        ("/entry/2/resource/intent", serde_json::json!("wish"), "is none of"),
    ] {
        let mut bundle = smallest();
        *bundle.pointer_mut(place).unwrap() = value;
        let found = faults(&bundle);
        assert!(found.iter().any(|fault| fault.contains(said)), "{place}: {found:?}");
    }
    for (place, name) in [("/entry/2/resource", "status"), ("/entry/1/resource", "subject"), ("", "type")] {
        let mut bundle = smallest();
        bundle.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(name);
        let found = faults(&bundle);
        assert!(found.iter().any(|fault| fault.ends_with("is required")), "{name}: {found:?}");
    }
    let mut bundle = smallest();
    bundle["entry"][0]["resource"]["colour"] = "red".into();
    assert!(faults(&bundle)[0].contains("has no element colour"));
}
