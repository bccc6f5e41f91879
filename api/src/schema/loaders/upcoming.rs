//! Reminders to come.

use super::{
    Asks, ById, Loaded,
    steps::{Opened, open},
};
use aftercare_core::{Error, domain::reminders};
use aftercare_entity::user;
use async_graphql::dataloader::Loader;
use chrono::{DateTime, NaiveDate, Utc};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// A day on which reminders are to come, with its texts open.
#[derive(Debug, Clone)]
pub struct OpenUpcoming {
    /// The patient's local day.
    pub day: NaiveDate,
    /// When the reminder is to be sent.
    pub at: DateTime<Utc>,
    /// What will be due then.
    pub steps: Opened,
}

/// By patient that the viewer was let in to, and number of days: the next days with a reminder.
#[derive(Debug)]
pub struct UpcomingReminders(pub(super) Asks);

impl Loader<(ById<user::Model>, usize)> for UpcomingReminders {
    type Value = Vec<OpenUpcoming>;
    type Error = Arc<Error>;

    async fn load(
        &self,
        keys: &[(ById<user::Model>, usize)],
    ) -> Loaded<(ById<user::Model>, usize), Self::Value> {
        let Some(viewer) = &self.0.viewer else { return Ok(HashMap::new()) };
        let app = &self.0.app;
        let mut lists: HashMap<usize, Vec<&ById<user::Model>>> = HashMap::new();
        for (patient, limit) in keys {
            lists.entry(*limit).or_default().push(patient);
        }
        let mut shown = HashMap::new();
        for (limit, patients) in lists {
            let rows: Vec<_> = patients.iter().map(|patient| &*patient.0).collect();
            let mut days = reminders::upcoming_of(app, viewer, &rows, limit).await.map_err(Arc::new)?;
            // One step comes on many days: opened once.
            let rows = days.values().flatten().flat_map(|day| &day.steps).map(|row| (row.id, row.clone()));
            let rows: BTreeMap<_, _> = rows.collect();
            let steps = open(app, rows.into_values().collect()).await.map_err(Arc::new)?;
            let steps: HashMap<_, _> = steps.into_iter().map(|step| (step.row.id, step)).collect();
            for patient in patients {
                let days = days.remove(&patient.0.id).unwrap_or_default().into_iter();
                let days = days.map(|day| OpenUpcoming {
                    day: day.day,
                    at: day.at,
                    steps: day.steps.iter().filter_map(|row| steps.get(&row.id).cloned()).collect(),
                });
                shown.insert((patient.clone(), limit), days.collect());
            }
        }
        Ok(shown)
    }
}
