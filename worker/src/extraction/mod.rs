//! From a sealed note to the plan: the job around an extractor and the gate.

mod pipeline;

pub use pipeline::{Extracted, ExtractionFailure, Extractor};

use crate::{
    Worker,
    runner::{Ended, attempts},
};
use aftercare_core::{
    Result,
    domain::{notes, plan},
    jobs::{self, Claimed},
};
use aftercare_entity::{note, note::State};

/// Does one extraction: no transaction is open while the extractor works; its result and the job's end commit together.
pub(crate) async fn job(worker: &Worker, claimed: &Claimed) -> Result<Ended> {
    let app = &worker.0.app;
    let subject = claimed.job.subject_id.unwrap_or_default();
    let found = note::Entity::any_unscoped(subject).one(app.db().read()).await?;
    let Some(note) = found.filter(|note| note.state == State::Queued) else {
        return Ok(if jobs::finish(app, app.db().write(), claimed).await? {
            Ended::Done
        } else {
            Ended::Lost
        });
    };
    let body = notes::open_body(app, app.db().read(), &note).await?;
    match worker.0.extractor.extract(&body, note.written_on, attempts(claimed)).await {
        Ok(extracted) => {
            let mut change = app.begin().await?;
            plan::store_extraction(&mut change, note.id, extracted.steps, extracted.record).await?;
            if !jobs::finish(app, change.tx(), claimed).await? {
                return Ok(Ended::Lost);
            }
            change.commit().await?;
            Ok(Ended::Done)
        }
        Err(ExtractionFailure { outcome, record }) => worker.settle(claimed, &outcome, record).await,
    }
}
