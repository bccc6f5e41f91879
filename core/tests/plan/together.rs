//! Patients who check in, or read their steps, at the same moment: what is asked together is answered to each as if alone.

use crate::support::{daily, missing, once, refused_at};
use aftercare_core::{
    domain::{
        check_ins::{self, CheckedIn},
        notes,
        plan::{self, ExtractionRecord, PlannedStep},
    },
    on_each_database,
    page::Page,
    reader::{Reader, StepFilter},
    testing::{TestApp, on_postgres, people},
};
use aftercare_entity::{
    check_in::{self, Via},
    event,
    step::{self, Part, Parts, State},
    user,
};
use futures_util::future::join_all;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;
use uuid::Uuid;

/// A patient of a doctor of their own, with these steps.
struct Cared {
    patient: user::Model,
    doctor: Uuid,
    steps: Vec<step::Model>,
}

async fn cared(t: &TestApp, steps: Vec<PlannedStep>) -> Cared {
    let (patient, doctor) = people::patient_and_doctor(&t.app).await.unwrap();
    let note = notes::submit_note(&t.app, doctor.id, patient.id, "Rest.").await.unwrap();
    let mut change = t.app.begin().await.unwrap();
    let record = ExtractionRecord { extractor: "rules", attempts: 1, ..Default::default() };
    plan::store_extraction(&mut change, note.id, steps, record).await.unwrap();
    change.commit().await.unwrap();
    let of = step::Entity::of_patient(patient.id).order_by_asc(step::Column::Id);
    let steps = of.all(t.app.db().read()).await.unwrap();
    Cared { patient, doctor: doctor.id, steps }
}

/// As many patients, each with a walk, one more step than the one before up to three, and a call.
async fn ward(t: &TestApp, patients: usize) -> Vec<Cared> {
    let mut ward = Vec::new();
    for number in 0..patients {
        let walks = (0..=number % 3).map(|walk| daily(&format!("Walk {walk} round house {number}"), Some(5)));
        ward.push(cared(t, walks.chain([once("Call")]).collect()).await);
    }
    ward
}

async fn check_ins_of(t: &TestApp, patient: Uuid) -> u64 {
    check_in::Entity::of_patient(patient).count(t.app.db().read()).await.unwrap()
}

/// The doctors who were told of check-ins of this patient.
async fn told(t: &TestApp, patient: Uuid) -> Vec<Option<Uuid>> {
    let checked_in = event::Column::Kind.eq(event::Kind::CheckedIn);
    let of = event::Entity::find().filter(event::Column::PatientId.eq(patient)).filter(checked_in);
    let rows = of.all(t.app.db().read()).await.unwrap();
    rows.into_iter().map(|row| row.doctor_id).collect()
}

fn walks(cared: &Cared) -> Vec<Uuid> {
    cared.steps.iter().filter(|step| step.kind == step::Kind::Plan).map(|step| step.id).collect()
}

const PARTS: [Part; 6] = [Part::Note, Part::Rhythm, Part::Pattern, Part::Days, Part::Length, Part::Remaining];

/// What the nth patient asks for: a whole row, or some of its parts.
fn parts(n: usize) -> Option<Parts> {
    let some = PARTS.into_iter().skip(n % 3).step_by(n % 4 + 1).fold(Parts::default(), Parts::with);
    (!n.is_multiple_of(5)).then_some(some)
}

/// A row as a list has it in which these parts are asked for.
fn in_brief(row: &step::Model, parts: Parts) -> step::Model {
    let brief =
        PARTS.into_iter().filter(|part| !parts.has(*part)).fold(row.clone(), |row, part| match part {
            Part::Note => step::Model { note_id: Uuid::nil(), ..row },
            Part::Rhythm => step::Model { times_per_day: None, interval_days: None, ..row },
            Part::Pattern => step::Model {
                weekdays: None,
                cycle_on_days: None,
                cycle_off_days: None,
                times_of_day: None,
                as_needed: false,
                counted_from: None,
                ..row
            },
            Part::Days => step::Model { starts_after_days: 0, scheduled_on: None, next_due_on: None, ..row },
            Part::Length => step::Model { duration_days: None, total: None, ..row },
            Part::Remaining => step::Model { remaining: None, ..row },
        });
    step::Model {
        ordinal: 0,
        review_reason: None,
        passage_sealed: None,
        passage_start: None,
        passage_end: None,
        check_in_count: 0,
        taper_id: None,
        created_at: chrono::DateTime::UNIX_EPOCH,
        closed_at: None,
        superseded_by: None,
        ..brief
    }
}

fn ids(done: &CheckedIn) -> Vec<Uuid> {
    done.steps.iter().map(|step| step.id).collect()
}

on_each_database! {
    async fn many_at_once_are_each_counted_once_and_told_to_their_own_doctor(t: TestApp) {
        let ward = ward(&t, 30).await;
        // Each twice, and some of them for one step only.
        let asked = ward.iter().chain(&ward).enumerate().map(|(number, cared)| {
            let one = (number % 4 == 3).then(|| walks(cared)[0]);
            let app = &t.app;
            async move { (one, check_ins::check_in(app, cared.patient.id, one, Via::App).await.unwrap()) }
        });
        let done = join_all(asked).await;
        let mut counted: HashMap<Uuid, usize> = HashMap::new();
        for (cared, (one, done)) in ward.iter().chain(&ward).zip(&done) {
            let wanted = one.map_or_else(|| walks(cared), |step| vec![step]);
            assert_eq!(ids(done), wanted);
            assert!(done.steps.iter().all(|step| step.remaining == Some(4)), "{done:?}");
            assert!(done.check_ins.iter().all(|row| row.patient_id == cared.patient.id));
            *counted.entry(cared.patient.id).or_default() += done.steps.len() - done.already.len();
        }
        for cared in &ward {
            let patient = cared.patient.id;
            let made = check_ins_of(&t, patient).await;
            assert_eq!(counted[&patient] as u64, made, "each is new for one of those who asked");
            assert_eq!(told(&t, patient).await, vec![Some(cared.doctor); counted[&patient]]);
        }
    }

    async fn what_one_is_refused_keeps_nobody_else_from_theirs(t: TestApp) {
        let ward = ward(&t, 6).await;
        let (app, of) = (&t.app, |n: usize| ward[n].patient.id);
        let call = ward[1].steps.last().unwrap().id;
        let future = app.now().date_naive() + chrono::Duration::days(5);
        let nobody = app.new_id();
        let (all, another_s, checklist, another_day, stranger, last) = tokio::join!(
            check_ins::check_in(app, of(0), None, Via::App),
            check_ins::check_in(app, of(2), Some(walks(&ward[3])[0]), Via::App),
            check_ins::check_in(app, of(1), Some(call), Via::App),
            check_ins::check_in_on(app, of(3), Some(future), None, Via::App),
            check_ins::check_in(app, nobody, None, Via::App),
            check_ins::check_in(app, of(4), None, Via::App),
        );
        assert_eq!(ids(&all.unwrap()), walks(&ward[0]));
        assert_eq!(ids(&last.unwrap()), walks(&ward[4]));
        assert!(missing(another_s, "step"));
        assert_eq!(refused_at(checklist), Some("stepId"));
        assert_eq!(refused_at(another_day), Some("day"));
        assert!(missing(stranger, "patient"));
        for n in [1, 2, 3] {
            assert_eq!(check_ins_of(&t, of(n)).await, 0);
        }
    }

    async fn a_row_that_cannot_be_stored_is_the_trouble_of_its_own_patient(t: TestApp) {
        let ward = ward(&t, 5).await;
        // In force with nothing left: the database refuses to count further.
        let broken = walks(&ward[2])[0];
        step::Entity::update_many()
            .col_expr(step::Column::Remaining, sea_orm::sea_query::Expr::value(0))
            .filter(step::Column::Id.eq(broken))
            .exec(t.app.db().write())
            .await
            .unwrap();
        let asked = ward.iter().map(|cared| check_ins::check_in(&t.app, cared.patient.id, None, Via::App));
        for (n, (cared, done)) in ward.iter().zip(join_all(asked).await).enumerate() {
            assert_eq!(done.map(|done| ids(&done)).ok(), (n != 2).then(|| walks(cared)), "patient {n}");
        }
        assert_eq!(check_ins_of(&t, ward[2].patient.id).await, 0);
    }

    async fn who_missed_a_day_and_who_did_not_come_together(t: TestApp) {
        let ward = ward(&t, 8).await;
        t.clock.advance(chrono::Duration::days(2));
        check_ins::check_in(&t.app, ward[0].patient.id, None, Via::App).await.unwrap();
        t.clock.advance(chrono::Duration::days(1));
        let asked = ward.iter().map(|cared| check_ins::check_in(&t.app, cared.patient.id, None, Via::App));
        let left: Vec<_> = join_all(asked).await.into_iter().map(|done| done.unwrap().steps[0].remaining).collect();
        assert_eq!(left, [vec![Some(3)], vec![Some(4); 7]].concat(), "a missed day counts nothing down");
    }

    async fn each_patient_reads_their_own_steps_and_their_own_page(t: TestApp) {
        let ward = ward(&t, 12).await;
        let readers: Vec<_> = ward.iter().map(|cared| Reader::new(&t.app, Some(&cared.patient), None)).collect();
        let filter = |n: usize| StepFilter {
            states: if n.is_multiple_of(2) { vec![State::Active] } else { vec![] },
            page: Page::first(if n < 6 { 2 } else { 20 }),
            parts: parts(n),
        };
        let everybody: Vec<_> = ward.iter().map(|cared| cared.patient.id).collect();
        let asked = readers.iter().chain(&readers).enumerate().map(|(n, reader)| {
            let (filter, everybody) = (filter(n % 12), &everybody);
            async move { reader.step_pages(everybody, &filter).await.unwrap() }
        });
        for (n, found) in join_all(asked).await.into_iter().enumerate() {
            let cared = &ward[n % 12];
            assert_eq!(found.keys().collect::<Vec<_>>(), [&cared.patient.id], "nobody else's");
            let shown: Vec<_> = found[&cared.patient.id].iter().map(|step| step.row.clone()).collect();
            let of = |row: &step::Model| parts(n % 12).map_or_else(|| row.clone(), |parts| in_brief(row, parts));
            let mut wanted: Vec<_> = cared.steps.iter().map(of).collect();
            wanted.truncate(if n % 12 < 6 { 2 } else { 20 });
            assert_eq!(shown, wanted);
        }
    }

    async fn what_is_stored_together_may_have_gaps(t: TestApp) {
        let mut ward = Vec::new();
        for _ in 0..3 {
            ward.push(cared(&t, vec![daily("Last of \"five\"", Some(1)), daily("For good", None)]).await);
        }
        let asked = ward.iter().map(|cared| check_ins::check_in(&t.app, cared.patient.id, None, Via::App));
        for done in join_all(asked).await {
            let done = done.unwrap();
            let rows = step::Entity::of_patient(done.steps[0].patient_id).order_by_asc(step::Column::Id);
            let rows = rows.all(t.app.db().read()).await.unwrap();
            assert_eq!(rows, done.steps, "what was answered is what is stored");
            let of = |row: &step::Model| (row.state, row.remaining, row.check_in_count, row.closed_at.is_some(), row.next_due_on.is_some());
            assert_eq!(of(&rows[0]), (State::Completed, Some(0), 1, true, false));
            assert_eq!(of(&rows[1]), (State::Active, None, 1, false, true));
            let stored = check_in::Entity::of_patient(rows[0].patient_id).order_by_asc(check_in::Column::Id);
            assert_eq!(stored.all(t.app.db().read()).await.unwrap(), done.check_ins);
        }
    }
}

/// While somebody else changes a patient's care, that patient waits, and nobody else.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_patient_who_has_to_wait_holds_nobody_else_up() {
    on_postgres("a_patient_who_has_to_wait_holds_nobody_else_up", async |t| {
        let ward = ward(&t, 6).await;
        let change = t.app.begin().await.unwrap();
        let held = ward[3].patient.id;
        let hold = format!("SELECT id FROM users WHERE id = '{held}' FOR UPDATE");
        change.tx().execute_unprepared(&hold).await.unwrap();
        let mut asked: Vec<_> = ward
            .iter()
            .map(|cared| {
                let (app, patient) = (t.app.clone(), cared.patient.id);
                tokio::spawn(async move { check_ins::check_in(&app, patient, None, Via::App).await.unwrap() })
            })
            .collect();
        let waiting = asked.remove(3);
        for (cared, done) in [0, 1, 2, 4, 5].into_iter().map(|n| &ward[n]).zip(asked) {
            assert_eq!(ids(&done.await.unwrap()), walks(cared));
        }
        assert!(!waiting.is_finished());
        drop(change);
        assert_eq!(ids(&waiting.await.unwrap()), walks(&ward[3]));
    })
    .await;
}
