//! From a queued note to a plan.

use crate::house::House;
use aftercare_core::{
    domain::{notes, plan, plan::ExtractionRecord},
    jobs::{self, JobKind, Wanted},
    on_each_database,
};
use aftercare_entity::{
    note::{self, State},
    step,
};
use chrono::Duration;
use sea_orm::EntityTrait;

on_each_database! {
    async fn a_note_becomes_a_plan_and_its_job_is_over(t: TestApp) {
        let house = House::open(t).await;
        house.note("Take doxycycline 100 mg twice daily for 7 days. Rest today.").await;
        let steps = house.steps().await;
        assert_eq!(steps.iter().map(|step| step.kind).collect::<Vec<_>>(), [step::Kind::Plan, step::Kind::Checklist]);
        assert_eq!((steps[0].remaining, steps[0].times_per_day), (Some(7), Some(2)));
        let note = note::Entity::find().one(house.t.app.db().read()).await.unwrap().unwrap();
        assert_eq!((note.state, note.extractor.as_deref(), note.attempts), (State::Extracted, Some("rules"), 1));
        assert!(jobs::is_idle(&house.t.app).await.unwrap());
    }

    async fn text_is_nowhere_in_the_database_but_sealed(t: TestApp) {
        let house = House::open(t).await;
        house.note("Take doxycycline 100 mg twice daily for 7 days.").await;
        let note = note::Entity::find().one(house.t.app.db().read()).await.unwrap().unwrap();
        for sealed in [note.body_sealed, house.steps().await.remove(0).description_sealed] {
            assert!(!sealed.windows(4).any(|bytes| bytes == b"doxy"));
        }
    }

    async fn the_late_result_of_a_lost_worker_is_refused(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        let note = notes::submit_note(app, house.doctor.id, house.patient.id, "Walk 20 minutes daily for 5 days.").await.unwrap();
        let lease = Duration::seconds(60);
        let lost = jobs::claim(app, Wanted::of(JobKind::Extract, 1, lease)).await.unwrap().remove(0);
        assert!(house.work().await.done.is_empty(), "the job is held");
        house.t.clock.advance(Duration::seconds(61));
        assert_eq!(house.work().await.done["extract"], 1, "somebody else does it after the lease");
        let mut change = app.begin().await.unwrap();
        plan::store_extraction(&mut change, note.id, Vec::new(), ExtractionRecord::default()).await.unwrap();
        assert!(!jobs::finish(app, change.tx(), &lost).await.unwrap());
        drop(change);
        assert_eq!(house.steps().await.len(), 1);
    }

    async fn a_note_whose_workers_all_vanish_fails_and_can_be_retried(t: TestApp) {
        let house = House::open(t).await;
        let app = &house.t.app;
        let note = notes::submit_note(app, house.doctor.id, house.patient.id, "Walk 20 minutes daily for 5 days.").await.unwrap();
        for _ in 0..JobKind::Extract.max_attempts() {
            let one = Wanted::of(JobKind::Extract, 1, Duration::seconds(60));
            assert_eq!(jobs::claim(app, one).await.unwrap().len(), 1);
            house.t.clock.advance(Duration::seconds(61));
        }
        assert_eq!(house.work().await.dead["extract"], 1);
        let failed = note::Entity::any_unscoped(note.id).one(app.db().read()).await.unwrap().unwrap();
        assert_eq!((failed.state, failed.reason.as_deref()), (State::Failed, Some("WORKER_LOST")));
        notes::retry_extraction(app, house.doctor.id, note.id).await.unwrap();
        house.work().await;
        assert_eq!(house.steps().await.len(), 1);
        assert!(jobs::list(app, 10).await.unwrap().is_empty(), "nobody needs to look at the dead one any more");
    }
}
