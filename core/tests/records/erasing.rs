//! A patient is erased: nobody can read the record any more, and the counts stay.

use crate::support::{body, extract, patient_with_note, rows};
use aftercare_core::{
    App, Error,
    audit::Actor,
    bus::Signal,
    domain::{
        access, assignments, check_ins,
        closing::{self, Counts},
        export::{self, Format},
        notes,
        sessions::{self, Lives, Origin},
    },
    on_each_database,
    testing::{
        TestApp, people,
        planned::{daily, held_back},
    },
};
use aftercare_entity::{
    access_log, account_mail, assignment, check_in, event, job, note, patient_key, reminder, session, step,
    user::{self, Role, Status},
};
use chrono::Duration;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter,
};

async fn row(app: &App, id: sea_orm::prelude::Uuid) -> user::Model {
    user::Entity::own(id).one(app.db().read()).await.unwrap().unwrap()
}

/// A patient with a plan, a check-in, a note that waits, a reminder that waits, a session and a mail about the account.
async fn in_care(t: &TestApp) -> (user::Model, user::Model, note::Model) {
    let app = &t.app;
    let (patient, doctor, first) = patient_with_note(app, "Rest.").await;
    extract(app, first.id, vec![daily("Walk", Some(5)), held_back(daily("Odd", None))]).await;
    check_ins::check_in(app, patient.id, None, check_in::Via::App).await.unwrap();
    notes::submit_note(app, doctor.id, patient.id, "Walk on.").await.unwrap();
    let now = app.now();
    let waits = reminder::ActiveModel {
        id: Set(app.new_id()),
        patient_id: Set(patient.id),
        day: Set(now.date_naive()),
        scheduled_at: Set(now),
        state: Set(reminder::State::Pending),
        message_id: Set("<1@aftercare.test>".to_owned()),
        attempts: Set(0),
        unanswered: Set(0),
        reason: Set(None),
        created_at: Set(now),
        sent_at: Set(None),
    };
    let waits = waits.insert(app.db().write()).await.unwrap();
    let mut change = app.begin().await.unwrap();
    change
        .job(aftercare_core::jobs::NewJob::about(aftercare_core::jobs::JobKind::Mail, waits.id, now))
        .await
        .unwrap();
    change.commit().await.unwrap();
    let opened = sessions::open(app, &patient, &Origin::default(), Lives::default()).await.unwrap();
    session::Entity::update_many()
        .col_expr(session::Column::Address, sea_orm::prelude::Expr::value("203.0.113.77"))
        .col_expr(session::Column::Device, sea_orm::prelude::Expr::value("Paula's tablet"))
        .filter(session::Column::FamilyId.eq(opened.family))
        .exec(app.db().write())
        .await
        .unwrap();
    for user_id in [Some(patient.id), None] {
        account_mail::ActiveModel {
            id: Set(app.new_id()),
            kind: Set(account_mail::Kind::ResetPassword),
            user_id: Set(user_id),
            email: Set(patient.email.clone()),
            key_id: Set("k1".to_owned()),
            attempts: Set(0),
            created_at: Set(now),
            expires_at: Set(now + Duration::hours(1)),
            used_at: Set(None),
            sent_at: Set(None),
        }
        .insert(app.db().write())
        .await
        .unwrap();
    }
    let mut account = patient.clone().into_active_model();
    account.time_zone = Set(Some("Pacific/Auckland".to_owned()));
    (account.update(app.db().write()).await.unwrap(), doctor, first)
}

macro_rules! all {
    ($app:expr, $($entity:ident),*) => {
        [$(format!("{:?}", $entity::Entity::find().all($app.db().read()).await.unwrap())),*].join("\n")
    };
}

async fn no_record(app: &App, patient: &user::Model, note: &note::Model) {
    let export = export::export(app, patient, Format::Json, Actor::person(patient.id, None)).await;
    assert!(matches!(export, Err(Error::NotFound("patient"))), "{export:?}");
    assert!(body(app, note).await.is_err());
}

on_each_database! {
    async fn nothing_personal_is_left_and_everything_that_waits_ends(t: TestApp) {
        let app = &t.app;
        let (patient, doctor, note) = in_care(&t).await;
        let other = patient_with_note(app, "Somebody else's.").await;
        let mut signals = app.bus().subscribe();
        let before = closing::counts(app, patient.id).await.unwrap();
        assert_eq!(before, Counts { notes: 2, steps: 2, check_ins: 1, reminders: 1, ..before });
        t.clock.advance(Duration::minutes(5));
        assert_eq!(closing::erase(app, Actor::OPERATOR, patient.id).await.unwrap(), before, "the counts stay");
        assert_eq!(closing::counts(app, patient.id).await.unwrap(), before);
        no_record(app, &patient, &note).await;

        let left = all!(
            app, user, session, assignment, patient_key, note, step, check_in, reminder, job, event, account_mail, access_log
        );
        for trace in [&patient.email, "203.0.113.77", "tablet", "Auckland"] {
            assert!(!left.contains(trace), "{trace}");
        }
        let account = row(app, patient.id).await;
        assert_eq!((account.status, account.erased_at, account.no_ai), (Status::Ended, Some(app.now()), true));
        assert_eq!((account.name.as_str(), account.name_folded.as_str()), ("erased", "erased"));
        assert_eq!(account.email, format!("{}@erased.invalid", patient.id));
        assert_ne!(account.password_hash, patient.password_hash);
        assert!(access::current_doctor(app.db().read(), patient.id).await.unwrap().is_none());
        let open = job::Entity::find().filter(job::Column::DoneAt.is_null());
        let open: Vec<_> = open.all(app.db().read()).await.unwrap().into_iter().map(|job| job.subject_id).collect();
        assert_eq!(open, [Some(other.2.id)], "the other patient's note goes on waiting");
        let ended = job::Entity::find().filter(job::Column::LastError.eq("ERASED")).count(app.db().read()).await.unwrap();
        assert_eq!(ended, 3, "two notes and a mail");
        let reminders = reminder::Entity::of_patient(patient.id).all(app.db().read()).await.unwrap();
        assert_eq!((reminders[0].state, reminders[0].reason.as_deref()), (reminder::State::Skipped, Some("ERASED")));
        let notes = note::Entity::of_patient(patient.id).all(app.db().read()).await.unwrap();
        assert!(notes.iter().all(|note| note.state != note::State::Queued && note.body_sealed.is_empty()));
        let steps = step::Entity::of_patient(patient.id).all(app.db().read()).await.unwrap();
        assert!(steps.iter().all(|step| step.state == step::State::Cancelled && step.description_sealed.is_empty()));
        let told = std::iter::from_fn(|| signals.try_recv().ok());
        assert!(told.into_iter().any(|signal| matches!(signal, Signal::UserSignedOut { user, .. } if user == patient.id)));
        let logged: Vec<_> = rows(app).await.into_iter().filter(|row| row.action == "ERASE").collect();
        assert_eq!((logged.len(), logged[0].patient_id), (1, Some(patient.id)));

        // What was under way when the record went comes to nothing.
        assert!(matches!(assignments::select_doctor(app, patient.id, doctor.id).await, Err(Error::NotFound(_))));
        assert!(notes::submit_note(app, doctor.id, patient.id, "Rest.").await.is_err());
        assert!(check_ins::check_in(app, patient.id, None, check_in::Via::App).await.is_err());
        extract(app, notes[1].id, vec![daily("Walk", None)]).await;
        assert_eq!(closing::counts(app, patient.id).await.unwrap().steps, 2);
        // Everybody else's record is as it was.
        assert_eq!(body(app, &other.2).await.unwrap(), "Somebody else's.");
    }

    async fn the_record_is_gone_also_from_a_restored_backup_of_the_other_tables(t: TestApp) {
        let app = &t.app;
        let (patient, _, note) = in_care(&t).await;
        assert_eq!(body(app, &note).await.unwrap(), "Rest.");
        macro_rules! backup {
            ($($entity:ident),*) => { ($($entity::Entity::find().all(app.db().read()).await.unwrap()),*) };
        }
        macro_rules! restore {
            ($($rows:expr),*) => { $(for row in $rows {
                row.into_active_model().reset_all().update(app.db().write()).await.unwrap();
            })* };
        }
        let tables = backup!(user, session, assignment, note, step, check_in, reminder, job, account_mail);
        let keys = patient_key::Entity::find().all(app.db().read()).await.unwrap();
        closing::erase(app, Actor::OPERATOR, patient.id).await.unwrap();
        let restored = tables.clone();
        restore!(restored.0, restored.1, restored.2, restored.3, restored.4, restored.5, restored.6, restored.7, restored.8);
        let account = row(app, patient.id).await;
        assert_eq!(account.name, "Paula Example", "the backup is back");
        no_record(app, &account, &note).await;
        assert!(notes::submit_note(app, note.doctor_id, patient.id, "Rest.").await.is_err());

        // A backup that has the keys too brings all back, until whoever restored it erases again.
        let restored = tables;
        restore!(restored.0, restored.3, restored.4);
        for key in keys.into_iter().filter(|key| key.patient_id == patient.id) {
            key.into_active_model().reset_all().insert(app.db().write()).await.unwrap();
        }
        assert_eq!(body(app, &note).await.unwrap(), "Rest.");
        closing::erase(app, Actor::OPERATOR, patient.id).await.unwrap();
        no_record(app, &row(app, patient.id).await, &note).await;
        assert_eq!(row(app, patient.id).await.name, "erased");
    }

    async fn who_was_erased_is_listed_and_erasing_again_changes_no_time(t: TestApp) {
        let app = &t.app;
        let mut erased = Vec::new();
        for n in 0..5 {
            let (patient, ..) = patient_with_note(app, "Rest.").await;
            if n != 2 {
                closing::erase(app, Actor::OPERATOR, patient.id).await.unwrap();
                erased.push(patient.id);
            }
        }
        let (first, rest) = (closing::erased(app, None, 3).await.unwrap(), closing::erased(app, Some(erased[2]), 3).await.unwrap());
        assert_eq!([first, rest].concat(), erased);
        let at = row(app, erased[0]).await.erased_at;
        t.clock.advance(Duration::days(1));
        closing::erase(app, Actor::OPERATOR, erased[0]).await.unwrap();
        assert_eq!(row(app, erased[0]).await.erased_at, at);
    }

    async fn of_a_doctor_the_name_stays_in_the_notes_they_wrote(t: TestApp) {
        let app = &t.app;
        let (patient, doctor, note) = patient_with_note(app, "Rest.").await;
        let (hash, actor) = (app.passwords().hash("a quiet lamp".into()).await.unwrap(), Actor::person(doctor.id, None));
        let mut changed = doctor.clone().into_active_model();
        changed.password_hash = Set(hash);
        let doctor = changed.update(app.db().write()).await.unwrap();
        let wrong = closing::delete_own(app, &doctor, "a loud lamp".into(), actor).await;
        assert!(matches!(wrong, Err(Error::BadInput { path: "password", .. })), "{wrong:?}");
        assert_eq!(row(app, doctor.id).await, doctor);
        closing::delete_own(app, &doctor, "a quiet lamp".into(), actor).await.unwrap();
        let closed = row(app, doctor.id).await;
        assert_eq!((closed.name.as_str(), closed.status), ("Dora Sample", Status::Ended));
        assert!(!closed.email.contains("example.org") && closed.password_hash != doctor.password_hash);
        assert!(access::current_doctor(app.db().read(), patient.id).await.unwrap().is_none());
        assert!(assignments::doctors(app, None, &aftercare_core::page::Page::first(10)).await.unwrap().is_empty());
        let out = export::export(app, &patient, Format::Json, Actor::person(patient.id, None)).await.unwrap();
        assert!(out.content.contains("Dora Sample"), "the patient's record still says who wrote the note");
        assert_eq!(body(app, &note).await.unwrap(), "Rest.");
    }

    async fn the_last_admin_stays_also_when_two_go_at_once(t: TestApp) {
        let app = &t.app;
        let mut admins = Vec::new();
        for name in ["Olga", "Omar"] {
            let account = people::account(app, Role::Admin, name).await.unwrap();
            let mut account = account.into_active_model();
            account.password_hash = Set(app.passwords().hash("a quiet lamp".into()).await.unwrap());
            admins.push(account.update(app.db().write()).await.unwrap());
        }
        let close = async |admin: &user::Model| {
            closing::delete_own(app, admin, "a quiet lamp".into(), Actor::person(admin.id, None)).await
        };
        let both = tokio::join!(close(&admins[0]), close(&admins[1]));
        let closed = [both.0, both.1].into_iter().flatten().count();
        assert_eq!(closed, 1);
        let gone = row(app, admins[0].id).await;
        let (gone, stays) = if gone.status == Status::Ended { (0, 1) } else { (1, 0) };
        assert_eq!(row(app, admins[gone].id).await.name, "erased");
        assert!(matches!(close(&row(app, admins[stays].id).await).await, Err(Error::Conflict(_))));
    }

    async fn a_password_cannot_be_guessed_by_closing(t: TestApp) {
        let patient = people::account(&t.app, Role::Patient, "Paula").await.unwrap();
        let mut changed = patient.into_active_model();
        changed.password_hash = Set(t.app.passwords().hash("a quiet lamp".into()).await.unwrap());
        let patient = changed.update(t.app.db().write()).await.unwrap();
        let close = async |password: &str| {
            closing::delete_own(&t.app, &patient, password.into(), Actor::person(patient.id, None)).await
        };
        let mut guesses = 0;
        while matches!(close("a loud lamp").await, Err(Error::BadInput { .. })) {
            guesses += 1;
            assert!(guesses < 100);
        }
        assert!(matches!(close("a quiet lamp").await, Err(Error::RateLimited { .. })));
        // Redis counts by its own clock.
        if t.redis.is_none() {
            t.clock.advance(Duration::hours(1));
            close("a quiet lamp").await.unwrap();
        }
    }
}
