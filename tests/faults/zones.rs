//! A patient moves to where it is past six already: the mail comes late the same day, once.

use crate::{
    house::Running,
    smtp::SmtpServer,
    support::{
        api::doctor_and_patient,
        figures::{figure, time},
        mails::{confirm_everybody, date, reminders},
        site::{Own, on_postgres},
        until, within,
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(15);

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_moves_past_six_is_mailed_late_the_same_day() {
    let name = "who_moves_past_six_is_mailed_late_the_same_day";
    let own = Own { time: Some(at("2026-06-01T18:00:00Z")), ..Own::default() };
    on_postgres(name, own, async |site| {
        let server = SmtpServer::plain().await;
        let house = site.mailing_to(&server);
        let (api, _worker) = (Running::api(&house).await, Running::worker(&house));
        let (doctor, mut patient) = doctor_and_patient(api.address()).await;
        until(SOON, "both are mailed their codes", async || server.count() == 2).await;
        confirm_everybody(site).await;
        let move_to = "mutation ($input: SetTimeZoneInput!) { setTimeZone(input: $input) { __typename } }";
        patient.ask(move_to, json!({ "input": { "timeZone": "America/New_York" } })).await.unwrap();
        let submit = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { id } } }";
        let note = json!({ "patientId": patient.id, "body": "Walk 20 minutes every day for 30 days." });
        doctor.ask(submit, json!({ "input": note })).await.unwrap();
        let steps = "{ viewer { ... on Patient { steps { edges { node { description } } } } } }";
        until(SOON, "the plan is there", async || {
            let plan = patient.ask(steps, json!({})).await.unwrap();
            plan["viewer"]["steps"]["edges"][0].is_object()
        })
        .await;

        // Half past eleven in Berlin, half past five in New York.
        site.time().set(at("2026-06-02T09:30:00Z"));
        let today = "{ viewer { ... on Patient { today { day } } } }";
        until(SOON, "the API follows the database's clock", async || {
            patient.refresh().await.unwrap();
            let answer = patient.ask(today, json!({})).await;
            answer.is_ok_and(|answer| answer["viewer"]["today"]["day"] == "2026-06-02")
        })
        .await;
        patient.ask(move_to, json!({ "input": { "timeZone": "Europe/Berlin" } })).await.unwrap();
        let late = within(SOON, async || server.count() == 3).await;
        figure("moved from New York to Berlin at 11:30: the mail came", time(late));
        // Six in New York, where nobody lives now; and the next morning.
        site.time().set(at("2026-06-02T09:59:59Z"));
        tokio::time::sleep(Duration::from_secs(3)).await;
        let of_the_day = server.count() - 2;
        site.time().set(at("2026-06-03T03:59:58Z"));
        within(SOON, async || server.count() - 2 > of_the_day).await;
        let dates: Vec<_> = server.received().iter().map(|mail| date(mail).to_utc().to_rfc3339()).collect();
        assert!(late.is_some(), "a mail late the same day: {:?}, {dates:?}", reminders(site).await);
        assert_eq!(of_the_day, 1, "one mail that day: {dates:?}");
        assert_eq!(server.count() - 2, 2, "and one the next morning: {dates:?}");
    })
    .await;
}
