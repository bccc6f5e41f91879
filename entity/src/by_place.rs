//! Rows read by the place of their columns.

use crate::{step, user};
use sea_orm::{
    ActiveEnum, QueryResult,
    entity::prelude::{Date, DateTimeUtc, DbErr, Uuid},
    sqlx::Row,
};

/// A row of the entity from one that begins with its columns in their order: half the time of finding each by its name, for what is
/// read most often. Names every field, in that order.
macro_rules! by_place {
    ($($field:ident),+ $(,)?) => {
        impl Model {
            /// From a row that begins with the columns in their order.
            ///
            /// # Errors
            /// That a column is not of its type.
            pub fn by_place(row: &sea_orm::QueryResult) -> Result<Self, DbErr> {
                let mut at = 0..;
                Ok(Self { $($field: crate::by_place::next(row, &mut at)?,)+ })
            }
        }
    };
}
pub(crate) use by_place;

/// The value of the next column of a row.
pub(crate) fn next<T: Cell>(row: &QueryResult, at: &mut std::ops::RangeFrom<usize>) -> Result<T, DbErr> {
    T::of(row, at.next().unwrap_or_default())
}

/// A value of a column. On Postgres the driver is asked, for the library writes an error first for each NULL that may be one.
pub(crate) trait Cell: Sized {
    fn of(row: &QueryResult, at: usize) -> Result<Self, DbErr>;
}

macro_rules! cells {
    ($($kind:ty),+ $(,)?) => { $(
        cells!(@one $kind);
        cells!(@one Option<$kind>);
    )+ };
    (@one $kind:ty) => {
        impl Cell for $kind {
            fn of(row: &QueryResult, at: usize) -> Result<Self, DbErr> {
                match row.try_as_pg_row() {
                    Some(row) => row.try_get(at).map_err(|error| DbErr::Type(error.to_string())),
                    None => row.try_get_by_index(at),
                }
            }
        }
    };
}

cells!(Uuid, String, bool, i32, f64, Vec<u8>, Date, DateTimeUtc);

macro_rules! named_cells {
    ($($kind:ty),+ $(,)?) => { $(
        impl Cell for $kind {
            fn of(row: &QueryResult, at: usize) -> Result<Self, DbErr> {
                Self::try_from_value(&String::of(row, at)?)
            }
        }

        impl Cell for Option<$kind> {
            fn of(row: &QueryResult, at: usize) -> Result<Self, DbErr> {
                let name = Option::<String>::of(row, at)?;
                name.map(|name| <$kind>::try_from_value(&name)).transpose()
            }
        }
    )+ };
}

named_cells!(
    step::Kind,
    step::Origin,
    step::State,
    user::Role,
    user::Status,
    user::ExtractionMode,
    user::Admission,
    user::MailDetail,
    user::Language,
);
