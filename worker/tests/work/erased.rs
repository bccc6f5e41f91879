//! What waited for the worker when a patient was erased is not done any more, and nobody hears of it.

use crate::house::House;
use aftercare_core::{audit::Actor, domain::closing, on_each_database};
use aftercare_entity::{job, note::State};
use aftercare_worker::sweep;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

on_each_database! {
    async fn no_note_is_read_and_no_mail_is_sent_after_a_patient_was_erased(t: TestApp) {
        let house = House::open(t).await;
        house.note("Take doxycycline 100 mg twice daily for 7 days.").await;
        let waiting = house.submit("Take ibuprofen 400 mg daily for 3 days.").await;
        let today = house.t.app.now().date_naive();
        assert_eq!(sweep::run_now(&house.t.app, today).await.unwrap().made, 1, "a mail waits");
        closing::erase(&house.t.app, Actor::OPERATOR, house.patient.id).await.unwrap();
        let summary = house.work().await;
        assert!(house.mails().is_empty(), "{summary:?}");
        let note = house.note_now(waiting.id).await;
        assert_eq!((note.state, note.reason.as_deref()), (State::Failed, Some("ERASED")));
        let open = job::Entity::find().filter(job::Column::DoneAt.is_null()).filter(job::Column::SubjectId.is_not_null());
        assert_eq!(open.count(house.t.app.db().read()).await.unwrap(), 0);
        let dead = job::Entity::find().filter(job::Column::DeadAt.is_not_null());
        assert_eq!(dead.count(house.t.app.db().read()).await.unwrap(), 0);
    }
}
