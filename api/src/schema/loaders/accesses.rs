//! What was done to records.

use super::batched::{Loaded, Loader};
use aftercare_core::{audit, page::Page, reader::Reader};
use aftercare_entity::access_log;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// By patient, who is the viewer, and page: what was done to their record.
#[derive(Debug)]
pub struct Accesses(pub(super) Reader);

impl Loader for Accesses {
    type Key = (Uuid, Page);
    type Value = Vec<access_log::Model>;

    async fn load(&self, keys: &[(Uuid, Page)]) -> Loaded<(Uuid, Page), Self::Value> {
        // However often a query asks, it asks about one patient: a statement for each different page.
        let mut pages = HashMap::new();
        for (patient, page) in keys.iter().copied().collect::<HashSet<_>>() {
            let rows = audit::of_patient(self.0.app(), patient, page).await.map_err(Arc::new)?;
            pages.insert((patient, page), rows);
        }
        Ok(pages)
    }
}
