//! What the plans of notes changed.

use super::{
    Asks, ById, Loaded,
    steps::{Opened, open},
};
use aftercare_core::{Error, domain::plan::Changes};
use aftercare_entity::{note, step};
use async_graphql::dataloader::Loader;
use sea_orm::{ColumnTrait, Condition, QueryFilter, QueryOrder};
use std::{collections::HashMap, sync::Arc};

/// By note that the viewer was let in to, and whose plan took another's place: the difference, of the steps that the
/// viewer may see and that were ever in force.
#[derive(Debug)]
pub struct PlanChanges(pub(super) Asks);

impl Loader<ById<note::Model>> for PlanChanges {
    type Value = Changes;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[ById<note::Model>]) -> Loaded<ById<note::Model>, Changes> {
        let Some(visible) = self.0.visible_steps() else { return Ok(HashMap::new()) };
        let (app, ids) = (&self.0.app, keys.iter().map(|key| key.0.id).collect::<Vec<_>>());
        let either = Condition::any()
            .add(step::Column::NoteId.is_in(ids.iter().copied()))
            .add(step::Column::SupersededBy.is_in(ids));
        let rows = visible
            .filter(either)
            .filter(step::Column::ScheduledOn.is_not_null())
            .order_by_asc(step::Column::Id);
        let rows = rows.all(app.db().read()).await.map_err(|error| Arc::new(error.into()))?;
        let (mut before, mut now): (HashMap<_, Opened>, HashMap<_, Opened>) = Default::default();
        for step in open(app, rows).await.map_err(Arc::new)? {
            if let Some(note) = step.row.superseded_by {
                before.entry(note).or_default().push(Arc::clone(&step));
            }
            now.entry(step.row.note_id).or_default().push(step);
        }
        let mut of = |key: &ById<note::Model>| {
            let (before, now) = (before.remove(&key.0.id), now.remove(&key.0.id));
            Changes::between(before.unwrap_or_default(), now.unwrap_or_default())
        };
        Ok(keys.iter().map(|key| (key.clone(), of(key))).collect())
    }
}
