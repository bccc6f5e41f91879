//! The viewer: the signed-in person a request acts for. The type is the permission: what only a patient may do takes a
//! viewer's [`Viewer::patient`].

use super::Cookies;
use crate::schema::error::{ApiError, Result};
use aftercare_core::domain::{admission, sessions::Origin};
use aftercare_entity::{user, user::Role};
use async_graphql::Context;
use std::{net::IpAddr, sync::Arc};
use uuid::Uuid;

/// Who is signed in, as read from the database for this request.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The account.
    pub account: Arc<user::Model>,
    /// The session.
    pub session: Uuid,
}

/// Where a request came from.
#[derive(Debug, Clone)]
pub struct Client {
    /// Network address.
    pub address: IpAddr,
    /// What it calls itself, in a few words.
    pub device: Option<Arc<str>>,
    /// Whether it is a page that keeps its session in a cookie.
    pub cookies: Cookies,
}

impl Client {
    /// The client of this operation.
    ///
    /// # Errors
    /// INTERNAL when the operation was begun without one.
    pub fn of<'c>(ctx: &Context<'c>) -> Result<&'c Self> {
        ctx.data_opt::<Self>().ok_or_else(|| ApiError::internal("the operation has no client"))
    }

    /// As sessions take it.
    pub fn origin(&self) -> Origin {
        Origin { address: Some(self.address), device: self.device.clone() }
    }
}

impl Viewer {
    /// The viewer of this operation.
    ///
    /// # Errors
    /// UNAUTHENTICATED when nobody is signed in.
    pub fn of<'c>(ctx: &Context<'c>) -> Result<&'c Self> {
        ctx.data_opt::<Self>().ok_or_else(|| ApiError::unauthenticated("log in first"))
    }

    /// The account, if it is a patient.
    ///
    /// # Errors
    /// FORBIDDEN for any other role.
    pub fn patient(&self) -> Result<&Arc<user::Model>> {
        self.with_role(Role::Patient, "only a patient may do this")
    }

    /// The account, if it is a doctor.
    ///
    /// # Errors
    /// FORBIDDEN for any other role, and for a doctor whom the hospital has not let in.
    pub fn doctor(&self) -> Result<&Arc<user::Model>> {
        let doctor = self.with_role(Role::Doctor, "only a doctor may do this")?;
        admission::may_act(doctor)?;
        Ok(doctor)
    }

    /// The account, if it is an admin's.
    ///
    /// # Errors
    /// FORBIDDEN for any other role.
    pub fn admin(&self) -> Result<&Arc<user::Model>> {
        self.with_role(Role::Admin, "only an admin may do this")
    }

    /// The account of whoever may see records at all: a patient, or a doctor whom the hospital has let in.
    ///
    /// # Errors
    /// FORBIDDEN for an admin, and for a doctor whom the hospital has not let in.
    pub fn of_a_record(&self) -> Result<&Arc<user::Model>> {
        match self.account.role {
            Role::Patient => self.patient(),
            Role::Doctor => self.doctor(),
            Role::Admin => Err(ApiError::forbidden("an admin sees no record")),
        }
    }

    fn with_role(&self, role: Role, refusal: &'static str) -> Result<&Arc<user::Model>> {
        if self.account.role == role { Ok(&self.account) } else { Err(ApiError::forbidden(refusal)) }
    }
}
