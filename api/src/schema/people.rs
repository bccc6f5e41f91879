//! People: the interface User and its three kinds, and the lists of doctors and patients.
//!
//! Whoever holds a [`Patient`] has been let in to that patient's record: the patient or the assigned doctor.

pub use super::doctor::Doctor;
use super::{
    Api,
    access_log::{AccessEntry, access_log_of},
    adherence::Adherence,
    at_risk::AtRisk,
    check_in::{CheckIn, check_ins_of},
    error::{ApiError, Result},
    ids::Kind,
    loaders::Loaders,
    note::{Note, notes_of},
    pages::{self, Arguments},
    patients::{self, PatientConnection, PatientFilter, PatientOrder, my_patients},
    ready::Ready,
    reminder::Reminders,
    reminder_settings::ReminderSettings,
    review::ExtractionSettings,
    scalars::{Date, DateTime, TimeZone},
    step::{Step, StepState, steps_of},
    today::{self, Today},
    undecided::{self, UndecidedNote},
};
use crate::auth::Viewer;
use aftercare_core::domain::{assignments, input};
use aftercare_entity::{assignment, user, user::Role};
use async_graphql::{Context, ID, Interface, Object, connection::Connection};
use std::sync::Arc;
use uuid::Uuid;

/// Someone with an account.
#[derive(Interface, Debug)]
#[graphql(
    field(name = "id", ty = "ID", desc = "Opaque id."),
    field(name = "name", ty = "String", desc = "Name, as the person wrote it."),
    field(
        name = "email",
        ty = "Option<String>",
        desc = "E-mail address to log in with, which mails go to; null for those who may not see it."
    ),
    field(
        name = "email_confirmed",
        ty = "Option<bool>",
        desc = "Whether the owner of the e-mail address has confirmed it, with the code from the mail (`confirmEmail`). Until then \
                no other mail is sent there. Null for those who may not see the address."
    ),
    field(
        name = "time_zone",
        ty = "Result<Option<TimeZone>>",
        desc = "Time zone of the person's days: their own choice, else the hospital's; null for those who may not see it."
    )
)]
pub enum User {
    /// Acts on their own steps.
    Patient(Patient),
    /// Cares for the patients assigned to them.
    Doctor(Doctor),
    /// The operator's account.
    Admin(Admin),
}

impl User {
    /// The person's own view of their account.
    pub fn own(account: &Arc<user::Model>) -> Self {
        match account.role {
            Role::Patient => Self::Patient(Patient(Arc::clone(account))),
            Role::Doctor => Self::Doctor(Doctor::Account(Arc::clone(account))),
            Role::Admin => Self::Admin(Admin(Arc::clone(account))),
        }
    }
}

/// Someone who is cared for.
#[derive(Debug, Clone)]
pub struct Patient(pub(crate) Arc<user::Model>);

impl Patient {
    /// The patient, for the patient or the assigned doctor.
    ///
    /// # Errors
    /// NOT_FOUND for everyone else, and when there is no such patient; FORBIDDEN for a doctor whom the hospital has not let in.
    pub async fn open(ctx: &Context<'_>, patient: Uuid) -> Result<Self> {
        let viewer = Viewer::of(ctx)?;
        if viewer.account.role == Role::Doctor {
            viewer.doctor()?;
        }
        Self::find(ctx, patient).await?.ok_or_else(|| ApiError::not_found("patient"))
    }

    /// The patient, or nothing for those who may not see them.
    ///
    /// # Errors
    /// INTERNAL only.
    pub async fn find(ctx: &Context<'_>, patient: Uuid) -> Result<Option<Self>> {
        let viewer = Viewer::of(ctx)?;
        if viewer.account.id == patient && viewer.account.role == Role::Patient {
            return Ok(Some(Self(Arc::clone(&viewer.account))));
        }
        Ok(Loaders::of(ctx)?.patients.load_one(patient).await?.map(Self))
    }
}

/// Someone who is cared for.
#[Object]
impl Patient {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        Kind::Patient.id(self.0.id)
    }

    /// Name, as the patient wrote it.
    async fn name(&self) -> String {
        self.0.name.clone()
    }

    /// E-mail address that reminders go to.
    async fn email(&self) -> String {
        input::shown_email(&self.0.email)
    }

    /// Whether the patient has confirmed the e-mail address. Until then no reminder is sent.
    async fn email_confirmed(&self) -> bool {
        self.0.unconfirmed_since.is_none()
    }

    /// Since when reminders cannot be mailed, because mail servers refused the address on two different days; null when no such
    /// problem is known. No reminder is mailed until the address works again or is changed.
    async fn mail_failing_since(&self) -> Option<DateTime> {
        self.0.mail_failing_since.map(DateTime)
    }

    /// Time zone of the patient's days: their own choice, else the hospital's.
    async fn time_zone(&self, ctx: &Context<'_>) -> Result<TimeZone> {
        zone(ctx, &self.0)
    }

    /// The doctor who cares for the patient now; null until one is selected.
    async fn doctor(&self, ctx: &Context<'_>) -> Option<Result<Doctor>> {
        let found = async { Ok(self.assignment(ctx).await?.map(|(_, doctor)| Doctor::Account(doctor))) };
        found.await.transpose()
    }

    /// Since when the current doctor cares for this patient; null without a doctor.
    async fn assigned_at(&self, ctx: &Context<'_>) -> Option<Result<DateTime>> {
        let found = async { Ok(self.assignment(ctx).await?.map(|(row, _)| DateTime(row.from_at))) };
        found.await.transpose()
    }

    /// The notes about this patient that the viewer may read, newest first.
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn notes(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the note that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the note that the page comes before.")] before: Option<String>,
    ) -> Result<Connection<String, Note>> {
        notes_of(ctx, self.0.id, &Arguments { first, after, last, before }).await
    }

    /// The patient's steps, in the order in which they were made; those that are held back only for the doctor.
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn steps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only steps in these states; all when left out.")] states: Option<Vec<StepState>>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the step that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the step that the page comes before.")] before: Option<String>,
    ) -> Result<Ready<Connection<String, Ready<Step>>>> {
        steps_of(ctx, self.0.id, states, &Arguments { first, after, last, before }).await
    }

    /// Notes that the patient's doctor has to decide on as a whole: does the plan end or go on, and were all orders found?
    /// Oldest first; empty for the patient.
    #[graphql(complexity = "super::pages::weight(None, child_complexity)")]
    async fn undecided_notes(&self, ctx: &Context<'_>) -> Result<Vec<UndecidedNote>> {
        undecided::undecided_notes(ctx, self).await
    }

    /// What the patient has to do today, and has done.
    async fn today(&self, ctx: &Context<'_>) -> Result<Today> {
        today::today(ctx, self).await
    }

    /// When and how the patient is reminded, and whether reminders come at all.
    async fn reminder_settings(&self) -> ReminderSettings {
        ReminderSettings::of(Arc::clone(&self.0))
    }

    /// How well the patient keeps up with the plan in force.
    async fn adherence(&self, ctx: &Context<'_>) -> Result<Adherence> {
        Adherence::of(ctx, &self.0).await
    }

    /// That the patient has fallen behind, also while the doctor has put it aside; null when not, and for the patient.
    async fn at_risk(&self, ctx: &Context<'_>) -> Option<Result<AtRisk>> {
        AtRisk::of(ctx, &self.0).await.transpose()
    }

    /// The patient's check-ins, newest first, without those that were taken back.
    #[expect(clippy::too_many_arguments, reason = "each is one of the field's")]
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn check_ins(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only check-ins of this local day or later.")] from: Option<Date>,
        #[graphql(desc = "Only check-ins of this local day or earlier.")] to: Option<Date>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the check-in that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the check-in that the page comes before.")] before: Option<String>,
    ) -> Result<Connection<String, CheckIn>> {
        check_ins_of(ctx, self.0.id, (from, to), &Arguments { first, after, last, before }).await
    }

    /// The patient's reminders: those made so far, and those to come.
    async fn reminders(&self) -> Reminders {
        Reminders::of(self)
    }

    /// Who did what to the patient's record, newest first; for the patient alone.
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn access_log(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the entry that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the entry that the page comes before.")] before: Option<String>,
    ) -> Result<Connection<String, AccessEntry>> {
        access_log_of(ctx, self.0.id, &Arguments { first, after, last, before }).await
    }

    /// How steps are extracted from the patient's notes.
    async fn extraction_settings(&self) -> ExtractionSettings {
        ExtractionSettings::of(&self.0)
    }
}

impl Patient {
    async fn assignment(&self, ctx: &Context<'_>) -> Result<Option<(assignment::Model, Arc<user::Model>)>> {
        Ok(Loaders::of(ctx)?.doctors.load_one(self.0.id).await?)
    }
}

/// Someone who administers the service; sees no patient's record.
#[derive(Debug, Clone)]
pub struct Admin(pub(super) Arc<user::Model>);

/// Someone who administers the service; sees no patient's record.
#[Object]
impl Admin {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        Kind::Admin.id(self.0.id)
    }

    /// Name, as the operator wrote it.
    async fn name(&self) -> String {
        self.0.name.clone()
    }

    /// E-mail address to log in with; only for the admin.
    async fn email(&self, ctx: &Context<'_>) -> Option<String> {
        own_email(ctx, &self.0)
    }

    /// Whether the admin has confirmed the e-mail address; only for the admin.
    async fn email_confirmed(&self, ctx: &Context<'_>) -> Option<bool> {
        own_email(ctx, &self.0).map(|_| self.0.unconfirmed_since.is_none())
    }

    /// Time zone of the admin's days; only for the admin.
    async fn time_zone(&self, ctx: &Context<'_>) -> Result<Option<TimeZone>> {
        own_email(ctx, &self.0).map(|_| zone(ctx, &self.0)).transpose()
    }
}

/// The zone in which an account's days begin and end.
pub(super) fn zone(ctx: &Context<'_>, account: &user::Model) -> Result<TimeZone> {
    Ok(TimeZone(Api::of(ctx)?.app.hospital().zone_of(account)))
}

/// The address of an account, for that account itself.
pub(super) fn own_email(ctx: &Context<'_>, account: &user::Model) -> Option<String> {
    // Where nobody is signed in, the only account that is answered is that of whoever signs up or in.
    let own = ctx.data_opt::<Viewer>().is_none_or(|viewer| viewer.account.id == account.id);
    own.then(|| input::shown_email(&account.email))
}

/// Questions about people.
#[derive(Default, Debug)]
pub struct PeopleQuery;

/// Questions about people.
#[Object]
impl PeopleQuery {
    /// The signed-in person; null when nobody is.
    async fn viewer(&self, ctx: &Context<'_>) -> Option<User> {
        ctx.data_opt::<Viewer>().map(|viewer| User::own(&viewer.account))
    }

    /// The doctors, sorted by name; for anyone who is signed in.
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn doctors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Part of the name or the title, in any case and with or without accents.")]
        search: Option<String>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the doctor that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the doctor that the page comes before.")] before: Option<String>,
    ) -> Result<Ready<Connection<String, Ready<Doctor>>>> {
        let viewer = Viewer::of(ctx)?;
        pages::check_search(search.as_deref())?;
        let asked = Arguments { first, after, last, before }.by_text()?;
        let rows = assignments::doctors(&Api::of(ctx)?.app, search.as_deref(), &asked.page).await?;
        let rows = rows.iter().map(|card| {
            let doctor = Doctor::listed(viewer, Arc::clone(card));
            (pages::text_cursor(&card.name_folded, card.id), Ready(doctor))
        });
        Ok(Ready(pages::connection(rows.collect(), &asked)))
    }

    /// The signed-in doctor's patients, oldest assignment first unless another order is asked for.
    #[expect(clippy::too_many_arguments, reason = "each is one of the field's")]
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn patients(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Part of the name or of the e-mail address, in any case and with or without accents."
        )]
        search: Option<String>,
        #[graphql(desc = "How the list is sorted.")] order_by: Option<PatientOrder>,
        #[graphql(desc = "Which patients; all when left out.")] filter: Option<PatientFilter>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the patient that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the patient that the page comes before.")] before: Option<String>,
    ) -> Result<PatientConnection> {
        Viewer::of(ctx)?.doctor()?;
        let choice = patients::choice(search, order_by, filter)?;
        my_patients(ctx, &choice, &Arguments { first, after, last, before }).await
    }

    /// One patient, for the patient or the assigned doctor.
    async fn patient(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Id of the patient.")] id: ID,
    ) -> Result<Patient> {
        Viewer::of(ctx)?;
        Patient::open(ctx, Kind::Patient.argument(&id, "id")?).await
    }
}
