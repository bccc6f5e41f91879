//! What patients have to do today, how they keep up, and when they will be reminded: each on their own local day.

use super::{Reader, lists::by_patient};
use crate::{
    Result,
    domain::{
        reminders::{self, Upcoming},
        schedule::{self, Adherence, Day},
        steps::Today,
    },
};
use aftercare_entity::{
    check_in,
    step::{self, Kind, State},
    user,
};
use chrono::{Duration, NaiveDate};
use sea_orm::{ColumnTrait, Condition, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
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

    /// By patient: the last `days` days, day by day. Two statements for any number of them.
    ///
    /// # Errors
    /// The database's.
    pub async fn series(
        &self,
        patients: &[Arc<user::Model>],
        days: usize,
    ) -> Result<HashMap<Uuid, Vec<Day>>> {
        let (app, now) = (&self.app, self.app.now());
        let (Some(visible), Some(seen)) = (self.visible_steps(), self.sees(check_in::Column::PatientId))
        else {
            return Ok(HashMap::new());
        };
        let ids: Vec<_> = patients.iter().map(|patient| patient.id).collect();
        // A day more, since the days of the patients are not one.
        let first = now - Duration::days(i64::try_from(days.min(schedule::LONGEST)).unwrap_or(i64::MAX) + 1);
        let check_ins = check_in::Entity::of_patients_unscoped(ids.iter().copied())
            .filter(seen)
            .filter(check_in::Column::Day.gte(first.date_naive()));
        let plans = visible
            .filter(step::Column::PatientId.is_in(ids))
            .filter(step::Column::Kind.eq(Kind::Plan))
            .filter(
                Condition::any()
                    .add(step::Column::State.eq(State::Active))
                    .add(step::Column::State.eq(State::Superseded).and(step::Column::ClosedAt.gte(first))),
            );
        let db = app.db().read();
        let (check_ins, plans) = tokio::try_join!(check_ins.all(db), plans.all(db))?;
        let check_ins = by_patient(check_ins, |row| row.patient_id);
        let plans = by_patient(plans, |row| row.patient_id);
        let of = patients.iter().map(|patient| {
            let (zone, today) = (app.hospital().zone_of(patient), app.hospital().day_of(patient, now));
            let closed_on =
                |step: &step::Model| step.closed_at.map(|at| at.with_timezone(&zone).date_naive());
            let steps = plans.get(&patient.id).map_or(&[][..], Vec::as_slice);
            let done = check_ins.get(&patient.id).map_or(&[][..], Vec::as_slice);
            (patient.id, schedule::series(steps, done, today, days, closed_on))
        });
        Ok(of.collect())
    }

    /// By patient: the day of the last check-in that counts; those without one are missing. One statement for any number of them.
    ///
    /// # Errors
    /// The database's.
    pub async fn last_check_ins(&self, patients: &[Uuid]) -> Result<HashMap<Uuid, NaiveDate>> {
        let Some(seen) = self.sees(check_in::Column::PatientId) else { return Ok(HashMap::new()) };
        let last: Vec<(Uuid, NaiveDate)> = check_in::Entity::of_patients_unscoped(patients.iter().copied())
            .filter(seen)
            .select_only()
            .column(check_in::Column::PatientId)
            .column_as(check_in::Column::Day.max(), "last_day")
            .group_by(check_in::Column::PatientId)
            .into_tuple()
            .all(self.app.db().read())
            .await?;
        Ok(last.into_iter().collect())
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
