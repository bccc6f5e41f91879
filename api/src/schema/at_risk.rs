//! Falling behind: what is shown of it, what the doctor does about it, and the doctor's daily digest.

use super::{
    Api,
    doctor::Doctor,
    error::Result,
    ids::Kind as IdKind,
    loaders::{ById, Loaders},
    of_patient::payload_of_patient,
    reminder::Reminder,
    scalars::Date,
};
use crate::auth::Viewer;
use aftercare_core::{domain::at_risk, page::Page, reader};
use aftercare_entity::user;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use std::sync::Arc;

/// A patient who has fallen behind: several days in a row were missed (3, unless the hospital has set another number), and the
/// patient has not checked in since. The daily sweep notices it.
#[derive(Debug, Clone)]
pub struct AtRisk(pub(super) reader::AtRisk);

impl AtRisk {
    /// Of a patient the caller was let in to; nothing when they have not fallen behind.
    ///
    /// # Errors
    /// INTERNAL only.
    pub async fn of(ctx: &Context<'_>, patient: &Arc<user::Model>) -> Result<Option<Self>> {
        Ok(Loaders::of(ctx)?.at_risk.load_one(ById(Arc::clone(patient))).await?.map(Self))
    }
}

/// A patient who has fallen behind: several days in a row were missed (3, unless the hospital has set another number), and the
/// patient has not checked in since. The daily sweep notices it.
#[Object]
impl AtRisk {
    /// The patient's local day on which it was noticed.
    async fn noticed_on(&self) -> Date {
        Date(self.0.episode.noticed_on)
    }

    /// Days in a row, up to yesterday, on which a step that was due was not done.
    async fn days_missed(&self) -> u32 {
        self.0.days_missed
    }

    /// The local day of the last check-in of any plan; null when there is none.
    async fn last_check_in_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(Loaders::of(ctx)?.last_check_ins.load_one(self.0.episode.patient_id).await?.map(Date))
    }

    /// The newest reminder that was made, whatever has become of it; null when there is none.
    async fn last_reminder(&self, ctx: &Context<'_>) -> Result<Option<Reminder>> {
        let key = (self.0.episode.patient_id, Page::first(1));
        let newest = Loaders::of(ctx)?.reminders.load_one(key).await?.unwrap_or_default();
        Ok(newest.into_iter().next().map(Reminder))
    }

    /// The patient's local day on which it is in the work list again; null when it is not put aside.
    async fn snoozed_until(&self) -> Option<Date> {
        self.0.episode.snoozed_until.map(Date).filter(|_| self.0.is_snoozed())
    }
}

/// Why a doctor resolves a patient's falling behind.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::at_risk_episode::Resolution")]
pub enum AtRiskResolution {
    /// The doctor has spoken with the patient.
    Contacted,
    /// The patient does what is due, and does not check in.
    DoneWithoutCheckIn,
    /// The patient is cared for elsewhere, such as in a hospital.
    CaredForElsewhere,
    /// There is another reason.
    Other,
}

/// What has become of a wish to put a patient's falling behind aside.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnoozeAtRiskStatus {
    /// It is put aside.
    Snoozed,
    /// Nothing was changed: the patient has not fallen behind, or no longer.
    NotAtRisk,
}

/// What has become of a wish to resolve a patient's falling behind.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResolveAtRiskStatus {
    /// It is resolved.
    Resolved,
    /// Nothing was changed: the patient has not fallen behind, or no longer.
    NotAtRisk,
}

/// A patient's falling behind to put aside.
#[derive(InputObject)]
pub struct SnoozeAtRiskInput {
    /// Id of a patient assigned to the signed-in doctor.
    patient_id: ID,
    /// The patient's local day on which it is in the work list again: tomorrow at the earliest, in 90 days at the latest.
    until: Date,
}

/// A patient's falling behind to resolve.
#[derive(InputObject)]
pub struct ResolveAtRiskInput {
    /// Id of a patient assigned to the signed-in doctor.
    patient_id: ID,
    /// Why it is resolved.
    reason: AtRiskResolution,
}

/// Whether the doctor wants a mail every morning.
#[derive(InputObject)]
pub struct SetDailyDigestInput {
    /// True for a mail every morning, false for none.
    on: bool,
}

payload_of_patient! {
    /// What has become of the wish to put a patient's falling behind aside.
    SnoozeAtRiskPayload {
        /// Whether it is put aside.
        status: SnoozeAtRiskStatus,
    }
}

payload_of_patient! {
    /// What has become of the wish to resolve a patient's falling behind.
    ResolveAtRiskPayload {
        /// Whether it is resolved.
        status: ResolveAtRiskStatus,
    }
}

/// The doctor, as set now.
#[derive(SimpleObject, Debug)]
pub struct SetDailyDigestPayload {
    /// The signed-in doctor.
    doctor: Doctor,
}

/// What a doctor does about patients who fall behind.
#[derive(Default, Debug)]
pub struct AtRiskMutation;

/// What a doctor does about patients who fall behind.
#[Object]
impl AtRiskMutation {
    /// Puts a patient's falling behind aside: it is not in the work list until that day. A check-in ends it all the same.
    async fn snooze_at_risk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The patient, and until when.")] input: SnoozeAtRiskInput,
    ) -> Result<SnoozeAtRiskPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let id = IdKind::Patient.uuid(&input.patient_id, "patientId")?;
        let done = at_risk::snooze(&api.app, doctor.id, id, input.until.0).await?;
        let status = if done { SnoozeAtRiskStatus::Snoozed } else { SnoozeAtRiskStatus::NotAtRisk };
        Ok(SnoozeAtRiskPayload { of: id, status })
    }

    /// Resolves a patient's falling behind. It is noticed again only when as many further days are missed.
    async fn resolve_at_risk(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The patient, and the reason.")] input: ResolveAtRiskInput,
    ) -> Result<ResolveAtRiskPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let id = IdKind::Patient.uuid(&input.patient_id, "patientId")?;
        let done = at_risk::resolve(&api.app, doctor.id, id, input.reason.into()).await?;
        let status = if done { ResolveAtRiskStatus::Resolved } else { ResolveAtRiskStatus::NotAtRisk };
        Ok(ResolveAtRiskPayload { of: id, status })
    }

    /// Switches the signed-in doctor's daily digest on or off: a mail every morning that says how much waits and how many
    /// patients have fallen behind, and names nobody. It is off until a doctor switches it on.
    async fn set_daily_digest(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whether the mail is wanted.")] input: SetDailyDigestInput,
    ) -> Result<SetDailyDigestPayload> {
        let (api, doctor) = (Api::of(ctx)?, Viewer::of(ctx)?.doctor()?);
        let row = at_risk::mails::set_daily_digest(&api.app, doctor.id, input.on).await?;
        Ok(SetDailyDigestPayload { doctor: Doctor::Account(Arc::new(row)) })
    }
}
