//! The steps that patients read of themselves: first pages of the same kind, asked for at the same moment by however many patients, are one
//! statement. Pages after or before a cursor are each patient's own, and are read alone.
//!
//! Each list is of the patient who asks for it, and is given to nobody else.

use super::{
    Reader,
    page::{Lists, Seen as SeenLists},
    steps::{Seen, StepFilter, pages},
};
use crate::{App, Error, Result, gather::Gather};
use aftercare_entity::step;
use futures_util::future::join_all;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

type Asked = (Uuid, StepFilter);
type Found = Result<Seen, Arc<Error>>;

/// The patients who wait for pages of their own steps.
pub(crate) type OwnSteps = Gather<Asked, Found>;

/// A page of the patient's own steps.
///
/// # Errors
/// The database's.
pub(super) async fn of(app: &App, patient: Uuid, filter: &StepFilter) -> Result<Seen> {
    if filter.page.after.is_some() || filter.page.before.is_some() {
        return Ok(own(app, &[patient], filter).await?.remove(&patient).unwrap_or_default());
    }
    let of = app.clone();
    let asked = (patient, filter.clone());
    app.own_steps().ask("steps were not looked up", asked, move |asked| read(of.clone(), asked)).await
}

async fn read(app: App, asked: Vec<Asked>) -> Vec<Found> {
    let mut filters: HashMap<&StepFilter, HashSet<Uuid>> = HashMap::new();
    for (patient, filter) in &asked {
        filters.entry(filter).or_default().insert(*patient);
    }
    let reads = filters.into_iter().map(|(filter, patients)| {
        let app = &app;
        async move {
            (filter, own(app, &patients.into_iter().collect::<Vec<_>>(), filter).await.map_err(Arc::new))
        }
    });
    let found: HashMap<_, _> = join_all(reads).await.into_iter().collect();
    let of = |(patient, filter): &Asked| match found.get(filter) {
        Some(Ok(pages)) => Ok(pages.get(patient).cloned().unwrap_or_default()),
        Some(Err(error)) => Err(Arc::clone(error)),
        None => Ok(Seen::new()),
    };
    asked.iter().map(of).collect()
}

/// Of each of these patients, what they see of their own.
async fn own(app: &App, patients: &[Uuid], filter: &StepFilter) -> Result<HashMap<Uuid, Seen>> {
    let by = step::Column::PatientId;
    // Whose list it is has been said: left to ask is whether the record is kept.
    let seen = SeenLists::by(&Reader::worker_unscoped(app), by);
    let lists = Lists { by, ids: patients, of: seen };
    pages(app.db().read(), step::Entity::shown_to_patients(), lists, |row| row.patient_id, filter).await
}
