//! Doctors: who they are, and whether the hospital has let them in.

use super::{
    error::{ApiError, Result},
    ids::Kind,
    pages::Arguments,
    patients::{PatientConnection, my_patients},
    people::{own_email, zone},
    ready::{Asked, HasReady, Json},
    scalars::TimeZone,
};
use crate::auth::Viewer;
use aftercare_core::{domain::assignments::DoctorCard, reader::Choice};
use aftercare_entity::{user, user::Admission};
use async_graphql::{Context, Enum, ID, Object};
use std::sync::Arc;
use uuid::Uuid;

/// Whether the hospital has let a doctor in.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoctorAdmission {
    /// The hospital has let the doctor in.
    Approved,
    /// The doctor waits: until an admin lets them in, they are in no list and see no patient.
    Pending,
    /// An admin has refused the doctor.
    Refused,
}

/// Someone who cares for patients.
#[derive(Debug, Clone)]
pub enum Doctor {
    /// With the whole account.
    Account(Arc<user::Model>),
    /// Out of the list of doctors: what anyone may see, and not the viewer.
    Card(Arc<DoctorCard>),
}

impl Doctor {
    /// As the list of doctors shows them to the viewer.
    pub fn listed(viewer: &Viewer, card: Arc<DoctorCard>) -> Self {
        if card.id == viewer.account.id {
            Self::Account(Arc::clone(&viewer.account))
        } else {
            Self::Card(card)
        }
    }

    /// The account.
    pub fn uuid(&self) -> Uuid {
        match self {
            Self::Account(account) => account.id,
            Self::Card(card) => card.id,
        }
    }

    fn shown_name(&self) -> &str {
        match self {
            Self::Account(account) => &account.name,
            Self::Card(card) => &card.name,
        }
    }

    fn shown_title(&self) -> Option<&str> {
        match self {
            Self::Account(account) => account.title.as_deref(),
            Self::Card(card) => card.title.as_deref(),
        }
    }

    /// The account, where it is the viewer's own; or whoever's, where nobody is signed in: then the only doctor who is answered
    /// is the one who signs up or in.
    fn own(&self, ctx: &Context<'_>) -> Option<&user::Model> {
        let viewer = ctx.data_opt::<Viewer>();
        match self {
            Self::Account(account) if viewer.is_none_or(|viewer| viewer.account.id == account.id) => {
                Some(account)
            }
            _ => None,
        }
    }
}

impl HasReady for Doctor {
    fn write(&self, asked: &Asked<'_>, json: &mut Json) -> Option<()> {
        match asked.name() {
            "id" => json.value(&*Kind::Doctor.id(self.uuid())),
            "name" => json.value(self.shown_name()),
            "title" => json.value(&self.shown_title()),
            // Nobody's own account is shown by a card.
            "email" | "emailConfirmed" | "timeZone" | "admission" | "dailyDigest"
                if matches!(self, Self::Card(_)) =>
            {
                json.value(&())
            }
            _ => None,
        }
    }
}

/// Someone who cares for patients.
#[Object]
impl Doctor {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        Kind::Doctor.id(self.uuid())
    }

    /// Name, as the doctor wrote it.
    pub async fn name(&self) -> String {
        self.shown_name().to_owned()
    }

    /// E-mail address to log in with; only for the doctor.
    pub async fn email(&self, ctx: &Context<'_>) -> Option<String> {
        self.own(ctx).and_then(|account| own_email(ctx, account))
    }

    /// Whether the doctor has confirmed the e-mail address; only for the doctor.
    pub async fn email_confirmed(&self, ctx: &Context<'_>) -> Option<bool> {
        let account = self.own(ctx)?;
        own_email(ctx, account).map(|_| account.unconfirmed_since.is_none())
    }

    /// Time zone of the doctor's days; only for the doctor.
    pub async fn time_zone(&self, ctx: &Context<'_>) -> Result<Option<TimeZone>> {
        self.own(ctx).map(|account| zone(ctx, account)).transpose()
    }

    /// Title or ward, set by an admin, which tells two doctors of the same name apart; null when none was set.
    async fn title(&self) -> Option<String> {
        self.shown_title().map(ToOwned::to_owned)
    }

    /// Whether the hospital has let this doctor in; null for anybody but the doctor.
    async fn admission(&self, ctx: &Context<'_>) -> Option<DoctorAdmission> {
        self.own(ctx).map(|account| match account.admission {
            None => DoctorAdmission::Approved,
            Some(Admission::Pending) => DoctorAdmission::Pending,
            Some(Admission::Refused) => DoctorAdmission::Refused,
        })
    }

    /// Whether the doctor gets a mail every morning with the day in numbers (`setDailyDigest`); only for the doctor.
    async fn daily_digest(&self, ctx: &Context<'_>) -> Option<bool> {
        self.own(ctx).map(|account| account.daily_digest)
    }

    /// The patients assigned to this doctor, oldest assignment first; only for the doctor.
    #[graphql(complexity = "super::pages::weight(first.or(last), child_complexity)")]
    async fn patients(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Size of the page from the beginning, 1 to 100; 20 when neither `first` nor `last` is given."
        )]
        first: Option<i32>,
        #[graphql(desc = "Cursor of the patient that the page comes after.")] after: Option<String>,
        #[graphql(desc = "Size of the page from the end, 1 to 100, in place of `first`.")] last: Option<i32>,
        #[graphql(desc = "Cursor of the patient that the page comes before.")] before: Option<String>,
    ) -> Result<PatientConnection> {
        if Viewer::of(ctx)?.account.id != self.uuid() {
            return Err(ApiError::forbidden("only the doctor may see their patients"));
        }
        Viewer::of(ctx)?.doctor()?;
        my_patients(ctx, &Choice::default(), &Arguments { first, after, last, before }).await
    }
}
