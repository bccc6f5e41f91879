//! What is numbered after it was committed: events, which pages follow, and the access log, which is chained.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};
use aftercare_core::{App, audit::chainer, events::publisher};
use chrono::{DateTime, Duration, Utc};

/// Every running process numbers them within seconds.
const LATE: Duration = Duration::minutes(1);

/// Whether pages are told what happens.
pub async fn events(site: &Site) -> Found {
    let app = site.app_with_tables()?;
    Ok(judged(app, publisher::waiting_since(app).await?, "wait to be numbered: pages are not told of them"))
}

/// Whether the access log is chained as far as it was written.
pub async fn access_log(site: &Site) -> Found {
    let app = site.app_with_tables()?;
    Ok(judged(app, chainer::waiting_since(app).await?, "wait to be chained"))
}

fn judged(app: &App, oldest: Option<DateTime<Utc>>, what: &str) -> Finding {
    let waits = oldest.map(|at| app.now() - at).filter(|waits| *waits > LATE);
    match waits {
        None => Finding::ok("up to date"),
        Some(waits) => Finding::warning(format!("rows of the last {} min {what}", waits.num_minutes()))
            .advising("start a process (aftercare serve, api or worker), or look at its log"),
    }
}
