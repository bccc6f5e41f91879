//! Sixty thousand mails in the queue: what one mail costs does not grow with what waits behind it.
//!
//! A debug build's speed is printed and not judged; how much of the database one mail touches is.

use crate::{
    house::Running,
    smtp::SmtpServer,
    support::{
        figures::figure,
        seed,
        site::{Own, Site, on_postgres},
        time::real_now,
        within,
    },
};
use chrono::{Days, Duration as Span};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use std::time::Duration;
use tokio::time::Instant;

const QUEUED: usize = 60_000;
const MAILS: usize = 1_500;
const LONG: Duration = Duration::from_secs(40);
/// Statements and pages (8 KiB each, cached or not) for one mail.
const MOST_STATEMENTS: f64 = 6.5;
const MOST_PAGES: f64 = 250.0;

/// Statements executed so far in the site's database, and pages that they touched. How often events are numbered depends on how
/// many are there at once, not on the mails: that, and with it what begins and ends transactions, is not counted.
async fn work(site: &Site) -> (f64, f64) {
    let query = "SELECT SUM(calls) FILTER (WHERE query !~ '^(BEGIN|COMMIT)|pg_advisory_|position IS NULL')::float8 AS calls, \
                 SUM(shared_blks_hit + shared_blks_read)::float8 AS pages FROM pg_stat_statements";
    let row =
        site.db.query_one_raw(Statement::from_string(DbBackend::Postgres, query)).await.unwrap().unwrap();
    (row.try_get("", "calls").unwrap(), row.try_get("", "pages").unwrap())
}

/// The statements executed most often, each with how often: what to look at when a mail costs too much.
async fn most_frequent(site: &Site) -> String {
    let query = "SELECT calls || ' ' || left(query, 100) AS line FROM pg_stat_statements ORDER BY calls DESC LIMIT 12";
    let rows = site.db.query_all_raw(Statement::from_string(DbBackend::Postgres, query)).await.unwrap();
    let lines = rows.iter().map(|row| row.try_get::<String>("", "line").unwrap());
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_costs_no_more_with_sixty_thousand_in_the_queue() {
    let name = "a_mail_costs_no_more_with_sixty_thousand_in_the_queue";
    let own = Own { postgres: true, ..Own::default() };
    on_postgres(name, own, async |site| {
        let server = SmtpServer::plain().await;
        let now = real_now();
        let patients = seed::patients(site, None, MAILS, now - Span::days(2)).await;
        seed::queued_mails(site, &patients, now.date_naive(), now - Span::minutes(2)).await;
        // Those behind them: of days gone by, which are skipped when their turn comes.
        let behind = QUEUED / MAILS - 1;
        for ago in 1..=u64::try_from(behind).unwrap() {
            seed::queued_mails(site, &patients, now.date_naive() - Days::new(ago), now - Span::minutes(1))
                .await;
        }
        site.db.execute_unprepared("ANALYZE").await.unwrap();
        site.db.execute_unprepared("CREATE EXTENSION pg_stat_statements").await.unwrap();

        let (calls, pages) = work(site).await;
        let worker = Running::worker(&site.mailing_to(&server));
        within(LONG, async || server.count() > 0).await;
        let (began, first) = (Instant::now(), server.count());
        let all = within(LONG, async || server.count() >= MAILS).await;
        let (took, sent) = (began.elapsed().as_secs_f64(), server.count());
        let (calls, pages) = (work(site).await.0 - calls, work(site).await.1 - pages);
        let memory = worker.memory();
        drop(worker);
        let per_mail = |total: f64| total / count(sent);
        figure("60,000 queued: mails sent", format!("{sent} of {MAILS}"));
        figure("60,000 queued: mails a second (debug build)", format!("{:.0}", count(sent - first) / took));
        figure("60,000 queued: statements a mail", format!("{:.1}", per_mail(calls)));
        figure("60,000 queued: database pages a mail", format!("{:.0}", per_mail(pages)));
        figure("60,000 queued: memory of the worker", memory);
        let statements = per_mail(calls);
        assert!(statements <= MOST_STATEMENTS, "{statements:.1} a mail:\n{}", most_frequent(site).await);
        assert!(per_mail(pages) <= MOST_PAGES, "{:.0} pages a mail", per_mail(pages));
        assert!(all.is_some(), "{sent} of {MAILS} mails in {} s", LONG.as_secs());
    })
    .await;
}

#[expect(clippy::cast_precision_loss, reason = "thousands")]
fn count(n: usize) -> f64 {
    n as f64
}
