//! Property: whatever happens to clocks, workers and zones, each patient-day on which a worker with a right clock was at work
//! between the end and the beginning of the quiet hours has exactly one reminder, and one mail at most.
//!
//! Everybody's plan goes on for years and nobody checks in, so that each day asks for a mail. Two workers live through some
//! days; time stops at every sweep, and each worker that is alive does all there is to do then.

use crate::house::House;
use aftercare_core::{
    App,
    domain::{accounts, reminders::Slot},
    jobs::{self, JobKind, Wanted},
    on_each_database,
    testing::{TestApp, people},
};
use aftercare_entity::{reminder, reminder::State, user, user::Role};
use aftercare_worker::{Worker, sweep};
use chrono::{DateTime, Duration, NaiveDate, Timelike, Utc};
use chrono_tz::{
    America::New_York, Asia::Kolkata, Australia::Lord_Howe, Europe::Berlin, Pacific::Auckland,
    Pacific::Honolulu, Tz, UTC,
};
use proptest::{
    prelude::*,
    test_runner::{Config, FileFailurePersistence, TestCaseError, TestRunner},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use std::collections::HashSet;

/// Clocks change in Europe on 29 March and in Lord Howe and Auckland on 5 April 2026.
const START: &str = "2026-03-27T03:00:00Z";
const ZONES: [Tz; 7] = [UTC, Berlin, New_York, Auckland, Kolkata, Honolulu, Lord_Howe];
const PATIENTS: usize = 3;

/// What may happen.
#[derive(Debug, Clone)]
enum Happening {
    /// So many minutes go by.
    Pass(i64),
    /// Somebody sets the clock of a worker's machine by so many seconds.
    SetOwn(usize, i64),
    /// Somebody sets the clock of the database by so many seconds.
    SetDatabase(i64),
    /// The same, and every machine's: nobody can see that it is wrong.
    SetAll(i64),
    /// A worker is stopped, or started again if it was.
    StopOrStart(usize),
    /// A worker vanishes with a sweep in its hands.
    Vanish(usize),
    /// A patient moves.
    Move(usize, Tz),
}

struct Life<'a> {
    house: &'a House,
    patients: &'a [user::Model],
    zones: Vec<Tz>,
    workers: Vec<(App, Worker)>,
    alive: Vec<bool>,
    /// By how many seconds each worker's own clock is ahead of the true time.
    ahead: Vec<i64>,
    /// By how many the database's is.
    database_ahead: i64,
    moved: HashSet<usize>,
    may_lack_mails: bool,
    /// Mails before this life.
    mails: usize,
}

impl Life<'_> {
    fn app(&self) -> &App {
        &self.house.t.app
    }

    fn now(&self) -> DateTime<Utc> {
        self.app().now()
    }

    /// Whether the worker is alive and its clock is right.
    fn is_right(&self, worker: usize) -> bool {
        self.alive[worker] && (self.ahead[worker] - self.database_ahead).abs() <= 60
    }

    async fn happens(&mut self, what: &Happening) -> Result<(), TestCaseError> {
        match what {
            Happening::Pass(minutes) => {
                let end = self.now() + Duration::minutes(*minutes);
                while let Some(next) = self.next_stop(end) {
                    self.house.t.clock.advance_to(next);
                    self.work().await?;
                }
            }
            Happening::SetOwn(worker, by) => {
                self.workers[*worker].0.clock().set_forward(Duration::seconds(*by));
                self.ahead[*worker] += by;
            }
            Happening::SetDatabase(by) => {
                self.house.t.clock.set_forward(Duration::seconds(*by));
                self.database_ahead += by;
                self.work().await?;
            }
            Happening::SetAll(by) => {
                self.house.t.clock.set_forward(Duration::seconds(*by));
                for (app, _) in &self.workers {
                    app.clock().set_forward(Duration::seconds(*by));
                }
                // What was mailed on a wrong day is not mailed again, so that not each day has its mail.
                self.may_lack_mails = true;
                self.work().await?;
            }
            Happening::StopOrStart(worker) => {
                self.alive[*worker] = !self.alive[*worker];
                if self.alive[*worker] {
                    let (app, worker) = &mut self.workers[*worker];
                    *worker = self.house.worker_on(app);
                }
            }
            Happening::Vanish(worker) => {
                let app = &self.workers[*worker].0;
                app.read_time().await;
                if app.clock().is_trusted() {
                    let one = Wanted::of(JobKind::Sweep, 1, Duration::seconds(60));
                    jobs::claim(app, one).await.unwrap();
                }
                self.house.t.clock.advance(Duration::seconds(61));
            }
            Happening::Move(patient, zone) => {
                accounts::set_time_zone(self.app(), &self.patients[*patient], Some(*zone)).await.unwrap();
                self.zones[*patient] = *zone;
                self.moved.insert(*patient);
            }
        }
        Ok(())
    }

    /// The next sweep of a patient until `end`, else `end`; nothing when that is now.
    fn next_stop(&self, end: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let now = self.now();
        let sweeps = self.zones.iter().flat_map(|zone| {
            let today = self.app().clock().today(*zone);
            today.iter_days().take(3).map(|day| Slot::of_zone(*zone).on(self.app(), day))
        });
        sweeps.chain([end]).filter(|at| *at > now && *at <= end).min()
    }

    async fn work(&mut self) -> Result<(), TestCaseError> {
        for (alive, (app, worker)) in self.alive.iter().zip(&self.workers) {
            if *alive {
                sweep::ensure_scheduled(app).await.unwrap();
                worker.run_until_idle().await.unwrap();
            }
        }
        if !(0..self.workers.len()).any(|worker| self.is_right(worker)) {
            return Ok(());
        }
        for patient in 0..PATIENTS {
            let local = self.now().with_timezone(&self.zones[patient]);
            if (6..21).contains(&local.hour()) {
                self.has_one(patient, local.date_naive()).await?;
            }
        }
        Ok(())
    }

    async fn has_one(&self, patient: usize, day: NaiveDate) -> Result<(), TestCaseError> {
        // A clock may be set back to before there was anything to sweep.
        if day <= START.parse::<DateTime<Utc>>().unwrap().date_naive() {
            return Ok(());
        }
        let rows = reminder::Entity::of_patient(self.patients[patient].id)
            .filter(reminder::Column::Day.eq(day))
            .all(self.app().db().read())
            .await
            .unwrap();
        prop_assert_eq!(rows.len(), 1, "patient {} on {} at {}", patient, day, self.now());
        // One who moves may have been mailed in vain, or have had an evening before.
        let may_lack = self.may_lack_mails || self.moved.contains(&patient);
        let is_settled = rows[0].state == State::Sent || may_lack;
        prop_assert!(is_settled, "{:?} on {} at {}", rows[0], day, self.now());
        Ok(())
    }

    /// Each mail that left is one reminder that says so.
    async fn no_mail_left_twice(&self) -> Result<(), TestCaseError> {
        let rows = reminder::Entity::find().all(self.app().db().read()).await.unwrap();
        let sent = rows.iter().filter(|row| row.state == State::Sent).count();
        prop_assert_eq!(reminders_mailed(self.house) - self.mails, sent);
        Ok(())
    }
}

/// How many mails to patients there are; doctors are mailed too, about patients who fall behind.
fn reminders_mailed(house: &House) -> usize {
    house.mails().iter().filter(|mail| mail.contains("<reminder-")).count()
}

/// The world as it was at [`START`], with two right workers that have done all there is to do.
async fn life<'a>(house: &'a House, patients: &'a [user::Model], apps: &[App]) -> Life<'a> {
    let app = &house.t.app;
    for table in ["reminder_steps", "reminders", "jobs", "events"] {
        app.db().write().execute_unprepared(&format!("DELETE FROM {table}")).await.unwrap();
    }
    let zones = ZONES[..PATIENTS].to_vec();
    for (patient, zone) in patients.iter().zip(&zones) {
        let zone = Expr::value(Some(zone.name()));
        let row = user::Entity::update_many().col_expr(user::Column::TimeZone, zone);
        row.filter(user::Column::Id.eq(patient.id)).exec(app.db().write()).await.unwrap();
    }
    house.t.clock.set_forward(START.parse::<DateTime<Utc>>().unwrap() - app.now());
    for app in apps {
        app.read_time().await;
        app.clock().set_forward(-Duration::seconds(app.clock().state().offset_seconds().unwrap()));
    }
    let workers = apps.iter().map(|app| (app.clone(), house.worker_on(app))).collect();
    let (count, mails) = (apps.len(), reminders_mailed(house));
    let mut life = Life {
        house,
        patients,
        zones,
        workers,
        alive: vec![true; count],
        ahead: vec![0; count],
        database_ahead: 0,
        moved: HashSet::new(),
        may_lack_mails: false,
        mails,
    };
    // A zone that was never swept begins with its next morning: a day goes by before anything happens.
    for (alive, (app, worker)) in life.alive.iter().zip(&life.workers) {
        assert!(*alive);
        sweep::ensure_scheduled(app).await.unwrap();
        worker.run_until_idle().await.unwrap();
    }
    house.t.clock.advance(Duration::hours(24));
    life.work().await.unwrap();
    life
}

/// Lives through `cases` sequences of `happenings`.
async fn lives(t: TestApp, cases: u32, happenings: impl Strategy<Value = Vec<Happening>>) {
    let house = House::open(t).await;
    let mut patients = Vec::new();
    for n in 0..PATIENTS {
        let patient = people::account(&house.t.app, Role::Patient, &format!("Patient {n}")).await.unwrap();
        people::assign(&house.t.app, patient.id, house.doctor.id).await.unwrap();
        let text = "Walk 20 minutes daily for 900 days.";
        let note = aftercare_core::domain::notes::submit_note;
        note(&house.t.app, house.doctor.id, patient.id, text).await.unwrap();
        patients.push(patient);
    }
    house.work().await;
    let persistence = FileFailurePersistence::Direct("tests/work/mornings.proptest-regressions");
    let more = std::env::var("PROPTEST_CASES").is_ok_and(|cases| !cases.is_empty());
    let config = Config::default();
    let config = Config {
        // So that somebody may ask for more of them.
        cases: if more { config.cases } else { cases },
        failure_persistence: Some(Box::new(persistence)),
        max_shrink_iters: 200,
        ..config
    };
    let here = tokio::runtime::Handle::current();
    tokio::task::block_in_place(|| {
        TestRunner::new(config).run(&happenings, |happenings| {
            here.block_on(async {
                // Right clocks, whatever the case before left: a process of its own each.
                let mut apps = Vec::new();
                for _ in 0..2 {
                    apps.push(house.t.another_process_with_clock(Duration::zero()).await.unwrap());
                }
                let mut life = life(&house, &patients, &apps).await;
                let mut lived = Ok(());
                for happening in &happenings {
                    lived = lived.and(life.happens(happening).await);
                }
                lived = lived.and(life.no_mail_left_twice().await);
                for app in apps {
                    app.db().clone().close().await.unwrap();
                }
                lived
            })
        })
    })
    .unwrap();
}

/// Seconds by which a clock is set: a little, an hour, days; forward or back.
fn jumps() -> impl Strategy<Value = i64> {
    prop_oneof![-90..90_i64, -4000..4000_i64, -300_000..300_000_i64]
}

fn passing() -> impl Strategy<Value = Happening> {
    (1..1500_i64).prop_map(Happening::Pass)
}

fn anything_but_the_database_s_clock() -> impl Strategy<Value = Vec<Happening>> {
    let one = prop_oneof![
        4 => passing(),
        2 => (0..2_usize, jumps()).prop_map(|(worker, by)| Happening::SetOwn(worker, by)),
        1 => (0..2_usize).prop_map(Happening::StopOrStart),
        1 => (0..2_usize).prop_map(Happening::Vanish),
        2 => (0..PATIENTS, prop::sample::select(ZONES.to_vec())).prop_map(|(patient, zone)| Happening::Move(patient, zone)),
    ];
    prop::collection::vec(one, 4..14)
}

/// The database's clock is set, with those of the workers or without, they go on for a while, and it is set right again.
fn the_database_s_clock_too() -> impl Strategy<Value = Vec<Happening>> {
    let set = prop::sample::select(vec![Happening::SetDatabase as fn(i64) -> Happening, Happening::SetAll]);
    let away = (set, jumps(), 1..400_i64, passing())
        .prop_map(|(set, by, minutes, then)| vec![set(by), Happening::Pass(minutes), set(-by), then]);
    let other = prop_oneof![passing(), (0..2_usize).prop_map(Happening::Vanish)].prop_map(|one| vec![one]);
    prop::collection::vec(prop_oneof![away, other], 2..5).prop_map(|parts| parts.concat())
}

on_each_database! {
    async fn each_patient_day_has_one_reminder_whatever_the_machines_clocks_say(t: TestApp) {
        let cases = if t.redis.is_some() { 4 } else { 12 };
        lives(t, cases, anything_but_the_database_s_clock()).await;
    }

    async fn each_patient_day_has_one_reminder_though_the_database_s_clock_jumps_and_returns(t: TestApp) {
        let cases = if t.redis.is_some() { 4 } else { 12 };
        lives(t, cases, the_database_s_clock_too()).await;
    }
}
