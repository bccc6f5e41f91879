//! What patients have to do today, how they keep up, and when they will be reminded: each on their own local day.

use super::{Reader, lists::by_patient};
use crate::{
    Result,
    domain::{
        reminders::{self, Upcoming},
        schedule::Adherence,
        steps::Today,
    },
};
use aftercare_entity::{
    check_in,
    step::{self, Kind, State},
    user,
};
use chrono::Duration;
use sea_orm::{ColumnTrait, Condition, ExprTrait, QueryFilter, QueryOrder};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

impl Reader {
    /// By patient: what they have to do today. Two statements for any number of them.
    ///
    /// # Errors
    /// The database's.
    pub async fn today(&self, patients: &[Arc<user::Model>]) -> Result<HashMap<Uuid, Today>> {
        let (app, now) = (&self.app, self.app.now());
        let days: HashMap<_, _> =
            patients.iter().map(|patient| (patient.id, app.hospital().day_of(patient, now))).collect();
        let (Some(visible), Some(seen), Some(&earliest)) =
            (self.visible_steps(), self.sees(check_in::Column::PatientId), days.values().min())
        else {
            return Ok(HashMap::new());
        };
        let db = app.db().read();
        let ids: Vec<_> = days.keys().copied().collect();
        let check_ins = check_in::Entity::of_patients_unscoped(ids.iter().copied())
            .filter(seen)
            .filter(check_in::Column::Day.gte(earliest));
        let checked: HashSet<_> = check_ins
            .all(db)
            .await?
            .into_iter()
            .filter(|row| days.get(&row.patient_id) == Some(&row.day))
            .map(|row| row.step_id)
            .collect();
        let wanted = Condition::any()
            .add(step::Column::State.eq(State::Active))
            .add(step::Column::Id.is_in(checked.iter().copied()))
            // A local day is at most 25 hours long.
            .add(
                step::Column::State
                    .eq(State::Completed)
                    .and(step::Column::Kind.eq(Kind::Checklist))
                    .and(step::Column::ClosedAt.gte(now - Duration::hours(25))),
            );
        let rows = visible.filter(step::Column::PatientId.is_in(ids)).filter(wanted);
        let rows = rows.order_by_asc(step::Column::Id).all(db).await?;
        let mut of = by_patient(rows, |row| row.patient_id);
        let todays = patients.iter().filter_map(|patient| {
            let (zone, day) = (app.hospital().zone_of(patient), *days.get(&patient.id)?);
            let rows = of.remove(&patient.id).unwrap_or_default();
            Some((patient.id, Today::of(rows, day, zone, &checked)))
        });
        Ok(todays.collect())
    }

    /// By patient: how they keep up with the plan in force. One statement for any number of them; those without a plan are
    /// missing.
    ///
    /// # Errors
    /// The database's.
    pub async fn adherence(&self, patients: &[Arc<user::Model>]) -> Result<HashMap<Uuid, Adherence>> {
        let Some(visible) = self.visible_steps() else { return Ok(HashMap::new()) };
        let plans = visible
            .filter(step::Column::PatientId.is_in(patients.iter().map(|patient| patient.id)))
            .filter(step::Column::State.eq(State::Active))
            .filter(step::Column::Kind.eq(Kind::Plan));
        let of = by_patient(plans.all(self.app.db().read()).await?, |row| row.patient_id);
        let now = self.app.now();
        let kept = patients.iter().filter_map(|patient| {
            let steps = of.get(&patient.id)?;
            Some((patient.id, Adherence::of(steps, self.app.hospital().day_of(patient, now))))
        });
        Ok(kept.collect())
    }

    /// By patient: the next days, at most `limit`, on which they will be reminded; computed from the plan, not stored. One
    /// statement for any number of them; those without such a day are missing.
    ///
    /// # Errors
    /// The database's.
    pub async fn upcoming(
        &self,
        patients: &[Arc<user::Model>],
        limit: usize,
    ) -> Result<HashMap<Uuid, Vec<Upcoming>>> {
        let Some(visible) = self.visible_steps() else { return Ok(HashMap::new()) };
        let steps = visible
            .filter(step::Column::PatientId.is_in(patients.iter().map(|patient| patient.id)))
            .filter(step::Column::State.eq(State::Active))
            .filter(step::Column::NextDueOn.is_not_null())
            .order_by_asc(step::Column::Id);
        let mut plans = by_patient(steps.all(self.app.db().read()).await?, |row| row.patient_id);
        let days = patients.iter().filter_map(|patient| {
            let steps = plans.remove(&patient.id)?;
            Some((patient.id, reminders::days_of(&self.app, patient, &steps, limit)))
        });
        Ok(days.collect())
    }
}
