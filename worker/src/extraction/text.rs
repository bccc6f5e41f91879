//! A note that is in no database, for the command line: the pipeline without a job around it.
//!
//! What the queue does for a job with backoff and hours of patience is done here within minutes: a few attempts, the
//! pauses that the service asks for, and then the code of what went wrong.

use super::{Extractor, Reading, pipeline::by_rules};
use aftercare_core::{clock::Clock, domain::plan::ExtractionRecord, jobs::Outcome};
use aftercare_extraction::Gated;
use chrono::{Duration, NaiveDate};

/// Questions about one note at most.
const ATTEMPTS: u32 = 3;
/// How long one note may take in all.
const PATIENCE: Duration = Duration::minutes(3);

/// The steps of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct FromText {
    /// The steps, grounded or held back.
    pub gated: Gated,
    /// Why the model failed, where the rules stood in for it.
    pub fallback_reason: Option<&'static str>,
}

/// The gated steps of `note`, written on `day`; by the rules where the model fails and `fallback` says so.
///
/// # Errors
/// The code of what went wrong.
pub async fn extract_text(
    extractor: &Extractor,
    fallback: bool,
    note: &str,
    day: NaiveDate,
    clock: &Clock,
) -> Result<FromText, &'static str> {
    match ask(extractor, note, day, clock).await {
        Ok(gated) => Ok(FromText { gated, fallback_reason: None }),
        Err(code) if fallback && !matches!(extractor, Extractor::Rules) => {
            let gated = by_rules(note, day).map_err(|_| code)?;
            Ok(FromText { gated, fallback_reason: Some(code) })
        }
        Err(code) => Err(code),
    }
}

async fn ask(
    extractor: &Extractor,
    note: &str,
    day: NaiveDate,
    clock: &Clock,
) -> Result<Gated, &'static str> {
    let deadline = clock.now() + PATIENCE;
    let mut attempts = 1;
    let mut previous = None;
    loop {
        let now = clock.now();
        let reading = Reading { note, day, people: &[], now, attempts, previous, deadline };
        let (code, pause) = match extractor.read(reading, &mut ExtractionRecord::default()).await {
            Ok(gated) => return Ok(gated),
            Err(Outcome::GiveUp { code }) => return Err(code),
            Err(Outcome::Retry { code, after }) => {
                if attempts == ATTEMPTS {
                    return Err(code);
                }
                let pause = after.unwrap_or_else(|| Duration::seconds(1 << (attempts - 1)));
                attempts += 1;
                (code, pause)
            }
            // A pause of its own, which says nothing about this note.
            Err(Outcome::Park { code, until }) => {
                (code, (until - clock.now()).max(Duration::milliseconds(10)))
            }
        };
        if clock.now() + pause > deadline {
            return Err(code);
        }
        previous = Some(code);
        tokio::time::sleep(pause.to_std().unwrap_or_default()).await;
    }
}
