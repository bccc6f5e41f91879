//! Each field of each type, reached by everybody on the way that leads there. Longer than 400 lines because it is one table.

use super::{Callers, Table, ask_all, callers::NAMES, letters, schema};
use aftercare_core::on_each_database;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Fields of one type with the same letters.
struct Row {
    ty: &'static str,
    /// The way there, with `@` where the field goes.
    way: &'static str,
    /// Where in the answer the field's parent is.
    path: &'static [&'static str],
    fields: &'static str,
    callers: &'static str,
}

const fn row(
    ty: &'static str,
    way: &'static str,
    path: &'static [&'static str],
    fields: &'static str,
    callers: &'static str,
) -> Row {
    Row { ty, way, path, fields, callers }
}

/// Of the patient's record: the patient and the doctor of now.
const RECORD: &str = "u n y n y n n f f u n u u";
/// The same, where there may be nothing to see.
const NULLABLE: &str = "u n * n * n n f f u n u u";
/// The same of a note, which is not there for a doctor who was not let in.
const READ: &str = "u n y n y n n n n u n u u";
const READ_NULLABLE: &str = "u n * n * n n n n u n u u";
const PATIENT: &str = "{ patient(id: \"{patient}\") { @ } }";
const STEP: &str = "{ node(id: \"{step}\") { ... on Step { @ } } }";
/// Of what `node` finds for the patient and the doctor of now, and for nobody else.
const FOUND: &str = "u 0 y 0 y 0 0 0 0 u 0 u u";
const FOUND_NULLABLE: &str = "u 0 * 0 * 0 0 0 0 u 0 u u";
/// Of the doctor's decisions: a patient sees none.
const DECIDED: &str = "u 0 0 0 y 0 0 0 0 u 0 u u";
/// Of the hospital's background work: an admin.
const ADMIN: &str = "u f f f f f f f f u y u u";
const ADMIN_NULLABLE: &str = "u f f f f f f f f u * u u";
const ACCESS: &str = "{ patient(id: \"{patient}\") { accessLog { nodes { @ } } } }";
const ACCESS_PATH: &[&str] = &["patient", "accessLog", "nodes"];
/// A note's author and its patient.
const NOTE: &str = "{ note(id: \"{note}\") { @ } }";
const CHECK_IN: &str = "{ patient(id: \"{patient}\") { checkIns { edges { node { @ } } } } }";
const CHECK_IN_PATH: &[&str] = &["patient", "checkIns", "edges", "node"];
const SENT: &str = "{ patient(id: \"{patient}\") { reminders { sent { edges { node { @ } } } } } }";
const SENT_PATH: &[&str] = &["patient", "reminders", "sent", "edges", "node"];
const UPCOMING: &str = "{ patient(id: \"{patient}\") { reminders { upcoming { @ } } } }";
const UPCOMING_PATH: &[&str] = &["patient", "reminders", "upcoming"];
const UNDECIDED: &str = "{ patient(id: \"{patient}\") { undecidedNotes { @ } } }";
const UNDECIDED_PATH: &[&str] = &["patient", "undecidedNotes"];
/// Of the work list: the doctor of now, and the colleague, whose own patient has as much.
const AT_WORK: &str = "u f f f y 0 y f f u f u u";
const AT_WORK_NULLABLE: &str = "u f f f * 0 * f f u f u u";
const WISHES: &str = "{ patient(id: \"{patient}\") { reminderSettings { @ } } }";
const WISHES_PATH: &[&str] = &["patient", "reminderSettings"];
const ADHERENCE: &str = "{ patient(id: \"{patient}\") { adherence { @ } } }";
const ADHERENCE_PATH: &[&str] = &["patient", "adherence"];
/// Of the doctor of now alone.
const EXPLAINED: &str = "u f f f y n n f f u f u u";
const EXPLAINED_NULLABLE: &str = "u f f f * n n f f u f u u";
const EXPLAIN: &str = "{ reminderExplain(patientId: \"{patient}\", day: \"2026-03-02\") { @ } }";
const WORK_PATH: &[&str] = &["worklist", "nodes"];
const STEP_AT_WORK: &str = "{ worklist(kinds: [STEP_TO_REVIEW]) { nodes { ... on StepToReview { @ } } } }";
const NOTE_AT_WORK: &str = "{ worklist(kinds: [NOTE_TO_DECIDE]) { nodes { ... on NoteToDecide { @ } } } }";
const FAILED_AT_WORK: &str =
    "{ worklist(kinds: [EXTRACTION_FAILED]) { nodes { ... on FailedExtraction { @ } } } }";
const BEHIND_AT_WORK: &str =
    "{ worklist(kinds: [PATIENT_AT_RISK]) { nodes { ... on PatientAtRisk { @ } } } }";
const MAIL_AT_WORK: &str = "{ worklist(kinds: [MAIL_FAILING]) { nodes { ... on FailingMail { @ } } } }";
const ONLY_DOCTOR: &str = "u n 0 n y n n f f u n u u";

// nobody unconfirmed | patient stranger | doctor former colleague pending refused suspended | admin | expired revoked
const ROWS: &[Row] = &[
    row("Query", "{ @ }", &[], "viewer", "0 y y y y y y y y u y u u"),
    row("Query", "{ @ }", &[], "doctors", "u y y y y y y y y u y u u"),
    row("Query", "{ @ }", &[], "patients", "u f f f y y y f f u f u u"),
    row("Query", "{ @ }", &[], "worklist", "u f f f y y y f f u f u u"),
    row("Query", "{ @ }", &[], "eventCursor", "u y y y y y y f f u f u u"),
    row("Query", "{ @ }", &[], "sessions", "u y y y y y y y y u y u u"),
    row("Query", "{ @ }", &[], "accounts jobs sweeps", ADMIN),
    row("Query", "{ @ }", &[], "workers", ADMIN_NULLABLE),
    row("Query", "{ @(id: \"{patient}\") { __typename } }", &[], "patient", RECORD),
    row(
        "Query",
        "{ @(patientId: \"{patient}\", day: \"2026-03-02\") { __typename } }",
        &[],
        "reminderExplain",
        EXPLAINED,
    ),
    row("Query", "{ @(id: \"{note}\") { __typename } }", &[], "note", READ),
    row("Query", "{ @(id: \"{step}\") { __typename } }", &[], "node", FOUND),
    row(
        "Patient",
        PATIENT,
        &["patient"],
        "id name email emailConfirmed timeZone doctor assignedAt notes steps today",
        RECORD,
    ),
    row(
        "Patient",
        PATIENT,
        &["patient"],
        "adherence checkIns reminders reminderSettings extractionSettings",
        RECORD,
    ),
    row("Patient", PATIENT, &["patient"], "mailFailingSince", NULLABLE),
    row("Patient", PATIENT, &["patient"], "atRisk", "u n 0 n * n n f f u n u u"),
    row(
        "AtRisk",
        "{ patient(id: \"{patient}\") { atRisk { @ } } }",
        &["patient", "atRisk"],
        "noticedOn daysMissed lastCheckInOn lastReminder snoozedUntil",
        "u n 0 n * n n f f u n u u",
    ),
    row("Patient", PATIENT, &["patient"], "undecidedNotes", ONLY_DOCTOR),
    row("Patient", PATIENT, &["patient"], "accessLog", "u n * n f n n f f u n u u"),
    row(
        "Doctor",
        "{ node(id: \"{doctor}\") { ... on Doctor { @ } } }",
        &["node"],
        "id name",
        "u y y y y y y y y u y u u",
    ),
    row(
        "Doctor",
        "{ node(id: \"{doctor}\") { ... on Doctor { @ } } }",
        &["node"],
        "patients",
        "u f f f y f f f f u f u u",
    ),
    row(
        "Doctor",
        "{ node(id: \"{doctor}\") { ... on Doctor { @ } } }",
        &["node"],
        "title",
        "u * * * * * * * * u * u u",
    ),
    row(
        "Doctor",
        "{ node(id: \"{doctor}\") { ... on Doctor { @ } } }",
        &["node"],
        "admission dailyDigest email emailConfirmed timeZone",
        "u 0 0 0 y 0 0 0 0 u 0 u u",
    ),
    row("AccessEntry", ACCESS, ACCESS_PATH, "at by", "u n * n f n n f f u n u u"),
    row(
        "AccessEntry",
        ACCESS,
        ACCESS_PATH,
        "action address detail doctor notes steps",
        "u n * n f n n f f u n u u",
    ),
    row(
        "Account",
        "{ accounts { nodes { @ } } }",
        &["accounts", "nodes"],
        "createdAt email emailConfirmed id name role state",
        ADMIN,
    ),
    row(
        "Account",
        "{ accounts { nodes { @ } } }",
        &["accounts", "nodes"],
        "lastSignInAt title",
        ADMIN_NULLABLE,
    ),
    row("Jobs", "{ jobs { @ } }", &["jobs"], "counts dead", ADMIN),
    row("JobCount", "{ jobs { counts { @ } } }", &["jobs", "counts"], "dead kind running waiting", ADMIN),
    row(
        "DeadJob",
        "{ jobs { dead { nodes { @ } } } }",
        &["jobs", "dead", "nodes"],
        "attempts createdAt error errorCode givenUpAt id kind",
        ADMIN_NULLABLE,
    ),
    row("ZoneSweeps", "{ sweeps { @ } }", &["sweeps"], "last nextAt timeZone", ADMIN_NULLABLE),
    row(
        "DoneSweep",
        "{ sweeps { last { @ } } }",
        &["sweeps", "last"],
        "at day failed made pending sent skipped",
        ADMIN_NULLABLE,
    ),
    row("Worker", "{ workers { @ } }", &["workers"], "id lastSeenAt startedAt", ADMIN_NULLABLE),
    row(
        "Session",
        "{ sessions { @ } }",
        &["sessions"],
        "current expiresAt id lastUsedAt startedAt",
        "u y y y y y y y y u y u u",
    ),
    row("Session", "{ sessions { @ } }", &["sessions"], "address device", "u * * * * * * * * u * u u"),
    row(
        "Admin",
        "{ viewer { ... on Admin { @ } } }",
        &["viewer"],
        "id name email emailConfirmed timeZone",
        "0 0 0 0 0 0 0 0 0 u y u u",
    ),
    row("Note", NOTE, &["note"], "id body state doctor extraction patient steps submittedAt writtenOn", READ),
    row(
        "Note",
        "{ note(id: \"{former-note}\") { @ } }",
        &["note"],
        "id body state doctor submittedAt",
        "u n y n n y n n n u n u u",
    ),
    row(
        "Note",
        "{ note(id: \"{former-note}\") { @ } }",
        &["note"],
        "patient steps",
        "u n y n n * n n n u n u u",
    ),
    row(
        "Extraction",
        "{ note(id: \"{note}\") { extraction { @ } } }",
        &["note", "extraction"],
        "attempts endedAt extractor fallback state",
        READ,
    ),
    row(
        "Extraction",
        "{ note(id: \"{note}\") { extraction { @ } } }",
        &["note", "extraction"],
        "changes durationMs modelVersion outputTokens planReplacedAt promptTokens promptVersion reason reasonText thoughtTokens",
        READ_NULLABLE,
    ),
    row(
        "ExtractionSettings",
        "{ patient(id: \"{patient}\") { extractionSettings { @ } } }",
        &["patient", "extractionSettings"],
        "noAi",
        RECORD,
    ),
    row(
        "ExtractionSettings",
        "{ patient(id: \"{patient}\") { extractionSettings { @ } } }",
        &["patient", "extractionSettings"],
        "mode",
        NULLABLE,
    ),
    row(
        "PlanChanges",
        "{ note(id: \"{note}\") { extraction { changes { @ } } } }",
        &["note", "extraction", "changes"],
        "added ended kept",
        READ_NULLABLE,
    ),
    row(
        "KeptStep",
        "{ note(id: \"{note}\") { extraction { changes { kept { @ } } } } }",
        &["note", "extraction", "changes", "kept"],
        "before now",
        READ_NULLABLE,
    ),
    row("Step", STEP, &["node"], "id kind description state completed frequency startsAfterDays", FOUND),
    row(
        "Step",
        STEP,
        &["node"],
        "duration durationDays nextDueOn note passage scheduledOn total closedAt reviewReason reviewReasonText",
        FOUND_NULLABLE,
    ),
    row(
        "Step",
        "{ node(id: \"{held}\") { ... on Step { @ } } }",
        &["node"],
        "id description reviewReason",
        DECIDED,
    ),
    row(
        "Passage",
        "{ node(id: \"{step}\") { ... on Step { passage { @ } } } }",
        &["node", "passage"],
        "start end text",
        FOUND_NULLABLE,
    ),
    row(
        "Frequency",
        "{ node(id: \"{step}\") { ... on Step { frequency { @ } } } }",
        &["node", "frequency"],
        "asNeeded timesPerDay",
        FOUND,
    ),
    row(
        "Frequency",
        "{ node(id: \"{step}\") { ... on Step { frequency { @ } } } }",
        &["node", "frequency"],
        "cycle everyDays everyWeeks timesOfDay weekdays",
        FOUND_NULLABLE,
    ),
    row(
        "Cycle",
        "{ node(id: \"{step}\") { ... on Step { frequency { cycle { @ } } } } }",
        &["node", "frequency", "cycle"],
        "daysOn daysOff",
        FOUND_NULLABLE,
    ),
    row(
        "Today",
        "{ patient(id: \"{patient}\") { today { @ } } }",
        &["patient", "today"],
        "day due checklist done",
        RECORD,
    ),
    row(
        "Today",
        "{ patient(id: \"{patient}\") { today { @ } } }",
        &["patient", "today"],
        "asNeeded",
        NULLABLE,
    ),
    row(
        "ReminderSettings",
        WISHES,
        WISHES_PATH,
        "remindAt hasOwnQuietHours language mailDetail subscribed consents",
        RECORD,
    ),
    row(
        "ReminderSettings",
        WISHES,
        WISHES_PATH,
        "ownRemindAt quietHours ownLanguage ownMailDetail unsubscribedAt",
        NULLABLE,
    ),
    row(
        "QuietHours",
        "{ patient(id: \"{patient}\") { reminderSettings { quietHours { @ } } } }",
        &["patient", "reminderSettings", "quietHours"],
        "from until",
        RECORD,
    ),
    row(
        "ReminderConsent",
        "{ patient(id: \"{patient}\") { reminderSettings { consents { @ } } } }",
        &["patient", "reminderSettings", "consents"],
        "given via at",
        RECORD,
    ),
    row("Adherence", ADHERENCE, ADHERENCE_PATH, "done expected missed daysMissed streak days", RECORD),
    row("Adherence", ADHERENCE, ADHERENCE_PATH, "percent lastCheckInOn", NULLABLE),
    row(
        "AdherenceDay",
        "{ patient(id: \"{patient}\") { adherence { days { @ } } } }",
        &["patient", "adherence", "days"],
        "day due done",
        RECORD,
    ),
    row("StepToReview", STEP_AT_WORK, WORK_PATH, "id kind patient since step", AT_WORK),
    row("NoteToDecide", NOTE_AT_WORK, WORK_PATH, "id kind patient since noteId extraction", AT_WORK),
    row("NoteToDecide", NOTE_AT_WORK, WORK_PATH, "note", AT_WORK),
    row("FailedExtraction", FAILED_AT_WORK, WORK_PATH, "id kind patient since noteId extraction", AT_WORK),
    row("FailedExtraction", FAILED_AT_WORK, WORK_PATH, "note", AT_WORK),
    row(
        "PatientAtRisk",
        BEHIND_AT_WORK,
        WORK_PATH,
        "id kind patient since daysMissed lastCheckInOn atRisk",
        AT_WORK_NULLABLE,
    ),
    row("FailingMail", MAIL_AT_WORK, WORK_PATH, "id kind patient since", AT_WORK_NULLABLE),
    row(
        "ReminderExplanation",
        EXPLAIN,
        &["reminderExplain"],
        "day timeZone code text scheduledAt ownHour attempts steps",
        EXPLAINED,
    ),
    row(
        "ReminderExplanation",
        EXPLAIN,
        &["reminderExplain"],
        "quietUntil unsubscribedAt reminder nextAt mailAnswers",
        EXPLAINED_NULLABLE,
    ),
    row(
        "MailAnswer",
        "{ reminderExplain(patientId: \"{patient}\", day: \"2026-03-02\") { mailAnswers { @ } } }",
        &["reminderExplain", "mailAnswers"],
        "at stage code enhancedCode outcome",
        EXPLAINED_NULLABLE,
    ),
    row(
        "StepExplanation",
        "{ reminderExplain(patientId: \"{patient}\", day: \"2026-03-02\") { steps { @ } } }",
        &["reminderExplain", "steps"],
        "step reason",
        EXPLAINED,
    ),
    row(
        "WorkItemCount",
        "{ worklist { counts { @ } } }",
        &["worklist", "counts"],
        "kind count",
        "u f f f y y y f f u f u u",
    ),
    row("CheckIn", CHECK_IN, CHECK_IN_PATH, "id at day step undone via", RECORD),
    row(
        "Reminders",
        "{ patient(id: \"{patient}\") { reminders { @ } } }",
        &["patient", "reminders"],
        "sent upcoming",
        RECORD,
    ),
    row("Reminder", SENT, SENT_PATH, "day id reason reasonText scheduledAt sentAt state steps", NULLABLE),
    row("UpcomingReminder", UPCOMING, UPCOMING_PATH, "day scheduledAt steps", RECORD),
    row("UndecidedNote", UNDECIDED, UNDECIDED_PATH, "extraction noteId submittedAt writtenOn", ONLY_DOCTOR),
    row("UndecidedNote", UNDECIDED, UNDECIDED_PATH, "note", "u n 0 n * n n f f u n u u"),
];

/// Types that nobody reaches but by what they asked or follow: their rows are those of the mutation or subscription. And the
/// parts of pages, which hold what the rows are about.
fn has_its_row_elsewhere(ty: &str, events: &BTreeSet<String>) -> bool {
    ["Payload", "Connection", "Edge", "Result"].iter().any(|end| ty.ends_with(end))
        || ["Mutation", "Subscription", "PageInfo"].contains(&ty)
        || events.contains(ty)
}

/// By type and field: what has to stand behind the field's name.
async fn selections(callers: &Callers) -> BTreeMap<(String, String), &'static str> {
    let ty = "kind ofType { kind ofType { kind ofType { kind } } }";
    let query = format!("{{ __schema {{ types {{ name fields {{ name type {{ {ty} }} }} }} }} }}");
    let answer = callers.scene.house.client(None).ask(&query, json!({})).await;
    let mut selections = BTreeMap::new();
    for ty in answer["__schema"]["types"].as_array().unwrap() {
        for field in ty["fields"].as_array().into_iter().flatten() {
            let mut kind = &field["type"];
            while !kind["ofType"].is_null() {
                kind = &kind["ofType"];
            }
            let nested = matches!(kind["kind"].as_str(), Some("OBJECT" | "INTERFACE" | "UNION"));
            let name = |thing: &Value| thing["name"].as_str().unwrap().to_owned();
            selections.insert((name(ty), name(field)), if nested { " { __typename }" } else { "" });
        }
    }
    selections
}

/// The members of the union of events.
async fn events(callers: &Callers) -> BTreeSet<String> {
    let query = "{ __type(name: \"CareEvent\") { possibleTypes { name } } }";
    let answer = callers.scene.house.client(None).ask(query, json!({})).await;
    let members = answer["__type"]["possibleTypes"].as_array().unwrap().iter();
    members.map(|ty| ty["name"].as_str().unwrap().to_owned()).collect()
}

on_each_database! {
    async fn each_field_is_for_those_it_is_for(t: TestApp) {
        let callers = Box::pin(Callers::gather(t)).await;
        let selections = selections(&callers).await;
        let mut table = Table::new();
        for row in ROWS {
            let expected = letters(row.callers);
            for field in row.fields.split(' ') {
                let behind = selections.get(&(row.ty.to_owned(), field.to_owned()));
                let behind = behind.unwrap_or_else(|| panic!("there is no {}.{field}", row.ty));
                // A way with arguments of its own says what goes behind the field.
                let behind = if row.way.contains("@(") { "" } else { behind };
                let query = callers.filled(&row.way.replace('@', &format!("{field}{behind}")));
                let path: Vec<_> = row.path.iter().copied().chain([field]).collect();
                let found = ask_all(&callers, &query, &path).await;
                table.compare(&format!("{}.{field}", row.ty), &expected, &found);
            }
        }
        table.finish(ROWS.len() * NAMES.len());
    }

    async fn no_field_of_the_schema_is_without_a_row(t: TestApp) {
        let callers = Box::pin(Callers::gather(t)).await;
        let events = events(&callers).await;
        let mut without = Vec::new();
        for (ty, fields) in schema(&callers.scene.house.client(None)).await {
            if has_its_row_elsewhere(&ty, &events) {
                continue;
            }
            let known: BTreeSet<_> = ROWS.iter().filter(|row| row.ty == ty).flat_map(|row| row.fields.split(' ')).collect();
            without.extend(fields.iter().filter(|field| !known.contains(field.as_str())).map(|field| format!("{ty}.{field}")));
        }
        assert!(without.is_empty(), "say who may see: {}", without.join(", "));
    }
}
