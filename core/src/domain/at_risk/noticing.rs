//! The sweep's part: it opens episodes, ends those that are over, and tells of the new ones.
//!
//! A page of patients costs a fixed number of statements, fifteen at most. A patient has one open episode, by a unique index, and
//! only who made it tells of it: run twice, by two workers or after a crash, there is one episode and one event. Those who are to
//! get or to lose one are taken first, as a check-in takes its patient, and who is to get one is looked at again: nobody who has just checked in gets one.

use super::{is_over, mails};
use crate::{App, Change, Result, clock::local_instant, domain::access};
use aftercare_entity::{
    assignment,
    at_risk_episode::{self, Column, End},
    event, step,
};
use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use sea_orm::{
    ActiveEnum, ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect, prelude::Expr, sea_query::OnConflict,
};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Opens and ends episodes of these patients, who live in `zone` and have active accounts, on their local `day`.
///
/// # Errors
/// The database's.
pub(crate) async fn notice(change: &mut Change, zone: Tz, day: NaiveDate, patients: &[Uuid]) -> Result<()> {
    if patients.is_empty() {
        return Ok(());
    }
    let known = Known::read(change, zone, day, patients).await?;
    let behind: Vec<_> =
        known.new_episodes(change.app(), day).into_iter().map(|row| row.patient_id).collect();
    // Before their episodes, as check-ins of many patients do.
    let touched = [known.over(|row| row.patient_id), behind.clone()].concat();
    if !touched.is_empty() {
        access::lock_patients(change.tx(), &touched, None).await?;
    }
    end(change, known.over(|row| row.id)).await?;
    let mut opened = Vec::new();
    if !behind.is_empty() {
        let now = Known::read(change, zone, day, &behind).await?;
        opened = open(change, now.new_episodes(change.app(), day)).await?;
    }
    tell(change, opened, known.untold(day)).await
}

/// What is known of a page of patients.
struct Known {
    /// By patient: since when the oldest step that was missed is due.
    since: HashMap<Uuid, NaiveDate>,
    /// By patient.
    open: HashMap<Uuid, at_risk_episode::Model>,
    /// By patient: the local day on which an episode ended last, by a check-in or a doctor's word.
    ended: HashMap<Uuid, NaiveDate>,
}

impl Known {
    async fn read(change: &Change, zone: Tz, day: NaiveDate, patients: &[Uuid]) -> Result<Self> {
        let since = missed_since(change, patients, day).await?;
        let (mut open, mut ended) = (HashMap::new(), HashMap::new());
        for episode in episodes(change, zone, day, patients).await? {
            match episode.ended_at {
                None => drop(open.insert(episode.patient_id, episode)),
                Some(at) => {
                    let on = at.with_timezone(&zone).date_naive();
                    let last = ended.entry(episode.patient_id).or_insert(on);
                    *last = on.max(*last);
                }
            }
        }
        Ok(Self { since, open, ended })
    }

    fn since(&self, patient: Uuid) -> Option<NaiveDate> {
        self.since.get(&patient).copied()
    }

    /// Of open episodes of which nothing is left: the episodes, or whose they are.
    fn over(&self, id: fn(&at_risk_episode::Model) -> Uuid) -> Vec<Uuid> {
        self.open.values().filter(|row| is_over(row, self.since(row.patient_id))).map(id).collect()
    }

    /// Patients with an open episode that goes on and that no mail has told of, though it was not opened just now.
    fn untold(&self, day: NaiveDate) -> Vec<Uuid> {
        let untold = self.open.values().filter(|row| row.told_at.is_none() && row.noticed_on < day);
        untold.filter(|row| !is_over(row, self.since(row.patient_id))).map(|row| row.patient_id).collect()
    }

    /// Those to be opened, by patient, so that two workers never wait for each other.
    fn new_episodes(&self, app: &App, day: NaiveDate) -> Vec<at_risk_episode::Model> {
        let after = i64::from(app.hospital().at_risk_after);
        let mut new: Vec<_> = self
            .since
            .iter()
            .filter(|(patient, since)| {
                let goes_on = self.open.get(patient).is_some_and(|open| !is_over(open, Some(**since)));
                let counted_from = self.ended.get(patient).map_or(**since, |ended| (*ended).max(**since));
                !goes_on && (day - counted_from).num_days() >= after
            })
            .map(|(patient, since)| new_episode(app, *patient, day, *since))
            .collect();
        new.sort_unstable_by_key(|row| row.patient_id);
        new
    }
}

fn new_episode(app: &App, patient: Uuid, day: NaiveDate, since: NaiveDate) -> at_risk_episode::Model {
    at_risk_episode::Model {
        id: app.new_id(),
        patient_id: patient,
        noticed_on: day,
        days_missed: i32::try_from((day - since).num_days()).unwrap_or(i32::MAX),
        began_at: app.now(),
        snoozed_until: None,
        told_at: None,
        ended_at: None,
        ended_by: None,
        resolution: None,
        resolved_by: None,
    }
}

/// By patient: the first day of the oldest step that was due before `day` and is not checked in.
async fn missed_since(
    change: &Change,
    patients: &[Uuid],
    day: NaiveDate,
) -> Result<HashMap<Uuid, NaiveDate>> {
    let Some(yesterday) = day.pred_opt() else { return Ok(HashMap::new()) };
    let missed: Vec<(Uuid, NaiveDate)> = step::Entity::due_of(patients.iter().copied(), yesterday)
        .select_only()
        .column(step::Column::PatientId)
        .column_as(step::Column::NextDueOn.min(), "since")
        .group_by(step::Column::PatientId)
        .into_tuple()
        .all(change.tx())
        .await?;
    Ok(missed.into_iter().collect())
}

/// Open episodes, and those that ended too lately for another one to begin.
async fn episodes(
    change: &Change,
    zone: Tz,
    day: NaiveDate,
    patients: &[Uuid],
) -> Result<Vec<at_risk_episode::Model>> {
    let after = Duration::days(change.app().hospital().at_risk_after.into());
    let lately: DateTime<Utc> = local_instant(zone, day - after, NaiveTime::MIN);
    let ended = Condition::all()
        .add(Column::EndedAt.gte(lately))
        .add(Column::EndedBy.is_in([End::CheckedIn, End::Resolved]));
    Ok(at_risk_episode::Entity::find()
        .filter(Column::PatientId.is_in(patients.iter().copied()))
        .filter(Condition::any().add(Column::EndedAt.is_null()).add(ended))
        .all(change.tx())
        .await?)
}

async fn end(change: &Change, over: Vec<Uuid>) -> Result<()> {
    if over.is_empty() {
        return Ok(());
    }
    at_risk_episode::Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(Some(change.app().now())))
        .col_expr(Column::EndedBy, Expr::value(Some(End::NothingDue.to_value())))
        .filter(Column::Id.is_in(over))
        .filter(Column::EndedAt.is_null())
        .exec(change.tx())
        .await?;
    Ok(())
}

/// Stores them, and answers those that nobody else stored first, by patient and id.
async fn open(change: &Change, new: Vec<at_risk_episode::Model>) -> Result<Vec<(Uuid, Uuid)>> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = new.iter().map(|row| row.id).collect();
    let rows = new.into_iter().map(|row| row.into_active_model().reset_all());
    at_risk_episode::Entity::insert_many(rows)
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(change.tx())
        .await?;
    Ok(at_risk_episode::Entity::find()
        .select_only()
        .columns([Column::PatientId, Column::Id])
        .filter(Column::Id.is_in(ids))
        .order_by_asc(Column::PatientId)
        .into_tuple()
        .all(change.tx())
        .await?)
}

/// One event for each that was opened, and a mail for each doctor who has not been told of all.
async fn tell(change: &mut Change, opened: Vec<(Uuid, Uuid)>, untold: Vec<Uuid>) -> Result<()> {
    let patients: Vec<_> = opened.iter().map(|(patient, _)| *patient).chain(untold).collect();
    if patients.is_empty() {
        return Ok(());
    }
    let assigned = assignment::Entity::current_of(patients).all(change.tx()).await?;
    let doctors: HashMap<_, _> = assigned.into_iter().map(|row| (row.patient_id, row.doctor_id)).collect();
    let event = |(patient, episode): &(Uuid, Uuid)| {
        (event::Kind::PatientAtRisk, *patient, doctors.get(patient).copied(), *episode)
    };
    change.events(opened.iter().map(event)).await?;
    mails::want(change, doctors.into_values().collect::<BTreeSet<_>>()).await
}
