//! Failed mails taken up again because an operator asks for their day.

use super::Slot;
use crate::{
    Change, Result,
    domain::reasons,
    jobs::{self, JobKind, NewJob},
};
use aftercare_entity::{
    reminder,
    reminder::{Column, State},
    user,
};
use chrono::NaiveDate;
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::Expr,
};
use uuid::Uuid;

/// How many failed reminders are taken up at a time.
pub const BATCH: u64 = 500;

/// Lets the mails of `day` that failed in this slot be tried again, [`BATCH`] of them at most: each reminder waits again and
/// has a fresh job. Only those after reminder `after`; answers how many, and the last one, `None` when there was none. A failing
/// address is no obstacle: somebody may have mended it.
///
/// Those that stayed unanswered twice are left out: the patients probably have them.
///
/// # Errors
/// The database's.
pub async fn retry_failed(
    change: &mut Change,
    slot: Slot,
    day: NaiveDate,
    after: Option<Uuid>,
) -> Result<(usize, Option<Uuid>)> {
    let app = change.app().clone();
    let failed: Vec<Uuid> = reminder::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Day.eq(day))
        .filter(Column::Id.gt(after.unwrap_or_default()))
        // In these words, so that both databases see that the index of failed reminders has them.
        .filter(Expr::cust("state = 'FAILED'"))
        .filter(
            Condition::any().add(Column::Reason.is_null()).add(Column::Reason.ne(reasons::MAIL_UNANSWERED)),
        )
        .filter(Column::PatientId.in_subquery(patients_of(change, slot)))
        .order_by_asc(Column::Id)
        .limit(BATCH)
        .into_tuple()
        .all(change.tx())
        .await?;
    if failed.is_empty() {
        return Ok((0, None));
    }
    reminder::Entity::update_many()
        .col_expr(Column::State, Expr::value(State::Pending.to_value()))
        .col_expr(Column::Reason, Expr::value(Option::<String>::None))
        .filter(Column::Id.is_in(failed.iter().copied()))
        .filter(Column::State.eq(State::Failed))
        .exec(change.tx())
        .await?;
    jobs::put_away_all_dead(&app, change.tx(), JobKind::Mail, failed.iter().copied()).await?;
    let now = app.now();
    change.jobs(failed.iter().map(|id| NewJob::about(JobKind::Mail, *id, now))).await?;
    Ok((failed.len(), failed.last().copied()))
}

fn patients_of(change: &Change, slot: Slot) -> sea_orm::sea_query::SelectStatement {
    let theirs = slot.patients(change.app().hospital());
    user::Entity::find().select_only().column(user::Column::Id).filter(theirs).into_query()
}
