//! A page of each of many lists, in one statement.

use crate::{Result, database::Pool};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, IntoSimpleExpr, Order,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select, Value,
    prelude::Expr,
    sea_query::{ArrayType, Asterisk, ExprTrait, Func, JoinType, Query, SelectStatement, WindowStatement},
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

/// [`statement`], read.
///
/// # Errors
/// The database's.
pub(super) async fn page_of_each<E: EntityTrait>(
    db: &Pool,
    scoped: Select<E>,
    of: (E::Column, &[Uuid]),
    sorted: (E::Column, &Order),
    page: Page,
) -> Result<Vec<E::Model>> {
    let rows = db.query_all(&statement(db.get_database_backend(), scoped, of, sorted, page)).await?;
    Ok(rows.iter().map(|row| E::Model::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// Of the rows of `scoped`, those whose `by` is one of `lists`: those with the same one are a list, sorted by `id`.
fn statement<E: EntityTrait>(
    backend: DbBackend,
    scoped: Select<E>,
    (by, lists): (E::Column, &[Uuid]),
    (id, order): (E::Column, &Order),
    page: Page,
) -> SelectStatement {
    let scoped = match (page.after, order) {
        (Some(after), Order::Desc) => scoped.filter(id.lt(after)),
        (Some(after), _) => scoped.filter(id.gt(after)),
        (None, _) => scoped,
    };
    if let [one] = lists {
        return scoped.filter(by.eq(*one)).order_by(id, order.clone()).limit(page.first).into_query();
    }
    if backend == DbBackend::Postgres {
        return each_by_itself(scoped, (by, lists), (id, order), page.first);
    }
    let mut ranked = scoped.filter(by.is_in(lists.iter().copied())).into_query();
    let place = WindowStatement::partition_by(by).order_by(id, order.clone()).take();
    ranked.expr_window_as(Func::cust("ROW_NUMBER"), place, "place");
    Query::select()
        .expr(Expr::col(Asterisk))
        .from_subquery(ranked, "ranked")
        .and_where(Expr::col("place").lte(page.first))
        .order_by(("ranked", id), order.clone())
        .take()
}

/// Each list is found by its index, up to its page's end, in one statement whose text is the same for any number of lists.
fn each_by_itself<E: EntityTrait>(
    scoped: Select<E>,
    (by, lists): (E::Column, &[Uuid]),
    (id, order): (E::Column, &Order),
    first: u64,
) -> SelectStatement {
    let ids =
        Value::Array(ArrayType::Uuid, Some(Box::new(lists.iter().map(|id| Value::from(*id)).collect())));
    let list = Query::select().expr_as(Func::cust("UNNEST").arg(Expr::val(ids)), "of").take();
    let mut of_one = scoped.order_by(id, order.clone()).limit(first).into_query();
    of_one.and_where(by.into_simple_expr().eq(Expr::col(("lists", "of"))));
    Query::select()
        .column(("page", Asterisk))
        .from_subquery(list, "lists")
        .join_lateral(JoinType::InnerJoin, of_one, "page", Expr::val(true))
        .order_by(("page", id), order.clone())
        .take()
}
