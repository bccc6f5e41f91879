//! Bad mail servers: an outage costs time and no mail, and a lost answer at most one copy.

use crate::{
    house::Running,
    smtp::{SmtpServer, Step, Trick},
    support::{
        figures::figure,
        mails::{by_message_id, reminders},
        seed,
        site::{Own, Site, on_postgres},
        until, within,
    },
};
use chrono::{DateTime, Duration as Span, Utc};
use std::time::Duration;

const PATIENTS: usize = 12;
/// Long enough for a worker to look at the queue twice.
const LOOK: Duration = Duration::from_secs(3);
const SOON: Duration = Duration::from_secs(20);

fn morning() -> DateTime<Utc> {
    "2026-06-02T06:00:00Z".parse().unwrap()
}

/// Runs `test` at six in the morning, with a mail in the queue for each patient.
async fn at_six(name: &str, test: impl AsyncFnOnce(&Site, &SmtpServer)) {
    let own = Own { time: Some(morning()), ..Own::default() };
    on_postgres(name, own, async |site| {
        let server = SmtpServer::plain().await;
        let patients = seed::patients(site, None, PATIENTS, site.time().now()).await;
        seed::queued_mails(site, &patients, morning().date_naive(), morning()).await;
        test(site, &server).await;
    })
    .await;
}

/// Moves the clock on to so many minutes past six, one after the other, and lets the worker look each time.
async fn let_pass(site: &Site, server: &SmtpServer, minutes: &[i64]) {
    for minutes in minutes {
        site.time().set(morning() + Span::minutes(*minutes));
        let before = server.reached(Step::MailFrom);
        within(LOOK, async || server.reached(Step::MailFrom) >= before + PATIENTS).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_that_a_server_defers_for_three_hours_go_out_when_it_is_well() {
    at_six("mails_that_a_server_defers_for_three_hours_go_out_when_it_is_well", async |site, server| {
        server.always(Step::Rcpt, Trick::Answer("451 4.7.1 try again later"));
        let _worker = Running::worker(&site.mailing_to(server));
        let_pass(site, server, &[0, 2, 6, 12, 24, 45, 80, 145, 180]).await;
        let meanwhile = reminders(site).await;
        server.heal();
        for minutes in [215, 250] {
            site.time().set(morning() + Span::minutes(minutes));
            within(SOON / 2, async || server.count() >= PATIENTS).await;
        }
        figure("451 for three hours: reminders then", format!("{meanwhile:?}"));
        figure("451 for three hours: mails after", format!("{} of {PATIENTS}", server.count()));
        let copies = by_message_id(&server.received());
        assert_eq!(copies.len(), PATIENTS, "{:?}", reminders(site).await);
        assert!(copies.values().all(|copies| *copies == 1), "{copies:?}");
    })
    .await;
}

/// Every recipient is refused with `answer` for a minute, as by a server that does not know this client.
async fn refused_for_a_minute(name: &str, answer: &'static str) {
    at_six(name, async |site, server| {
        server.always(Step::Rcpt, Trick::Answer(answer));
        let house = site.mailing_to(server);
        let _worker = Running::worker(&house);
        until(SOON, "a mail is refused", async || server.reached(Step::Rcpt) > 0).await;
        let names_it = async || {
            let list = house.run(&["jobs", "list"]).await;
            String::from_utf8_lossy(&list.stdout).contains("SMTP_URL")
        };
        let named = within(LOOK, names_it).await;
        let_pass(site, server, &[1]).await;
        let meanwhile = reminders(site).await;
        server.heal();
        for minutes in [3, 5, 7, 12] {
            site.time().set(morning() + Span::minutes(minutes));
            within(LOOK, async || server.count() >= PATIENTS).await;
        }
        let after = reminders(site).await;
        figure(&format!("{answer}: reminders then"), format!("{meanwhile:?}"));
        figure(&format!("{answer}: mails after"), format!("{} of {PATIENTS}", server.count()));
        let copies = by_message_id(&server.received());
        assert_eq!(copies.len(), PATIENTS, "all are mailed when it ends: {after:?}");
        assert!(copies.values().all(|copies| *copies == 1), "{copies:?}");
        assert!(!meanwhile.keys().any(|state| state.starts_with("Failed")), "none fails: {meanwhile:?}");
        assert!(named.is_some(), "`aftercare jobs list` names the setting");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_that_a_relay_denies_for_a_minute_go_out_and_the_setting_is_named() {
    let name = "mails_that_a_relay_denies_for_a_minute_go_out_and_the_setting_is_named";
    refused_for_a_minute(name, "554 5.7.1 relay access denied").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_beyond_a_server_s_limit_go_out_and_the_setting_is_named() {
    let name = "mails_beyond_a_server_s_limit_go_out_and_the_setting_is_named";
    refused_for_a_minute(name, "550 5.4.5 daily sending limit exceeded").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_whose_answer_is_lost_each_time_is_sent_twice_at_most() {
    at_six("a_mail_whose_answer_is_lost_each_time_is_sent_twice_at_most", async |site, server| {
        server.always(Step::Content, Trick::KeepAndDrop);
        let _worker = Running::worker(&site.mailing_to(server));
        let_pass(site, server, &[0, 2, 6, 12, 24, 45, 80, 145, 180]).await;
        let copies = by_message_id(&server.received());
        let most = copies.values().max().copied().unwrap_or_default();
        figure("answer lost each time: copies at most", most);
        figure("answer lost each time: reminders then", format!("{:?}", reminders(site).await));
        assert_eq!(copies.len(), PATIENTS, "each was sent, with one Message-ID");
        assert!(most <= 2, "{copies:?}");
    })
    .await;
}
