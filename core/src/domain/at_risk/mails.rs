//! Mails to doctors about their patients: who has newly fallen behind, and for those who want it a digest every morning.
//!
//! A doctor gets one mail a local day at most, half an hour after the hospital's hour of reminders or, when the first patient is
//! noticed later, half an hour after that; never in the quiet hours. What it says is counted when it leaves: numbers only, no
//! patient's name. A row a doctor and day holds the place, and gives the mail its Message-ID, so that a crash between the mail
//! server's answer and our record repeats it under the same one. What could not be told that day is told the next.

use crate::{
    App, Change, Error, Result,
    audit::{Access, Action, Actor},
    clock::local_instant,
    domain::{access, quiet_hours::Quiet, reminders::Slot, schedule},
    jobs::{JobKind, NewJob},
    reader::{Reader, WorkKind},
};
use aftercare_entity::{
    at_risk_episode, check_in,
    doctor_mail::{self, Column},
    user::{self, Role, Status},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
    Select, prelude::Expr, sea_query::OnConflict,
};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use uuid::Uuid;

/// How long after a sweep doctors are mailed, so that all that it notices is in one mail.
const AFTER_SWEEP: Duration = Duration::minutes(30);

/// What a mail to a doctor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// So many patients have newly fallen behind.
    AtRisk {
        /// How many.
        patients: usize,
    },
    /// The daily digest.
    Digest(Digest),
}

/// The numbers of a daily digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Digest {
    /// Steps and notes that wait for a decision.
    pub to_review: usize,
    /// Notes of the doctor's whose extraction failed.
    pub failed: usize,
    /// Patients who have fallen behind, without those who are snoozed.
    pub behind: usize,
    /// Check-ins that the patients made yesterday, on their local days.
    pub check_ins: usize,
    /// Patients with something due today.
    pub due: usize,
}

/// A mail to be written.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its row.
    pub mail: doctor_mail::Model,
    /// To whom.
    pub doctor: user::Model,
    /// What it says.
    pub content: Content,
    /// The episodes of which it tells for the first time.
    pub told: Vec<Uuid>,
}

/// What is to become of a mail.
#[derive(Debug, Clone)]
pub enum Fate {
    /// It is to be sent.
    Send(Box<Letter>),
    /// Not before then.
    Wait(DateTime<Utc>),
    /// There is nothing to say, nobody to say it to, or its day is over.
    Nothing,
}

/// The Message-ID of such a mail, the same at every attempt.
pub fn message_id(mail: Uuid, domain: &str) -> String {
    format!("<doctor-{mail}@{domain}>")
}

/// Sets whether a doctor gets a digest every morning.
///
/// # Errors
/// [`Error::NotFound`] when there is no such doctor.
pub async fn set_daily_digest(app: &App, doctor: Uuid, on: bool) -> Result<user::Model> {
    let mut change = app.begin().await?;
    let account = user::Entity::own(doctor).filter(user::Column::Role.eq(Role::Doctor)).lock_exclusive();
    let mut row = account.one(change.tx()).await?.ok_or(Error::NotFound("doctor"))?.into_active_model();
    row.daily_digest = Set(on);
    row.updated_at = Set(app.now());
    let row = row.update(change.tx()).await?;
    change.account_changed(doctor);
    change.commit().await?;
    Ok(row)
}

/// Wants a mail to each of these doctors, who have not been told of all of their patients who have fallen behind: today, or
/// tomorrow where today's has ended. Six statements at most.
///
/// # Errors
/// The database's.
pub(super) async fn want(change: &mut Change, doctors: BTreeSet<Uuid>) -> Result<()> {
    if doctors.is_empty() {
        return Ok(());
    }
    let app = change.app().clone();
    let doctors = mailable().filter(user::Column::Id.is_in(doctors)).all(change.tx()).await?;
    let days: HashMap<_, _> = doctors.iter().map(|row| (row.id, today(&app, row))).collect();
    let Some(first) = days.values().min() else { return Ok(()) };
    let known = doctor_mail::Entity::find()
        .filter(Column::DoctorId.is_in(days.keys().copied()))
        .filter(Column::Day.gte(*first));
    let known = known.all(change.tx()).await?;
    let wanted = doctors.iter().filter_map(|doctor| {
        let of = |day: NaiveDate| known.iter().find(move |row| row.doctor_id == doctor.id && row.day == day);
        let today = today(&app, doctor);
        let tomorrow = schedule::later(today, 1);
        let (day, at) = match of(today) {
            Some(row) if row.ended_at.is_none() => return None,
            Some(_) => (tomorrow, mail_time(&app, doctor, tomorrow)),
            None => soon(&app, doctor, today),
        };
        of(day).is_none().then_some((doctor.id, day, at))
    });
    let wanted = wanted.collect();
    make(change, wanted).await
}

/// Makes sure that there is a mail for tomorrow, and for today while its time is to come, for every doctor who wants a daily
/// digest. Does nothing while this process's clock cannot be trusted.
///
/// # Errors
/// The database's.
pub async fn ensure_digests(app: &App) -> Result<()> {
    app.read_time().await;
    if !app.clock().is_trusted() {
        return Ok(());
    }
    let doctors = mailable().filter(user::Column::DailyDigest.eq(true)).all(app.db().read()).await?;
    let Some(first) = doctors.iter().map(|row| today(app, row)).min() else { return Ok(()) };
    let known: Vec<(Uuid, NaiveDate)> = doctor_mail::Entity::find()
        .select_only()
        .columns([Column::DoctorId, Column::Day])
        .filter(Column::DoctorId.is_in(doctors.iter().map(|row| row.id)))
        .filter(Column::Day.gte(first))
        .into_tuple()
        .all(app.db().read())
        .await?;
    let known: BTreeSet<_> = known.into_iter().collect();
    let mut wanted = Vec::new();
    for doctor in &doctors {
        let today = today(app, doctor);
        for day in [today, schedule::later(today, 1)] {
            let at = mail_time(app, doctor, day);
            if at > app.now() && !known.contains(&(doctor.id, day)) {
                wanted.push((doctor.id, day, at));
            }
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let mut change = app.begin().await?;
    make(&mut change, wanted).await?;
    change.commit().await
}

/// Stores mails by doctor, day and time, and their jobs; those that are there already are left alone.
async fn make(change: &mut Change, wanted: Vec<(Uuid, NaiveDate, DateTime<Utc>)>) -> Result<()> {
    if wanted.is_empty() {
        return Ok(());
    }
    let app = change.app().clone();
    let times: HashMap<_, _> = wanted.iter().map(|(doctor, day, at)| ((*doctor, *day), *at)).collect();
    let rows: Vec<_> = wanted
        .into_iter()
        .map(|(doctor_id, day, _)| doctor_mail::Model {
            id: app.new_id(),
            doctor_id,
            day,
            created_at: app.now(),
            ended_at: None,
            sent_at: None,
        })
        .collect();
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    doctor_mail::Entity::insert_many(rows.into_iter().map(|row| row.into_active_model().reset_all()))
        .on_conflict(OnConflict::columns([Column::DoctorId, Column::Day]).do_nothing().to_owned())
        .exec_without_returning(change.tx())
        .await?;
    let made = doctor_mail::Entity::find().filter(Column::Id.is_in(ids)).all(change.tx()).await?;
    let job = |row: doctor_mail::Model| {
        let at = times.get(&(row.doctor_id, row.day)).copied().unwrap_or(row.created_at);
        NewJob::about(JobKind::DoctorMail, row.id, at)
    };
    change.jobs(made.into_iter().map(job)).await
}

/// What is to become of this mail, for the worker, which acts for nobody.
///
/// # Errors
/// The database's.
pub async fn fate_unscoped(app: &App, mail: Uuid) -> Result<Fate> {
    let db = app.db().read();
    let found = doctor_mail::Entity::find_by_id(mail).one(db).await?;
    let Some(mail) = found.filter(|row| row.ended_at.is_none()) else { return Ok(Fate::Nothing) };
    let doctor = mailable().filter(user::Column::Id.eq(mail.doctor_id)).one(db).await?;
    let Some(doctor) = doctor else { return Ok(Fate::Nothing) };
    let today = today(app, &doctor);
    if mail.day > today {
        return Ok(Fate::Wait(mail_time(app, &doctor, mail.day)));
    }
    if mail.day < today {
        return Ok(Fate::Nothing);
    }
    match app.hospital().quiet_for(&doctor, app.now()) {
        Quiet::No => {}
        Quiet::UntilLaterToday(end) => return Ok(Fate::Wait(end)),
        Quiet::ForTheDay => return Ok(Fate::Nothing),
    }
    let (content, told) = content(app, &doctor).await?;
    Ok(content.map_or(Fate::Nothing, |content| Fate::Send(Box::new(Letter { mail, doctor, content, told }))))
}

/// What there is to say to the doctor, and the episodes of which it tells for the first time.
async fn content(app: &App, doctor: &user::Model) -> Result<(Option<Content>, Vec<Uuid>)> {
    let reader = Reader::new(app, Some(doctor), None);
    let patients = reader.everybody().await?;
    let behind = reader.at_risk(&patients).await?;
    let told: Vec<_> = behind
        .values()
        .filter(|at_risk| at_risk.episode.told_at.is_none())
        .map(|row| row.episode.id)
        .collect();
    if !doctor.daily_digest {
        let patients = told.len();
        return Ok(((patients > 0).then_some(Content::AtRisk { patients }), told));
    }
    let work = reader.worklist().await?;
    let count = |kinds: &[WorkKind]| work.iter().filter(|work| kinds.contains(&work.kind)).count();
    let kept = reader.adherence(&patients).await?;
    let digest = Digest {
        to_review: count(&[WorkKind::StepToReview, WorkKind::NoteToDecide]),
        failed: count(&[WorkKind::ExtractionFailed]),
        behind: count(&[WorkKind::PatientAtRisk]),
        check_ins: check_ins_of_yesterday(app, &patients).await?,
        due: kept.values().filter(|kept| kept.due > 0).count(),
    };
    Ok(((digest != Digest::default()).then_some(Content::Digest(digest)), told))
}

async fn check_ins_of_yesterday(app: &App, patients: &[Arc<user::Model>]) -> Result<usize> {
    let days: HashMap<_, _> = patients
        .iter()
        .filter_map(|patient| Some((patient.id, app.hospital().day_of(patient, app.now()).pred_opt()?)))
        .collect();
    let Some(first) = days.values().min() else { return Ok(0) };
    let made: Vec<(Uuid, NaiveDate)> = check_in::Entity::of_patients_unscoped(days.keys().copied())
        .filter(check_in::Column::Day.gte(*first))
        .select_only()
        .columns([check_in::Column::PatientId, check_in::Column::Day])
        .into_tuple()
        .all(app.db().read())
        .await?;
    Ok(made.into_iter().filter(|(patient, day)| days.get(patient) == Some(day)).count())
}

/// Records that the mail server, or the disk, has the mail: its episodes are told.
///
/// # Errors
/// The database's.
pub async fn sent(change: &mut Change, letter: &Letter) -> Result<()> {
    let now = change.app().now();
    told(change, &letter.told, now).await?;
    doctor_mail::Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(now)))
        .col_expr(Column::SentAt, Expr::value(Some(now)))
        .filter(Column::Id.eq(letter.mail.id))
        .exec(change.tx())
        .await?;
    let detail = match letter.content {
        Content::AtRisk { .. } => "PATIENTS_AT_RISK",
        Content::Digest(_) => "DAILY_DIGEST",
    };
    change
        .accesses([Access::new(Actor::WORKER, Action::Mail, None, [letter.mail.id]).with_detail(detail)])
        .await
}

/// Marks episodes as told. Their patients' rows are taken first, in their order, as whoever else changes episodes does.
async fn told(change: &Change, episodes: &[Uuid], now: DateTime<Utc>) -> Result<()> {
    use at_risk_episode::{Column, Entity};
    if episodes.is_empty() {
        return Ok(());
    }
    let these = Column::Id.is_in(episodes.iter().copied());
    let patients = Entity::find().select_only().column(Column::PatientId).filter(these.clone());
    let patients: Vec<Uuid> = patients.into_tuple().all(change.tx()).await?;
    access::lock_patients(change.tx(), &patients, None).await?;
    let marked = Entity::update_many().col_expr(Column::ToldAt, Expr::value(Some(now))).filter(these);
    marked.exec(change.tx()).await.map(drop).map_err(Into::into)
}

/// No such mail is sent: there is nothing to say, or nobody to say it to.
///
/// # Errors
/// The database's.
pub async fn not_sent(change: &Change, mail: Uuid) -> Result<()> {
    doctor_mail::Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(change.app().now())))
        .filter(Column::Id.eq(mail))
        .filter(Column::EndedAt.is_null())
        .exec(change.tx())
        .await?;
    Ok(())
}

/// Doctors whom the hospital has let in, who are not suspended and have confirmed their address.
fn mailable() -> Select<user::Entity> {
    user::Entity::doctors(None)
        .filter(user::Column::UnconfirmedSince.is_null())
        .filter(user::Column::Status.eq(Status::Active))
}

fn today(app: &App, doctor: &user::Model) -> NaiveDate {
    app.hospital().day_of(doctor, app.now())
}

/// When the doctor's mail of `day` leaves.
pub fn mail_time(app: &App, doctor: &user::Model, day: NaiveDate) -> DateTime<Utc> {
    Slot::of_zone(app.hospital().zone_of(doctor)).on(app, day) + AFTER_SWEEP
}

/// Today at the usual time or in half an hour, if that is later; tomorrow, when today is too late.
fn soon(app: &App, doctor: &user::Model, today: NaiveDate) -> (NaiveDate, DateTime<Utc>) {
    let zone = app.hospital().zone_of(doctor);
    let at = mail_time(app, doctor, today).max(app.now() + AFTER_SWEEP);
    let at = match app.hospital().quiet_hours.at(zone, at) {
        Quiet::No => Some(at),
        Quiet::UntilLaterToday(end) => Some(end),
        Quiet::ForTheDay => None,
    };
    let at = at.filter(|at| *at < local_instant(zone, schedule::later(today, 1), chrono::NaiveTime::MIN));
    let tomorrow = schedule::later(today, 1);
    at.map_or_else(|| (tomorrow, mail_time(app, doctor, tomorrow)), |at| (today, at))
}
