//! Notes and their texts.

use super::{Asks, ById, Loaded};
use aftercare_core::{
    App, Error,
    domain::{notes, review},
    keyring::SealError,
};
use aftercare_entity::{note, patient_key, user::Role};
use async_graphql::dataloader::Loader;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

impl Asks {
    /// The notes that the viewer may read, as the core has it: for their author and their patient; without those of
    /// patients whose key was destroyed, which nobody reads any more. `None`: nobody's.
    pub(super) fn readable_notes(&self) -> Option<Select<note::Entity>> {
        let viewer = self.viewer.as_ref()?;
        let mine = match viewer.role {
            Role::Patient => note::Entity::of_patient(viewer.id),
            Role::Doctor => note::Entity::by_author(viewer.id),
            Role::Admin => return None,
        };
        let kept = patient_key::Entity::find().select_only().column(patient_key::Column::PatientId);
        Some(mine.filter(note::Column::PatientId.in_subquery(kept.into_query())))
    }
}

/// By id: a note, if the viewer may read it.
#[derive(Debug)]
pub struct Notes(pub(super) Asks);

impl Loader<Uuid> for Notes {
    type Value = Arc<note::Model>;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[Uuid]) -> Loaded<Uuid, Self::Value> {
        let Some(readable) = self.0.readable_notes() else { return Ok(HashMap::new()) };
        let rows = readable.filter(note::Column::Id.is_in(ids.iter().copied()));
        let rows = rows.all(self.0.app.db().read()).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (row.id, Arc::new(row))).collect())
    }
}

/// By patient that the viewer was let in to: the notes without steps on which the viewer, their doctor, is to decide.
#[derive(Debug)]
pub struct Undecided(pub(super) Asks);

impl Loader<Uuid> for Undecided {
    type Value = Vec<Arc<note::Model>>;
    type Error = Arc<Error>;

    async fn load(&self, patients: &[Uuid]) -> Loaded<Uuid, Self::Value> {
        let Some(viewer) = &self.0.viewer else { return Ok(HashMap::new()) };
        let mut of: HashMap<_, Self::Value> = HashMap::new();
        for row in review::undecided(&self.0.app, viewer, patients).await.map_err(Arc::new)? {
            of.entry(row.patient_id).or_default().push(Arc::new(row));
        }
        Ok(of)
    }
}

/// By note that the viewer was let in to: its text; nothing when the patient's key was destroyed.
#[derive(Debug)]
pub struct Bodies(pub(super) App);

impl Loader<ById<note::Model>> for Bodies {
    type Value = Arc<str>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[ById<note::Model>]) -> Loaded<ById<note::Model>, Self::Value> {
        let (app, db) = (&self.0, self.0.db().read());
        let rows: Vec<_> = keys.iter().map(|key| (*key.0).clone()).collect();
        match notes::open_bodies(app, db, &rows).await {
            Ok(texts) => {
                Ok(keys.iter().cloned().zip(texts.iter().map(|text| Arc::from(text.as_str()))).collect())
            }
            // One was erased: that is no reason to hide the others.
            Err(Error::Seal(SealError::MissingDataKey)) => {
                let mut opened = HashMap::new();
                for key in keys {
                    match notes::open_body(app, db, &key.0).await {
                        Ok(text) => drop(opened.insert(key.clone(), Arc::from(text.as_str()))),
                        Err(Error::Seal(SealError::MissingDataKey)) => {}
                        Err(error) => return Err(Arc::new(error)),
                    }
                }
                Ok(opened)
            }
            Err(error) => Err(Arc::new(error)),
        }
    }
}
