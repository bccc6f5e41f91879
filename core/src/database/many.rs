//! Many rows in one statement.
//!
//! On Postgres each column is one parameter, an array: the text is the same for any number of rows, so that it is prepared and
//! planned once a connection. Each array is taken apart where a row is selected; as a table in `FROM` Postgres first writes
//! every one of them down, which costs a tenth of the whole.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue, ConnectionTrait, DbBackend, DbErr, EntityName,
    EntityTrait, Iden, IdenStatic, IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryTrait, Statement,
    Value, sea_query::ArrayType,
};

type Columns<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Column;

/// Inserts `rows`, each with all of its columns.
///
/// # Errors
/// The database's; nothing was inserted then.
pub async fn insert_all<A: ActiveModelTrait>(db: &impl ConnectionTrait, rows: Vec<A>) -> Result<(), DbErr> {
    if rows.is_empty() {
        return Ok(());
    }
    if db.get_database_backend() != DbBackend::Postgres {
        return db.execute(A::Entity::insert_many(rows).as_query()).await.map(drop);
    }
    let columns: Vec<_> = Columns::<A>::iter().collect();
    let written = Written::of(&rows, &columns)?;
    let names = columns.iter().map(quoted).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "INSERT INTO \"{}\" ({names}) SELECT {}",
        A::Entity::default().table_name(),
        written.apart(&columns)
    );
    execute(db, sql, written).await.map(drop)
}

/// Writes into the rows of the same keys what is set in each of `rows`: in all of them the same columns.
///
/// # Errors
/// The database's; that a row is not there.
pub async fn update_all<A>(db: &impl ConnectionTrait, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + ActiveModelBehavior + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
{
    let Some(first) = rows.first() else { return Ok(()) };
    if db.get_database_backend() != DbBackend::Postgres {
        for row in rows {
            row.update(db).await?;
        }
        return Ok(());
    }
    let keys: Vec<_> =
        <A::Entity as EntityTrait>::PrimaryKey::iter().map(PrimaryKeyToColumn::into_column).collect();
    let is_key = |column: &Columns<A>| keys.iter().any(|key| key.as_str() == column.as_str());
    let set: Vec<_> = Columns::<A>::iter()
        .filter(|column| !is_key(column) && matches!(first.get(*column), ActiveValue::Set(_)))
        .collect();
    let columns: Vec<_> = keys.iter().chain(&set).copied().collect();
    let (written, wanted) = (Written::of(&rows, &columns)?, rows.len() as u64);
    let table = A::Entity::default();
    let table = table.table_name();
    let each = |columns: &[Columns<A>], before: &str, between: &str| {
        let pairs = columns.iter().map(quoted).map(|name| format!("{before}{name} = r.{name}"));
        pairs.collect::<Vec<_>>().join(between)
    };
    let sql = format!(
        "UPDATE \"{table}\" SET {} FROM (SELECT {}) AS r WHERE {}",
        each(&set, "", ", "),
        written.apart(&columns),
        each(&keys, &format!("\"{table}\"."), " AND ")
    );
    match execute(db, sql, written).await? {
        changed if changed == wanted => Ok(()),
        _ => Err(DbErr::RecordNotUpdated),
    }
}

async fn execute(db: &impl ConnectionTrait, sql: String, written: Written) -> Result<u64, DbErr> {
    let values = written
        .columns
        .into_iter()
        .map(|Column { array, values, .. }| Value::Array(array, Some(Box::new(values))));
    Ok(db
        .execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values))
        .await?
        .rows_affected())
}

/// Rows by their columns.
struct Written {
    columns: Vec<Column>,
}

/// The values of one column.
struct Column {
    kind: &'static str,
    array: ArrayType,
    values: Vec<Value>,
}

impl Written {
    fn of<A: ActiveModelTrait>(rows: &[A], columns: &[Columns<A>]) -> Result<Self, DbErr> {
        let column = |column: &Columns<A>| {
            let missing = || DbErr::AttrNotSet(column.as_str().to_owned());
            let value = |row: &A| row.get(*column).into_value().ok_or_else(missing);
            Column::of(rows.iter().map(value).collect::<Result<_, _>>()?)
        };
        Ok(Self { columns: columns.iter().map(column).collect::<Result<_, _>>()? })
    }

    /// `UNNEST($1::uuid[]) AS "id", UNNEST($2::text[]) AS "action"`: arrays of one length, so each row has one value of each.
    fn apart(&self, names: &[impl Iden]) -> String {
        let each = self.columns.iter().zip(names).enumerate();
        let each = each.map(|(at, (column, name))| {
            format!("UNNEST(${}::{}[]) AS {}", at + 1, column.kind, quoted(name))
        });
        each.collect::<Vec<_>>().join(", ")
    }
}

impl Column {
    fn of(values: Vec<Value>) -> Result<Self, DbErr> {
        let (kind, array) = kind(values.first())?;
        Ok(Self { kind, array, values })
    }
}

fn quoted(column: &impl Iden) -> String {
    format!("\"{}\"", column.unquoted())
}

/// The type of a column's values, as Postgres and the library call it.
fn kind(value: Option<&Value>) -> Result<(&'static str, ArrayType), DbErr> {
    Ok(match value {
        Some(Value::Bool(_)) => ("bool", ArrayType::Bool),
        Some(Value::Int(_)) => ("int4", ArrayType::Int),
        Some(Value::BigInt(_)) => ("int8", ArrayType::BigInt),
        Some(Value::Double(_)) => ("float8", ArrayType::Double),
        Some(Value::String(_)) => ("text", ArrayType::String),
        Some(Value::Bytes(_)) => ("bytea", ArrayType::Bytes),
        Some(Value::Uuid(_)) => ("uuid", ArrayType::Uuid),
        Some(Value::ChronoDate(_)) => ("date", ArrayType::ChronoDate),
        Some(Value::ChronoDateTimeUtc(_)) => ("timestamptz", ArrayType::ChronoDateTimeUtc),
        other => {
            let kind = other.map(Value::array_type);
            return Err(DbErr::Type(format!("rows with {kind:?} are written one by one")));
        }
    })
}
