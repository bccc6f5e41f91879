//! Twenty kills of a worker in mid-sending: nobody goes without a mail, and a copy is only of what was in flight.

use crate::{
    house::Running,
    smtp::{Received, SmtpServer},
    support::{
        figures::figure,
        mails::{message_id, reminders},
        seed,
        site::{Own, on_postgres},
        time::real_now,
        until, within,
    },
};
use aftercare_core::random;
use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

const MAILS: usize = 2_000;
const KILLS: usize = 20;
/// Mails under way in one worker at most: the default of its setting.
const IN_FLIGHT: usize = 32;
const SOON: Duration = Duration::from_secs(15);
const LONG: Duration = Duration::from_secs(90);

/// For each life of the worker, how many of its mails came again in a later one. `ends`: connections at each kill.
///
/// Fails when a mail came twice in one life.
fn sent_again(mails: &[Received], ends: &[usize]) -> Vec<usize> {
    let mut last_life = HashMap::new();
    let mut again = vec![0; ends.len() + 1];
    for mail in mails {
        let life = ends.partition_point(|end| *end < mail.connection);
        if let Some(earlier) = last_life.insert(message_id(mail), life) {
            assert!(earlier < life, "one worker sent a mail twice");
            let earlier: usize = earlier;
            again[earlier] += 1;
        }
    }
    again
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_kills_in_mid_sending_lose_nothing_and_repeat_what_was_in_flight() {
    let name = "twenty_kills_in_mid_sending_lose_nothing_and_repeat_what_was_in_flight";
    on_postgres(name, Own::default(), async |site| {
        let server = SmtpServer::plain().await;
        let house = site.mailing_to(&server).with(&[("AFTERCARE_JOB_LEASE", "2")]);
        let now = real_now();
        let patients = seed::patients(site, None, MAILS, now).await;
        seed::queued_mails(site, &patients, now.date_naive(), now).await;

        let mut ends = Vec::new();
        for _ in 0..KILLS {
            let worker = Running::worker(&house);
            let enough = server.count() + 1 + between(0, 60);
            until(SOON, "mails go out", async || server.count() >= enough).await;
            tokio::time::sleep(Duration::from_millis(between(0, 60) as u64)).await;
            worker.kill().await;
            ends.push(server.connections());
        }
        let between_kills = server.count();
        let _worker = Running::worker(&house);
        let all = within(LONG, async || reminders(site).await.get("Sent") == Some(&MAILS)).await;

        let mails = server.received();
        let again = sent_again(&mails, &ends);
        let reached: HashSet<_> = mails.iter().flat_map(|mail| mail.to.clone()).collect();
        let missing = patients.iter().filter(|patient| !reached.contains(&seed::email(**patient))).count();
        let (copies, most) = (again.iter().sum::<usize>(), again.iter().max().copied().unwrap_or_default());
        figure("20 kills: mails, missing, copies", format!("{}, {missing}, {copies}", mails.len()));
        figure("20 kills: copies of one kill at most", most);
        figure("20 kills: mails sent between them", between_kills);
        assert_eq!(missing, 0, "nobody goes without: {:?}", reminders(site).await);
        assert!(all.is_some(), "each is recorded as sent: {:?}", reminders(site).await);
        assert_eq!(mails.len() - copies, MAILS, "a copy has the Message-ID of the first");
        assert!(most <= IN_FLIGHT, "only what was in flight is sent again: {again:?}");
        assert_eq!(again.last(), Some(&0), "nothing after the last kill");
    })
    .await;
}

fn between(from: u32, to: u32) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    let number = (f64::from(from) + random::fraction() * f64::from(to - from)) as usize;
    number
}
