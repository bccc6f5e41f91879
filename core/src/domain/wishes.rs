//! What a patient wishes about their reminders: the hour, the quiet hours, the language, how much a mail says, and whether any come
//! at all. Each wish that is not made leaves the hospital's own way.

use super::{
    access,
    hospital::{minutes_to_time, time_to_minutes},
    quiet_hours::{Quiet, QuietHours},
    reminders::{self, Slot},
    review::Edit,
};
use crate::{App, Change, Error, Result};
use aftercare_entity::{
    consent::{self, Purpose, Via},
    user::{self, Language, MailDetail},
};
use chrono::{NaiveTime, Timelike};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};
use uuid::Uuid;

/// Changes of a patient's wishes; to clear one is to leave it to the hospital.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wishes {
    /// When to be reminded, to the minute.
    pub remind_at: Edit<NaiveTime>,
    /// When not to be mailed: from when until when. The same time twice means never.
    pub quiet_hours: Edit<(NaiveTime, NaiveTime)>,
    /// The language of mails.
    pub language: Edit<Language>,
    /// How much a mail says.
    pub mail_detail: Edit<MailDetail>,
}

/// Keeps a patient's wishes. A new hour holds from today on where it is still to come ([`reminders::wishes_changed`]).
///
/// # Errors
/// [`Error::NotFound`] when there is no such patient; [`Error::BadInput`] at `remindAt` or `quietHours` when the hour is one at
/// which the patient is not mailed.
pub async fn wish(app: &App, patient: Uuid, wishes: &Wishes) -> Result<user::Model> {
    let mut change = app.begin().await?;
    let before = access::lock_patient(change.tx(), patient).await?;
    let mut after = before.clone();
    apply(&wishes.language, &mut after.language, |language| *language);
    apply(&wishes.mail_detail, &mut after.mail_detail, |detail| *detail);
    apply(&wishes.remind_at, &mut after.remind_at, |at| time_to_minutes(*at));
    apply(&wishes.quiet_hours, &mut after.quiet_from, |(from, _)| time_to_minutes(*from));
    apply(&wishes.quiet_hours, &mut after.quiet_until, |(_, until)| time_to_minutes(*until));
    check(app, wishes, &after)?;
    after.updated_at = app.now();
    let kept = after.into_active_model().reset_all().update(change.tx()).await?;
    change.account_changed(patient);
    if before.remind_at != kept.remind_at {
        reminders::wishes_changed(&mut change, &before, &kept).await?;
    }
    change.commit().await?;
    Ok(kept)
}

fn apply<T, U>(edit: &Edit<T>, field: &mut Option<U>, as_kept: impl Fn(&T) -> U) {
    match edit {
        Edit::Keep => {}
        Edit::Clear => *field = None,
        Edit::Set(value) => *field = Some(as_kept(value)),
    }
}

/// The hour must be one at which a mail may leave; whoever wishes for hours that end later the same day waits until then.
fn check(app: &App, wishes: &Wishes, after: &user::Model) -> Result<()> {
    if let Edit::Set(at) = &wishes.remind_at
        && (at.second() != 0 || at.nanosecond() != 0)
    {
        return Err(Error::bad_input("remindAt", "remindAt must be a whole minute"));
    }
    if wishes.remind_at == Edit::Keep && wishes.quiet_hours == Edit::Keep {
        return Ok(());
    }
    let (hospital, slot) = (app.hospital(), Slot::of(app.hospital(), after));
    let (quiet, at) = (hospital.quiet_hours_of(after), slot.time(hospital));
    let of_hour = matches!(wishes.remind_at, Edit::Set(_)) || !matches!(wishes.quiet_hours, Edit::Set(_));
    let path = if of_hour { "remindAt" } else { "quietHours" };
    if slot.own.is_some() && quiet.contains(at) {
        return Err(Error::bad_input(
            path,
            format!(
                "{} is in the quiet hours {quiet}, in which no mail is sent; choose other ones",
                at.format("%H:%M")
            ),
        ));
    }
    // Seen on a day on which no clock changes.
    let noon = app.clock().today(chrono_tz::UTC).and_time(at).and_utc();
    if quiet.at(chrono_tz::UTC, noon) == Quiet::ForTheDay {
        return Err(Error::bad_input(
            path,
            format!(
                "reminders are sent at {}, and these quiet hours do not end before midnight; choose a `remindAt` outside them",
                at.format("%H:%M")
            ),
        ));
    }
    Ok(())
}

/// The quiet hours that the patient has chosen; `None` = the hospital's hold.
pub fn own_quiet_hours(patient: &user::Model) -> Option<QuietHours> {
    QuietHours::of_minutes(patient.quiet_from, patient.quiet_until)
}

/// The hour that the patient has chosen; `None` = the hospital's holds.
pub fn own_hour(patient: &user::Model) -> Option<NaiveTime> {
    patient.remind_at.and_then(minutes_to_time)
}

/// Who says whether reminders may come, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// How it was said.
    pub via: Via,
    /// The account that said it; `None` = whoever had the mail.
    pub by: Option<Uuid>,
}

/// Lets reminders come to the patient, or not any more, and keeps who said so, when and how. What was so already stays, and is not
/// recorded again.
///
/// # Errors
/// [`Error::NotFound`] when there is no such patient.
pub async fn subscribe(app: &App, patient: Uuid, wanted: bool, said: Said) -> Result<user::Model> {
    let mut change = app.begin().await?;
    let before = access::lock_patient(change.tx(), patient).await?;
    if before.reminders_off_since.is_none() == wanted {
        return Ok(before);
    }
    let now = app.now();
    let mut row = before.into_active_model();
    row.reminders_off_since = Set((!wanted).then_some(now));
    row.updated_at = Set(now);
    let kept = row.update(change.tx()).await?;
    record(&change, patient, wanted, said).await?;
    change.account_changed(patient);
    change.commit().await?;
    tracing::info!(%patient, wanted, via = ?said.via, "a patient said whether reminders may come");
    Ok(kept)
}

async fn record(change: &Change, patient: Uuid, given: bool, said: Said) -> Result<()> {
    let row = consent::Model {
        id: change.app().new_id(),
        patient_id: patient,
        purpose: Purpose::ReminderMail,
        given,
        via: said.via,
        by_id: said.by,
        at: change.app().now(),
    };
    consent::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(change.tx()).await?;
    Ok(())
}

/// What a patient, who was found for whoever asks, has said about reminders, the newest `first`, newest first.
///
/// # Errors
/// The database's.
pub async fn consents_unscoped(app: &App, patient: Uuid, first: u64) -> Result<Vec<consent::Model>> {
    Ok(consent::Entity::of_patient(patient).limit(first).all(app.db().read()).await?)
}
