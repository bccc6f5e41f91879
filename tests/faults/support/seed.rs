//! Patients with a plan that is due every day, and mails in the queue: rows as the product writes them, without its
//! processes, since thousands are wanted in seconds.

use super::site::Site;
use aftercare_core::{
    keyring::{Keyring, Place},
    random,
};
use aftercare_entity::{
    assignment, job, master_key, note, patient_key, reminder, step,
    user::{self, Role, Status},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseConnection, EntityTrait,
    PaginatorTrait, QueryFilter, sea_query::OnConflict,
};
use secrecy::SecretString;
use uuid::Uuid;

/// Rows of one statement: SQLite takes 32,766 values.
const CHUNK: usize = 500;
const WHAT: &str = "Walk 20 minutes";

/// Makes so many patients with a doctor and one ongoing daily step each, due from the day before `now` on.
pub async fn patients(site: &Site, zone: Option<&str>, count: usize, now: DateTime<Utc>) -> Vec<Uuid> {
    let keys = SecretString::from(site.house.setting("AFTERCARE_MASTER_KEYS").to_owned());
    let keyring = Keyring::parse(&keys).unwrap();
    let doctor = account(Role::Doctor, zone, now);
    let doctor_id = *doctor.id.as_ref();
    let accounts: Vec<_> = (0..count).map(|_| account(Role::Patient, zone, now)).collect();
    let ids: Vec<Uuid> = accounts.iter().map(|account| *account.id.as_ref()).collect();
    insert(&site.db, std::iter::once(doctor).chain(accounts).collect()).await;
    register(&site.db, &keyring, now).await;
    let (mut keys, mut assignments, mut notes, mut steps) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for patient in ids.iter().copied() {
        let (key, wrapped) = keyring.new_data_key(patient).unwrap();
        keys.push(patient_key::ActiveModel {
            patient_id: Set(patient),
            wrapped_key: Set(wrapped),
            master_key_id: Set(keyring.active().to_owned()),
            created_at: Set(now),
        });
        assignments.push(assignment::ActiveModel {
            id: Set(random::id(now)),
            patient_id: Set(patient),
            doctor_id: Set(doctor_id),
            from_at: Set(now),
            until_at: Set(None),
        });
        let note = random::id(now);
        let body = key.seal(Place::note_body(note, patient), WHAT).unwrap();
        notes.push(extracted(note, doctor_id, patient, body, now));
        let id = random::id(now);
        let description = key.seal(Place::step_description(id, patient), WHAT).unwrap();
        steps.push(daily(id, note, patient, description, now));
    }
    insert(&site.db, keys).await;
    insert(&site.db, assignments).await;
    insert(&site.db, notes).await;
    insert(&site.db, steps).await;
    ids
}

/// Queues a reminder of `day` for each of the patients: its mail may go from `at` on.
pub async fn queued_mails(site: &Site, patients: &[Uuid], day: NaiveDate, at: DateTime<Utc>) {
    let reminders: Vec<_> = patients.iter().map(|patient| pending(*patient, day, at)).collect();
    let jobs = reminders.iter().map(|row| mail_job(*row.id.as_ref(), at)).collect();
    insert(&site.db, reminders).await;
    insert(&site.db, jobs).await;
}

/// How many sweeps are in the queue.
pub async fn open_sweeps(site: &Site) -> u64 {
    let open =
        job::Entity::find().filter(job::Column::Kind.eq("sweep")).filter(job::Column::DoneAt.is_null());
    open.count(&site.db).await.unwrap()
}

/// What a mail to this patient is addressed to.
pub fn email(patient: Uuid) -> String {
    format!("{patient}@example.org")
}

async fn insert<A>(db: &DatabaseConnection, rows: Vec<A>)
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
{
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        A::Entity::insert_many(chunk).exec_without_returning(db).await.unwrap();
    }
}

/// Stores the master keys' fingerprints, as the first process would.
async fn register(db: &DatabaseConnection, keyring: &Keyring, now: DateTime<Utc>) {
    let rows = keyring.fingerprints().map(|(id, fingerprint)| master_key::ActiveModel {
        id: Set(id.to_owned()),
        fingerprint: Set(fingerprint),
        created_at: Set(now),
        retired_at: Set(None),
    });
    let once = OnConflict::column(master_key::Column::Id).do_nothing().to_owned();
    master_key::Entity::insert_many(rows).on_conflict(once).exec_without_returning(db).await.unwrap();
}

fn account(role: Role, zone: Option<&str>, now: DateTime<Utc>) -> user::ActiveModel {
    let id = random::id(now);
    user::ActiveModel {
        id: Set(id),
        email: Set(email(id)),
        name: Set("Paula Example".to_owned()),
        name_folded: Set("paula example".to_owned()),
        role: Set(role),
        password_hash: Set("$argon2id$none".to_owned()),
        time_zone: Set(zone.map(ToOwned::to_owned)),
        status: Set(Status::Active),
        no_ai: Set(false),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}

fn extracted(id: Uuid, doctor: Uuid, patient: Uuid, body: Vec<u8>, now: DateTime<Utc>) -> note::ActiveModel {
    note::ActiveModel {
        id: Set(id),
        doctor_id: Set(doctor),
        patient_id: Set(patient),
        body_sealed: Set(body),
        written_on: Set(now.date_naive()),
        submitted_at: Set(now),
        state: Set(note::State::Extracted),
        extractor: Set(Some("rules".to_owned())),
        attempts: Set(1),
        extracted_at: Set(Some(now)),
        plan_replaced_at: Set(Some(now)),
        fallback: Set(false),
        client_mutation_id: Set(None),
        ..Default::default()
    }
}

fn daily(id: Uuid, note: Uuid, patient: Uuid, sealed: Vec<u8>, now: DateTime<Utc>) -> step::ActiveModel {
    let day_before = now.date_naive() - Days::new(1);
    step::ActiveModel {
        id: Set(id),
        note_id: Set(note),
        patient_id: Set(patient),
        ordinal: Set(0),
        kind: Set(step::Kind::Plan),
        origin: Set(step::Origin::Extracted),
        state: Set(step::State::Active),
        description_sealed: Set(sealed),
        as_needed: Set(false),
        starts_after_days: Set(0),
        check_in_count: Set(0),
        scheduled_on: Set(Some(day_before)),
        next_due_on: Set(Some(day_before)),
        created_at: Set(now),
        ..Default::default()
    }
}

fn pending(patient: Uuid, day: NaiveDate, at: DateTime<Utc>) -> reminder::ActiveModel {
    let id = random::id(at);
    reminder::ActiveModel {
        id: Set(id),
        patient_id: Set(patient),
        day: Set(day),
        scheduled_at: Set(at),
        state: Set(reminder::State::Pending),
        message_id: Set(format!("<reminder-{id}@example.org>")),
        attempts: Set(0),
        created_at: Set(at),
        ..Default::default()
    }
}

fn mail_job(reminder: Uuid, at: DateTime<Utc>) -> job::ActiveModel {
    job::ActiveModel {
        id: Set(random::id(at)),
        kind: Set("mail".to_owned()),
        subject_id: Set(Some(reminder)),
        dedup_key: Set(Some(format!("mail:{reminder}"))),
        run_at: Set(at),
        attempts: Set(0),
        max_attempts: Set(8),
        created_at: Set(at),
        ..Default::default()
    }
}
