//! The record as a FHIR R4 (4.0.1) Bundle of the type "collection" (<https://hl7.org/fhir/R4/bundle.html>).
//!
//! A note with its plan is a CarePlan, a step a Task of it, a reminder a Communication. A step is never a MedicationRequest:
//! that needs a medication and who prescribed it, and this program does not know whether "twice a day" is a tablet or a walk.
//! A Task's schedule is an input of it, its check-ins are outputs. Everything that is referred to is in the Bundle.

mod people;
mod plan;
mod reminders;
mod timing;

use super::{document::Document, record::Record};
use crate::Result;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};
use std::collections::HashSet;
use uuid::Uuid;

/// Writes the record.
///
/// # Errors
/// The database's.
pub(super) async fn write(record: &Record<'_>) -> Result<String> {
    let mut out = Document::object();
    out.field("resourceType", &json!("Bundle"))?;
    out.field("id", &json!(record.app().new_id()))?;
    out.field("type", &json!("collection"))?;
    out.field("timestamp", &instant(record.at))?;
    out.list("entry")?;
    let assignments = record.assignments().await?;
    let doctors = record.doctors(&assignments).await?;
    let doctor = assignments.iter().rfind(|row| row.until_at.is_none()).map(|row| row.doctor_id);
    entry(&mut out, record.account.id, people::patient(record.account, doctor))?;
    for row in &doctors {
        entry(&mut out, row.id, people::practitioner(row))?;
    }
    let (mut after, mut tasks) = (None, HashSet::new());
    loop {
        let notes = record.notes(after).await?;
        let Some(last) = notes.last() else { break };
        after = Some(last.note.id);
        for noted in &notes {
            entry(&mut out, noted.note.id, plan::care_plan(noted))?;
            for step in &noted.steps {
                tasks.insert(step.step.id);
                entry(&mut out, step.step.id, plan::task(noted, step))?;
            }
        }
    }
    let mut after = None;
    loop {
        let reminders = record.reminders(after).await?;
        let Some((last, _)) = reminders.last() else { break };
        after = Some(last.id);
        for (row, steps) in &reminders {
            let about = steps.iter().map(|step| step.row.id).filter(|step| tasks.contains(step));
            entry(&mut out, row.id, reminders::communication(row, about))?;
        }
    }
    out.end_list();
    Ok(out.finish())
}

/// Adds a resource. What is null or empty is left out: FHIR knows neither.
fn entry(out: &mut Document, id: Uuid, mut resource: Value) -> Result<()> {
    prune(&mut resource);
    out.item(&json!({ "fullUrl": format!("urn:uuid:{id}"), "resource": resource }))
}

fn prune(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(prune);
            fields.retain(|_, value| !is_empty(value));
        }
        Value::Array(items) => {
            items.iter_mut().for_each(prune);
            items.retain(|value| !is_empty(value));
        }
        _ => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// A reference to something in the Bundle.
fn reference(id: Uuid) -> Value {
    json!({ "reference": format!("urn:uuid:{id}") })
}

/// An instant, which is also a dateTime.
fn instant(at: DateTime<Utc>) -> Value {
    Value::String(at.to_rfc3339_opts(SecondsFormat::Millis, true))
}
