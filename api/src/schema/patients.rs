//! A page of a doctor's patients.

use super::{error::Result, loaders::Loaders, pages, people::Patient, scalars::DateTime};
use async_graphql::{
    Context, SimpleObject,
    connection::{Connection, Edge, EmptyFields},
};
use std::sync::Arc;

/// What a page of patients says of each beside the patient.
#[derive(SimpleObject, Debug)]
pub struct PatientEdgeFields {
    /// Since when this doctor cares for the patient.
    assigned_at: DateTime,
}

/// A page of patients.
pub type PatientConnection = Connection<String, Patient, EmptyFields, PatientEdgeFields>;

/// The signed-in doctor's patients, oldest assignment first.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn my_patients(
    ctx: &Context<'_>,
    first: Option<i32>,
    after: Option<String>,
) -> Result<PatientConnection> {
    let (size, cursor) = (pages::size(first)?, pages::id_of(after.as_deref())?);
    let mut rows = Loaders::of(ctx)?.reader.my_patients(cursor, size as u64 + 1).await?;
    let mut page = Connection::new(after.is_some(), rows.len() > size);
    rows.truncate(size);
    page.edges.extend(rows.into_iter().map(|row| {
        let fields = PatientEdgeFields { assigned_at: DateTime(row.at) };
        Edge::with_additional_fields(pages::id_cursor(row.id), Patient(Arc::new(row.patient)), fields)
    }));
    Ok(page)
}
