//! Rows of every kind, and how many of them there are.

use aftercare_core::{
    App,
    domain::{
        check_ins, notes,
        plan::{self, ExtractionRecord},
        reminders::answers::{self, Answer},
        retention::{self, Pruned, Retention},
    },
    events::publisher,
    jobs::{JobKind, NewJob},
    testing::{TestApp, planned::daily},
};
use aftercare_entity::{
    access_log, check_in::Via, doctor_mail, event::Kind, job, mail_answer, reminder, reminder::State,
    reminder_step, step,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    Statement, prelude::Expr,
};
use std::collections::BTreeMap;
use uuid::Uuid;

pub async fn prune(t: &TestApp) -> Pruned {
    retention::prune(&t.app, &Retention::default()).await.unwrap()
}

/// Events about `patient`, not numbered yet.
pub async fn happen(app: &App, patient: Uuid, count: u128) {
    let mut change = app.begin().await.unwrap();
    for n in 0..count {
        change.event(Kind::CheckedIn, patient, None, Uuid::from_u128(n)).await.unwrap();
    }
    change.commit().await.unwrap();
}

/// Events about `patient`, numbered.
pub async fn happened(app: &App, patient: Uuid, count: u128) {
    happen(app, patient, count).await;
    publisher::publish_pending(app).await.unwrap();
}

pub async fn enqueue(app: &App, subject: u128) {
    let mut change = app.begin().await.unwrap();
    let new = NewJob::about(JobKind::Mail, Uuid::from_u128(subject), app.now());
    change.job(new).await.unwrap();
    change.commit().await.unwrap();
}

/// A job that was done.
pub async fn done_job(app: &App, subject: u128) {
    enqueue(app, subject).await;
    end_job(app, subject, job::Column::DoneAt).await;
}

/// A job that was given up.
pub async fn dead_job(app: &App, subject: u128) {
    enqueue(app, subject).await;
    end_job(app, subject, job::Column::DeadAt).await;
}

async fn end_job(app: &App, subject: u128, how: job::Column) {
    let ended = job::Entity::update_many()
        .col_expr(how, Expr::value(Some(app.now())))
        .filter(job::Column::SubjectId.eq(Uuid::from_u128(subject)));
    assert_eq!(ended.exec(app.db().write()).await.unwrap().rows_affected, 1);
}

/// A reminder of today that lists a step, with an answer of a mail server.
pub async fn reminder(app: &App, patient: Uuid, step: Uuid, state: State) {
    let id = app.new_id();
    let row = reminder::ActiveModel {
        id: Set(id),
        patient_id: Set(patient),
        day: Set(app.now().date_naive()),
        scheduled_at: Set(app.now()),
        state: Set(state),
        message_id: Set(format!("<reminder-{id}@aftercare.test>")),
        attempts: Set(1),
        unanswered: Set(0),
        reason: Set(None),
        created_at: Set(app.now()),
        sent_at: Set(None),
    };
    row.insert(app.db().write()).await.unwrap();
    let listed = reminder_step::ActiveModel { reminder_id: Set(id), step_id: Set(step) };
    listed.insert(app.db().write()).await.unwrap();
    let change = app.begin().await.unwrap();
    let answer = Answer {
        reminder: id,
        at: app.now(),
        stage: mail_answer::Stage::Accepted,
        code: Some(250),
        enhanced: None,
        outcome: mail_answer::Outcome::Sent,
    };
    answers::record(&change, vec![answer]).await.unwrap();
    change.commit().await.unwrap();
}

/// A doctor's mail of today, which has ended or not.
pub async fn doctor_mail(app: &App, doctor: Uuid, ended: bool) {
    let row = doctor_mail::ActiveModel {
        id: Set(app.new_id()),
        doctor_id: Set(doctor),
        day: Set(app.now().date_naive()),
        created_at: Set(app.now()),
        ended_at: Set(ended.then(|| app.now())),
        sent_at: Set(None),
    };
    row.insert(app.db().write()).await.unwrap();
}

/// A patient with a note, a plan, a check-in of today, and a line in the access log; the plan's step.
pub async fn record(app: &App, patient: Uuid, doctor: Uuid) -> Uuid {
    let note = notes::submit_note(app, doctor, patient, "Walk every day.").await.unwrap();
    let mut change = app.begin().await.unwrap();
    let record = ExtractionRecord { extractor: "rules", attempts: 1, ..Default::default() };
    plan::store_extraction(&mut change, note.id, vec![daily("Walk", Some(5))], record).await.unwrap();
    change.commit().await.unwrap();
    check_ins::check_in(app, patient, None, Via::App).await.unwrap();
    let line = access_log::ActiveModel {
        id: Set(app.new_id()),
        sequence: Set(Some(1)),
        at: Set(app.now()),
        actor_id: Set(Some(doctor)),
        actor_kind: Set(access_log::ActorKind::Person),
        action: Set("READ_NOTE".to_owned()),
        patient_id: Set(Some(patient)),
        subject_id: Set(Some(note.id)),
        subjects: Set(None),
        address: Set(None),
        detail: Set(None),
        previous_hash: Set(Some(vec![0; 32])),
        hash: Set(Some(vec![1; 32])),
    };
    line.insert(app.db().write()).await.unwrap();
    step::Entity::find().one(app.db().read()).await.unwrap().unwrap().id
}

pub async fn jobs_left(app: &App) -> Vec<u128> {
    let rows = job::Entity::find().all(app.db().read()).await.unwrap();
    let mut subjects: Vec<_> = rows.iter().filter_map(|row| row.subject_id).map(|id| id.as_u128()).collect();
    subjects.sort_unstable();
    subjects
}

/// How many rows each table has.
pub async fn counts(app: &App) -> BTreeMap<String, i64> {
    let (db, backend) = (app.db().read(), app.db().backend());
    let names = match backend {
        DbBackend::Postgres => "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
        _ => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
    };
    let mut counts = BTreeMap::new();
    for row in db.query_all_raw(Statement::from_string(backend, names)).await.unwrap() {
        let name: String = row.try_get("", "name").unwrap();
        let sql = format!("SELECT COUNT(*) AS rows FROM {name}");
        let row = db.query_one_raw(Statement::from_string(backend, sql)).await.unwrap().unwrap();
        counts.insert(name, row.try_get("", "rows").unwrap());
    }
    counts
}
