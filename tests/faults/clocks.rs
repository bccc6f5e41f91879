//! Wrong clocks: one process's tells it another time than the database's, and nobody goes without a mail or gets two.

use crate::{
    house::Running,
    smtp::{SmtpServer, Step, Trick},
    support::{
        figures::figure,
        mails::{by_message_id, date},
        seed,
        site::{Own, missing, on_postgres},
        throughout,
        time::{real_now, wrong_by},
        until, within,
    },
};
use chrono::{DateTime, Days, Duration as Span, NaiveDate, TimeDelta, Utc};
use std::{collections::BTreeMap, time::Duration};

const PATIENTS: usize = 40;
const SOON: Duration = Duration::from_secs(15);

fn at(day: NaiveDate, hour: u32, minute: u32, second: u32) -> DateTime<Utc> {
    day.and_hms_opt(hour, minute, second).unwrap().and_utc()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_two_days_ahead_for_twelve_seconds_costs_nobody_a_mail() {
    let name = "a_worker_two_days_ahead_for_twelve_seconds_costs_nobody_a_mail";
    let first = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    let own = Own { time: Some(at(first, 12, 0, 0)), ..Own::default() };
    on_postgres(name, own, async |site| {
        let server = SmtpServer::plain().await;
        let house = site.mailing_to(&server);
        seed::patients(site, None, PATIENTS, site.time().now()).await;
        let _right = Running::worker(&house);
        let ahead = crate::support::time::FakeTime::at(site.time().now() + Span::days(2)).unwrap();
        let ahead_settings = ahead.settings();
        let settings = ahead_settings.each_ref().map(|(name, value)| (*name, value.as_str()));
        let mut wrong = Running::worker(&house.with(&settings));
        throughout(Duration::from_secs(12), "it runs", async || wrong.is_alive()).await;
        wrong.kill().await;

        let mut mornings = BTreeMap::new();
        for day in [1, 2, 3].map(|later| first + Days::new(later)) {
            site.time().set(at(day, 5, 59, 58));
            let so_far = server.count();
            within(SOON, async || server.count() >= so_far + PATIENTS).await;
            mornings.insert(day, server.count() - so_far);
        }
        // None comes twice, and none late.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let mails = server.received();
        figure(
            "clock two days ahead: mails on the next mornings",
            format!("{:?} of {PATIENTS}", mornings.values().collect::<Vec<_>>()),
        );
        assert!(mornings.values().all(|mails| *mails == PATIENTS), "{mornings:?} of {PATIENTS} each");
        assert_eq!(mails.len(), 3 * PATIENTS, "one a patient and day");
        let six = |mail| date(mail).naive_utc().time() >= "06:00:00".parse().unwrap();
        assert!(mails.iter().all(six), "none before its morning");
    })
    .await;
}

/// Two workers, one ahead by `ahead`; the server takes `slow` for each mail, and the lease is `lease` long.
async fn mailed_by_two(name: &str, ahead: TimeDelta, lease: &str, slow: Duration) {
    let Some(skew) = wrong_by(ahead) else { return missing("faketime", name) };
    on_postgres(name, Own::default(), async |site| {
        let server = SmtpServer::plain().await;
        server.always(Step::Content, Trick::Delay(slow));
        let house = site.mailing_to(&server).with(&[("AFTERCARE_JOB_LEASE", lease)]);
        let now = real_now();
        let patients = seed::patients(site, None, 12, now).await;
        let _right = Running::worker(&house);
        seed::queued_mails(site, &patients, now.date_naive(), now).await;
        until(SOON, "the first mails are on their way", async || server.reached(Step::Data) > 2).await;
        let settings = skew.each_ref().map(|(name, value)| (*name, value.as_str()));
        let _ahead = Running::worker(&house.with(&settings));
        until(Duration::from_secs(40), "all are mailed", async || {
            by_message_id(&server.received()).len() == patients.len()
        })
        .await;
        // As long as a mail that is sent again would take to come.
        tokio::time::sleep(slow + Duration::from_secs(1)).await;
        let copies = by_message_id(&server.received());
        let again = copies.values().filter(|copies| **copies > 1).count();
        figure(
            &format!("two workers, one {} s ahead: mails, and those sent again", ahead.num_seconds()),
            format!("{}, {again}", copies.len()),
        );
        assert_eq!(again, 0, "each patient gets one mail: {copies:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_ninety_seconds_ahead_sends_nothing_again() {
    let name = "a_worker_ninety_seconds_ahead_sends_nothing_again";
    mailed_by_two(name, Span::seconds(90), "60", Duration::from_secs(5)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_worker_half_a_minute_ahead_works_and_sends_nothing_again() {
    let name = "a_worker_half_a_minute_ahead_works_and_sends_nothing_again";
    mailed_by_two(name, Span::seconds(30), "20", Duration::from_secs(5)).await;
}
