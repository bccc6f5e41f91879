//! A hospital with so many patients, each with one step due today and the reminder of today waiting to be sent.

use aftercare_core::{
    clock::Clock,
    keyring::{Keyring, Place},
    random,
};
use sea_orm::{ConnectOptions, Database};
use secrecy::SecretString;
use sqlx::postgres::PgPoolCopyExt;
use std::fmt::Write;
use uuid::Uuid;

/// Rows of one COPY.
const CHUNK: u32 = 10_000;

/// One table's rows as CSV.
#[derive(Default)]
struct Rows(String);

impl Rows {
    fn add(&mut self, columns: &[&str]) {
        writeln!(self.0, "{}", columns.join(",")).unwrap();
    }
}

const TABLES: [&str; 7] = [
    "users (id, email, name, name_folded, role, password_hash, status, no_ai, created_at, updated_at)",
    "patient_keys (patient_id, wrapped_key, master_key_id, created_at)",
    "assignments (id, patient_id, doctor_id, from_at)",
    "notes (id, doctor_id, patient_id, body_sealed, written_on, submitted_at, state, attempts, fallback)",
    "steps (id, note_id, patient_id, ordinal, kind, origin, state, description_sealed, times_per_day, as_needed, \
     starts_after_days, check_in_count, scheduled_on, next_due_on, created_at)",
    "reminders (id, patient_id, day, scheduled_at, state, message_id, attempts, created_at)",
    "jobs (id, kind, subject_id, dedup_key, run_at, attempts, max_attempts, created_at)",
];

pub async fn fill(database: &str, keys: &SecretString, patients: u32) {
    let keyring = Keyring::parse(keys).unwrap();
    let mut options = ConnectOptions::new(database);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    aftercare_migration::up(&db).await.unwrap();
    let pool = db.get_postgres_connection_pool();
    let doctor = random::id(Clock::system().now()).to_string();
    let now = "now()";
    let first = format!(
        "INSERT INTO users (id, email, name, name_folded, role, password_hash, status, no_ai, created_at, updated_at) \
         VALUES ('{doctor}', 'doctor@example.org', 'Dora Sample', 'dora sample', 'DOCTOR', '-', 'ACTIVE', false, {now}, {now})"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(first)).execute(pool).await.unwrap();
    for (id, fingerprint) in keyring.fingerprints() {
        let key = format!(
            "INSERT INTO master_keys (id, fingerprint, created_at) VALUES ('{id}', '{}', {now})",
            hex(&fingerprint)
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(key)).execute(pool).await.unwrap();
    }
    let clock: (String, String) =
        sqlx::query_as("SELECT (now() AT TIME ZONE 'UTC')::date::text, now()::text")
            .fetch_one(pool)
            .await
            .unwrap();
    let mut left = patients;
    while left > 0 {
        let count = left.min(CHUNK);
        let mut tables: [Rows; 7] = Default::default();
        for _ in 0..count {
            patient(&keyring, &doctor, &clock, &mut tables);
        }
        for (table, rows) in TABLES.iter().zip(&tables) {
            let mut copy = pool.copy_in_raw(&format!("COPY {table} FROM STDIN (FORMAT csv)")).await.unwrap();
            copy.send(rows.0.as_bytes()).await.unwrap();
            copy.finish().await.unwrap();
        }
        left -= count;
    }
    sqlx::raw_sql("ANALYZE").execute(pool).await.unwrap();
    db.close().await.unwrap();
}

fn patient(keyring: &Keyring, doctor: &str, (day, now): &(String, String), tables: &mut [Rows; 7]) {
    let [users, keys, assignments, notes, steps, reminders, jobs] = tables;
    let at = Clock::system().now();
    let ids: [Uuid; 6] = std::array::from_fn(|_| random::id(at));
    let [patient, assignment, note, step, reminder, job] = ids;
    let (key, wrapped) = keyring.new_data_key(patient).unwrap();
    let sealed = |place, text| hex(&key.seal(place, text).unwrap());
    let text = "Take doxycycline 100 mg twice daily for 7 days.";
    let body = sealed(Place::note_body(note, patient), text);
    let description = sealed(Place::step_description(step, patient), "Take doxycycline 100 mg");
    let [patient, assignment, note, step, reminder, job] =
        [patient, assignment, note, step, reminder, job].map(|id| id.to_string());
    let (email, message) = (format!("{patient}@example.org"), format!("<reminder-{reminder}@example.org>"));
    users.add(&[&patient, &email, "Paula Example", "paula example", "PATIENT", "-", "ACTIVE", "f", now, now]);
    keys.add(&[&patient, &hex(&wrapped), keyring.active(), now]);
    assignments.add(&[&assignment, &patient, doctor, now]);
    notes.add(&[&note, doctor, &patient, &body, day, now, "EXTRACTED", "1", "f"]);
    let (kind, origin, active) = ("PLAN", "EXTRACTED", "ACTIVE");
    let fixed = ["0", kind, origin, active, &description, "2", "f", "0", "0", day, day, now];
    steps.add(&[&[step.as_str(), &note, &patient], &fixed[..]].concat());
    reminders.add(&[&reminder, &patient, day, now, "PENDING", &message, "0", now]);
    jobs.add(&[&job, "mail", &reminder, &format!("mail:{reminder}"), now, "0", "8", now]);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold("\\x".to_owned(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
