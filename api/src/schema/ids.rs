//! Typed ids: `patient_0192...` in GraphQL is a UUID of the database and the type it belongs to, so that an id of one
//! type is never taken for another's.

use super::error::{ApiError, Result};
use async_graphql::ID;
use uuid::Uuid;

/// The types that have ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A patient.
    Patient,
    /// A doctor.
    Doctor,
    /// An admin.
    Admin,
    /// A note.
    Note,
    /// A step.
    Step,
    /// A check-in.
    CheckIn,
    /// A reminder.
    Reminder,
    /// A session.
    Session,
    /// A job of the background work.
    Job,
    /// A process that does background work.
    Worker,
}

impl Kind {
    const ALL: [Self; 10] = [
        Self::Patient,
        Self::Doctor,
        Self::Admin,
        Self::Note,
        Self::Step,
        Self::CheckIn,
        Self::Reminder,
        Self::Session,
        Self::Job,
        Self::Worker,
    ];

    const fn prefix(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Doctor => "doctor",
            Self::Admin => "admin",
            Self::Note => "note",
            Self::Step => "step",
            Self::CheckIn => "checkin",
            Self::Reminder => "reminder",
            Self::Session => "session",
            Self::Job => "job",
            Self::Worker => "worker",
        }
    }

    /// The id of `uuid` as this type.
    pub fn id(self, uuid: Uuid) -> ID {
        let mut hex = Uuid::encode_buffer();
        ID([self.prefix(), "_", uuid.simple().encode_lower(&mut hex)].concat())
    }

    /// The UUID in `id`, which the client gave at input field `path`.
    ///
    /// # Errors
    /// BAD_USER_INPUT when it is no id of this type.
    pub fn uuid(self, id: &ID, path: &'static str) -> Result<Uuid> {
        self.own(id).ok_or_else(|| ApiError::bad_input(path, self.wanted(path)))
    }

    /// The UUID in `id`, which the client gave as the argument `name`.
    ///
    /// # Errors
    /// BAD_USER_INPUT when it is no id of this type.
    pub fn argument(self, id: &ID, name: &'static str) -> Result<Uuid> {
        self.own(id).ok_or_else(|| ApiError::bad_argument(name, self.wanted(name)))
    }

    fn own(self, id: &ID) -> Option<Uuid> {
        parse(id).filter(|(kind, _)| *kind == self).map(|(_, uuid)| uuid)
    }

    fn wanted(self, place: &str) -> String {
        format!("{place} must be the id of a {}", self.prefix())
    }
}

/// The UUID in the id of a patient, a doctor or an admin, which the client gave at input field `path`.
///
/// # Errors
/// BAD_USER_INPUT when it is no such id.
pub fn person(id: &ID, path: &'static str) -> Result<Uuid> {
    match parse(id) {
        Some((Kind::Patient | Kind::Doctor | Kind::Admin, uuid)) => Ok(uuid),
        _ => Err(ApiError::bad_input(
            path,
            format!("{path} must be the id of a patient, a doctor or an admin"),
        )),
    }
}

/// Type and UUID of any id.
pub fn parse(id: &ID) -> Option<(Kind, Uuid)> {
    let (prefix, hex) = id.split_once('_')?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.prefix() == prefix)?;
    (hex.len() == 32).then_some(())?;
    Some((kind, Uuid::try_parse(hex).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_taken_only_for_its_own_type() {
        let uuid = Uuid::from_u128(42);
        let id = Kind::Patient.id(uuid);
        assert_eq!(parse(&id), Some((Kind::Patient, uuid)));
        assert_eq!(Kind::Patient.uuid(&id, "patientId").unwrap(), uuid);
        assert!(Kind::Doctor.uuid(&id, "doctorId").is_err());
        for bad in ["", "_", "patient_", "patient_zz", "nurse_00000000000000000000000000000000", "1"] {
            assert_eq!(parse(&ID::from(bad)), None, "{bad}");
        }
    }
}
