//! A doctor's patients: plain, or searched, filtered and sorted.

use super::{
    error::Result,
    loaders::Loaders,
    pages::{self, Arguments},
    people::Patient,
    scalars::DateTime,
};
use aftercare_core::reader::{Assigned, Choice, SortBy};
use async_graphql::{
    Context, Enum, InputObject, Object, SimpleObject,
    connection::{Connection, Edge},
};
use std::sync::Arc;

/// What a page of patients says of each beside the patient.
#[derive(SimpleObject, Debug)]
pub struct PatientEdgeFields {
    /// Since when the doctor cares for this patient.
    assigned_at: DateTime,
}

/// What a page of patients says of them all.
#[derive(Debug)]
pub struct PatientConnectionFields {
    /// Where the whole list was read anyway.
    total: Option<usize>,
}

/// What a page of patients says of them all.
#[Object]
impl PatientConnectionFields {
    /// How many patients are in the whole list.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<u64> {
        match self.total {
            Some(total) => Ok(total as u64),
            None => Ok(Loaders::of(ctx)?.reader.count_my_patients().await?),
        }
    }
}

/// A page of patients.
pub type PatientConnection = Connection<String, Patient, PatientConnectionFields, PatientEdgeFields>;

/// What a list of patients is sorted by.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PatientOrderBy {
    /// Since when the doctor cares for the patient.
    #[default]
    AssignedAt,
    /// The patient's name, without regard to case and accents.
    Name,
    /// The day of the last check-in; a patient without one counts as the earliest.
    LastCheckIn,
    /// `adherence.percent`; a patient of whom nothing was expected yet counts as the smallest.
    Adherence,
    /// The days in a row that were missed, `adherence.daysMissed`.
    DaysMissed,
}

/// Which end of a list comes first.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderDirection {
    /// The smallest, the earliest, or the first in the alphabet.
    #[default]
    Ascending,
    /// The largest, the latest, or the last in the alphabet.
    Descending,
}

/// The order of a list of patients.
#[derive(InputObject, Debug, Default)]
pub struct PatientOrder {
    /// What the list is sorted by.
    #[graphql(default)]
    by: PatientOrderBy,
    /// Which end of the list comes first.
    #[graphql(default)]
    direction: OrderDirection,
}

/// Which patients a list shows. Each field that is given keeps those of whom it is so (true) or those of whom it is not
/// (false); together they keep the patients whom each of them keeps.
#[derive(InputObject, Debug, Default)]
pub struct PatientFilter {
    /// Whether a repeated step is due today and not checked in yet.
    due: Option<bool>,
    /// Whether the patient has missed 3 days or more in a row (`adherence.daysMissed`).
    at_risk: Option<bool>,
    /// Whether a step, a note or a failed extraction of the patient waits for the doctor.
    waiting: Option<bool>,
    /// Whether mails to the patient are refused (`mailFailingSince`).
    mail_failing: Option<bool>,
}

/// Which patients, and in which order, as a choice of the reader's.
///
/// # Errors
/// BAD_USER_INPUT at `search`.
pub fn choice(
    search: Option<String>,
    order: Option<PatientOrder>,
    filter: Option<PatientFilter>,
) -> Result<Choice> {
    pages::check_search(search.as_deref())?;
    let (order, filter) = (order.unwrap_or_default(), filter.unwrap_or_default());
    Ok(Choice {
        search: search.filter(|words| !words.trim().is_empty()),
        by: match order.by {
            PatientOrderBy::AssignedAt => SortBy::AssignedAt,
            PatientOrderBy::Name => SortBy::Name,
            PatientOrderBy::LastCheckIn => SortBy::LastCheckIn,
            PatientOrderBy::Adherence => SortBy::Adherence,
            PatientOrderBy::DaysMissed => SortBy::DaysMissed,
        },
        descending: order.direction == OrderDirection::Descending,
        due: filter.due,
        at_risk: filter.at_risk,
        waiting: filter.waiting,
        mail_failing: filter.mail_failing,
    })
}

/// A page of the signed-in doctor's patients.
///
/// # Errors
/// BAD_USER_INPUT for the page.
pub async fn my_patients(ctx: &Context<'_>, choice: &Choice, page: &Arguments) -> Result<PatientConnection> {
    let reader = &Loaders::of(ctx)?.reader;
    if choice.is_plain() {
        let asked = page.by_id()?;
        let rows = reader.my_patients(asked.page).await?;
        let rows = rows.into_iter().map(|row| (pages::id_cursor(row.id), row)).collect();
        return Ok(connection(asked.cut(rows), None));
    }
    let asked = page.by_text()?;
    let chosen = reader.chosen_patients(choice).await?;
    let total = Some(chosen.len());
    let rows = asked.page.of_sorted(chosen, choice.descending).into_iter();
    let rows = rows.map(|(key, row)| (pages::text_cursor(&key.0, key.1), row)).collect();
    Ok(connection(asked.cut(rows), total))
}

fn connection(
    (rows, has_previous, has_next): (Vec<(String, Assigned)>, bool, bool),
    total: Option<usize>,
) -> PatientConnection {
    let mut page =
        Connection::with_additional_fields(has_previous, has_next, PatientConnectionFields { total });
    page.edges.extend(rows.into_iter().map(|(cursor, row)| {
        let fields = PatientEdgeFields { assigned_at: DateTime(row.at) };
        Edge::with_additional_fields(cursor, Patient(Arc::new(row.patient)), fields)
    }));
    page
}
