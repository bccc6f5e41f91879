//! A patient's lists that hold no sealed text: check-ins and reminders.

use super::{
    Reader,
    page::{Lists, Seen, page_of_each},
};
use crate::{Error, Result, page::Page};
use aftercare_entity::{check_in, reminder};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter};
use std::collections::HashMap;
use uuid::Uuid;

/// Which check-ins of each list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CheckInFilter {
    /// On this local day or later.
    pub from: Option<NaiveDate>,
    /// On this local day or before.
    pub to: Option<NaiveDate>,
    /// The page, newest first.
    pub page: Page,
}

impl Reader {
    /// By patient: a page of the check-ins that count, newest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn check_in_pages(
        &self,
        patients: &[Uuid],
        filter: &CheckInFilter,
    ) -> Result<HashMap<Uuid, Vec<check_in::Model>>> {
        use check_in::{Column, Entity};
        let Some(seen) = Seen::by(self, Column::PatientId) else { return Ok(HashMap::new()) };
        let days = Condition::all()
            .add_option(filter.from.map(|day| Column::Day.gte(day)))
            .add_option(filter.to.map(|day| Column::Day.lte(day)));
        let scoped = Entity::find().filter(Column::UndoneAt.is_null()).filter(days);
        let lists = Lists { by: Column::PatientId, ids: patients, of: Some(seen) };
        let rows = page_of_each(self.app.db().read(), scoped, lists, (Column::Id, &Order::Desc), filter.page)
            .await?;
        Ok(by_patient(rows, |row| row.patient_id))
    }

    /// One check-in, also one that was taken back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none for this reader.
    pub async fn check_in(&self, id: Uuid) -> Result<check_in::Model> {
        let missing = Error::NotFound("check-in");
        let Some(seen) = self.sees(check_in::Column::PatientId) else { return Err(missing) };
        check_in::Entity::find_by_id(id).filter(seen).one(self.app.db().read()).await?.ok_or(missing)
    }

    /// One reminder.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none for this reader.
    pub async fn reminder(&self, id: Uuid) -> Result<reminder::Model> {
        let missing = Error::NotFound("reminder");
        let Some(seen) = self.sees(reminder::Column::PatientId) else { return Err(missing) };
        reminder::Entity::find_by_id(id).filter(seen).one(self.app.db().read()).await?.ok_or(missing)
    }

    /// By patient: a page of the reminders made so far, newest first.
    ///
    /// # Errors
    /// The database's.
    pub async fn reminder_pages(
        &self,
        patients: &[Uuid],
        page: Page,
    ) -> Result<HashMap<Uuid, Vec<reminder::Model>>> {
        use reminder::{Column, Entity};
        let Some(seen) = Seen::by(self, Column::PatientId) else { return Ok(HashMap::new()) };
        let lists = Lists { by: Column::PatientId, ids: patients, of: Some(seen) };
        let sorted = (Column::Id, &Order::Desc);
        let rows = page_of_each(self.app.db().read(), Entity::find(), lists, sorted, page).await?;
        Ok(by_patient(rows, |row| row.patient_id))
    }
}

pub(super) fn by_patient<M>(rows: Vec<M>, patient: fn(&M) -> Uuid) -> HashMap<Uuid, Vec<M>> {
    let mut of: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        of.entry(patient(&row)).or_default().push(row);
    }
    of
}
