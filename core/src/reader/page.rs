//! A page of each of many lists, in one statement.

use sea_orm::{
    ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QueryTrait, Select,
    prelude::Expr,
    sea_query::{Alias, ExprTrait, Func, Query, WindowStatement},
};
use uuid::Uuid;

/// Which page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page {
    /// After this row.
    pub after: Option<Uuid>,
    /// At most so many rows of each list (ask for one more than is shown to learn whether there is a next page).
    pub first: u64,
}

/// Of the rows of `scoped`, those with the same `by` are a list, sorted by `id`.
pub(super) fn page_of_each<E: EntityTrait>(
    scoped: Select<E>,
    by: E::Column,
    id: E::Column,
    order: &Order,
    page: Page,
) -> Select<E> {
    let scoped = match (page.after, order) {
        (Some(after), Order::Desc) => scoped.filter(id.lt(after)),
        (Some(after), _) => scoped.filter(id.gt(after)),
        (None, _) => scoped,
    };
    let mut ranked = scoped.into_query();
    let place = WindowStatement::partition_by(by).order_by(id, order.clone()).take();
    ranked.clear_selects().column((E::default(), id)).expr_window_as(
        Func::cust("ROW_NUMBER"),
        place,
        Alias::new("place"),
    );
    let wanted = Query::select()
        .column(Alias::new("id"))
        .from_subquery(ranked, Alias::new("ranked"))
        .and_where(Expr::col(Alias::new("place")).lte(page.first))
        .take();
    E::find().filter(id.in_subquery(wanted)).order_by(id, order.clone())
}
