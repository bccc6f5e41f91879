//! The elements that our Bundles may hold.

use super::primitives::Primitive;

/// How often an element may come.
#[derive(Clone, Copy)]
pub enum Many {
    /// Exactly once.
    One,
    /// Once or not.
    Maybe,
    /// Any number of times, as a list.
    Any,
}

pub enum Type {
    Primitive(Primitive),
    /// One of these codes: of a value set whose binding is "required".
    Code(&'static [&'static str]),
    /// A type of many elements.
    Object(&'static str),
    /// To one of these kinds of resource; none named = any.
    Reference(&'static [&'static str]),
    /// Any resource.
    Resource,
}

pub struct Element {
    pub name: &'static str,
    pub many: Many,
    pub ty: Type,
}

const fn one(name: &'static str, ty: Type) -> Element {
    Element { name, many: Many::One, ty }
}

const fn maybe(name: &'static str, ty: Type) -> Element {
    Element { name, many: Many::Maybe, ty }
}

const fn any(name: &'static str, ty: Type) -> Element {
    Element { name, many: Many::Any, ty }
}

use Primitive as P;
use Type::{Code, Object, Primitive as Simple, Reference, Resource};

const BUNDLE_TYPES: &[&str] = &[
    "document",
    "message",
    "transaction",
    "transaction-response",
    "batch",
    "batch-response",
    "history",
    "searchset",
    "collection",
];
const PLAN_STATES: &[&str] =
    &["draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"];
const PLAN_INTENTS: &[&str] = &["proposal", "plan", "order", "option"];
const TASK_STATES: &[&str] = &[
    "draft",
    "requested",
    "received",
    "accepted",
    "rejected",
    "ready",
    "cancelled",
    "in-progress",
    "on-hold",
    "failed",
    "completed",
    "entered-in-error",
];
const TASK_INTENTS: &[&str] = &[
    "unknown",
    "proposal",
    "plan",
    "order",
    "original-order",
    "reflex-order",
    "filler-order",
    "instance-order",
    "option",
];
const EVENT_STATES: &[&str] = &[
    "preparation",
    "in-progress",
    "not-done",
    "on-hold",
    "stopped",
    "completed",
    "entered-in-error",
    "unknown",
];
const CONTACTS: &[&str] = &["phone", "fax", "email", "pager", "url", "sms", "other"];
const UNITS_OF_TIME: &[&str] = &["s", "min", "h", "d", "wk", "mo", "a"];
const WEEK: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const PEOPLE: &[&str] = &["Patient", "Practitioner"];

const BUNDLE: &[Element] = &[
    maybe("id", Simple(P::Id)),
    one("type", Code(BUNDLE_TYPES)),
    maybe("timestamp", Simple(P::Instant)),
    any("entry", Object("Bundle.entry")),
];
const ENTRY: &[Element] = &[maybe("fullUrl", Simple(P::Uri)), maybe("resource", Resource)];
const PATIENT: &[Element] = &[
    maybe("id", Simple(P::Id)),
    maybe("active", Simple(P::Boolean)),
    any("name", Object("HumanName")),
    any("telecom", Object("ContactPoint")),
    any("generalPractitioner", Reference(&["Practitioner"])),
];
const PRACTITIONER: &[Element] = &[maybe("id", Simple(P::Id)), any("name", Object("HumanName"))];
const CARE_PLAN: &[Element] = &[
    maybe("id", Simple(P::Id)),
    one("status", Code(PLAN_STATES)),
    one("intent", Code(PLAN_INTENTS)),
    maybe("title", Simple(P::String)),
    one("subject", Reference(&["Patient"])),
    maybe("created", Simple(P::DateTime)),
    maybe("author", Reference(PEOPLE)),
    any("activity", Object("CarePlan.activity")),
    any("note", Object("Annotation")),
];
// `detail` would exclude `reference` (cpl-3), and is never ours.
const ACTIVITY: &[Element] = &[maybe("reference", Reference(&["Task", "Communication"]))];
const TASK: &[Element] = &[
    maybe("id", Simple(P::Id)),
    any("basedOn", Reference(&[])),
    one("status", Code(TASK_STATES)),
    maybe("statusReason", Object("CodeableConcept")),
    one("intent", Code(TASK_INTENTS)),
    maybe("description", Simple(P::String)),
    maybe("for", Reference(&[])),
    maybe("executionPeriod", Object("Period")),
    maybe("authoredOn", Simple(P::DateTime)),
    maybe("lastModified", Simple(P::DateTime)),
    maybe("requester", Reference(PEOPLE)),
    maybe("owner", Reference(PEOPLE)),
    any("note", Object("Annotation")),
    maybe("restriction", Object("Task.restriction")),
    any("input", Object("Task.input")),
    any("output", Object("Task.output")),
];
const RESTRICTION: &[Element] = &[maybe("repetitions", Simple(P::PositiveInt))];
const INPUT: &[Element] = &[one("type", Object("CodeableConcept")), one("valueTiming", Object("Timing"))];
const OUTPUT: &[Element] = &[one("type", Object("CodeableConcept")), one("valueDate", Simple(P::Date))];
const COMMUNICATION: &[Element] = &[
    maybe("id", Simple(P::Id)),
    one("status", Code(EVENT_STATES)),
    maybe("statusReason", Object("CodeableConcept")),
    any("category", Object("CodeableConcept")),
    any("medium", Object("CodeableConcept")),
    maybe("subject", Reference(&["Patient"])),
    any("about", Reference(&[])),
    maybe("sent", Simple(P::DateTime)),
    any("recipient", Reference(PEOPLE)),
];
const HUMAN_NAME: &[Element] = &[maybe("text", Simple(P::String))];
const CONTACT_POINT: &[Element] = &[maybe("system", Code(CONTACTS)), maybe("value", Simple(P::String))];
const CONCEPT: &[Element] = &[any("coding", Object("Coding")), maybe("text", Simple(P::String))];
const CODING: &[Element] = &[maybe("system", Simple(P::Uri)), maybe("code", Simple(P::Id))];
const PERIOD: &[Element] = &[maybe("start", Simple(P::DateTime)), maybe("end", Simple(P::DateTime))];
const ANNOTATION: &[Element] = &[
    maybe("authorReference", Reference(PEOPLE)),
    maybe("time", Simple(P::DateTime)),
    one("text", Simple(P::Markdown)),
];
const TIMING: &[Element] =
    &[maybe("repeat", Object("Timing.repeat")), maybe("code", Object("CodeableConcept"))];
const REPEAT: &[Element] = &[
    maybe("boundsDuration", Object("Duration")),
    maybe("frequency", Simple(P::PositiveInt)),
    maybe("period", Simple(P::Decimal)),
    maybe("periodUnit", Code(UNITS_OF_TIME)),
    any("dayOfWeek", Code(WEEK)),
    any("timeOfDay", Simple(P::Time)),
];
const DURATION: &[Element] = &[
    maybe("value", Simple(P::Decimal)),
    maybe("unit", Simple(P::String)),
    maybe("system", Simple(P::Uri)),
    maybe("code", Code(UNITS_OF_TIME)),
];

/// Those of a resource or a type.
pub fn elements(kind: &str) -> Option<&'static [Element]> {
    Some(match kind {
        "Bundle" => BUNDLE,
        "Bundle.entry" => ENTRY,
        "Patient" => PATIENT,
        "Practitioner" => PRACTITIONER,
        "CarePlan" => CARE_PLAN,
        "CarePlan.activity" => ACTIVITY,
        "Task" => TASK,
        "Task.restriction" => RESTRICTION,
        "Task.input" => INPUT,
        "Task.output" => OUTPUT,
        "Communication" => COMMUNICATION,
        "HumanName" => HUMAN_NAME,
        "ContactPoint" => CONTACT_POINT,
        "CodeableConcept" => CONCEPT,
        "Coding" => CODING,
        "Period" => PERIOD,
        "Annotation" => ANNOTATION,
        "Timing" => TIMING,
        "Timing.repeat" => REPEAT,
        "Duration" => DURATION,
        _ => return None,
    })
}
