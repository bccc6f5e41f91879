//! Steps and their texts: of patients, of notes, of reminders, by id; and what a note's plan changed.

use super::{
    Reader, Text, Who, own_steps,
    page::{Lists, Seen as SeenLists, rows},
};
use crate::{
    Error, Result,
    database::Pool,
    domain::plan::Changes,
    keyring::{Place, SealError},
    page::Page,
};
use aftercare_entity::{
    reminder_step,
    step::{self, Part, Parts, State},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QueryResult, QuerySelect, Select,
};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

/// A step that the reader sees. Its texts are sealed until they are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenStep {
    /// The row.
    pub row: step::Model,
    /// Which parts were read where the row is [brief](step::Model::brief); `None` = all of it.
    parts: Option<Parts>,
    /// What to do, where finding the step had to open it.
    description: Option<Text>,
}

/// A text of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepText {
    /// What to do.
    Description,
    /// The passage of the note it came from.
    Passage,
}

/// Which steps of each list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StepFilter {
    /// In one of these states; none named = all.
    pub states: Vec<State>,
    /// The page, in the order the steps were made.
    pub page: Page,
    /// The parts that are enough, of [brief](step::Model::brief) rows; `None` = whole ones.
    pub parts: Option<Parts>,
}

impl SeenStep {
    /// A step as a change left it that the reader's own viewer made.
    pub const fn changed(row: step::Model) -> Self {
        Self { row, parts: None, description: None }
    }

    /// Whether all of the row was read: also the passage, why it was held back, and when it was closed.
    pub const fn is_whole(&self) -> bool {
        self.parts.is_none()
    }

    /// The row, where this part of it was read.
    pub fn with(&self, part: Part) -> Option<&step::Model> {
        self.parts.is_none_or(|parts| parts.has(part)).then_some(&self.row)
    }

    /// The description, where it is open already.
    pub const fn description(&self) -> Option<&Text> {
        self.description.as_ref()
    }

    fn place(&self, which: StepText) -> Place {
        match which {
            StepText::Description => Place::step_description(self.row.id, self.row.patient_id),
            StepText::Passage => Place::step_passage(self.row.id, self.row.patient_id),
        }
    }

    fn sealed(&self, which: StepText) -> Option<&[u8]> {
        match which {
            StepText::Description => Some(&self.row.description_sealed),
            StepText::Passage => self.row.passage_sealed.as_deref(),
        }
    }
}

pub(super) type Seen = Vec<Arc<SeenStep>>;

pub(super) fn seen(row: step::Model) -> Arc<SeenStep> {
    Arc::new(SeenStep::changed(row))
}

/// By list: a page of the steps of `scoped`.
///
/// # Errors
/// The database's.
pub(super) async fn pages(
    db: &Pool,
    mut scoped: Select<step::Entity>,
    lists: Lists<'_, step::Column>,
    of: fn(&step::Model) -> Uuid,
    filter: &StepFilter,
) -> Result<HashMap<Uuid, Seen>> {
    if !filter.states.is_empty() {
        scoped = scoped.filter(step::Column::State.is_in(filter.states.iter().copied()));
    }
    let sorted = (step::Column::Id, &Order::Asc);
    let mut pages: HashMap<_, Vec<_>> = HashMap::new();
    if let Some(parts) = filter.parts {
        scoped = scoped.select_only().columns(step::Model::brief_columns(parts));
    }
    let read = |row: &QueryResult| match filter.parts {
        Some(parts) => step::Model::brief(row, parts),
        None => step::Model::by_place(row),
    };
    for row in rows(db, scoped, lists, sorted, filter.page, read).await? {
        let step = SeenStep { row, parts: filter.parts, description: None };
        pages.entry(of(&step.row)).or_default().push(Arc::new(step));
    }
    Ok(pages)
}

impl Reader {
    /// By patient: the steps that the reader sees, a page of each.
    ///
    /// # Errors
    /// The database's.
    pub async fn step_pages(&self, patients: &[Uuid], filter: &StepFilter) -> Result<HashMap<Uuid, Seen>> {
        if let Who::Patient(patient) = self.who {
            // Nobody else's are seen.
            if !patients.contains(&patient) {
                return Ok(HashMap::new());
            }
            return Ok(HashMap::from([(patient, own_steps::of(&self.app, patient, filter).await?)]));
        }
        self.pages_by(step::Column::PatientId, |row| row.patient_id, patients, filter).await
    }

    /// By note: the steps of it that the reader sees, a page of each.
    ///
    /// # Errors
    /// The database's.
    pub async fn note_steps(&self, notes: &[Uuid], filter: &StepFilter) -> Result<HashMap<Uuid, Seen>> {
        let filter = StepFilter { parts: filter.parts.map(|parts| parts.with(Part::Note)), ..filter.clone() };
        self.pages_by(step::Column::NoteId, |row| row.note_id, notes, &filter).await
    }

    async fn pages_by(
        &self,
        by: step::Column,
        of: fn(&step::Model) -> Uuid,
        lists: &[Uuid],
        filter: &StepFilter,
    ) -> Result<HashMap<Uuid, Seen>> {
        let (lists_seen, visible) = (SeenLists::by(self, step::Column::PatientId), self.visible_steps());
        let (Some(lists_seen), Some(visible)) = (lists_seen, visible) else { return Ok(HashMap::new()) };
        let by_patient = matches!(by, step::Column::PatientId);
        let scoped = if by_patient { self.shown_steps() } else { visible };
        let lists = Lists { by, ids: lists, of: by_patient.then_some(lists_seen) };
        pages(self.app.db().read(), scoped, lists, of, filter).await
    }

    /// By id: the steps that the reader sees.
    ///
    /// # Errors
    /// The database's.
    pub async fn steps(&self, ids: &[Uuid]) -> Result<HashMap<Uuid, Arc<SeenStep>>> {
        let Some(visible) = self.visible_steps() else { return Ok(HashMap::new()) };
        let rows = visible.filter(step::Column::Id.is_in(ids.iter().copied())).all(self.app.db().read());
        Ok(rows.await?.into_iter().map(|row| (row.id, seen(row))).collect())
    }

    /// One step that the reader sees.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none for this reader.
    pub async fn step(&self, id: Uuid) -> Result<Arc<SeenStep>> {
        self.steps(&[id]).await?.remove(&id).ok_or(Error::NotFound("step"))
    }

    /// By reminder that the viewer was let in to: the steps that its mail listed, as far as the reader sees them, in the order
    /// they were made.
    ///
    /// # Errors
    /// The database's.
    pub async fn reminder_steps(&self, reminders: &[Uuid]) -> Result<HashMap<Uuid, Seen>> {
        let listed = reminder_step::Column::ReminderId.is_in(reminders.iter().copied());
        let pairs = reminder_step::Entity::find().filter(listed).all(self.app.db().read()).await?;
        let mut by_step: HashMap<_, Vec<_>> = HashMap::new();
        for pair in pairs {
            by_step.entry(pair.step_id).or_default().push(pair.reminder_id);
        }
        let ids: Vec<_> = by_step.keys().copied().collect();
        let mut steps: Vec<_> = self.steps(&ids).await?.into_values().collect();
        steps.sort_by_key(|step| step.row.id);
        let mut of: HashMap<_, Vec<_>> = HashMap::new();
        for step in steps {
            for reminder in by_step.get(&step.row.id).into_iter().flatten() {
                of.entry(*reminder).or_default().push(Arc::clone(&step));
            }
        }
        Ok(of)
    }

    /// By note that the viewer was let in to, and whose plan took another's place: the difference, of the steps that the
    /// reader sees and that were ever in force.
    ///
    /// # Errors
    /// The database's.
    pub async fn changes(&self, notes: &[Uuid]) -> Result<HashMap<Uuid, Changes>> {
        let Some(visible) = self.visible_steps() else { return Ok(HashMap::new()) };
        let either = Condition::any()
            .add(step::Column::NoteId.is_in(notes.iter().copied()))
            .add(step::Column::SupersededBy.is_in(notes.iter().copied()));
        let rows = visible
            .filter(either)
            .filter(step::Column::ScheduledOn.is_not_null())
            .order_by_asc(step::Column::Id);
        let rows: Seen = rows.all(self.app.db().read()).await?.into_iter().map(seen).collect();
        let wanted: Vec<_> = rows.iter().map(|step| (Arc::clone(step), StepText::Description)).collect();
        let texts = self.step_texts(&wanted).await?;
        let (mut before, mut now): (HashMap<_, Seen>, HashMap<_, Seen>) = Default::default();
        for (step, text) in rows.into_iter().zip(texts) {
            let step = Arc::new(SeenStep { description: Some(text), parts: None, row: step.row.clone() });
            if let Some(note) = step.row.superseded_by {
                before.entry(note).or_default().push(Arc::clone(&step));
            }
            now.entry(step.row.note_id).or_default().push(step);
        }
        let mut of = |note: &Uuid| {
            let (before, now) = (before.remove(note), now.remove(note));
            Changes::between(before.unwrap_or_default(), now.unwrap_or_default())
        };
        Ok(notes.iter().map(|note| (*note, of(note))).collect())
    }

    /// This text of a step that the reader sees, where it is open, or can be opened without asking the database.
    pub fn step_text_at_once(&self, step: &SeenStep, which: StepText) -> Option<Text> {
        match (&step.description, which) {
            (Some(open), StepText::Description) => Some(open.clone()),
            _ => self.open_at_once(step.place(which), step.sealed(which)?),
        }
    }

    /// These texts of steps that the reader sees, in their order. A passage that a step does not have is as an erased one.
    ///
    /// # Errors
    /// The database's.
    pub async fn step_texts(&self, wanted: &[(Arc<SeenStep>, StepText)]) -> Result<Vec<Text>> {
        let sealed =
            wanted.iter().filter_map(|(step, which)| Some((step.place(*which), step.sealed(*which)?)));
        let mut opened = self.open(&sealed.collect::<Vec<_>>()).await?.into_iter();
        let texts = wanted.iter().map(|(step, which)| {
            let text = if step.sealed(*which).is_some() { opened.next() } else { None };
            text.unwrap_or_else(|| Err(step.place(*which).unreadable(SealError::MissingDataKey)))
        });
        Ok(texts.collect())
    }
}
