//! Notes and their texts.

use super::{
    Reader, Text, Who,
    page::{Lists, page_of_each},
};
use crate::{
    Error, Result,
    keyring::{Place, SealError},
    page::Page,
};
use aftercare_entity::note;
use sea_orm::{ColumnTrait, Order, QueryFilter, QueryOrder};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

impl Reader {
    /// By id: the notes whose text the reader may open.
    ///
    /// # Errors
    /// The database's.
    pub async fn notes(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Arc<note::Model>>> {
        let Some(readable) = self.readable_notes() else { return Ok(HashMap::new()) };
        let rows = readable.filter(note::Column::Id.is_in(ids.iter().copied())).all(self.app.db().read());
        Ok(rows.await?.into_iter().map(|row| (row.id, Arc::new(row))).collect())
    }

    /// One note whose text the reader may open.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none for this reader.
    pub async fn note(&self, id: Uuid) -> Result<Arc<note::Model>> {
        self.notes(&[id]).await?.remove(&id).ok_or(Error::NotFound("note"))
    }

    /// By patient: a page of the notes whose text the reader may open, newest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn note_pages(
        &self,
        patients: &[Uuid],
        page: Page,
    ) -> Result<HashMap<Uuid, Vec<Arc<note::Model>>>> {
        let Some(readable) = self.readable_notes() else { return Ok(HashMap::new()) };
        let lists = Lists { by: note::Column::PatientId, ids: patients, of: None };
        let sorted = (note::Column::Id, &Order::Desc);
        let rows = page_of_each(self.app.db().read(), readable, lists, sorted, page).await?;
        let mut pages: HashMap<_, Vec<_>> = HashMap::new();
        for row in rows {
            pages.entry(row.patient_id).or_default().push(Arc::new(row));
        }
        Ok(pages)
    }

    /// By patient: the notes without steps, or with doubts, on which the reader, their doctor now, is to decide, oldest first,
    /// whoever wrote them. Their texts are not the reader's to open. For everybody else there are none.
    ///
    /// # Errors
    /// The database's.
    pub async fn undecided(&self, patients: &[Uuid]) -> Result<HashMap<Uuid, Vec<Arc<note::Model>>>> {
        let (Who::Doctor(doctor), Some(seen)) = (self.who, self.sees(note::Column::PatientId)) else {
            return Ok(HashMap::new());
        };
        let waiting = note::Entity::undecided(doctor)
            .filter(note::Column::PatientId.is_in(patients.iter().copied()))
            .filter(seen)
            .order_by_asc(note::Column::Id);
        let mut of: HashMap<_, Vec<_>> = HashMap::new();
        for row in waiting.all(self.app.db().read()).await? {
            of.entry(row.patient_id).or_default().push(Arc::new(row));
        }
        Ok(of)
    }

    /// The texts of these notes, in their order. One that the reader may not open is as one that was erased.
    ///
    /// # Errors
    /// The database's.
    pub async fn bodies(&self, notes: &[Arc<note::Model>]) -> Result<Vec<Text>> {
        let place = |note: &note::Model| Place::note_body(note.id, note.patient_id);
        let mine = notes.iter().filter(|note| self.may_read(note));
        let sealed: Vec<_> = mine.map(|note| (place(note), note.body_sealed.as_slice())).collect();
        let mut opened = self.open(&sealed).await?.into_iter();
        let missing = |note: &note::Model| Err(place(note).unreadable(SealError::MissingDataKey));
        let texts = notes.iter().map(|note| {
            let text = if self.may_read(note) { opened.next() } else { None };
            text.unwrap_or_else(|| missing(note))
        });
        Ok(texts.collect())
    }
}
