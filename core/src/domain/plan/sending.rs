//! That a note was sent to a model, for the access log.

use super::ExtractionRecord;
use crate::{
    Result,
    app::Change,
    audit::{self, Access, Action, Actor},
};
use aftercare_entity::note;
use uuid::Uuid;

/// Writes to the access log that this attempt sent the note to a model; nothing when it did not.
///
/// # Errors
/// The database's.
pub async fn record_sending(change: &Change, note: Uuid, record: &ExtractionRecord) -> Result<()> {
    let Some(model) = &record.sent_to else { return Ok(()) };
    let Some(row) = note::Entity::any_unscoped(note).one(change.tx()).await? else { return Ok(()) };
    let sent = Access::new(Actor::WORKER, Action::SendToModel, Some(row.patient_id), [note]);
    // What fits the column.
    let name: String = model.chars().take(64).collect();
    audit::record(change.app(), change.tx(), [sent.with_detail(name)]).await
}
