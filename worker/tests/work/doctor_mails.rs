//! Doctors' mails are counted under a kind of their own, and nobody is told of a patient who was erased.

use crate::{
    at_risk::{episodes, story, to_doctor, until, with_a_plan, work_of},
    house::House,
    smtp::{SmtpServer, Step, Trick},
};
use aftercare_core::{
    Error,
    audit::Actor,
    domain::{at_risk, check_ins, closing},
    metrics::Reader,
    on_each_database,
};
use aftercare_entity::{
    at_risk_episode::{End, Resolution},
    check_in::Via,
};

/// A patient has fallen behind; the doctor's mail leaves half an hour later.
async fn behind(t: aftercare_core::testing::TestApp) -> House {
    let house = with_a_plan(t).await;
    until(&house, "03-05T06:00").await;
    assert_eq!(episodes(&house.t.app).await.len(), 1);
    house
}

/// The line of `name` whose labels are these.
async fn count(house: &House, name: &str, labels: &str) -> Option<String> {
    let app = &house.t.app;
    let text = app.metrics().text(&Reader::new(app.clone()).read().await);
    let line = format!("{name}{{{labels}}} ");
    text.lines().find_map(|found| found.strip_prefix(&line).map(str::to_owned))
}

async fn mails(house: &House, outcome: &str) -> Option<String> {
    count(house, "aftercare_mails_total", &format!("kind=\"doctor\",outcome=\"{outcome}\"")).await
}

on_each_database! {
    async fn one_that_is_sent_is_counted(t: TestApp) {
        let house = behind(t).await;
        assert_eq!(mails(&house, "sent").await.as_deref(), Some("0"), "there from the start, for alerts");
        until(&house, "03-05T06:30").await;
        assert_eq!((mails(&house, "sent").await.as_deref(), mails(&house, "skipped").await.as_deref()), (Some("1"), Some("0")));
        assert_eq!(count(&house, "aftercare_mail_seconds_count", "kind=\"doctor\"").await.as_deref(), Some("1"));
    }

    async fn one_of_a_patient_who_has_caught_up_is_skipped(t: TestApp) {
        let house = behind(t).await;
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        until(&house, "03-05T06:30").await;
        assert_eq!((mails(&house, "sent").await.as_deref(), mails(&house, "skipped").await.as_deref()), (Some("0"), Some("1")));
    }

    async fn one_that_is_refused_is_counted_as_a_doctors(t: TestApp) {
        let mut house = behind(t).await;
        let server = SmtpServer::plain().await;
        house.smtp_url = Some(server.url());
        server.script(Step::Rcpt, Trick::Answer("550 5.1.1 no such mailbox"));
        until(&house, "03-05T06:30").await;
        assert_eq!(mails(&house, "failed").await.as_deref(), Some("1"));
        let labels = "kind=\"doctor\",outcome=\"failed\",reason=\"MAIL_REFUSED\"";
        assert_eq!(count(&house, "aftercare_mail_troubles_total", labels).await.as_deref(), Some("1"));
        assert_eq!(count(&house, "aftercare_mails_total", "kind=\"account\",outcome=\"failed\"").await.as_deref(), Some("0"));
    }

    async fn a_patient_who_is_erased_is_behind_no_more_and_no_doctor_hears_of_it(t: TestApp) {
        let house = behind(t).await;
        let app = &house.t.app;
        assert_eq!(work_of(app, &house.doctor).await, 1);
        closing::erase(app, Actor::OPERATOR, house.patient.id).await.unwrap();
        assert_eq!(story(app).await, [("03-05".to_owned(), Some(End::NothingDue))], "it ends at once");
        assert_eq!(work_of(app, &house.doctor).await, 0);
        let put_off = at_risk::snooze(app, house.doctor.id, house.patient.id, "2026-03-09".parse().unwrap()).await;
        assert!(matches!(put_off, Err(Error::NotFound(_))), "{put_off:?}");
        let settled = at_risk::resolve(app, house.doctor.id, house.patient.id, Resolution::Other).await;
        assert!(matches!(settled, Err(Error::NotFound(_))), "{settled:?}");
        for time in ["03-05T06:30", "03-06T06:00", "03-06T06:30", "03-09T07:00"] {
            until(&house, time).await;
        }
        assert_eq!(to_doctor(&house).len(), 0);
        assert_eq!(episodes(app).await.len(), 1, "and no new one begins");
        // What is left counts: it tells nothing by which the patient could be recognised, and nobody was told of it.
        let row = episodes(app).await.remove(0);
        assert_eq!((row.snoozed_until, row.told_at, row.resolution, row.resolved_by), (None, None, None, None));
    }
}
