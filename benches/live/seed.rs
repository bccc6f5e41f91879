//! A hospital of doctors with one patient each, all of them signed in, and a step of each patient due today.

use aftercare_core::{
    clock::Clock,
    keyring::{Keyring, Place},
    random,
};
use secrecy::SecretString;
use sqlx::{PgPool, postgres::PgPoolCopyExt};
use std::fmt::Write;
use uuid::Uuid;

const TABLES: [&str; 6] = [
    "users (id, email, name, name_folded, role, password_hash, status, no_ai, created_at, updated_at)",
    "patient_keys (patient_id, wrapped_key, master_key_id, created_at)",
    "assignments (id, patient_id, doctor_id, from_at)",
    "notes (id, doctor_id, patient_id, body_sealed, written_on, submitted_at, state, attempts, fallback)",
    "steps (id, note_id, patient_id, ordinal, kind, origin, state, description_sealed, times_per_day, as_needed, \
     starts_after_days, check_in_count, scheduled_on, next_due_on, created_at)",
    "sessions (id, family_id, user_id, token_hash, created_at, expires_at)",
];

/// A doctor and their patient, each with a session.
#[derive(Debug, Clone)]
pub struct Pair {
    pub doctor: Uuid,
    pub patient: Uuid,
    pub note: Uuid,
    pub step: Uuid,
    pub doctor_session: Uuid,
    pub patient_session: Uuid,
}

/// Fills an empty database.
pub async fn fill(pool: &PgPool, keys: &SecretString, count: usize) -> Vec<Pair> {
    let keyring = Keyring::parse(keys).unwrap();
    for (id, fingerprint) in keyring.fingerprints() {
        let insert = "INSERT INTO master_keys (id, fingerprint, created_at) VALUES ($1, $2, now())";
        sqlx::query(insert).bind(id.to_owned()).bind(fingerprint).execute(pool).await.unwrap();
    }
    let (day, now): (String, String) =
        sqlx::query_as("SELECT (now() AT TIME ZONE 'UTC')::date::text, now()::text")
            .fetch_one(pool)
            .await
            .unwrap();
    let mut tables: [String; 6] = Default::default();
    let pairs: Vec<_> = (0..count).map(|_| pair(&keyring, &day, &now, &mut tables)).collect();
    for (table, rows) in TABLES.iter().zip(&tables) {
        let mut copy = pool.copy_in_raw(&format!("COPY {table} FROM STDIN (FORMAT csv)")).await.unwrap();
        copy.send(rows.as_bytes()).await.unwrap();
        copy.finish().await.unwrap();
    }
    sqlx::raw_sql("ANALYZE").execute(pool).await.unwrap();
    pairs
}

fn pair(keyring: &Keyring, day: &str, now: &str, tables: &mut [String; 6]) -> Pair {
    let at = Clock::system().now();
    let new = || random::id(at);
    let pair = Pair {
        doctor: new(),
        patient: new(),
        note: new(),
        step: new(),
        doctor_session: new(),
        patient_session: new(),
    };
    let Pair { doctor, patient, note, step, doctor_session, patient_session } = pair.clone();
    let (key, wrapped) = keyring.new_data_key(patient).unwrap();
    let body = hex(&key.seal(Place::note_body(note, patient), "Walk for 30 minutes daily.").unwrap());
    let text = hex(&key.seal(Place::step_description(step, patient), "Walk for 30 minutes").unwrap());
    let [users, keys, assignments, notes, steps, sessions] = tables;
    for (id, name, role) in [(doctor, "Dora Sample", "DOCTOR"), (patient, "Paula Example", "PATIENT")] {
        let folded = name.to_lowercase();
        writeln!(users, "{id},{id}@example.org,{name},{folded},{role},-,ACTIVE,f,{now},{now}").unwrap();
    }
    writeln!(keys, "{patient},{},{},{now}", hex(&wrapped), keyring.active()).unwrap();
    writeln!(assignments, "{},{patient},{doctor},{now}", new()).unwrap();
    writeln!(notes, "{note},{doctor},{patient},{body},{day},{now},EXTRACTED,1,f").unwrap();
    writeln!(steps, "{step},{note},{patient},0,PLAN,EXTRACTED,ACTIVE,{text},1,f,0,0,{day},{day},{now}")
        .unwrap();
    for (session, user) in [(doctor_session, doctor), (patient_session, patient)] {
        let hash = hex(&random::bytes::<32>());
        writeln!(sessions, "{},{session},{user},{hash},{now},2100-01-01", new()).unwrap();
    }
    pair
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold("\\x".to_owned(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}
