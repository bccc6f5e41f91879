//! Many rows in one statement.
//!
//! On Postgres the rows are one parameter, in JSON: the text is the same for any number of them, so that it is prepared and
//! planned once a connection.

use chrono::SecondsFormat;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue, ConnectionTrait, DbBackend, DbErr, EntityName,
    EntityTrait, Iden, IdenStatic, IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryTrait, Statement,
    Value,
};
use serde_json::{Map, Value as Json};

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
        "INSERT INTO \"{}\" ({names}) SELECT {names} FROM json_to_recordset($1::json) AS r({})",
        A::Entity::default().table_name(),
        written.types
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
        "UPDATE \"{table}\" SET {} FROM json_to_recordset($1::json) AS r({}) WHERE {}",
        each(&set, "", ", "),
        written.types,
        each(&keys, &format!("\"{table}\"."), " AND ")
    );
    match execute(db, sql, written).await? {
        changed if changed == wanted => Ok(()),
        _ => Err(DbErr::RecordNotUpdated),
    }
}

async fn execute(db: &impl ConnectionTrait, sql: String, written: Written) -> Result<u64, DbErr> {
    let rows = Value::from(Json::Array(written.rows).to_string());
    Ok(db
        .execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [rows]))
        .await?
        .rows_affected())
}

/// Rows as Postgres reads them.
struct Written {
    rows: Vec<Json>,
    /// Names and types of the columns.
    types: String,
}

impl Written {
    fn of<A: ActiveModelTrait>(rows: &[A], columns: &[Columns<A>]) -> Result<Self, DbErr> {
        let mut types = Vec::with_capacity(columns.len());
        let mut written = Vec::with_capacity(rows.len());
        for row in rows {
            let mut object = Map::new();
            for column in columns {
                let missing = || DbErr::AttrNotSet(column.as_str().to_owned());
                let value = row.get(*column).into_value().ok_or_else(missing)?;
                let (kind, json) = plain(value)?;
                if types.len() < columns.len() {
                    types.push(format!("{} {kind}", quoted(column)));
                }
                object.insert(column.as_str().to_owned(), json);
            }
            written.push(Json::Object(object));
        }
        Ok(Self { rows: written, types: types.join(", ") })
    }
}

fn quoted(column: &impl Iden) -> String {
    format!("\"{}\"", column.unquoted())
}

/// The type and the JSON of a value, as Postgres reads it.
fn plain(value: Value) -> Result<(&'static str, Json), DbErr> {
    fn of<T>(value: Option<T>, json: impl FnOnce(T) -> Json) -> Json {
        value.map_or(Json::Null, json)
    }
    Ok(match value {
        Value::Bool(value) => ("bool", of(value, Json::from)),
        Value::Int(value) => ("int4", of(value, Json::from)),
        Value::BigInt(value) => ("int8", of(value, Json::from)),
        Value::Double(value) => ("float8", of(value, Json::from)),
        Value::String(value) => ("text", of(value, Json::from)),
        Value::Bytes(value) => ("bytea", of(value, |bytes| format!("\\x{}", hex::encode(bytes)).into())),
        Value::Uuid(value) => ("uuid", of(value, |id| id.to_string().into())),
        Value::ChronoDate(value) => ("date", of(value, |day| day.to_string().into())),
        Value::ChronoDateTimeUtc(value) => {
            ("timestamptz", of(value, |at| at.to_rfc3339_opts(SecondsFormat::Micros, true).into()))
        }
        other => {
            return Err(DbErr::Type(format!("rows with {:?} are written one by one", other.array_type())));
        }
    })
}
