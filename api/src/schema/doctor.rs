//! Doctors: who they are, and whether the hospital has let them in.

use super::{
    error::{ApiError, Result},
    ids::Kind,
    patients::{PatientConnection, my_patients},
    people::own_email,
};
use crate::auth::Viewer;
use aftercare_entity::{user, user::Admission};
use async_graphql::{Context, Enum, ID, Object};
use std::sync::Arc;

/// Whether the hospital has let a doctor in.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoctorAdmission {
    /// It has.
    Approved,
    /// The doctor waits: until an admin approves, they are in no list and see no patient.
    Pending,
    /// An admin has refused.
    Refused,
}

/// Someone who cares for patients.
#[derive(Debug, Clone)]
pub struct Doctor(pub(crate) Arc<user::Model>);

/// Someone who cares for patients.
#[Object]
impl Doctor {
    /// Opaque id.
    pub async fn id(&self) -> ID {
        Kind::Doctor.id(self.0.id)
    }

    /// Name, as the doctor wrote it.
    pub async fn name(&self) -> String {
        self.0.name.clone()
    }

    /// E-mail address to log in with; only for the doctor.
    pub async fn email(&self, ctx: &Context<'_>) -> Option<String> {
        own_email(ctx, &self.0)
    }

    /// Whether the doctor has confirmed the e-mail address; only for the doctor.
    pub async fn email_confirmed(&self, ctx: &Context<'_>) -> Option<bool> {
        own_email(ctx, &self.0).map(|_| self.0.unconfirmed_since.is_none())
    }

    /// Title or ward, set by an admin, that tells two doctors of one name apart.
    async fn title(&self) -> Option<String> {
        self.0.title.clone()
    }

    /// Whether the hospital has let this doctor in; only for the doctor, null for anybody else.
    async fn admission(&self, ctx: &Context<'_>) -> Option<DoctorAdmission> {
        // Where nobody is signed in, the only doctor who is answered is the one who signs up or in.
        let own = ctx.data_opt::<Viewer>().is_none_or(|viewer| viewer.account.id == self.0.id);
        own.then_some(match self.0.admission {
            None => DoctorAdmission::Approved,
            Some(Admission::Pending) => DoctorAdmission::Pending,
            Some(Admission::Refused) => DoctorAdmission::Refused,
        })
    }

    /// The patients assigned to this doctor, oldest assignment first; only for the doctor.
    #[graphql(complexity = "super::pages::weight(first, child_complexity)")]
    async fn patients(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Size of the page, 1 to 100; 20 when left out.")] first: Option<i32>,
        #[graphql(desc = "Cursor of the last patient of the page before.")] after: Option<String>,
    ) -> Result<PatientConnection> {
        if Viewer::of(ctx)?.account.id != self.0.id {
            return Err(ApiError::forbidden("only the doctor may see their patients"));
        }
        Viewer::of(ctx)?.doctor()?;
        my_patients(ctx, first, after).await
    }
}
