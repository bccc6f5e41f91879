//! A patient's whole record as one document: JSON with everything, or a FHIR R4 Bundle that other programs can read.
//!
//! The record holds what the patient may see, so no step that waits for a doctor. It is read in pages, newest first, and each
//! page is written before the next is read: beside the document itself there is no more than a page in memory. A text that
//! does not open is left out, said, and logged; the rest is there.

mod document;
mod fhir;
mod json;
mod record;

use crate::{
    App, Error, Result,
    audit::{self, Access, Action, Actor},
    throttle::Limit,
};
use aftercare_entity::user::{self, Role};
use chrono::{DateTime, Duration, Utc};
use record::Record;
use tokio::sync::Semaphore;

/// Exports of one patient.
const OFTEN: Limit = Limit { tries: 10, window: Duration::hours(1) };
/// Exports being made at once in this process: each holds a whole record in memory.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What the document is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Everything, as this program knows it.
    Json,
    /// HL7 FHIR, release 4 (4.0.1): a Bundle of the type "collection".
    Fhir,
}

impl Format {
    /// As the access log has it.
    const fn code(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Fhir => "FHIR",
        }
    }
}

/// A record, written.
#[derive(Debug)]
pub struct Export {
    /// The document.
    pub content: String,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// The record of the signed-in patient `account`.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but a patient; [`Error::RateLimited`].
pub async fn export(app: &App, account: &user::Model, format: Format, actor: Actor) -> Result<Export> {
    if account.role != Role::Patient {
        return Err(Error::Forbidden("only a patient may do this"));
    }
    app.throttle().count("export", &account.id.to_string(), OFTEN).await?;
    let _turn = AT_ONCE.acquire().await.map_err(|_| Error::Internal("exports are not closed"))?;
    // Before anything is read, so that no export goes unlogged.
    let taken = Access::new(actor, Action::Export, Some(account.id), [account.id]);
    audit::record(app, app.db().write(), [taken.with_detail(format.code())]).await?;
    let record = Record::open(app, account).await?;
    let content = match format {
        Format::Json => json::write(&record).await?,
        Format::Fhir => fhir::write(&record).await?,
    };
    Ok(Export { content, at: record.at })
}
