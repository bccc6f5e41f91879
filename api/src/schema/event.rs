//! Subscriptions: what happens, live, and from any cursor on.
//!
//! Each delivery asks again whether the viewer may still see the patient: a doctor who was replaced a moment ago gets
//! nothing more. What an event shows is loaded then, so a replay shows things as they are now.

use super::{
    Api,
    check_in::CheckIn,
    delivery::{Place, Watching},
    error::{ApiError, Result},
    ids::Kind as IdKind,
    loaders::Loaders,
    note::Note,
    pages,
    people::{Doctor, Patient},
    scalars::DateTime,
    step::Step,
};
use crate::auth::Viewer;
use aftercare_core::{
    Error,
    events::{Audience, Event},
    probe,
    reader::{Page, Reader, StepFilter},
};
use aftercare_entity::{event::Kind, user::Role};
use async_graphql::{Context, ID, Object, SimpleObject, Subscription, Union};
use futures_util::{Stream, StreamExt};
use uuid::Uuid;

/// Steps shown with an extraction at most: as many as an extraction may have.
const STEPS: u64 = 50;

macro_rules! event_object {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(SimpleObject, Debug)]
        pub struct $name {
            /// Where this stands among all events: give it as `after` to go on from here.
            cursor: String,
            /// When it happened.
            at: DateTime,
            /// To whom.
            patient: Patient,
            $($(#[$field_doc])* $field: $type,)*
        }
    };
}

event_object! {
    /// A note was stored.
    NoteSubmitted {
        /// The note; null for a doctor who did not write it.
        note: Option<Note>,
    }
}
event_object! {
    /// A note's steps were extracted.
    StepsExtracted {
        /// The note; null for a doctor who did not write it.
        note: Option<Note>,
        /// Its steps, as far as the viewer may see them.
        steps: Vec<Step>,
    }
}
event_object! {
    /// A note's extraction failed; the old plan stays.
    ExtractionFailed {
        /// The note; null for a doctor who did not write it.
        note: Option<Note>,
    }
}
event_object! {
    /// A step was checked in, or its check-in taken back.
    CheckInChanged {
        /// The check-in; `undone` when it was taken back.
        check_in: CheckIn,
        /// Its step, as it is now.
        step: Step,
    }
}
event_object! {
    /// A step was ticked off, approved, edited, added, discarded or cancelled, or moved on with the phase of a taper before it.
    StepChanged {
        /// The step, as it is now.
        step: Step,
    }
}
event_object! {
    /// The doctor confirmed that the plan is over.
    PlanEnded {
        /// The note that ended it; null for a doctor who did not write it.
        note: Option<Note>,
    }
}
event_object! {
    /// The patient chose a doctor.
    DoctorSelected {
        /// The doctor now.
        doctor: Option<Doctor>,
    }
}
event_object! {
    /// A reminder was accepted by the mail server.
    ReminderSent {
        /// Id of the reminder.
        reminder_id: ID,
    }
}

event_object! {
    /// The patient's e-mail address was refused on a second day, so no more reminders are mailed to it; see the patient's
    /// `mailFailingSince`. They start again when a mail is accepted or the address changes.
    MailFailing {}
}

/// Anything that can happen to a patient's care.
#[derive(Union, Debug)]
pub enum CareEvent {
    /// A note was stored.
    NoteSubmitted(NoteSubmitted),
    /// A note's steps were extracted.
    StepsExtracted(StepsExtracted),
    /// A note's extraction failed.
    ExtractionFailed(ExtractionFailed),
    /// A step was checked in, or its check-in taken back.
    CheckInChanged(CheckInChanged),
    /// A step changed otherwise.
    StepChanged(StepChanged),
    /// The plan is over.
    PlanEnded(PlanEnded),
    /// The patient chose a doctor.
    DoctorSelected(DoctorSelected),
    /// A reminder was sent.
    ReminderSent(ReminderSent),
    /// The patient's address is failing.
    MailFailing(MailFailing),
}

/// Questions about events.
#[derive(Default, Debug)]
pub struct EventQuery;

/// Questions about events.
#[Object]
impl EventQuery {
    /// Cursor of the newest event, whoever it is about, to be given as `after` to a subscription. A page that first reads
    /// this, then its data, and then subscribes with it as `after` misses nothing: what happens in between is delivered
    /// by the subscription. For patients and doctors.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<String> {
        audience(Viewer::of(ctx)?)?;
        Ok(pages::position_cursor(Api::of(ctx)?.hub.position()))
    }
}

/// What can be watched.
#[derive(Default, Debug)]
pub struct Subscription;

/// What can be watched.
#[Subscription]
impl Subscription {
    /// Newly extracted steps: of the signed-in patient, or of all patients of the signed-in doctor.
    async fn steps_extracted(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this patient.")] patient_id: Option<ID>,
        #[graphql(
            desc = "Cursor of the last event seen, or `eventCursor` as read before the page's data: what came after it \
                    comes first, then what happens. From now on when left out; but nothing tells a client when that \
                    \"now\" was, so what happens while it subscribes may be missed. A cursor older than the events that are \
                    kept is refused with CURSOR_EXPIRED: ask for `eventCursor` and the data again."
        )]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<StepsExtracted>> + use<>> {
        let events = watch(ctx, patient_id, after, |kind| kind == Kind::StepsExtracted).await?;
        Ok(events.filter_map(|event| async {
            match event {
                Ok(CareEvent::StepsExtracted(event)) => Some(Ok(event)),
                Ok(_) => None,
                Err(error) => Some(Err(error)),
            }
        }))
    }

    /// Check-ins, made and taken back: of the signed-in patient, or of all patients of the signed-in doctor.
    async fn check_ins(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this patient.")] patient_id: Option<ID>,
        #[graphql(
            desc = "Cursor of the last event seen, or `eventCursor` as read before the page's data: what came after it \
                    comes first, then what happens. From now on when left out; but nothing tells a client when that \
                    \"now\" was, so what happens while it subscribes may be missed. A cursor older than the events that are \
                    kept is refused with CURSOR_EXPIRED: ask for `eventCursor` and the data again."
        )]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<CheckInChanged>> + use<>> {
        let wanted = |kind| matches!(kind, Kind::CheckedIn | Kind::CheckInUndone);
        let events = watch(ctx, patient_id, after, wanted).await?;
        Ok(events.filter_map(|event| async {
            match event {
                Ok(CareEvent::CheckInChanged(event)) => Some(Ok(event)),
                Ok(_) => None,
                Err(error) => Some(Err(error)),
            }
        }))
    }

    /// Everything that happens: to the signed-in patient, or to all patients of the signed-in doctor.
    async fn care_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only of this patient.")] patient_id: Option<ID>,
        #[graphql(
            desc = "Cursor of the last event seen, or `eventCursor` as read before the page's data: what came after it \
                    comes first, then what happens. From now on when left out; but nothing tells a client when that \
                    \"now\" was, so what happens while it subscribes may be missed. A cursor older than the events that are \
                    kept is refused with CURSOR_EXPIRED: ask for `eventCursor` and the data again."
        )]
        after: Option<String>,
    ) -> Result<impl Stream<Item = Result<CareEvent>> + use<>> {
        watch(ctx, patient_id, after, |_| true).await
    }
}

/// Whose events the viewer gets.
fn audience(viewer: &Viewer) -> Result<Audience> {
    let account = viewer.of_a_record()?;
    Ok(if account.role == Role::Patient {
        Audience::Patient(account.id)
    } else {
        Audience::Doctor(account.id)
    })
}

async fn watch(
    ctx: &Context<'_>,
    patient: Option<ID>,
    after: Option<String>,
    wanted: fn(Kind) -> bool,
) -> Result<impl Stream<Item = Result<CareEvent>> + use<>> {
    let (api, reader) = (Api::of(ctx)?, Loaders::of(ctx)?.reader.clone());
    let audience = audience(Viewer::of(ctx)?)?;
    let only = patient.map(|id| IdKind::Patient.argument(&id, "patientId")).transpose()?;
    if let Some(patient) = only
        && !reader.sees_patient(patient).await?
    {
        return Err(ApiError::not_found("patient"));
    }
    let after = pages::position_of(after.as_deref())?;
    if let Some(after) = after
        && !api.hub.has_reached(after).await?
    {
        let message = "after is a cursor of events that are not there; ask for eventCursor and the data anew";
        return Err(ApiError::bad_argument("after", message));
    }
    if let Some(after) = after {
        api.hub.ensure_kept(after).await?;
    }
    // One that could show nothing now is not begun: the client is told to come back instead of waiting in vain.
    probe::read(&api.app).await?;
    let place = ctx.data_opt::<Place>().cloned().unwrap_or_default();
    let events = api.hub.subscribe(audience, after).boxed();
    Ok(Watching { reader, events, wanted, only, place }.into_stream())
}

/// What the event shows to the viewer now; `None` when the viewer may no longer see it.
pub(super) async fn show(reader: &Reader, event: &Event) -> Result<Option<CareEvent>> {
    match load(reader, event).await {
        Ok(shown) => Ok(Some(shown)),
        Err(Load::Hidden) => Ok(None),
        Err(Load::Failed(error)) => Err(error),
    }
}

enum Load {
    Hidden,
    Failed(ApiError),
}

impl From<Error> for Load {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound(_) => Self::Hidden,
            other => Self::Failed(other.into()),
        }
    }
}

async fn load(reader: &Reader, event: &Event) -> std::result::Result<CareEvent, Load> {
    let account = reader.patients(&[event.patient]).await?.remove(&event.patient);
    let patient = Patient(account.ok_or(Load::Hidden)?);
    let (cursor, at) = (pages::position_cursor(event.position), DateTime(event.at));
    Ok(match event.kind {
        Kind::NoteSubmitted => {
            let note = readable_note(reader, event.subject).await?;
            CareEvent::NoteSubmitted(NoteSubmitted { cursor, at, patient, note })
        }
        Kind::StepsExtracted => {
            let note = readable_note(reader, event.subject).await?;
            let all = StepFilter { states: Vec::new(), page: Page { after: None, first: STEPS } };
            let found = reader.note_steps(&[event.subject], &all).await?.remove(&event.subject);
            let steps = found.unwrap_or_default().into_iter().map(Step).collect();
            CareEvent::StepsExtracted(StepsExtracted { cursor, at, patient, note, steps })
        }
        Kind::ExtractionFailed => {
            let note = readable_note(reader, event.subject).await?;
            CareEvent::ExtractionFailed(ExtractionFailed { cursor, at, patient, note })
        }
        Kind::PlanEnded => {
            let note = readable_note(reader, event.subject).await?;
            CareEvent::PlanEnded(PlanEnded { cursor, at, patient, note })
        }
        Kind::CheckedIn | Kind::CheckInUndone => {
            let check_in = CheckIn(reader.check_in(event.subject).await?);
            let step = Step(reader.step(check_in.0.step_id).await?);
            CareEvent::CheckInChanged(CheckInChanged { cursor, at, patient, check_in, step })
        }
        Kind::StepCompleted | Kind::StepChanged => {
            let step = Step(reader.step(event.subject).await?);
            CareEvent::StepChanged(StepChanged { cursor, at, patient, step })
        }
        Kind::DoctorSelected => {
            let current = reader.current_doctors(&[event.patient]).await?.remove(&event.patient);
            let doctor = current.map(|(_, doctor)| Doctor::Account(doctor));
            CareEvent::DoctorSelected(DoctorSelected { cursor, at, patient, doctor })
        }
        Kind::ReminderSent => {
            let reminder_id = IdKind::Reminder.id(event.subject);
            CareEvent::ReminderSent(ReminderSent { cursor, at, patient, reminder_id })
        }
        Kind::MailFailing => CareEvent::MailFailing(MailFailing { cursor, at, patient }),
    })
}

async fn readable_note(reader: &Reader, id: Uuid) -> std::result::Result<Option<Note>, Load> {
    Ok(reader.notes(&[id]).await?.remove(&id).map(Note))
}
