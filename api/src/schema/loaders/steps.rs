//! Steps, opened: of patients, of notes, of reminders, of a day.

use super::{Asks, ById, Loaded, Page, by_arguments, page_of_each};
use aftercare_core::{
    App, Error, Result,
    domain::{
        access,
        schedule::Adherence,
        steps::{self, OpenStep, StepFilter},
    },
};
use aftercare_entity::{reminder_step, step, user};
use async_graphql::dataloader::Loader;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, Select};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

pub(super) type Opened = Vec<Arc<OpenStep>>;

impl Asks {
    /// The steps that the viewer may see. `None`: nobody's.
    pub(super) fn visible_steps(&self) -> Option<Select<step::Entity>> {
        let viewer = self.viewer.as_ref()?;
        access::steps_for(viewer.id, viewer.role)
    }

    /// Opens those of these that the viewer may see, in the order they were made.
    async fn open_steps(&self, ids: impl IntoIterator<Item = Uuid> + Send) -> Result<Opened> {
        let Some(visible) = self.visible_steps() else { return Ok(Vec::new()) };
        let rows = visible.filter(step::Column::Id.is_in(ids)).order_by_asc(step::Column::Id);
        open(&self.app, rows.all(self.app.db().read()).await?).await
    }
}

pub(super) async fn open(app: &App, rows: Vec<step::Model>) -> Result<Opened> {
    Ok(steps::open_kept(app, rows).await?.into_iter().map(Arc::new).collect())
}

/// By patient and filter (which says who asks): a page of steps.
#[derive(Debug)]
pub struct StepPages(pub(super) App);

impl Loader<(Uuid, StepFilter)> for StepPages {
    type Value = Opened;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[(Uuid, StepFilter)]) -> Loaded<(Uuid, StepFilter), Self::Value> {
        let app = &self.0;
        let mut pages: HashMap<_, Self::Value> = HashMap::new();
        for (filter, patients) in by_arguments(keys) {
            let found = steps::pages(app, &patients, filter).await.map_err(Arc::new)?;
            let mut rows: Vec<_> = found.into_values().flatten().collect();
            rows.sort_by_key(|row| row.id);
            for step in open(app, rows).await.map_err(Arc::new)? {
                pages.entry((step.row.patient_id, filter.clone())).or_default().push(step);
            }
        }
        Ok(pages)
    }
}

/// Which page of a note's steps.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NoteStepsPage {
    /// In one of these states; none named = all.
    pub states: Vec<step::State>,
    /// The page.
    pub page: Page,
}

/// By note and page: the steps of it that the viewer may see.
#[derive(Debug)]
pub struct NoteSteps(pub(super) Asks);

impl Loader<(Uuid, NoteStepsPage)> for NoteSteps {
    type Value = Opened;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[(Uuid, NoteStepsPage)]) -> Loaded<(Uuid, NoteStepsPage), Self::Value> {
        let app = &self.0.app;
        let mut pages: HashMap<_, Self::Value> = HashMap::new();
        for (wanted, notes) in by_arguments(keys) {
            let Some(visible) = self.0.visible_steps() else { return Ok(HashMap::new()) };
            let mut scoped = visible.filter(step::Column::NoteId.is_in(notes));
            if !wanted.states.is_empty() {
                scoped = scoped.filter(step::Column::State.is_in(wanted.states.iter().copied()));
            }
            let rows = page_of_each(scoped, step::Column::NoteId, step::Column::Id, &Order::Asc, wanted.page);
            let rows = rows.all(app.db().read()).await.map_err(|error| Arc::new(error.into()))?;
            for step in open(app, rows).await.map_err(Arc::new)? {
                pages.entry((step.row.note_id, wanted.clone())).or_default().push(step);
            }
        }
        Ok(pages)
    }
}

/// By id: a step, if the viewer may see it.
#[derive(Debug)]
pub struct StepsById(pub(super) Asks);

impl Loader<Uuid> for StepsById {
    type Value = Arc<OpenStep>;
    type Error = Arc<Error>;

    async fn load(&self, ids: &[Uuid]) -> Loaded<Uuid, Self::Value> {
        let opened = self.0.open_steps(ids.iter().copied()).await.map_err(Arc::new)?;
        Ok(opened.into_iter().map(|step| (step.row.id, step)).collect())
    }
}

/// By reminder that the viewer was let in to: the steps that it listed, as far as the viewer may see them.
#[derive(Debug)]
pub struct ReminderSteps(pub(super) Asks);

impl Loader<Uuid> for ReminderSteps {
    type Value = Opened;
    type Error = Arc<Error>;

    async fn load(&self, reminders: &[Uuid]) -> Loaded<Uuid, Self::Value> {
        let read = async {
            let pairs = reminder_step::Entity::find()
                .filter(reminder_step::Column::ReminderId.is_in(reminders.iter().copied()))
                .all(self.0.app.db().read())
                .await?;
            let mut by_step: HashMap<_, Vec<_>> = HashMap::new();
            for pair in pairs {
                by_step.entry(pair.step_id).or_default().push(pair.reminder_id);
            }
            let mut listed: HashMap<_, Self::Value> = HashMap::new();
            for step in self.0.open_steps(by_step.keys().copied().collect::<Vec<_>>()).await? {
                for reminder in by_step.get(&step.row.id).into_iter().flatten() {
                    listed.entry(*reminder).or_default().push(Arc::clone(&step));
                }
            }
            Ok::<_, Error>(listed)
        };
        read.await.map_err(Arc::new)
    }
}

/// What a patient has to do on a day, with its texts open.
#[derive(Debug, Clone)]
pub struct OpenToday {
    /// The patient's local day.
    pub day: NaiveDate,
    /// Plan steps due and not checked in yet.
    pub due: Opened,
    /// Checklist steps open.
    pub checklist: Opened,
    /// Steps that are there if needed.
    pub as_needed: Opened,
    /// Checked in or ticked off today, whatever became of the step since.
    pub done: Opened,
}

/// By patient that the viewer was let in to: what is to do today.
#[derive(Debug)]
pub struct Todays(pub(super) Asks);

impl Loader<ById<user::Model>> for Todays {
    type Value = OpenToday;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[ById<user::Model>]) -> Loaded<ById<user::Model>, OpenToday> {
        let Some(viewer) = &self.0.viewer else { return Ok(HashMap::new()) };
        let app = &self.0.app;
        let patients: Vec<_> = keys.iter().map(|key| &*key.0).collect();
        let mut days = steps::today(app, viewer, &patients).await.map_err(Arc::new)?;
        let lists = |day: &steps::Today| {
            [day.due.clone(), day.checklist.clone(), day.as_needed.clone(), day.done.clone()].concat()
        };
        let opened = open(app, days.values().flat_map(lists).collect()).await.map_err(Arc::new)?;
        let opened: HashMap<_, _> = opened.into_iter().map(|step| (step.row.id, step)).collect();
        let find =
            |rows: Vec<step::Model>| rows.iter().filter_map(|row| opened.get(&row.id).cloned()).collect();
        let todays = keys.iter().filter_map(|key| {
            let steps::Today { day, due, checklist, as_needed, done, .. } = days.remove(&key.0.id)?;
            let (due, checklist) = (find(due), find(checklist));
            Some((
                key.clone(),
                OpenToday { day, due, checklist, as_needed: find(as_needed), done: find(done) },
            ))
        });
        Ok(todays.collect())
    }
}

/// By patient that the viewer was let in to: how they keep up with the plan in force; nothing when there is none.
#[derive(Debug)]
pub struct Adherences(pub(super) Asks);

impl Loader<ById<user::Model>> for Adherences {
    type Value = Adherence;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[ById<user::Model>]) -> Loaded<ById<user::Model>, Adherence> {
        let Some(viewer) = &self.0.viewer else { return Ok(HashMap::new()) };
        let patients: Vec<_> = keys.iter().map(|key| &*key.0).collect();
        let found = steps::adherence(&self.0.app, viewer, &patients).await.map_err(Arc::new)?;
        Ok(keys.iter().filter_map(|key| Some((key.clone(), *found.get(&key.0.id)?))).collect())
    }
}
