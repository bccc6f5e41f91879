//! Events: what happened to whom, in one order for everyone.
//!
//! A change writes its event in its own transaction, without a position ([`crate::app::Change::event`]). The
//! [`publisher`] numbers committed events 1, 2, 3 ... and announces them; the [`hub`] of each API process fans them out
//! and fills every gap from the table. So a subscriber who names the last position seen gets all that came after,
//! once each, in order, from any process.

mod batch;
mod following;
pub mod hub;
pub mod publisher;

use aftercare_entity::event;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use batch::Told;
pub use following::Following;
pub use hub::{Audience, Hub};

/// A numbered event. Ids only: what a subscriber sees is loaded for that subscriber.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// 1, 2, 3 ... in the order of commits.
    pub position: i64,
    /// The row's id.
    pub id: Uuid,
    /// What happened.
    #[serde(with = "kind_as_text")]
    pub kind: event::Kind,
    /// The patient whose care it is about.
    pub patient: Uuid,
    /// The patient's doctor then.
    pub doctor: Option<Uuid>,
    /// The note, step, check-in, reminder or assignment.
    pub subject: Uuid,
    /// When it happened.
    pub at: DateTime<Utc>,
}

impl Event {
    fn from_row(row: &event::Model) -> Option<Self> {
        Some(Self {
            position: row.position?,
            id: row.id,
            kind: row.kind,
            patient: row.patient_id,
            doctor: row.doctor_id,
            subject: row.subject_id,
            at: row.occurred_at,
        })
    }
}

mod kind_as_text {
    use aftercare_entity::event::Kind;
    use sea_orm::ActiveEnum;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
    pub fn serialize<S: Serializer>(kind: &Kind, to: S) -> Result<S::Ok, S::Error> {
        kind.to_value().serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Kind, D::Error> {
        Kind::try_from_value(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}
