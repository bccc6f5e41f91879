//! What a patient's new time zone means for the reminder of the day.
//!
//! Where it is later than 06:00 already in the new zone, that zone's sweep has been and will not come again that day: the
//! change of zone itself makes the reminder, in its own transaction. So nobody loses a day by moving, and nobody is reminded
//! twice on one, since a reminder is unique per patient and day.

use super::{schedule_zone, sweep::remind, sweep_time};
use crate::{Change, Result, domain::quiet_hours::Quiet};
use aftercare_entity::{step, user, user::Status};
use chrono::Duration;

/// A sweep that begins within this may have read its patients before the change of zone is committed: it counts as past.
const SOON: Duration = Duration::minutes(5);

/// Makes sure that the patient, as the row is now, misses no reminder by living in another zone: the zone's next sweep is in
/// the queue, and where today's is past and something is due, today's reminder is made. Callers hold the patient's row.
///
/// # Errors
/// The database's.
pub async fn zone_changed(change: &mut Change, patient: &user::Model) -> Result<()> {
    let app = change.app().clone();
    let zone = app.hospital().zone_of(patient);
    schedule_zone(change, zone).await?;
    let (now, today) = (app.now(), app.clock().today(zone));
    let sweep = sweep_time(&app, zone, today);
    let at = now.max(sweep);
    let too_late = app.hospital().quiet(zone, at) == Quiet::ForTheDay;
    let mailed = patient.status == Status::Active && patient.unconfirmed_since.is_none();
    if sweep > now + SOON || too_late || !mailed {
        return Ok(());
    }
    if step::Entity::due(patient.id, today).one(change.tx()).await?.is_some() {
        remind(change, zone, today, vec![patient.id], at).await?;
    }
    Ok(())
}
