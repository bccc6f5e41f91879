//! Who cares for whom: a patient selects a doctor and may change; history is kept, and the old doctor loses sight at once.

use crate::{
    App, Error, Result,
    gather::Gather,
    page::{NameAndId, Page},
};
use aftercare_entity::{assignment, event, user};
use futures_util::future::join_all;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, FromQueryResult, IntoActiveModel, Order, QueryFilter,
    QueryOrder, QuerySelect, Select,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use uuid::Uuid;

const UNCONFIRMED: Error = Error::Forbidden("confirm your e-mail address first, with the code in the mail");

/// The doctors who can be seen and selected, whose folded name contains `search` (already folded).
fn listed(app: &App, search: Option<&str>) -> Select<user::Entity> {
    let doctors = user::Entity::doctors(search);
    if app.hospital().unconfirmed_may_act {
        return doctors;
    }
    doctors.filter(user::Column::UnconfirmedSince.is_null())
}

/// Makes `doctor` the patient's doctor from now on. Selecting the present doctor again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when there is no such doctor; [`Error::Forbidden`] while the patient's e-mail address is not confirmed,
/// where the hospital wants it to be.
pub async fn select_doctor(app: &App, patient: Uuid, doctor: Uuid) -> Result<assignment::Model> {
    let mut change = app.begin().await?;
    // Whatever changes a patient's care takes this row first, one after the other.
    let row = user::Entity::own(patient).lock_exclusive().one(change.tx()).await?;
    let row = row.filter(|row| row.erased_at.is_none()).ok_or(Error::NotFound("patient"))?;
    if row.unconfirmed_since.is_some() && !app.hospital().unconfirmed_may_act {
        return Err(UNCONFIRMED);
    }
    super::access::hold_doctor(change.tx(), doctor).await?;
    let chosen = listed(app, None).filter(user::Column::Id.eq(doctor)).one(change.tx()).await?;
    chosen.ok_or(Error::NotFound("doctor"))?;
    let now = app.now();
    if let Some(current) = assignment::Entity::current(patient).one(change.tx()).await? {
        if current.doctor_id == doctor {
            return Ok(current);
        }
        let mut row = current.into_active_model();
        row.until_at = Set(Some(now));
        row.update(change.tx()).await?;
    }
    let made = assignment::ActiveModel {
        id: Set(app.new_id()),
        patient_id: Set(patient),
        doctor_id: Set(doctor),
        from_at: Set(now),
        until_at: Set(None),
    }
    .insert(change.tx())
    .await?;
    change.event(event::Kind::DoctorSelected, patient, Some(doctor), made.id).await?;
    change.commit().await?;
    Ok(made)
}

/// What anyone signed in may see of a doctor.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct DoctorCard {
    /// The doctor.
    pub id: Uuid,
    /// As the doctor wrote it.
    pub name: String,
    /// What the list is sorted by.
    pub name_folded: String,
    /// Title or ward.
    pub title: Option<String>,
}

/// A page of doctors anyone signed in may see, by name.
///
/// # Errors
/// The database's.
pub async fn doctors(
    app: &App,
    search: Option<&str>,
    page: &Page<NameAndId>,
) -> Result<Arc<[Arc<DoctorCard>]>> {
    let folded = search.map(super::input::fold);
    let words = folded.as_deref().map(str::trim).filter(|words| !words.is_empty());
    if words.is_some() || page.after.is_some() || page.before.is_some() {
        return cards(app, words, page).await;
    }
    let of = app.clone();
    let ask = move |pages| whole(of.clone(), pages);
    app.directory().ask("doctors were not looked up", page.clone(), ask).await
}

/// Those who wait for a first page of all doctors: it is the same for everybody, so whoever waits for the same page is given what
/// was read for all of them.
pub(crate) type Directory = Gather<Page<NameAndId>, Result<Arc<[Arc<DoctorCard>]>, Arc<Error>>>;

async fn whole(app: App, pages: Vec<Page<NameAndId>>) -> Vec<Result<Arc<[Arc<DoctorCard>]>, Arc<Error>>> {
    let different: HashSet<_> = pages.iter().collect();
    let reads = different.into_iter().map(|page| {
        let app = &app;
        async move { (page, cards(app, None, page).await.map_err(Arc::new)) }
    });
    let found: HashMap<_, _> = join_all(reads).await.into_iter().collect();
    let nothing = || Ok(Arc::default());
    pages.iter().map(|page| found.get(page).cloned().unwrap_or_else(nothing)).collect()
}

async fn cards(app: &App, search: Option<&str>, page: &Page<NameAndId>) -> Result<Arc<[Arc<DoctorCard>]>> {
    let query = listed(app, search);
    let order = page.order(&Order::Asc);
    let cards = query
        .filter(page.within_names(user::Column::NameFolded, user::Column::Id))
        .order_by(user::Column::NameFolded, order.clone())
        .order_by(user::Column::Id, order)
        .limit(page.size);
    let cards = cards.select_only().columns([
        user::Column::Id,
        user::Column::Name,
        user::Column::NameFolded,
        user::Column::Title,
    ]);
    let cards = cards.into_model().all(app.db().read()).await?;
    Ok(page.arranged(cards).into_iter().map(Arc::new).collect())
}

/// The doctor whom anyone signed in may see.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn doctor(app: &App, id: Uuid) -> Result<user::Model> {
    let found = listed(app, None).filter(user::Column::Id.eq(id)).one(app.db().read()).await?;
    found.ok_or(Error::NotFound("doctor"))
}
