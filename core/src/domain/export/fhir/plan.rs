//! A note as a CarePlan, a step as a Task.

use super::{
    super::record::{Noted, Stepped},
    instant, reference, timing,
};
use aftercare_entity::{
    note,
    step::{Kind, State},
};
use serde_json::{Value, json};

/// The CarePlan of a note: its text, and its steps as activities.
pub(super) fn care_plan(Noted { note, body, steps }: &Noted) -> Value {
    let any = |state| steps.iter().any(|step| step.step.state == state);
    let status = match note.state {
        note::State::Queued => "draft",
        _ if any(State::Active) => "active",
        _ if steps.is_empty() && note.state == note::State::NeedsReview => "draft",
        _ if steps.is_empty() => "unknown",
        _ if any(State::Completed) => "completed",
        _ => "revoked",
    };
    let text = body.as_ref().map(|body| {
        json!({ "authorReference": reference(note.doctor_id), "time": instant(note.submitted_at),
                "text": body.as_str() })
    });
    json!({
        "resourceType": "CarePlan", "id": note.id, "status": status, "intent": "plan",
        "title": format!("Plan of the note of {}", note.written_on), "subject": reference(note.patient_id),
        "created": instant(note.submitted_at), "author": reference(note.doctor_id),
        "activity": steps.iter().map(|step| json!({ "reference": reference(step.step.id) })).collect::<Value>(),
        "note": [text],
    })
}

/// The Task of a step.
pub(super) fn task(Noted { note, .. }: &Noted, stepped: &Stepped) -> Value {
    let Stepped { step, description, passage, check_ins } = stepped;
    let (status, why) = match step.state {
        State::NeedsReview => ("requested", None),
        State::Active if step.check_in_count > 0 => ("in-progress", None),
        State::Active => ("ready", None),
        State::Completed => ("completed", None),
        State::Superseded => ("cancelled", Some("A newer plan took its place.")),
        State::Cancelled => ("cancelled", Some("The doctor ended it.")),
    };
    let last = (step.kind == Kind::Checklist).then_some(step.scheduled_on);
    let schedule = timing::timing(step).map(|timing| input("schedule", "valueTiming", &timing));
    let total = step.total.filter(|total| *total > 0);
    let counted = check_ins.iter().filter(|row| row.undone_at.is_none());
    let done = counted.map(|row| input("check-in", "valueDate", &json!(row.day)));
    json!({
        "resourceType": "Task", "id": step.id, "basedOn": [reference(note.id)], "status": status,
        "statusReason": why.map(|text| json!({ "text": text })), "intent": "order",
        "description": description.as_ref().map(|text| text.as_str()), "for": reference(step.patient_id),
        "executionPeriod": { "start": step.scheduled_on, "end": last },
        "authoredOn": instant(step.created_at),
        "lastModified": instant(step.closed_at.unwrap_or(step.created_at).max(step.created_at)),
        "requester": reference(note.doctor_id), "owner": reference(step.patient_id),
        "note": [passage.as_ref().map(|text| json!({ "text": format!("From the note: {}", text.as_str()) }))],
        "restriction": { "repetitions": total },
        "input": [schedule], "output": done.collect::<Value>(),
    })
}

fn input(kind: &str, name: &str, value: &Value) -> Value {
    json!({ "type": { "text": kind }, name: value })
}
