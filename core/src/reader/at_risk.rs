//! Who has fallen behind, for their doctor.

use super::{Reader, Who};
use crate::{Result, domain::at_risk};
use aftercare_entity::{
    at_risk_episode,
    user::{self, Status},
};
use chrono::{Days, NaiveDate};
use sea_orm::{EntityTrait, QueryFilter};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// A patient who has fallen behind.
#[derive(Debug, Clone, PartialEq)]
pub struct AtRisk {
    /// Since when, and what the doctor has decided about it.
    pub episode: at_risk_episode::Model,
    /// Days missed in a row, up to yesterday.
    pub days_missed: u32,
    /// The patient's local day.
    pub today: NaiveDate,
}

impl AtRisk {
    /// Whether the doctor does not want to see it today.
    pub fn is_snoozed(&self) -> bool {
        self.episode.snoozed_until.is_some_and(|until| until > self.today)
    }
}

impl Reader {
    /// By patient: those who have fallen behind, snoozed or not. Two statements for any number of them. Only a doctor sees it.
    ///
    /// # Errors
    /// The database's.
    pub async fn at_risk(&self, patients: &[Arc<user::Model>]) -> Result<HashMap<Uuid, AtRisk>> {
        let Who::Doctor(_) = self.who else { return Ok(HashMap::new()) };
        let Some(seen) = self.sees(at_risk_episode::Column::PatientId) else { return Ok(HashMap::new()) };
        let active = patients.iter().filter(|patient| patient.status == Status::Active);
        let open = at_risk_episode::Entity::open_of_unscoped(active.map(|patient| patient.id)).filter(seen);
        let open = open.all(self.app.db().read()).await?;
        let mut open: HashMap<_, _> = open.into_iter().map(|row| (row.patient_id, row)).collect();
        let patients: Vec<_> =
            patients.iter().filter(|patient| open.contains_key(&patient.id)).cloned().collect();
        if patients.is_empty() {
            return Ok(HashMap::new());
        }
        let kept = self.adherence(&patients).await?;
        let now = self.app.now();
        let behind = patients.iter().filter_map(|patient| {
            let (episode, kept) = (open.remove(&patient.id)?, kept.get(&patient.id)?);
            let today = self.app.hospital().day_of(patient, now);
            let days_missed = kept.days_missed;
            let since = today.checked_sub_days(Days::new(days_missed.into()));
            (!at_risk::is_over(&episode, since))
                .then_some((patient.id, AtRisk { episode, days_missed, today }))
        });
        Ok(behind.collect())
    }

    /// The episode with this id, open or not, when it is of a patient of the doctor's.
    ///
    /// # Errors
    /// The database's.
    pub async fn at_risk_episode(&self, id: Uuid) -> Result<Option<at_risk_episode::Model>> {
        let Who::Doctor(_) = self.who else { return Ok(None) };
        let Some(seen) = self.sees(at_risk_episode::Column::PatientId) else { return Ok(None) };
        let found = at_risk_episode::Entity::find_by_id(id).filter(seen);
        Ok(found.one(self.app.db().read()).await?)
    }
}
