//! The patient and their doctors.

use super::reference;
use aftercare_entity::user;
use serde_json::{Value, json};
use uuid::Uuid;

/// A Patient; `doctor` cares for them now.
pub(super) fn patient(row: &user::Model, doctor: Option<Uuid>) -> Value {
    json!({
        "resourceType": "Patient", "id": row.id, "active": true, "name": [{ "text": row.name }],
        "telecom": [{ "system": "email", "value": row.email }],
        "generalPractitioner": [doctor.map(reference)],
    })
}

/// A Practitioner.
pub(super) fn practitioner(row: &user::Model) -> Value {
    json!({ "resourceType": "Practitioner", "id": row.id, "name": [{ "text": row.name }] })
}
