//! Opening sealed texts: one query for the data keys of any number of them, and each text opens or fails for itself.

use super::{Reader, Who};
use crate::{
    Result,
    keyring::{self, Place, Unreadable},
};
use std::{
    collections::HashSet,
    sync::{Arc, PoisonError},
};
use zeroize::Zeroizing;

/// A text, open; or why this one does not open, while others do.
pub type Text = std::result::Result<Arc<Zeroizing<String>>, Unreadable>;

impl Reader {
    /// The texts that are sealed at these places, in their order. What opens is remembered for the access log.
    pub(super) async fn open(&self, sealed: &[(Place, &[u8])]) -> Result<Vec<Text>> {
        if sealed.is_empty() {
            return Ok(Vec::new());
        }
        let patients: HashSet<_> = sealed.iter().map(|(place, _)| place.patient).collect();
        let keys = keyring::known_keys(&self.app, patients).await?;
        let texts: Vec<Text> =
            sealed.iter().map(|(place, bytes)| keys.open(*place, bytes).map(Arc::new)).collect();
        let open = sealed.iter().zip(&texts).filter(|(_, text)| text.is_ok());
        self.remember(open.map(|((place, _), _)| *place));
        Ok(texts)
    }

    /// The text that is sealed at this place, where its key is known. What opens is remembered for the access log.
    pub(super) fn open_at_once(&self, place: Place, sealed: &[u8]) -> Option<Text> {
        let key = self.app.data_keys().open(&self.app, place.patient)?.ok()?;
        let text = key.open(place, sealed).map(Arc::new);
        if text.is_ok() {
            self.remember([place]);
        }
        Some(text)
    }

    fn remember(&self, places: impl IntoIterator<Item = Place>) {
        if matches!(self.who, Who::Doctor(_)) {
            let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
            places.into_iter().for_each(|place| opened.add(place));
        }
    }
}
