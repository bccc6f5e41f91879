//! The values of a statement, as the driver sends them: written from where they are, without a copy of them.
//!
//! The library's own way takes no list in which something is NULL. Here a list may have gaps, so that a column of many rows is one
//! parameter.

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

/// The arms for one value, and for a list of them, of each kind.
macro_rules! of_kinds {
    ($value:ident, $to:ident; $($kind:ident),+ $(,)?) => {
        match $value {
            $(
                Value::$kind(value) => $to.add(value.as_ref())?,
                Value::Array(ArrayType::$kind, Some(list)) => {
                    return add_each($to, list, |member| match member {
                        Value::$kind(member) => Some(member.as_ref()),
                        _ => None,
                    });
                }
            )+
            Value::BigUnsigned(value) => $to.add(value.map(i64::try_from).transpose()?)?,
            _ => return Ok(false),
        }
    };
}

/// Writes one; says whether its kind is known here.
fn add(to: &mut PgArguments, value: &Value) -> Result<bool, BoxDynError> {
    of_kinds! {
        value, to;
        Bool, Int, BigInt, Double, String, Bytes, Uuid, ChronoDate, ChronoDateTimeUtc,
    }
    Ok(true)
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
