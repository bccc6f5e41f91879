//! Notes that are in no database, as the command line reads them.

use crate::gemini::{Gemini, blocked, plan};
use aftercare_core::{clock::Clock, domain::reasons};
use aftercare_worker::extraction::{Extractor, extract_text};
use chrono::NaiveDate;
use wiremock::ResponseTemplate;

const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days.";

fn day() -> NaiveDate {
    "2026-03-02".parse().expect("a day")
}

async fn days(extractor: &Extractor, fallback: bool) -> Result<Option<u32>, &'static str> {
    let read = extract_text(extractor, fallback, NOTE, day(), &Clock::system()).await?;
    Ok(read.gated.steps[0].duration_days)
}

#[tokio::test]
async fn a_model_reads_it() {
    let gemini = Gemini::answering([plan("Take doxycycline 100 mg", NOTE, 7, 2)]).await;
    assert_eq!(days(&gemini.extractor(), false).await, Ok(Some(7)));
}

#[tokio::test]
async fn what_passes_is_tried_again() {
    let busy = ResponseTemplate::new(503).insert_header("retry-after", "0");
    let gemini = Gemini::answering([busy, plan("Take doxycycline 100 mg", NOTE, 7, 2)]).await;
    assert_eq!(days(&gemini.extractor(), false).await, Ok(Some(7)));
    assert_eq!(gemini.asked().await, 2);
}

#[tokio::test]
async fn a_failure_says_why_or_the_rules_stand_in() {
    let gemini = Gemini::answering([blocked()]).await;
    assert_eq!(days(&gemini.extractor(), false).await, Err(reasons::MODEL_BLOCKED));
    let read = extract_text(&gemini.extractor(), true, NOTE, day(), &Clock::system()).await.unwrap();
    assert_eq!(read.gated.steps[0].duration_days, Some(7));
    assert_eq!(read.fallback_reason, Some(reasons::MODEL_BLOCKED));
}
