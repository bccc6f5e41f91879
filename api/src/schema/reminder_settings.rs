//! What a patient wishes about their reminders, and whether any come.

use super::{
    Api,
    error::Result,
    frequency::edit,
    people::Patient,
    scalars::{DateTime, TimeOfDay},
};
use crate::auth::Viewer;
use aftercare_core::domain::{
    quiet_hours::QuietHours as Hours,
    reminders::Slot,
    wishes::{self, Said, Wishes},
};
use aftercare_entity::{consent, user};
use async_graphql::{Context, Enum, InputObject, MaybeUndefined, Object, SimpleObject};
use std::sync::Arc;

/// A language in which mails are written.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::user::Language")]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// German.
    De,
}

/// How much a reminder's mail says.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::user::MailDetail")]
pub enum MailDetail {
    /// How many steps are due: no medicine and no diagnosis is named.
    Count,
    /// Each step that is due, with what to do.
    Full,
}

/// How a consent was given or taken back.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_entity::consent::Via")]
pub enum ConsentVia {
    /// By the signed-in patient.
    App,
    /// On the page that the link in a mail opens.
    MailLink,
    /// By the button that a mail program shows beside the mail.
    OneClick,
    /// By the operator, for the patient.
    Operator,
}

/// Hours in which no mail is sent to the patient.
#[derive(SimpleObject, Debug)]
pub struct QuietHours {
    /// When they begin, on the patient's clock.
    from: TimeOfDay,
    /// When they end, on the patient's clock; on the next day when that is earlier than `from`.
    until: TimeOfDay,
}

impl QuietHours {
    fn of(hours: Hours) -> Option<Self> {
        hours.bounds().map(|(from, until)| Self { from: TimeOfDay(from), until: TimeOfDay(until) })
    }
}

/// That the patient wanted reminders from then on, or did not want them any more.
#[derive(SimpleObject, Debug)]
pub struct ReminderConsent {
    /// Whether reminders were wanted from then on.
    given: bool,
    /// How it was said.
    via: ConsentVia,
    /// When it was said.
    at: DateTime,
}

/// When and how a patient is reminded: what the patient has chosen, else the hospital's way.
#[derive(Debug)]
pub struct ReminderSettings(Arc<user::Model>);

impl ReminderSettings {
    /// Those of a patient whom the caller was let in to.
    pub const fn of(patient: Arc<user::Model>) -> Self {
        Self(patient)
    }
}

/// When and how a patient is reminded: what the patient has chosen, else the hospital's way.
#[Object]
impl ReminderSettings {
    /// When the patient is reminded, on the patient's clock.
    async fn remind_at(&self, ctx: &Context<'_>) -> Result<TimeOfDay> {
        let hospital = Api::of(ctx)?.app.hospital();
        Ok(TimeOfDay(Slot::of(hospital, &self.0).time(hospital)))
    }

    /// The hour that the patient has chosen; null when the hospital's hour applies.
    async fn own_remind_at(&self) -> Option<TimeOfDay> {
        wishes::own_hour(&self.0).map(TimeOfDay)
    }

    /// The hours in which no mail is sent to the patient; null when there are none.
    async fn quiet_hours(&self, ctx: &Context<'_>) -> Option<Result<QuietHours>> {
        let found = async { Ok(QuietHours::of(Api::of(ctx)?.app.hospital().quiet_hours_of(&self.0))) };
        found.await.transpose()
    }

    /// Whether the patient has chosen the quiet hours; otherwise the hospital's apply.
    async fn has_own_quiet_hours(&self) -> bool {
        wishes::own_quiet_hours(&self.0).is_some()
    }

    /// The language of mails to the patient.
    async fn language(&self, ctx: &Context<'_>) -> Result<Language> {
        Ok(Api::of(ctx)?.app.hospital().language_of(&self.0).into())
    }

    /// The language that the patient has chosen; null when the hospital's applies.
    async fn own_language(&self) -> Option<Language> {
        self.0.language.map(Into::into)
    }

    /// How much a reminder's mail says.
    async fn mail_detail(&self, ctx: &Context<'_>) -> Result<MailDetail> {
        Ok(Api::of(ctx)?.app.hospital().mail_detail_of(&self.0).into())
    }

    /// How much the patient wants a mail to say; null when the hospital's setting applies.
    async fn own_mail_detail(&self) -> Option<MailDetail> {
        self.0.mail_detail.map(Into::into)
    }

    /// Whether reminders come at all; false when the patient has stopped them.
    async fn subscribed(&self) -> bool {
        self.0.reminders_off_since.is_none()
    }

    /// When the patient stopped the reminders; null while they come.
    async fn unsubscribed_at(&self) -> Option<DateTime> {
        self.0.reminders_off_since.map(DateTime)
    }

    /// What the patient has said about getting reminders, newest first, at most the last 20 times; empty when they never said anything.
    #[graphql(complexity = "super::pages::weight(Some(20), child_complexity)")]
    async fn consents(&self, ctx: &Context<'_>) -> Result<Vec<ReminderConsent>> {
        let rows = wishes::consents_unscoped(&Api::of(ctx)?.app, self.0.id, 20).await?;
        let shown = |row: consent::Model| ReminderConsent {
            given: row.given,
            via: row.via.into(),
            at: DateTime(row.at),
        };
        Ok(rows.into_iter().map(shown).collect())
    }
}

/// Hours in which no mail is to be sent.
#[derive(InputObject)]
pub struct QuietHoursInput {
    /// When they begin, on the patient's clock.
    from: TimeOfDay,
    /// When they end, on the patient's clock; the same time as `from` for no quiet hours at all.
    until: TimeOfDay,
}

/// What the signed-in patient wishes about reminders. What is left out stays as it is; null is the hospital's way.
#[derive(InputObject)]
pub struct UpdateReminderSettingsInput {
    /// When to be reminded, to the minute, outside the quiet hours. Where that time is still to come today, it holds today.
    remind_at: MaybeUndefined<TimeOfDay>,
    /// The hours in which no mail is to be sent.
    quiet_hours: MaybeUndefined<QuietHoursInput>,
    /// The language of mails.
    language: MaybeUndefined<Language>,
    /// How much a reminder's mail is to say.
    mail_detail: MaybeUndefined<MailDetail>,
}

/// The patient's wishes, kept.
#[derive(SimpleObject, Debug)]
pub struct UpdateReminderSettingsPayload {
    /// The patient, as they are now.
    patient: Patient,
}

/// The patient's word on getting reminders, kept.
#[derive(SimpleObject, Debug)]
pub struct SubscribeRemindersPayload {
    /// The patient, as they are now.
    patient: Patient,
}

/// The patient's word on not getting reminders any more, kept.
#[derive(SimpleObject, Debug)]
pub struct UnsubscribeRemindersPayload {
    /// The patient, as they are now.
    patient: Patient,
}

/// What patients wish about their reminders.
#[derive(Default, Debug)]
pub struct ReminderSettingsMutation;

/// What patients wish about their reminders.
#[Object]
impl ReminderSettingsMutation {
    /// Sets when and how the signed-in patient is reminded.
    async fn update_reminder_settings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the patient wishes.")] input: UpdateReminderSettingsInput,
    ) -> Result<UpdateReminderSettingsPayload> {
        let (api, patient) = (Api::of(ctx)?, Viewer::of(ctx)?.patient()?);
        let wanted = Wishes {
            remind_at: edit(input.remind_at, |at| at.0),
            quiet_hours: edit(input.quiet_hours, |hours| (hours.from.0, hours.until.0)),
            language: edit(input.language, Into::into),
            mail_detail: edit(input.mail_detail, Into::into),
        };
        let row = wishes::wish(&api.app, patient.id, &wanted).await?;
        Ok(UpdateReminderSettingsPayload { patient: Patient(Arc::new(row)) })
    }

    /// Stops the reminders of the signed-in patient. The plan goes on, and the doctor sees it. A second time changes nothing.
    async fn unsubscribe_reminders(&self, ctx: &Context<'_>) -> Result<UnsubscribeRemindersPayload> {
        Ok(UnsubscribeRemindersPayload { patient: say(ctx, false).await? })
    }

    /// Lets reminders come to the signed-in patient again. A second time changes nothing.
    async fn subscribe_reminders(&self, ctx: &Context<'_>) -> Result<SubscribeRemindersPayload> {
        Ok(SubscribeRemindersPayload { patient: say(ctx, true).await? })
    }
}

async fn say(ctx: &Context<'_>, wanted: bool) -> Result<Patient> {
    let (api, patient) = (Api::of(ctx)?, Viewer::of(ctx)?.patient()?);
    let said = Said { via: consent::Via::App, by: Some(patient.id) };
    Ok(Patient(Arc::new(wishes::subscribe(&api.app, patient.id, wanted, said).await?)))
}
