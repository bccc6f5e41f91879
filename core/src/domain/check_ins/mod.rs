//! Check-ins: what was done, once per step and local day, and taking one back the same day.
//!
//! A check-in lowers what is left by one and moves the next due day on; the last one completes the step. A second one
//! on the same local day is no error and changes nothing, whoever asks and how often at once: the patient's row is
//! taken first, and the database keeps a second row out.
//!
//! As-needed medicine is never due, but taking it may be recorded: at most once a day, and it counts down only where
//! the note gave a length.
//!
//! Requests of different patients that wait at the same moment are made in one transaction ([`together`], and
//! [decision 0029](../../../../docs/decisions/0029-what-waits-together-is-asked-together.md)).

mod facts;
mod made;
mod together;
mod undo;

pub use undo::undo_check_in;

use self::together::{Answer, Patients};
use crate::{
    App, Error, Result, commits,
    gather::{Gather, Limits},
};
use aftercare_entity::{
    check_in::{self, Via},
    step::{self, Kind},
};
use chrono::NaiveDate;
use uuid::Uuid;

/// What a check-in did.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedIn {
    /// The patient's local day.
    pub day: NaiveDate,
    /// The check-ins of that day for the steps asked for, new or there already.
    pub check_ins: Vec<check_in::Model>,
    /// Their steps in the same order, as they are now.
    pub steps: Vec<step::Model>,
    /// Of the steps, those that had been checked in before.
    pub already: Vec<Uuid>,
    /// The step asked for, where there is nothing to check in, and why.
    pub not_due: Option<(step::Model, NotDue)>,
}

/// Why a step cannot be checked in: no error, since whoever asks may well not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDue {
    /// Its day has not come, or an earlier phase of its taper is not over.
    Yet,
    /// All of its check-ins are made.
    Completed,
    /// It was ended, or a newer plan took its place.
    Ended,
}

/// A request to check in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    patient: Uuid,
    /// Today when left out.
    day: Option<NaiveDate>,
    /// Everything due when left out.
    step: Option<Uuid>,
    via: Via,
}

/// The requests that wait.
pub(crate) type Waiting = Gather<Asked, Answer>;

/// Nobody waits yet. One transaction is for so few that it is over soon: it holds their rows until then. While one waits for the disk, another
/// one works.
pub(crate) fn waiting() -> Waiting {
    Waiting::within(Limits { keys: 64, questions: 2 })
}

/// Checks in one plan step of the patient's, or (without one) every plan step due today.
///
/// # Errors
/// As [`check_in_on`].
pub async fn check_in(app: &App, patient: Uuid, step: Option<Uuid>, via: Via) -> Result<CheckedIn> {
    check_in_on(app, patient, None, step, via).await
}

/// Checks in one plan step of the patient's, or (without one) every plan step due, on their local `day`: today, as when it is left
/// out, or, until the next sweep, yesterday, for a phone that was offline at midnight.
///
/// # Errors
/// [`Error::NotFound`] for a step that is not theirs or is held back; [`Error::BadInput`] at `stepId` for a checklist step, and at
/// `day` for any other day.
pub async fn check_in_on(
    app: &App,
    patient: Uuid,
    day: Option<NaiveDate>,
    step: Option<Uuid>,
    via: Via,
) -> Result<CheckedIn> {
    let (asked, of) = (Asked { patient, day, step, via }, app.clone());
    let answer = app.check_ins().get(asked, move |asked| together::with_others(of.clone(), asked)).await;
    let done = match answer {
        Some(Answer::Is(answer)) => (*answer)?,
        Some(Answer::AskAlone) | None => {
            let change = app.begin().await?;
            let mut answers = together::answers(change, &[asked], Patients::WaitedFor).await?;
            answers.pop().flatten().ok_or(Error::NotFound("patient"))??
        }
    };
    // Whoever asked with others did not commit it in its own task.
    commits::note();
    Ok(done)
}

/// `step`, one that is done more than once.
fn repeated(step: step::Model) -> Result<step::Model> {
    if step.kind == Kind::Checklist {
        return Err(Error::bad_input("stepId", "this step is done once: use completeStep"));
    }
    Ok(step)
}
