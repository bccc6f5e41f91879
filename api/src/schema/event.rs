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
use crate::{
    auth::Viewer,
    http::{AuthRefusal, Code, Standing},
};
use aftercare_core::{
    Error,
    events::{Audience, Event, Told},
    reader::{Look, Reader},
};
use aftercare_entity::{event::Kind, user::Role};
use async_graphql::{Context, ID, Interface, Object, SimpleObject, Subscription};
use futures_util::{Stream, StreamExt};
use uuid::Uuid;

macro_rules! event_object {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(SimpleObject, Debug)]
        pub struct $name {
            /// The place of this event among all events; give it as `after` to a subscription to go on from here.
            cursor: String,
            /// When it happened.
            at: DateTime,
            /// The patient whose care it is about.
            patient: Patient,
            $($(#[$field_doc])* $field: $type,)*
        }
    };
}

event_object! {
    /// A doctor submitted a note.
    NoteSubmitted {
        /// The note; null for a doctor who did not write it.
        note: Option<Note>,
    }
}
event_object! {
    /// Steps were extracted from a note.
    StepsExtracted {
        /// The note; null for a doctor who did not write it.
        note: Option<Note>,
        /// The steps of the note, as far as the viewer may see them.
        steps: Vec<Step>,
    }
}
event_object! {
    /// The extraction of the steps from a note failed; the old plan stays in force.
    ExtractionFailed {
        /// The note; null for a doctor who did not write it.
        note: Option<Note>,
    }
}
event_object! {
    /// A step was checked in, or its check-in taken back.
    CheckInChanged {
        /// The check-in; its `undone` is true when it was taken back.
        check_in: CheckIn,
        /// The step of the check-in, as it is now.
        step: Step,
    }
}
event_object! {
    /// A step was ticked off, reopened, approved, edited, added, discarded or cancelled, or its day moved with an earlier phase of its
    /// taper.
    StepChanged {
        /// The step that changed, as it is now.
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
        /// The doctor whom the patient has now.
        doctor: Option<Doctor>,
    }
}
event_object! {
    /// A reminder was accepted by the mail server.
    ReminderSent {
        /// Id of the reminder that was sent; `node` finds it.
        reminder_id: ID,
    }
}

event_object! {
    /// The patient's e-mail address was refused on a second day, so no more reminders are mailed to it; see the patient's
    /// `mailFailingSince`. They start again when a mail is accepted or the address changes.
    MailFailing {}
}

event_object! {
    /// The patient has fallen behind: several days in a row were missed (3, unless the hospital has set another number). There is
    /// one such event until the patient checks in, the doctor resolves it, or nothing that was missed is left.
    PatientFellBehind {
        /// How many days in a row were missed when it was noticed.
        days_missed: i32,
    }
}

/// Something that happened in the care of a patient.
#[derive(Interface, Debug)]
#[graphql(
    field(
        name = "cursor",
        ty = "&String",
        desc = "The place of this event among all events; give it as `after` to a subscription to go on from here."
    ),
    field(name = "at", ty = "&DateTime", desc = "When it happened."),
    field(name = "patient", ty = "&Patient", desc = "The patient whose care it is about.")
)]
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
    /// The patient has fallen behind.
    PatientFellBehind(PatientFellBehind),
}

/// Where a socket's subscriptions go on at the earliest, as its `connection_init` says.
#[derive(Debug, Clone, Copy)]
pub struct Resume(i64);

impl Resume {
    /// From the payload's `cursor`; none when that is null.
    ///
    /// # Errors
    /// BAD_USER_INPUT when it is no cursor.
    pub fn of(cursor: &serde_json::Value) -> std::result::Result<Option<Self>, AuthRefusal> {
        if cursor.is_null() {
            return Ok(None);
        }
        let position = cursor.as_str().and_then(|text| pages::position_of(Some(text)).ok().flatten());
        position.map(|position| Some(Self(position))).ok_or_else(|| AuthRefusal {
            code: Code::BadUserInput,
            message: "cursor must be the cursor of an event, or null".to_owned(),
            retry_after: None,
            for_good: true,
        })
    }
}

/// Questions about events.
#[derive(Default, Debug)]
pub struct EventQuery;

/// Questions about events.
#[Object]
impl EventQuery {
    /// Cursor of the newest event, whomever it is about, to be given as `after` to a subscription. A client that first asks
    /// for this, then for its data, and then subscribes with it as `after` misses nothing: what happens in between is
    /// delivered by the subscription. For patients and doctors.
    async fn event_cursor(&self, ctx: &Context<'_>) -> Result<String> {
        audience(Viewer::of(ctx)?)?;
        Ok(pages::position_cursor(Api::of(ctx)?.hub.position()))
    }
}

/// What can be watched live. Every event carries the `cursor` from which a subscription can go on.
#[derive(Default, Debug)]
pub struct Subscription;

/// What can be watched live. Every event carries the `cursor` from which a subscription can go on.
#[Subscription]
impl Subscription {
    /// Steps as they are extracted from notes: for the signed-in patient, or for all patients of the signed-in doctor.
    async fn steps_extracted(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what concerns this patient.")] patient_id: Option<ID>,
        #[graphql(
            desc = "Cursor of the last event seen, or the `eventCursor` that was asked for before the data: the events after \
                    it are delivered first, then new ones. When left out, only new events are delivered; but nothing tells \
                    a client when the subscription began, so an event may be missed while it subscribes. A cursor older \
                    than the events that are kept is refused with CURSOR_EXPIRED: ask for `eventCursor` and the data again."
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

    /// Check-ins as they are made and taken back: by the signed-in patient, or by all patients of the signed-in doctor.
    async fn check_ins(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what concerns this patient.")] patient_id: Option<ID>,
        #[graphql(
            desc = "Cursor of the last event seen, or the `eventCursor` that was asked for before the data: the events after \
                    it are delivered first, then new ones. When left out, only new events are delivered; but nothing tells \
                    a client when the subscription began, so an event may be missed while it subscribes. A cursor older \
                    than the events that are kept is refused with CURSOR_EXPIRED: ask for `eventCursor` and the data again."
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

    /// Everything that happens in the care of the signed-in patient, or of all patients of the signed-in doctor.
    async fn care_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only what concerns this patient.")] patient_id: Option<ID>,
        #[graphql(
            desc = "Cursor of the last event seen, or the `eventCursor` that was asked for before the data: the events after \
                    it are delivered first, then new ones. When left out, only new events are delivered; but nothing tells \
                    a client when the subscription began, so an event may be missed while it subscribes. A cursor older \
                    than the events that are kept is refused with CURSOR_EXPIRED: ask for `eventCursor` and the data again."
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
    let standing = ctx.data_opt::<Standing>().cloned().unwrap_or_default();
    let after = match standing.begins_after() {
        Some(after) => Some(after),
        // The later of both: a library sends the `after` of the first time again at each reconnect.
        None => pages::position_of(after.as_deref())?.max(ctx.data_opt::<Resume>().map(|resume| resume.0)),
    };
    if let Some(after) = after
        && !api.hub.has_reached(after).await?
    {
        let message =
            "the cursor stands for an event that is not there; ask for eventCursor and the data again";
        return Err(ApiError::bad_argument("after", message));
    }
    // Asks the database, also where nothing is replayed: a subscription that could show nothing now is not begun, so that its
    // client is told to come back instead of waiting in vain.
    api.hub.ensure_kept(after.unwrap_or_else(|| api.hub.position())).await?;
    let place = ctx.data_opt::<Place>().cloned().unwrap_or_default();
    let events = api.hub.follow(audience, after);
    Ok(Watching { reader, events, wanted, only, place, standing }.into_stream())
}

/// What the event shows to the viewer now; `None` when the viewer may no longer see it.
pub(super) async fn show(reader: &Reader, told: &Told) -> Result<Option<CareEvent>> {
    let rows = told.rows().await?;
    match load(&reader.look(rows.as_deref()), &told.event).await {
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

async fn load(look: &Look<'_>, event: &Event) -> std::result::Result<CareEvent, Load> {
    let patient = Patient(look.patient(event.patient).await?.ok_or(Load::Hidden)?);
    let (cursor, at) = (pages::position_cursor(event.position), DateTime(event.at));
    Ok(match event.kind {
        Kind::NoteSubmitted => {
            let note = readable_note(look, event.subject).await?;
            CareEvent::NoteSubmitted(NoteSubmitted { cursor, at, patient, note })
        }
        Kind::StepsExtracted => {
            let note = readable_note(look, event.subject).await?;
            let steps = look.note_steps(event.subject).await?.into_iter().map(Step).collect();
            CareEvent::StepsExtracted(StepsExtracted { cursor, at, patient, note, steps })
        }
        Kind::ExtractionFailed => {
            let note = readable_note(look, event.subject).await?;
            CareEvent::ExtractionFailed(ExtractionFailed { cursor, at, patient, note })
        }
        Kind::PlanEnded => {
            let note = readable_note(look, event.subject).await?;
            CareEvent::PlanEnded(PlanEnded { cursor, at, patient, note })
        }
        Kind::CheckedIn | Kind::CheckInUndone => {
            let check_in = CheckIn(look.check_in(event.subject).await?);
            let step = Step(look.step(check_in.0.step_id).await?);
            CareEvent::CheckInChanged(CheckInChanged { cursor, at, patient, check_in, step })
        }
        Kind::StepCompleted | Kind::StepChanged => {
            let step = Step(look.step(event.subject).await?);
            CareEvent::StepChanged(StepChanged { cursor, at, patient, step })
        }
        Kind::DoctorSelected => {
            let doctor = look.current_doctor(event.patient).await?.map(Doctor::Account);
            CareEvent::DoctorSelected(DoctorSelected { cursor, at, patient, doctor })
        }
        Kind::ReminderSent => {
            let reminder_id = IdKind::Reminder.id(event.subject);
            CareEvent::ReminderSent(ReminderSent { cursor, at, patient, reminder_id })
        }
        Kind::PatientAtRisk => {
            let days_missed = look.at_risk_episode(event.subject).await?.days_missed;
            CareEvent::PatientFellBehind(PatientFellBehind { cursor, at, patient, days_missed })
        }
        Kind::MailFailing => CareEvent::MailFailing(MailFailing { cursor, at, patient }),
    })
}

async fn readable_note(look: &Look<'_>, id: Uuid) -> std::result::Result<Option<Note>, Load> {
    Ok(look.note(id).await?.map(Note))
}
