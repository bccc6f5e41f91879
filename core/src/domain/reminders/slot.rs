//! When patients are reminded: those of one zone at the hospital's hour together, and those with an hour of their own by that hour.

use crate::{
    App, Result,
    clock::local_instant,
    domain::hospital::{Hospital, minutes_to_time, time_to_minutes},
};
use aftercare_entity::{user, user::Role};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;

/// The patients of a zone who are reminded at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Where they live.
    pub zone: Tz,
    /// The hour they have chosen; `None` = the hospital's hour, whichever that is.
    pub own: Option<NaiveTime>,
}

impl Slot {
    /// Those of the zone who have chosen no hour.
    pub const fn of_zone(zone: Tz) -> Self {
        Self { zone, own: None }
    }

    /// The patient's.
    pub fn of(hospital: &Hospital, patient: &user::Model) -> Self {
        Self { zone: hospital.zone_of(patient), own: patient.remind_at.and_then(minutes_to_time) }
    }

    /// The local time at which they are reminded.
    pub fn time(self, hospital: &Hospital) -> NaiveTime {
        self.own.unwrap_or(hospital.sweep_at)
    }

    /// The instant at which they are reminded on `day`.
    pub fn on(self, app: &App, day: NaiveDate) -> DateTime<Utc> {
        local_instant(self.zone, day, self.time(app.hospital()))
    }

    /// Which patients they are.
    pub(super) fn patients(self, hospital: &Hospital) -> Condition {
        let at = user::Column::RemindAt;
        let hour = self.own.map_or_else(|| at.is_null(), |own| at.eq(time_to_minutes(own)));
        Condition::all().add(in_zone(hospital, self.zone)).add(hour)
    }

    /// As a sweep's job names it: `Europe/Berlin 2026-03-02`, and the hour after it where it is the patients' own.
    pub(super) fn named(self, day: NaiveDate) -> String {
        let own = self.own.map(|own| own.format(" %H:%M").to_string()).unwrap_or_default();
        format!("{} {day}{own}", self.zone.name())
    }

    /// By what [`Slot::named`] has written.
    pub fn read(name: &str) -> Option<(Self, NaiveDate)> {
        let mut parts = name.split(' ');
        let (zone, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let own = parts.next().map(|own| NaiveTime::parse_from_str(own, "%H:%M")).transpose().ok()?;
        parts.next().is_none().then_some((Self { zone, own }, day))
    }
}

/// Accounts that live in `zone`.
pub(super) fn in_zone(hospital: &Hospital, zone: Tz) -> Condition {
    let named = Condition::any().add(user::Column::TimeZone.eq(zone.name()));
    if zone == hospital.time_zone { named.add(user::Column::TimeZone.is_null()) } else { named }
}

/// All slots that have a patient, by zone and hour; that of the hospital's own zone and hour always.
///
/// # Errors
/// The database's.
pub async fn slots(app: &App) -> Result<Vec<Slot>> {
    let rows: Vec<(Option<String>, Option<i32>)> = user::Entity::find()
        .select_only()
        .columns([user::Column::TimeZone, user::Column::RemindAt])
        .distinct()
        .filter(user::Column::Role.eq(Role::Patient))
        .into_tuple()
        .all(app.db().read())
        .await?;
    let hospital = app.hospital();
    let first = Slot::of_zone(hospital.time_zone);
    // By name and hour, so that a slot is there once however often it comes.
    let mut known = BTreeMap::from([((first.zone.name(), first.own), first)]);
    for (zone, at) in rows {
        let zone = zone.map_or(Some(hospital.time_zone), |name| name.parse().ok());
        let Some(zone) = zone else { continue };
        let slot = Slot { zone, own: at.and_then(minutes_to_time) };
        known.insert((slot.zone.name(), slot.own), slot);
    }
    Ok(known.into_values().collect())
}

/// Whether a patient is in it, or may come into it by signing up.
pub(super) async fn is_needed(change: &crate::Change, slot: Slot) -> Result<bool> {
    if slot.own.is_none() {
        return Ok(true);
    }
    let patients = user::Entity::find().filter(user::Column::Role.eq(Role::Patient));
    let some = patients.filter(slot.patients(change.app().hospital())).one(change.tx()).await?;
    Ok(some.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{Europe::Berlin, UTC};

    #[test]
    fn a_slot_is_read_as_it_was_named_and_one_without_an_hour_as_it_always_was() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        for (slot, name) in [
            (Slot::of_zone(Berlin), "Europe/Berlin 2026-03-02"),
            (Slot { zone: UTC, own: NaiveTime::from_hms_opt(7, 5, 0) }, "UTC 2026-03-02 07:05"),
        ] {
            assert_eq!(slot.named(day), name);
            assert_eq!(Slot::read(name), Some((slot, day)));
        }
        for name in ["", "UTC", "UTC 2026-03-02 25:00", "UTC 2026-03-02 07:05 x", "Nowhere 2026-03-02"] {
            assert_eq!(Slot::read(name), None, "{name}");
        }
    }
}
