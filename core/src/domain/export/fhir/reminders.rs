//! A reminder by mail as a Communication.

use super::{instant, reference};
use crate::domain::reasons;
use aftercare_entity::reminder::{self, State};
use serde_json::{Value, json};
use uuid::Uuid;

/// The Communication of a reminder, about these Tasks.
pub(super) fn communication(row: &reminder::Model, about: impl Iterator<Item = Uuid>) -> Value {
    let status = match row.state {
        State::Pending => "preparation",
        State::Sent => "completed",
        State::Skipped => "not-done",
        State::Failed => "stopped",
    };
    let why = row.reason.as_deref().map(reasons::reason_sentence);
    json!({
        "resourceType": "Communication", "id": row.id, "status": status,
        "statusReason": why.map(|text| json!({ "text": text })),
        "category": [coded("http://terminology.hl7.org/CodeSystem/communication-category", "reminder")],
        "medium": [coded("http://terminology.hl7.org/CodeSystem/v3-ParticipationMode", "EMAILWRIT")],
        "subject": reference(row.patient_id), "recipient": [reference(row.patient_id)],
        "about": about.map(reference).collect::<Value>(), "sent": row.sent_at.map(instant),
    })
}

fn coded(system: &str, code: &str) -> Value {
    json!({ "coding": [{ "system": system, "code": code }] })
}
