//! What a run deletes and what it leaves.

use crate::support::{
    counts, dead_job, doctor_mail, done_job, enqueue, happen, happened, jobs_left, prune, record, reminder,
};
use aftercare_core::{
    audit::Actor,
    domain::{
        recovery,
        retention::Pruned,
        sessions::{self, Lives, Origin},
    },
    events::publisher,
    jobs, on_each_database,
    testing::people,
};
use aftercare_entity::{event, job, reminder as reminders, reminder::State};
use chrono::Duration;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

const LIVES: Lives =
    Lives { idle: Duration::days(30), whole: Duration::days(30), grace: Duration::seconds(30) };

on_each_database! {
    async fn what_is_old_goes_and_every_other_row_of_every_table_stays(t: TestApp) {
        let app = &t.app;
        let (patient, doctor) = people::patient_and_doctor(app).await.unwrap();
        let step = record(app, patient.id, doctor.id).await;
        publisher::publish_pending(app).await.unwrap();
        sessions::open(app, &patient, &Origin::default(), LIVES).await.unwrap();
        job::Entity::delete_many().exec(app.db().write()).await.unwrap();
        done_job(app, 1).await;
        dead_job(app, 2).await;
        reminder(app, patient.id, step, State::Sent).await;
        let old = counts(app).await;
        assert!(["notes", "steps", "check_ins", "access_log"].iter().all(|table| old[*table] == 1), "{old:?}");

        t.clock.advance(Duration::days(401));
        happened(app, patient.id, 2).await;
        sessions::open(app, &patient, &Origin::default(), LIVES).await.unwrap();
        done_job(app, 3).await;
        dead_job(app, 4).await;
        enqueue(app, 5).await;
        reminder(app, patient.id, step, State::Sent).await;
        let mut left = counts(app).await;
        let pruned = prune(&t).await;
        let events = u64::try_from(old["events"]).unwrap();
        assert_eq!(pruned, Pruned { events, sessions: 1, done_jobs: 1, dead_jobs: 1, reminders: 1, account_mails: 0, doctor_mails: 0, complete: true });
        for (table, gone) in [
            ("events", old["events"]),
            ("sessions", 1),
            ("jobs", 2),
            ("reminders", 1),
            ("reminder_steps", 1),
            ("mail_answers", 1),
        ] {
            *left.get_mut(table).unwrap() -= gone;
        }
        assert_eq!(counts(app).await, left);
        assert_eq!(jobs_left(app).await, [3, 4, 5]);
        assert_eq!(prune(&t).await, Pruned { complete: true, ..Pruned::default() }, "nothing is left to do");
    }

    async fn the_newest_event_stays_and_numbers_go_on_from_it(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        happened(&t.app, patient.id, 5).await;
        // Committed by a process that died before anybody numbered them.
        happen(&t.app, patient.id, 2).await;
        t.clock.advance(Duration::days(1000));
        assert_eq!(prune(&t).await.events, 4);
        publisher::publish_pending(&t.app).await.unwrap();
        let rows = event::Entity::find().order_by_asc(event::Column::Position).all(t.app.db().read()).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.position.unwrap()).collect::<Vec<_>>(), [5, 6, 7]);
    }

    async fn an_event_that_is_young_enough_keeps_those_after_it(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        happened(&t.app, patient.id, 2).await;
        t.clock.advance(Duration::days(50));
        happened(&t.app, patient.id, 1).await;
        // Two more, of a process whose clock was years behind.
        happened(&t.app, patient.id, 2).await;
        let behind = "UPDATE events SET occurred_at = '2020-01-01T00:00:00+00:00' WHERE position > 3";
        t.app.db().write().execute_unprepared(behind).await.unwrap();
        t.clock.advance(Duration::days(41));
        assert_eq!(prune(&t).await.events, 2);
        let rows = event::Entity::find().order_by_asc(event::Column::Position).all(t.app.db().read()).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.position.unwrap()).collect::<Vec<_>>(), [3, 4, 5], "no gap");
    }

    async fn what_is_not_settled_stays_however_old(t: TestApp) {
        let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        let step = record(&t.app, patient.id, doctor.id).await;
        reminder(&t.app, patient.id, step, State::Pending).await;
        let waiting = jobs::list(&t.app, 10).await.unwrap().len();
        t.clock.advance(Duration::days(2000));
        let pruned = prune(&t).await;
        assert_eq!((pruned.reminders, pruned.done_jobs, pruned.dead_jobs), (0, 0, 0));
        assert_eq!(jobs::list(&t.app, 10).await.unwrap().len(), waiting);
        assert_eq!(reminders::Entity::find().all(t.app.db().read()).await.unwrap().len(), 1);
    }

    async fn a_day_less_than_the_limit_is_not_old(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        happened(&t.app, patient.id, 2).await;
        done_job(&t.app, 1).await;
        dead_job(&t.app, 2).await;
        t.clock.advance(Duration::days(13));
        assert_eq!(prune(&t).await, Pruned { complete: true, ..Pruned::default() });
        t.clock.advance(Duration::days(2));
        assert_eq!(prune(&t).await, Pruned { done_jobs: 1, complete: true, ..Pruned::default() });
        t.clock.advance(Duration::days(74));
        assert_eq!(prune(&t).await, Pruned { complete: true, ..Pruned::default() });
        t.clock.advance(Duration::days(2));
        assert_eq!(prune(&t).await, Pruned { dead_jobs: 1, events: 1, complete: true, ..Pruned::default() });
    }

    async fn mails_about_accounts_go_some_days_after_their_codes_expired(t: TestApp) {
        recovery::request_reset(&t.app, Actor::nobody(None), "paula@example.org").await.unwrap();
        t.clock.advance(Duration::days(7) + Duration::minutes(30));
        assert_eq!(prune(&t).await.account_mails, 0);
        t.clock.advance(Duration::minutes(1));
        assert_eq!(prune(&t).await.account_mails, 1);
        assert_eq!(counts(&t.app).await["account_mails"], 0);
    }

    async fn a_doctors_mail_of_a_day_goes_as_a_reminder_does_and_one_on_its_way_stays(t: TestApp) {
        let (_, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
        doctor_mail(&t.app, doctor.id, true).await;
        t.clock.advance(Duration::days(1));
        doctor_mail(&t.app, doctor.id, false).await;
        t.clock.advance(Duration::days(399));
        assert_eq!(prune(&t).await.doctor_mails, 0);
        t.clock.advance(Duration::days(1));
        assert_eq!(prune(&t).await.doctor_mails, 1);
        t.clock.advance(Duration::days(1000));
        assert_eq!(prune(&t).await.doctor_mails, 0, "its job settles it");
        assert_eq!(counts(&t.app).await["doctor_mails"], 1);
    }
}
