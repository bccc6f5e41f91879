//! Anything with an id, found by that id alone.

use super::{
    Api,
    check_in::CheckIn,
    error::{ApiError, Result},
    ids::{self, Kind},
    loaders::Loaders,
    note::Note,
    people::{Admin, Doctor, Patient},
    reminder::Reminder,
    step::Step,
};
use crate::auth::Viewer;
use aftercare_core::{Error, domain::assignments};
use aftercare_entity::user::Role;
use async_graphql::{Context, ID, Interface, Object};
use std::sync::Arc;

/// Anything that can be found by its id alone.
#[derive(Interface, Debug)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque id, different from every other id of any type."))]
pub enum Node {
    /// Someone who is cared for.
    Patient(Patient),
    /// Someone who cares for patients.
    Doctor(Doctor),
    /// What a doctor wrote about a patient.
    Note(Note),
    /// Something the patient is to do.
    Step(Step),
    /// One step, done on one local day.
    CheckIn(CheckIn),
    /// A reminder by mail.
    Reminder(Reminder),
    /// The operator's account.
    Admin(Admin),
}

/// Finding things by their id.
#[derive(Default, Debug)]
pub struct NodeQuery;

/// Finding things by their id.
#[Object]
impl NodeQuery {
    /// The object with this id; null when there is none, or the viewer may not see it.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Any id from an earlier answer.")] id: ID,
    ) -> Option<Result<Node>> {
        find(ctx, &id).await.transpose()
    }
}

async fn find(ctx: &Context<'_>, id: &ID) -> Result<Option<Node>> {
    Viewer::of(ctx)?;
    let Some((kind, id)) = ids::parse(id) else { return Ok(None) };
    Ok(match kind {
        Kind::Patient => Patient::find(ctx, id).await?.map(Node::Patient),
        Kind::Doctor => {
            let found = visible(assignments::doctor(&Api::of(ctx)?.app, id).await)?;
            found.map(|doctor| Node::Doctor(Doctor::Account(Arc::new(doctor))))
        }
        Kind::Note => Loaders::of(ctx)?.note.load_one(id).await?.map(|row| Node::Note(Note(row))),
        Kind::Step => Loaders::of(ctx)?.step.load_one(id).await?.map(|step| Node::Step(Step(step))),
        Kind::CheckIn => {
            visible(Loaders::of(ctx)?.reader.check_in(id).await)?.map(|row| Node::CheckIn(CheckIn(row)))
        }
        Kind::Reminder => {
            visible(Loaders::of(ctx)?.reader.reminder(id).await)?.map(|row| Node::Reminder(Reminder(row)))
        }
        Kind::Admin => {
            let own = &Viewer::of(ctx)?.account;
            (own.id == id && own.role == Role::Admin).then(|| Node::Admin(Admin(Arc::clone(own))))
        }
        Kind::Session | Kind::Job | Kind::Worker => None,
    })
}

fn visible<T>(found: std::result::Result<T, Error>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Error::NotFound(_)) => Ok(None),
        Err(other) => Err(ApiError::from(other)),
    }
}
