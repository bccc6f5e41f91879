//! A page of each of many lists, in one statement.

use super::Reader;
use crate::{Result, database::Pool, page::Page};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, IntoSimpleExpr, Order,
    QueryFilter, QueryOrder, QueryResult, QuerySelect, QueryTrait, Select, Value,
    prelude::Expr,
    sea_query::{
        ArrayType, Asterisk, Condition, ExprTrait, Func, JoinType, Query, SelectStatement, UnionType,
        WindowStatement,
    },
};
use uuid::Uuid;

/// Of which lists pages are read.
#[derive(Debug)]
pub(super) struct Lists<'a, C> {
    /// The rows with the same `by` are a list.
    pub by: C,
    /// Those wanted.
    pub ids: &'a [Uuid],
    /// Which of them the reader sees; `None` where the rows' own conditions say so.
    pub of: Option<Seen>,
}

/// Which patients' lists a reader sees.
#[derive(Debug)]
pub(super) struct Seen {
    lists: Condition,
    rows: Condition,
}

impl Seen {
    /// What `reader` sees of lists by patient; nothing when it sees none.
    pub fn by<C: ColumnTrait>(reader: &Reader, patient: C) -> Option<Self> {
        Some(Self { lists: reader.sees(Expr::col(("lists", "of")))?, rows: reader.sees(patient)? })
    }
}

/// [`statement`], read.
///
/// # Errors
/// The database's.
pub(super) async fn page_of_each<E: EntityTrait>(
    db: &Pool,
    scoped: Select<E>,
    lists: Lists<'_, E::Column>,
    sorted: (E::Column, &Order),
    page: Page,
) -> Result<Vec<E::Model>> {
    rows(db, scoped, lists, sorted, page, |row| E::Model::from_query_result(row, "")).await
}

/// [`page_of_each`], where `read` makes something of each row.
///
/// # Errors
/// The database's.
pub(super) async fn rows<E: EntityTrait, M>(
    db: &Pool,
    scoped: Select<E>,
    lists: Lists<'_, E::Column>,
    sorted: (E::Column, &Order),
    page: Page,
    read: impl Fn(&QueryResult) -> Result<M, DbErr>,
) -> Result<Vec<M>> {
    if lists.ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db.query_all(&statement(db.get_database_backend(), scoped, lists, sorted, page)).await?;
    Ok(page.arranged(rows.iter().map(read).collect::<Result<_, _>>()?))
}

/// Pages of some of the lists of `scoped`, each sorted by `id`. Which lists are seen is asked once for each of them, before any
/// of its rows is read.
fn statement<E: EntityTrait>(
    backend: DbBackend,
    scoped: Select<E>,
    Lists { by, ids, of }: Lists<'_, E::Column>,
    (id, order): (E::Column, &Order),
    page: Page,
) -> SelectStatement {
    let (scoped, order) = (scoped.filter(page.within(id, order)), &page.order(order));
    if let [one] = ids {
        let rows = of.map_or_else(Condition::all, |of| of.rows);
        return scoped
            .filter(by.eq(*one))
            .filter(rows)
            .order_by(id, order.clone())
            .limit(page.size)
            .into_query();
    }
    let mut seen = wanted(backend, ids);
    if let Some(of) = of {
        seen.cond_where(of.lists);
    }
    if backend == DbBackend::Postgres {
        return each_by_itself(scoped, by, seen, (id, order), page.size);
    }
    let mut ranked = scoped.filter(by.in_subquery(seen)).into_query();
    let place = WindowStatement::partition_by(by).order_by(id, order.clone()).take();
    ranked.expr_window_as(Func::cust("ROW_NUMBER"), place, "place");
    Query::select()
        .expr(Expr::col(Asterisk))
        .from_subquery(ranked, "ranked")
        .and_where(Expr::col("place").lte(page.size))
        .order_by(("ranked", id), order.clone())
        .take()
}

/// `SELECT "of" FROM` the ids `AS "lists"`.
fn wanted(backend: DbBackend, ids: &[Uuid]) -> SelectStatement {
    let mut wanted = Query::select().column(("lists", "of")).take();
    if backend == DbBackend::Postgres {
        let ids = ids.iter().map(|id| Value::from(*id)).collect();
        let ids = Expr::val(Value::Array(ArrayType::Uuid, Some(Box::new(ids))));
        let each = Query::select().expr_as(Func::cust("UNNEST").arg(ids), "of").take();
        return wanted.from_subquery(each, "lists").take();
    }
    let mut each = Query::select();
    for (place, id) in ids.iter().enumerate() {
        let one = Query::select().expr_as(Expr::val(*id), "of").take();
        if place == 0 {
            each = one;
        } else {
            each.union(UnionType::All, one);
        }
    }
    wanted.from_subquery(each, "lists").take()
}

/// Each list is found by its index, up to its page's end, in one statement whose text is the same for any number of lists.
fn each_by_itself<E: EntityTrait>(
    scoped: Select<E>,
    by: E::Column,
    seen: SelectStatement,
    (id, order): (E::Column, &Order),
    first: u64,
) -> SelectStatement {
    let mut of_one = scoped.order_by(id, order.clone()).limit(first).into_query();
    of_one.and_where(by.into_simple_expr().eq(Expr::col(("seen", "of"))));
    Query::select()
        .column(("page", Asterisk))
        .from_subquery(seen, "seen")
        .join_lateral(JoinType::InnerJoin, of_one, "page", Expr::val(true))
        .order_by(("page", id), order.clone())
        .take()
}
