//! A patient's lists that come newest first: notes, check-ins, reminders. One statement for any number of patients.

use super::{Asks, Loaded, Page, by_arguments, page_of_each};
use aftercare_core::Error;
use aftercare_entity::{check_in, note, reminder};
use async_graphql::dataloader::Loader;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, Select};
use std::{collections::HashMap, sync::Arc};
use uuid::Uuid;

macro_rules! newest_first {
    ($(#[$doc:meta])* $name:ident, $module:ident, $scoped:expr) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub(super) Asks);

        impl Loader<(Uuid, Page)> for $name {
            type Value = Vec<$module::Model>;
            type Error = Arc<Error>;

            async fn load(&self, keys: &[(Uuid, Page)]) -> Loaded<(Uuid, Page), Self::Value> {
                use $module::{Column, Entity};
                let mut pages: HashMap<_, Self::Value> = HashMap::new();
                for (page, patients) in by_arguments(keys) {
                    let scoped: fn(&Asks, Vec<Uuid>) -> Option<Select<Entity>> = $scoped;
                    let Some(scoped) = scoped(&self.0, patients) else { return Ok(HashMap::new()) };
                    let rows = page_of_each(scoped, Column::PatientId, Column::Id, &Order::Desc, *page);
                    let rows = rows.all(self.0.app.db().read()).await;
                    for row in rows.map_err(|error| Arc::new(error.into()))? {
                        pages.entry((row.patient_id, *page)).or_default().push(row);
                    }
                }
                Ok(pages)
            }
        }
    };
}

newest_first! {
    /// By patient and page: the notes that the viewer may read.
    NotePages, note, |asks, patients| {
        Some(asks.readable_notes()?.filter(note::Column::PatientId.is_in(patients)))
    }
}

newest_first! {
    /// By patient and page: the check-ins that count.
    CheckInPages, check_in, |asks, patients| {
        let visible = asks.visible(check_in::Column::PatientId)?;
        Some(check_in::Entity::of_patients_unscoped(patients).filter(visible))
    }
}

newest_first! {
    /// By patient and page: the reminders made so far.
    ReminderPages, reminder, |asks, patients| {
        let visible = asks.visible(reminder::Column::PatientId)?;
        Some(reminder::Entity::find().filter(visible).filter(reminder::Column::PatientId.is_in(patients)))
    }
}
