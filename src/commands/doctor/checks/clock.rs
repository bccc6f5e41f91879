//! This machine's clock, compared with the database's; docs/decisions/0009 says why it matters.

use super::Found;
use crate::commands::doctor::{finding::Finding, site::Site};
use aftercare_core::clock::ClockState;
use chrono::Duration;

/// A clock that is kept by NTP is closer than this.
const NOTICED: Duration = Duration::seconds(1);

/// How far apart the two are.
pub async fn agrees(site: &Site) -> Found {
    let state = site.app()?.clock().state();
    let offset = match state {
        ClockState::Alone => return Ok(Finding::ok("SQLite has no clock but this machine's")),
        ClockState::Unread => {
            return Ok(Finding::warning("the database did not say its time within a second")
                .naming(Some("DATABASE_URL"))
                .advising("run this again; a slow way to the database makes everything slow"));
        }
        ClockState::AheadBy(offset) => offset,
    };
    let way = if offset < Duration::zero() { "behind" } else { "ahead of" };
    #[expect(clippy::cast_precision_loss, reason = "a tenth of a second is shown")]
    let seconds = offset.abs().num_milliseconds() as f64 / 1000.0;
    let detail = format!("this machine's is {seconds:.1} s {way} the database's");
    let advice = "set this machine's clock and the database server's by NTP";
    if !state.is_trusted() {
        let detail = format!("{detail}: no reminder and no mail begins here");
        return Ok(Finding::failed(detail).naming(Some("DATABASE_URL")).advising(advice));
    }
    if offset.abs() > NOTICED {
        return Ok(Finding::warning(detail).naming(Some("DATABASE_URL")).advising(advice));
    }
    Ok(Finding::ok(detail))
}
