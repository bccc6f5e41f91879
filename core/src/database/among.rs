//! "One of these ids", in the words that each database plans once.

use sea_orm::{
    ColumnTrait, DbBackend, IntoSimpleExpr,
    sea_query::{ArrayType, Condition, ExprTrait, Value, extension::postgres::PgFunc},
};
use uuid::Uuid;

/// Whether `column` is one of `ids`. On Postgres the text is the same for any number of them, so that the statement is prepared
/// once a connection.
pub fn among<C: ColumnTrait>(backend: DbBackend, column: C, ids: &[Uuid]) -> Condition {
    let one_of_them = match backend {
        DbBackend::Postgres => {
            let ids = ids.iter().map(|id| Value::from(*id)).collect();
            column.into_simple_expr().eq(PgFunc::any(Value::Array(ArrayType::Uuid, Some(Box::new(ids)))))
        }
        _ => column.is_in(ids.iter().copied()),
    };
    Condition::all().add(one_of_them)
}
