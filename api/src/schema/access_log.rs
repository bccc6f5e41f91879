//! Who did what to a patient's record: for the patient alone.

use super::{
    error::{ApiError, Result},
    loaders::Loaders,
    note::Note,
    pages::{self, Arguments},
    people::Doctor,
    scalars::DateTime,
    step::Step,
};
use crate::auth::Viewer;
use aftercare_core::audit::{self, Action};
use aftercare_entity::{
    access_log::{self, ActorKind},
    user::Role,
};
use async_graphql::{Context, Enum, Object, connection::Connection};
use uuid::Uuid;

/// Notes and steps shown with a row at most.
const SHOWN: usize = 100;

/// Who did something to a patient's record.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessBy {
    /// The patient.
    Patient,
    /// A doctor.
    Doctor,
    /// An admin of the hospital.
    Admin,
    /// Somebody who was not signed in.
    Nobody,
    /// The background work, which extracts steps from notes and sends reminders.
    BackgroundWork,
    /// Whoever runs the hospital's servers.
    Operator,
}

/// What was done to a patient's record.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::audit::Action")]
pub enum AccessAction {
    /// Notes were read.
    ReadNote,
    /// Steps were read.
    ReadSteps,
    /// A note, without names, was sent to a language model; the detail names the model.
    SendToModel,
    /// A mail was sent to the patient.
    Mail,
    /// The patient signed in.
    LogIn,
    /// Somebody tried to sign in as the patient and was refused.
    LogInRefused,
    /// A token that continues the patient's session was used again long after it was replaced: somebody has a copy, and the
    /// session was ended.
    TokenReused,
    /// The password was changed.
    ChangePassword,
    /// The e-mail address was confirmed or changed.
    ChangeEmail,
    /// The account was changed by an admin.
    ChangeAccount,
    /// The record was exported; the detail names the format.
    Export,
    /// The record was erased.
    Erase,
    /// The keys of the records were wrapped again, with another master key.
    RotateKeys,
    /// A master key was retired.
    RetireKey,
}

/// One thing that was done to a patient's record.
#[derive(Debug)]
pub struct AccessEntry(access_log::Model);

/// One thing that was done to a patient's record.
#[Object]
impl AccessEntry {
    /// When it was done.
    async fn at(&self) -> DateTime {
        DateTime(self.0.at)
    }

    /// What was done; null for an action that this version of the server does not know.
    async fn action(&self) -> Option<AccessAction> {
        Action::parse(&self.0.action).map(Into::into)
    }

    /// Which kind of person or process did it.
    async fn by(&self, ctx: &Context<'_>) -> Result<AccessBy> {
        Ok(match self.0.actor_kind {
            ActorKind::Nobody => AccessBy::Nobody,
            ActorKind::Worker => AccessBy::BackgroundWork,
            ActorKind::Operator => AccessBy::Operator,
            ActorKind::Person if self.is_own() => AccessBy::Patient,
            ActorKind::Person => match self.role(ctx).await? {
                Some(Role::Admin) => AccessBy::Admin,
                Some(Role::Patient) => AccessBy::Patient,
                Some(Role::Doctor) | None => AccessBy::Doctor,
            },
        })
    }

    /// The doctor who did it; null when it was somebody else.
    async fn doctor(&self, ctx: &Context<'_>) -> Option<Result<Doctor>> {
        let found = async {
            let Some(id) = self.0.actor_id.filter(|_| !self.is_own()) else { return Ok(None) };
            let account = Loaders::of(ctx)?.accounts.load_one(id).await?;
            Ok(account.filter(|account| account.role == Role::Doctor).map(Doctor::Account))
        };
        found.await.transpose()
    }

    /// The notes that were read or sent, at most 100; empty for every other action.
    #[graphql(complexity = "super::pages::weight(None, child_complexity)")]
    async fn notes(&self, ctx: &Context<'_>) -> Result<Vec<Note>> {
        if !matches!(Action::parse(&self.0.action), Some(Action::ReadNote | Action::SendToModel)) {
            return Ok(Vec::new());
        }
        let ids = self.subjects();
        let mut found = Loaders::of(ctx)?.note.load_many(ids.iter().copied()).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).map(Note).collect())
    }

    /// The steps that were read, at most 100, as far as the patient may see them; empty for every other action.
    #[graphql(complexity = "super::pages::weight(None, child_complexity)")]
    async fn steps(&self, ctx: &Context<'_>) -> Result<Vec<Step>> {
        if Action::parse(&self.0.action) != Some(Action::ReadSteps) {
            return Ok(Vec::new());
        }
        let ids = self.subjects();
        let mut found = Loaders::of(ctx)?.step.load_many(ids.iter().copied()).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).map(Step).collect())
    }

    /// The network address from which the patient did it; null for what anybody else did, whose address is not shown.
    async fn address(&self) -> Option<&str> {
        self.0.address.as_deref().filter(|_| self.is_own())
    }

    /// A code that says more about the action, such as the name of a model or the format of an export.
    async fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }
}

impl AccessEntry {
    fn is_own(&self) -> bool {
        self.0.actor_kind == ActorKind::Person && self.0.actor_id == self.0.patient_id
    }

    fn subjects(&self) -> Vec<Uuid> {
        let mut ids = audit::subjects(&self.0);
        ids.truncate(SHOWN);
        ids
    }

    async fn role(&self, ctx: &Context<'_>) -> Result<Option<Role>> {
        let Some(id) = self.0.actor_id else { return Ok(None) };
        Ok(Loaders::of(ctx)?.accounts.load_one(id).await?.map(|account| account.role))
    }
}

/// A page of what was done to the record of a patient, newest first.
///
/// # Errors
/// FORBIDDEN for anybody but that patient; BAD_USER_INPUT for the page.
pub async fn access_log_of(
    ctx: &Context<'_>,
    patient: Uuid,
    page: &Arguments,
) -> Result<Connection<String, AccessEntry>> {
    if Viewer::of(ctx)?.account.id != patient {
        return Err(ApiError::forbidden("only the patient may see who read their record"));
    }
    let asked = page.by_id()?;
    let rows = Loaders::of(ctx)?.accesses.load_one((patient, asked.page)).await?.unwrap_or_default();
    let rows = rows.into_iter().map(|row| (pages::id_cursor(row.id), AccessEntry(row)));
    Ok(pages::connection(rows.collect(), &asked))
}
