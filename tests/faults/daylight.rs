//! Seven changes to and from daylight-saving time: each patient one mail at six, on the morning before, that morning and
//! the next. Each change has an installation of its own, on SQLite, whose worker runs through all of it.

use crate::{
    house::Running,
    smtp::{Received, SmtpServer},
    support::{figures::figure, mails::date, seed, site::on_sqlite, within},
};
use aftercare_core::clock::local_instant;
use chrono::{Days, Duration as Span, NaiveDate, NaiveTime, Offset, TimeZone};
use chrono_tz::Tz;
use std::{collections::BTreeMap, time::Duration};

const CHANGES: [(&str, &str); 7] = [
    ("America/New_York", "2026-03-08"),
    ("Europe/Berlin", "2026-03-29"),
    ("Australia/Lord_Howe", "2026-04-05"),
    ("America/Santiago", "2026-09-06"),
    ("Pacific/Auckland", "2026-09-27"),
    ("Europe/London", "2026-10-25"),
    ("Africa/Cairo", "2026-10-30"),
];
const PATIENTS: usize = 60;
const SOON: Duration = Duration::from_secs(40);
const PUNCTUAL: Span = Span::seconds(30);

fn six() -> NaiveTime {
    NaiveTime::from_hms_opt(6, 0, 0).unwrap()
}

/// The mails of the three mornings around the change.
async fn mails_around(zone: Tz, day: NaiveDate) -> Vec<Received> {
    let offset =
        |day: NaiveDate| zone.offset_from_utc_datetime(&local_instant(zone, day, six()).naive_utc()).fix();
    assert_ne!(offset(day - Days::new(1)), offset(day), "clocks change in {zone} before six on {day}");
    let noon_before = local_instant(zone, day - Days::new(2), six()) + Span::hours(6);
    let mut mails = Vec::new();
    on_sqlite(
        "each_patient_gets_one_mail_at_six_over_seven_daylight_saving_changes",
        noon_before,
        async |site| {
            let server = SmtpServer::plain().await;
            let house = site.mailing_to(&server).with(&[("AFTERCARE_TIME_ZONE", zone.name())]);
            seed::patients(site, None, PATIENTS / 2, noon_before).await;
            seed::patients(site, Some(zone.name()), PATIENTS / 2, noon_before).await;
            let _worker = Running::worker(&house);
            // It has to look ahead once before the first morning.
            within(Duration::from_secs(10), async || seed::open_sweeps(site).await > 0).await;
            for morning in [day - Days::new(1), day, day + Days::new(1)] {
                let so_far = server.count();
                site.time().set(local_instant(zone, morning, six()) - Span::seconds(2));
                within(SOON, async || server.count() >= so_far + PATIENTS).await;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
            mails = server.received();
        },
    )
    .await;
    mails
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_patient_gets_one_mail_at_six_over_seven_daylight_saving_changes() {
    let changes = CHANGES.map(|(zone, day)| (zone.parse::<Tz>().unwrap(), day.parse::<NaiveDate>().unwrap()));
    let around = changes.map(|(zone, day)| mails_around(zone, day));
    let mut late = Span::zero();
    let (mut all, mut missing, mut copies) = (0, 0, 0);
    for ((zone, day), mails) in changes.into_iter().zip(futures_util::future::join_all(around).await) {
        let mut by_patient_day = BTreeMap::<_, usize>::new();
        for mail in &mails {
            let local = date(mail).with_timezone(&zone);
            late = late.max(local.to_utc() - local_instant(zone, local.date_naive(), six()));
            assert!(local.time() >= six(), "{zone}: before six: {local}");
            *by_patient_day.entry((mail.to.clone(), local.date_naive())).or_default() += 1;
        }
        let days = [day - Days::new(1), day, day + Days::new(1)];
        assert!(by_patient_day.keys().all(|(_, on)| days.contains(on)), "{zone}: on another day");
        missing += days.len() * PATIENTS - by_patient_day.len();
        copies += mails.len() - by_patient_day.len();
        all += mails.len();
    }
    figure("seven daylight-saving changes: mails, missing, copies", format!("{all}, {missing}, {copies}"));
    figure("seven daylight-saving changes: latest after six, in ms", late.num_milliseconds());
    assert_eq!((missing, copies), (0, 0));
    assert!(late < PUNCTUAL, "{late}");
}
