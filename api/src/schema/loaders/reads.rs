//! What is read in bulk: each loader is a function of the reader's, which says what its viewer may see.

use super::{
    ById, ByStep,
    batched::{Loaded, Loader},
};
use aftercare_core::{
    domain::{
        plan::Changes,
        reminders::Upcoming,
        schedule::{Adherence, Day},
        steps::Today,
    },
    page::Page,
    reader::{AtRisk, CheckInFilter, Reader, SeenStep, StepFilter, StepText, Text},
};
use aftercare_entity::{assignment, check_in, note, reminder, user};
use chrono::NaiveDate;
use std::{collections::HashMap, hash::Hash, sync::Arc};
use uuid::Uuid;

type Seen = Vec<Arc<SeenStep>>;

/// By id.
macro_rules! by_id {
    ($($(#[$doc:meta])* $name:ident: $value:ty, $read:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub(super) Reader);

        impl Loader for $name {
            type Key = Uuid;
            type Value = $value;

            async fn load(&self, ids: &[Uuid]) -> Loaded<Uuid, $value> {
                self.0.$read(ids).await.map_err(Arc::new)
            }
        }
    )* };
}

by_id! {
    /// A patient whom the viewer may see.
    Patients: Arc<user::Model>, patients;
    /// An account that something names which the viewer was shown.
    Accounts: Arc<user::Model>, named_unscoped;
    /// By patient: the current assignment and its doctor.
    CurrentDoctors: (assignment::Model, Arc<user::Model>), current_doctors;
    /// A note that the viewer may read.
    Notes: Arc<note::Model>, notes;
    /// By patient: the notes on which the viewer, their doctor, is to decide.
    Undecided: Vec<Arc<note::Model>>, undecided;
    /// By note that the viewer was let in to: what its plan changed.
    PlanChanges: Changes, changes;
    /// A step that the viewer may see.
    Steps: Arc<SeenStep>, steps;
    /// A note that is on the viewer's work list.
    NotesAtWork: Arc<note::Model>, notes_at_work;
    /// By patient: the day of the last check-in that counts.
    LastCheckIns: NaiveDate, last_check_ins;
    /// By reminder that the viewer was let in to: the steps that it listed.
    ReminderSteps: Seen, reminder_steps;
}

/// By what the lists belong to, and by the arguments they are asked for with.
macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident($arguments:ty): $value:ty, |$reader:ident, $of:ident, $with:ident| $read:expr;)*) => { $(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub(super) Reader);

        impl Loader for $name {
            type Key = (Uuid, $arguments);
            type Value = $value;

            async fn load(&self, keys: &[(Uuid, $arguments)]) -> Loaded<(Uuid, $arguments), $value> {
                let $reader = &self.0;
                let mut pages = HashMap::new();
                for ($with, lists) in by_arguments(keys) {
                    let $of = lists.as_slice();
                    let read = $read.await.map_err(Arc::new)?;
                    pages.extend(read.into_iter().map(|(id, page)| ((id, $with.clone()), page)));
                }
                Ok(pages)
            }
        }
    )* };
}

pages! {
    /// By patient: a page of steps.
    StepPages(StepFilter): Seen, |reader, of, filter| reader.step_pages(of, filter);
    /// By note: a page of the steps of it that the viewer may see.
    NoteSteps(StepFilter): Seen, |reader, of, filter| reader.note_steps(of, filter);
    /// By patient: a page of the notes that the viewer may read.
    NotePages(Page): Vec<Arc<note::Model>>, |reader, of, page| reader.note_pages(of, *page);
    /// By patient: a page of the check-ins that count.
    CheckInPages(CheckInFilter): Vec<check_in::Model>, |reader, of, filter| reader.check_in_pages(of, filter);
    /// By patient: a page of the reminders made so far.
    ReminderPages(Page): Vec<reminder::Model>, |reader, of, page| reader.reminder_pages(of, *page);
}

/// By patient that the viewer was let in to.
macro_rules! by_patient {
    ($($(#[$doc:meta])* $name:ident: $value:ty, $read:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub(super) Reader);

        impl Loader for $name {
            type Key = ById<user::Model>;
            type Value = $value;

            async fn load(&self, keys: &[ById<user::Model>]) -> Loaded<ById<user::Model>, $value> {
                let found = self.0.$read(&rows(keys)).await.map_err(Arc::new)?;
                Ok(with_keys(keys, found))
            }
        }
    )* };
}

by_patient! {
    /// What is to do today.
    Todays: Today, today;
    /// How the patient keeps up with the plan in force; nothing when there is none.
    Adherences: Adherence, adherence;
    /// The episode in which the patient falls behind; nothing when there is none.
    AtRisks: AtRisk, at_risk;
}

/// By patient that the viewer was let in to, and number of days: the last days, day by day.
#[derive(Debug)]
pub struct Serieses(pub(super) Reader);

impl Loader for Serieses {
    type Key = (ById<user::Model>, usize);
    type Value = Vec<Day>;

    async fn load(
        &self,
        keys: &[(ById<user::Model>, usize)],
    ) -> Loaded<(ById<user::Model>, usize), Self::Value> {
        // However many different numbers of days are asked for, the longest is read, and each gets its end.
        let longest = keys.iter().map(|(_, days)| *days).max().unwrap_or_default();
        let patients: Vec<_> = keys.iter().map(|(patient, _)| patient.clone()).collect();
        let found = self.0.series(&rows(&patients), longest).await.map_err(Arc::new)?;
        let of = keys.iter().filter_map(|key| {
            let days = found.get(&key.0.0.id)?;
            Some((key.clone(), days[days.len().saturating_sub(key.1)..].to_vec()))
        });
        Ok(of.collect())
    }
}

/// By patient that the viewer was let in to, and number of days: the next days with a reminder.
#[derive(Debug)]
pub struct UpcomingReminders(pub(super) Reader);

impl Loader for UpcomingReminders {
    type Key = (ById<user::Model>, usize);
    type Value = Vec<Upcoming>;

    async fn load(
        &self,
        keys: &[(ById<user::Model>, usize)],
    ) -> Loaded<(ById<user::Model>, usize), Self::Value> {
        let mut shown = HashMap::new();
        for (days, patients) in by_arguments(keys) {
            let found = self.0.upcoming(&rows(&patients), *days).await.map_err(Arc::new)?;
            shown.extend(with_keys(&patients, found).into_iter().map(|(key, found)| ((key, *days), found)));
        }
        Ok(shown)
    }
}

/// By note that the viewer was let in to: its text.
#[derive(Debug)]
pub struct Bodies(pub(super) Reader);

impl Loader for Bodies {
    type Key = ById<note::Model>;
    type Value = Text;

    async fn load(&self, keys: &[ById<note::Model>]) -> Loaded<ById<note::Model>, Text> {
        let texts = self.0.bodies(&rows(keys)).await.map_err(Arc::new)?;
        Ok(keys.iter().cloned().zip(texts).collect())
    }
}

/// By step that the viewer was let in to: one of its texts.
#[derive(Debug)]
pub struct StepTexts(pub(super) Reader);

impl Loader for StepTexts {
    type Key = (ByStep, StepText);
    type Value = Text;

    async fn load(&self, keys: &[(ByStep, StepText)]) -> Loaded<(ByStep, StepText), Text> {
        let wanted: Vec<_> = keys.iter().map(|(step, which)| (Arc::clone(&step.0), *which)).collect();
        let texts = self.0.step_texts(&wanted).await.map_err(Arc::new)?;
        Ok(keys.iter().cloned().zip(texts).collect())
    }
}

/// The lists that are asked for with the same arguments.
fn by_arguments<K: Clone, A: Eq + Hash>(keys: &[(K, A)]) -> HashMap<&A, Vec<K>> {
    let mut lists: HashMap<&A, Vec<K>> = HashMap::new();
    for (of, arguments) in keys {
        lists.entry(arguments).or_default().push(of.clone());
    }
    lists
}

fn rows<M>(keys: &[ById<M>]) -> Vec<Arc<M>> {
    keys.iter().map(|key| Arc::clone(&key.0)).collect()
}

fn with_keys<V>(keys: &[ById<user::Model>], mut found: HashMap<Uuid, V>) -> HashMap<ById<user::Model>, V> {
    keys.iter().filter_map(|key| Some((key.clone(), found.remove(&key.0.id)?))).collect()
}
