//! The values of a statement, as the driver sends them: written from where they are, without a copy of them.
//!
//! The library's own way takes no list in which something is NULL. Here a list may have gaps, so that a column of many rows is one parameter.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    Value,
    sea_query::{ArrayType, Values},
};
use sea_query_sqlx::SqlxValues;
use sqlx::{
    Arguments, Encode, IntoArguments, Postgres, Type,
    error::BoxDynError,
    postgres::{PgArguments, PgHasArrayType},
};
use uuid::Uuid;

/// `values` in their order.
///
/// # Errors
/// That one of them cannot be written.
pub(super) fn arguments(values: Option<&Values>) -> Result<PgArguments, sqlx::Error> {
    let values = values.map_or(&[][..], |values| &values.0);
    let mut written = PgArguments::default();
    for value in values {
        if !add(&mut written, value).map_err(sqlx::Error::Encode)? {
            // Of a kind that is seldom bound.
            return Ok(IntoArguments::<Postgres>::into_arguments(SqlxValues(Values(values.to_vec()))));
        }
    }
    Ok(written)
}

/// Writes one; says whether its kind is known here.
fn add(to: &mut PgArguments, value: &Value) -> Result<bool, BoxDynError> {
    match value {
        Value::Bool(value) => to.add(value)?,
        Value::Int(value) => to.add(value)?,
        Value::BigInt(value) => to.add(value)?,
        Value::BigUnsigned(value) => to.add(value.map(i64::try_from).transpose()?)?,
        Value::Double(value) => to.add(value)?,
        Value::String(value) => to.add(value.as_deref())?,
        Value::Bytes(value) => to.add(value.as_deref())?,
        Value::Uuid(value) => to.add(value)?,
        Value::ChronoDate(value) => to.add(value)?,
        Value::ChronoDateTimeUtc(value) => to.add(value)?,
        Value::Array(kind, Some(list)) => return add_list(to, kind, list),
        _ => return Ok(false),
    }
    Ok(true)
}

fn add_list(to: &mut PgArguments, kind: &ArrayType, list: &[Value]) -> Result<bool, BoxDynError> {
    match kind {
        ArrayType::Bool => add_each::<bool>(to, list, |value| match value {
            Value::Bool(value) => Some(*value),
            _ => None,
        }),
        ArrayType::Int => add_each::<i32>(to, list, |value| match value {
            Value::Int(value) => Some(*value),
            _ => None,
        }),
        ArrayType::BigInt => add_each::<i64>(to, list, |value| match value {
            Value::BigInt(value) => Some(*value),
            _ => None,
        }),
        ArrayType::Double => add_each::<f64>(to, list, |value| match value {
            Value::Double(value) => Some(*value),
            _ => None,
        }),
        ArrayType::String => add_each::<&str>(to, list, |value| match value {
            Value::String(value) => Some(value.as_deref()),
            _ => None,
        }),
        ArrayType::Bytes => add_each::<&[u8]>(to, list, |value| match value {
            Value::Bytes(value) => Some(value.as_deref()),
            _ => None,
        }),
        ArrayType::Uuid => add_each::<Uuid>(to, list, |value| match value {
            Value::Uuid(value) => Some(*value),
            _ => None,
        }),
        ArrayType::ChronoDate => add_each::<NaiveDate>(to, list, |value| match value {
            Value::ChronoDate(value) => Some(*value),
            _ => None,
        }),
        ArrayType::ChronoDateTimeUtc => add_each::<DateTime<Utc>>(to, list, |value| match value {
            Value::ChronoDateTimeUtc(value) => Some(*value),
            _ => None,
        }),
        _ => Ok(false),
    }
}

/// Writes a list whose members `of` finds; says whether all of them are of its kind.
fn add_each<'l, T>(
    to: &mut PgArguments,
    list: &'l [Value],
    of: impl Fn(&'l Value) -> Option<Option<T>>,
) -> Result<bool, BoxDynError>
where
    T: for<'q> Encode<'q, Postgres> + Type<Postgres> + PgHasArrayType,
{
    let Some(members) = list.iter().map(of).collect::<Option<Vec<_>>>() else { return Ok(false) };
    to.add(members)?;
    Ok(true)
}
