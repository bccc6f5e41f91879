//! One transaction for the requests of many patients: its statements are for all of them, but for those about tapers.
//!
//! It waits for no patient's row: whom somebody else is changing just then asks again, alone, and holds nobody else up. The
//! rows are taken before anything is read, so what is decided is decided by what is so.

use super::{
    Asked, CheckedIn, NotDue,
    facts::Facts,
    made::{self, Made},
};
use crate::{
    App, Change, Error, Result,
    domain::{access, plan, reminders::Slot},
};
use aftercare_entity::{
    step::{self, State},
    user,
};
use chrono::NaiveDate;
use sea_orm::sea_query::LockBehavior;
use std::collections::{HashMap, HashSet};

/// What comes of a request that was made with others.
#[derive(Debug)]
pub enum Answer {
    /// This.
    Is(Box<Result<CheckedIn>>),
    /// Nothing yet: it is to be made alone.
    AskAlone,
}

/// What is done about patients whom somebody else is changing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patients {
    /// They are waited for.
    WaitedFor,
    /// They are left out.
    LeftOut,
}

/// A request of which the day is known.
struct Request {
    asked: Asked,
    day: NaiveDate,
}

/// Answers each in its order. The second request of a patient is made alone, after the first. What fails once the transaction has
/// begun may be one request's trouble, and is nobody else's: all are made alone then, and a step is checked in once a day however often
/// that is tried.
pub async fn with_others(app: App, asked: Vec<Asked>) -> Vec<Answer> {
    let mut seen = HashSet::new();
    let first: Vec<_> = asked.iter().map(|asked| seen.insert(asked.patient)).collect();
    let now: Vec<_> =
        asked.iter().zip(&first).filter(|(_, first)| **first).map(|(asked, _)| *asked).collect();
    let change = match app.begin().await {
        Ok(change) => change,
        Err(error) => return asked.iter().map(|_| Answer::Is(Box::new(Err(error.again())))).collect(),
    };
    let mut answers = answers(change, &now, Patients::LeftOut).await.unwrap_or_else(|error| {
        tracing::warn!(%error, requests = now.len(), "check-ins could not be made together; each is made alone");
        now.iter().map(|_| None).collect()
    })
    .into_iter();
    let of = |first: &bool| {
        let answer = if *first { answers.next().flatten() } else { None };
        answer.map_or(Answer::AskAlone, |answer| Answer::Is(Box::new(answer)))
    };
    first.iter().map(of).collect()
}

/// Answers each, in the transaction of `change`; nothing for a patient who is not there, or is left out. Each is of another patient.
///
/// # Errors
/// The database's; nothing happened then.
pub async fn answers(
    mut change: Change,
    asked: &[Asked],
    patients: Patients,
) -> Result<Vec<Option<Result<CheckedIn>>>> {
    let behavior = (patients == Patients::LeftOut).then_some(LockBehavior::SkipLocked);
    let ids: Vec<_> = asked.iter().map(|asked| asked.patient).collect();
    let rows = access::lock_patients(change.tx(), &ids, behavior).await?;
    let mut days = Vec::with_capacity(asked.len());
    for asked in asked {
        days.push(rows.get(&asked.patient).map(|row| open_day(change.app(), row, asked.day)));
    }
    let with_days = asked.iter().zip(&days);
    let requests: Vec<_> = with_days
        .filter_map(|(asked, day)| Some(Request { asked: *asked, day: *day.as_ref()?.as_ref().ok()? }))
        .collect();
    let mut facts = Facts::read(&change, requests.iter().map(|request| (request.asked, request.day))).await?;
    let (mut made, mut done) = (Vec::new(), HashMap::new());
    for request in requests {
        let patient = request.asked.patient;
        done.insert(patient, decide(&change, request, &mut facts, &mut made).await?);
    }
    made::store(&mut change, made).await?;
    // Where all are refused, nothing was done.
    if done.values().any(Result::is_ok) {
        change.commit().await?;
    }
    let answer = |(asked, day): (&Asked, Option<Result<NaiveDate>>)| {
        day.map(|day| match day {
            Ok(_) => done.remove(&asked.patient).unwrap_or(Err(Error::NotFound("patient"))),
            Err(error) => Err(error),
        })
    };
    Ok(asked.iter().zip(days).map(answer).collect())
}

/// What comes of one request; what it changes is added to `made`.
///
/// # Errors
/// The database's. The request's own are within.
async fn decide(
    change: &Change,
    Request { asked, day }: Request,
    facts: &mut Facts,
    made: &mut Vec<Made>,
) -> Result<Result<CheckedIn>> {
    let steps = match facts.steps(asked, day) {
        Ok(steps) => steps,
        Err(error) => return Ok(Err(error)),
    };
    let mut done =
        CheckedIn { day, check_ins: Vec::new(), steps: Vec::new(), already: Vec::new(), not_due: None };
    for step in steps {
        let (check_in, step) = if let Some(there) = facts.checked_in(asked.patient, day, step.id) {
            done.already.push(step.id);
            (there, step)
        } else {
            if let Some(why) = not_due(change, &step, day).await? {
                done.not_due = Some((step, why));
                continue;
            }
            let new = Made::of(change.app(), step, day, asked);
            made.push(new.clone());
            (new.check_in, new.step)
        };
        done.check_ins.push(check_in);
        done.steps.push(step);
    }
    Ok(Ok(done))
}

/// The day that is checked in.
fn open_day(app: &App, patient: &user::Model, asked: Option<NaiveDate>) -> Result<NaiveDate> {
    let (today, hospital) = (app.hospital().day_of(patient, app.now()), app.hospital());
    let Some(day) = asked.filter(|day| *day != today) else { return Ok(today) };
    let slot = Slot::of(hospital, patient);
    let before_the_sweep = app.now() < slot.on(app, today);
    if before_the_sweep && Some(day) == today.pred_opt() {
        return Ok(day);
    }
    let until = slot.time(hospital).format("%H:%M");
    Err(Error::bad_input(
        "day",
        format!("day must be {today}, which is today, or, until {until}, the day before"),
    ))
}

async fn not_due(change: &Change, step: &step::Model, day: NaiveDate) -> Result<Option<NotDue>> {
    match step.state {
        State::Active => {}
        State::Completed => return Ok(Some(NotDue::Completed)),
        _ => return Ok(Some(NotDue::Ended)),
    }
    // As-needed steps have no due day, only a first one.
    let early = step.next_due_on.or(step.scheduled_on).is_some_and(|from| from > day);
    let waits = early || plan::in_front_of(change, step).await?.is_some();
    Ok(waits.then_some(NotDue::Yet))
}
