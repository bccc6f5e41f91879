//! The language model: whether its service is there and takes the key. Nothing of a note is sent, and nothing generated.

use super::Found;
use crate::{
    Failure,
    commands::doctor::{finding::Finding, site::Site},
    extractor,
};
use aftercare_core::{clock::Clock, domain::reasons::reason_sentence};
use aftercare_worker::extraction::model::{Looked, ModelClient, Reason};

/// Whether it could be asked about a note.
pub async fn answers(site: &Site) -> Found {
    if !extractor::is_model(&site.settings) {
        return Ok(Finding::ok("none is asked: the offline rules read notes"));
    }
    site.may_ask("AFTERCARE_MODEL_ALLOW_HTTP")?;
    let client = extractor::client(&site.settings).map_err(|failure| match failure {
        Failure::Setting(why) => Finding::failed(why).naming_what_it_says().advising("correct it"),
        Failure::Other(error) => Finding::failed(error.to_string()),
    })?;
    let shown = format!("{}, model {}", client.name(), client.model());
    match client.look(Clock::system().now()).await {
        Ok(looked) => Ok(found(looked, &shown)),
        Err(failure) => Err(trouble(&client, failure.error.reason(), failure.http_status)),
    }
}

fn found(looked: Looked, shown: &str) -> Finding {
    let closer = "run: aftercare model check, which asks it about a made-up note";
    match looked {
        Looked::Good => Finding::ok(format!("{shown}: the service answers and knows it; no note was sent")),
        Looked::NotListed => {
            Finding::warning(format!("{shown}: the server answers, and does not list this model"))
                .naming(Some("AFTERCARE_MODEL"))
                .advising(closer)
        }
        Looked::Unlisted => Finding::warning(format!("{shown}: the server answers, and lists no models"))
            .naming(Some("AFTERCARE_MODEL_URL"))
            .advising(closer),
    }
}

fn trouble(client: &ModelClient, reason: Reason, status: Option<u16>) -> Finding {
    let status = status.map(|status| format!("; HTTP {status}")).unwrap_or_default();
    let detail = format!(
        "{}, model {}: {} ({reason}{status})",
        client.name(),
        client.model(),
        reason_sentence(reason.code())
    );
    // It is there, and takes the key: notes wait until it has room.
    let passes = matches!(reason, Reason::RateLimited | Reason::QuotaExhausted | Reason::Unavailable);
    let finding = if passes { Finding::warning(detail) } else { Finding::failed(detail) };
    finding
        .naming(reason.settings().or(Some("AFTERCARE_MODEL_PROVIDER")))
        .advising("then run: aftercare model check")
}
