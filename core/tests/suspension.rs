//! A doctor who is suspended in the middle of something: it is finished before the suspension, or not done at all.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use aftercare_core::{
    Error,
    audit::Actor,
    domain::{access, admission, assignments, notes, suspension},
    on_each_database,
    page::Page,
    reader::Reader,
    testing::people,
};
use aftercare_entity::user::{Admission, Role};
use futures_util::FutureExt;

on_each_database! {
    async fn nothing_of_a_doctor_s_is_committed_after_their_suspension(t: TestApp) {
        let app = &t.app;
        let (patient, doctor) = people::patient_and_doctor(app).await.unwrap();
        let change = app.begin().await.unwrap();
        access::lock_as_doctor(change.tx(), doctor.id, patient.id).await.unwrap();
        let (other, id) = (t.another_process().await.unwrap(), doctor.id);
        let suspending = tokio::spawn(async move { suspension::suspend(&other, Actor::OPERATOR, id, None).await });
        // It cannot get ahead of what has begun, however often it is given the chance.
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert!(!suspending.is_finished());
        change.commit().await.unwrap();
        suspending.await.unwrap().unwrap();
        let change = app.begin().await.unwrap();
        let late = access::lock_as_doctor(change.tx(), doctor.id, patient.id).await;
        assert!(matches!(late, Err(Error::NotFound("patient"))), "{late:?}");
    }

    async fn a_reader_that_was_made_before_sees_nothing_after(t: TestApp) {
        let app = &t.app;
        let (patient, doctor) = people::patient_and_doctor(app).await.unwrap();
        let note = notes::submit_note(app, doctor.id, patient.id, "Rest.").await.unwrap();
        let reader = Reader::new(app, Some(&doctor), None);
        assert!(reader.sees_patient(patient.id).await.unwrap());
        assert_eq!(reader.notes(&[note.id]).await.unwrap().len(), 1);
        suspension::suspend(app, Actor::OPERATOR, doctor.id, None).await.unwrap();
        assert!(!reader.sees_patient(patient.id).await.unwrap());
        assert!(reader.notes(&[note.id]).await.unwrap().is_empty());
        assert!(reader.my_patients(Page::first(10)).await.unwrap().is_empty());
        suspension::reinstate(app, Actor::OPERATOR, doctor.id).await.unwrap();
        assert!(reader.sees_patient(patient.id).await.unwrap());
    }

    async fn nobody_but_an_active_admin_and_the_operator_changes_accounts(t: TestApp) {
        let app = &t.app;
        let (patient, doctor) = people::patient_and_doctor(app).await.unwrap();
        let admin = people::account(app, Role::Admin, "Olga").await.unwrap();
        people::account(app, Role::Admin, "Oleg").await.unwrap();
        suspension::suspend(app, Actor::OPERATOR, admin.id, None).await.unwrap();
        for actor in [
            Actor::WORKER,
            Actor::nobody(None),
            Actor::person(patient.id, None),
            Actor::person(doctor.id, None),
            // Who was an admin when the request began.
            Actor::person(admin.id, None),
        ] {
            let tries = [
                suspension::suspend(app, actor, doctor.id, None).boxed(),
                suspension::suspend(app, actor, admin.id, None).boxed(),
                suspension::reinstate(app, actor, admin.id).boxed(),
                admission::approve(app, actor, doctor.id).boxed(),
                admission::refuse(app, actor, doctor.id).boxed(),
                admission::set_title(app, actor, doctor.id, Some("Ward 7")).boxed(),
            ];
            for tried in tries {
                let tried = tried.await;
                assert!(matches!(tried, Err(Error::Forbidden(_))), "{actor:?} {tried:?}");
            }
        }
    }

    async fn a_doctor_who_is_kept_out_is_not_selected(t: TestApp) {
        let app = &t.app;
        let patient = people::account(app, Role::Patient, "Paula").await.unwrap();
        for admission in [Admission::Pending, Admission::Refused] {
            let doctor = people::account(app, Role::Doctor, "Otto").await.unwrap();
            let doctor = people::keep_out(app, doctor, admission).await.unwrap();
            let chosen = assignments::select_doctor(app, patient.id, doctor.id).await;
            assert!(matches!(chosen, Err(Error::NotFound("doctor"))), "{chosen:?}");
        }
    }
}
