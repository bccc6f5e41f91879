//! A patient's day: what is to do, and what is done.

use super::{
    error::{ApiError, Result},
    loaders::{ById, Loaders},
    people::Patient,
    ready::Ready,
    scalars::Date,
    step::Step,
};
use async_graphql::{Context, SimpleObject};
use std::sync::Arc;

/// What a patient has to do today, and has done.
#[derive(SimpleObject, Debug)]
pub struct Today {
    /// The patient's local day, today.
    day: Date,
    /// Repeated steps that are due and not checked in yet.
    due: Vec<Ready<Step>>,
    /// Checklist steps that are not ticked off yet.
    checklist: Vec<Ready<Step>>,
    /// Steps that are done only when they are needed.
    as_needed: Vec<Ready<Step>>,
    /// Steps that were checked in or ticked off today, even if a newer plan has replaced them since.
    done: Vec<Ready<Step>>,
}

/// The day of a patient the caller was let in to.
///
/// # Errors
/// INTERNAL only.
pub async fn today(ctx: &Context<'_>, patient: &Patient) -> Result<Today> {
    let found = Loaders::of(ctx)?.today.load_one(ById(Arc::clone(&patient.0))).await?;
    let found = found.ok_or_else(|| ApiError::not_found("patient"))?;
    Ok(Today {
        day: Date(found.day),
        due: Step::all(found.due),
        checklist: Step::all(found.checklist),
        as_needed: Step::all(found.as_needed),
        done: Step::all(found.done),
    })
}
