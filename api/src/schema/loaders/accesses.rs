//! What was done to records.

use aftercare_core::{
    Error,
    audit::{self, Page},
    reader::Reader,
};
use aftercare_entity::access_log;
use async_graphql::dataloader::Loader;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

/// By patient, who is the viewer, and page: what was done to their record.
#[derive(Debug)]
pub struct Accesses(pub(super) Reader);

impl Loader<(Uuid, Page)> for Accesses {
    type Value = Vec<access_log::Model>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[(Uuid, Page)]) -> Result<HashMap<(Uuid, Page), Self::Value>, Self::Error> {
        // However often a query asks, it asks about one patient: a statement for each different page.
        let mut pages = HashMap::new();
        for (patient, page) in keys.iter().copied().collect::<HashSet<_>>() {
            let rows = audit::of_patient(self.0.app(), patient, page).await.map_err(Arc::new)?;
            pages.insert((patient, page), rows);
        }
        Ok(pages)
    }
}
