//! Many rows in one statement.
//!
//! On Postgres each column is one parameter, an array: the text is the same for any number of rows, so that it is prepared and
//! planned once a connection.

use chrono::SecondsFormat;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ActiveValue, ConnectionTrait, DbBackend, DbErr, EntityName,
    EntityTrait, Iden, IdenStatic, IntoActiveModel, Iterable, PrimaryKeyToColumn, QueryTrait, Statement,
    Value,
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
        "INSERT INTO \"{}\" ({names}) SELECT * FROM UNNEST({})",
        A::Entity::default().table_name(),
        written.parameters()
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
    let names = columns.iter().map(quoted).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "UPDATE \"{table}\" SET {} FROM UNNEST({}) AS r({names}) WHERE {}",
        each(&set, "", ", "),
        written.parameters(),
        each(&keys, &format!("\"{table}\"."), " AND ")
    );
    match execute(db, sql, written).await? {
        changed if changed == wanted => Ok(()),
        _ => Err(DbErr::RecordNotUpdated),
    }
}

async fn execute(db: &impl ConnectionTrait, sql: String, written: Written) -> Result<u64, DbErr> {
    let values = written.columns.into_iter().map(|column| Value::from(column.text + "}"));
    Ok(db
        .execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, values))
        .await?
        .rows_affected())
}

/// Rows as Postgres reads them.
struct Written {
    columns: Vec<Column>,
}

/// The values of one column.
#[derive(Default)]
struct Column {
    kind: &'static str,
    /// An array as text, not yet closed.
    text: String,
}

impl Written {
    fn of<A: ActiveModelTrait>(rows: &[A], columns: &[Columns<A>]) -> Result<Self, DbErr> {
        let mut written: Vec<Column> = columns.iter().map(|_| Column::default()).collect();
        for row in rows {
            for (column, to) in columns.iter().zip(&mut written) {
                let missing = || DbErr::AttrNotSet(column.as_str().to_owned());
                to.add(row.get(*column).into_value().ok_or_else(missing)?)?;
            }
        }
        Ok(Self { columns: written })
    }

    /// `$1::uuid[], $2::text[]`
    fn parameters(&self) -> String {
        let each =
            self.columns.iter().enumerate().map(|(at, column)| format!("${}::{}[]", at + 1, column.kind));
        each.collect::<Vec<_>>().join(", ")
    }
}

impl Column {
    fn add(&mut self, value: Value) -> Result<(), DbErr> {
        self.text.push(if self.text.is_empty() { '{' } else { ',' });
        let (kind, element) = element(value)?;
        self.kind = kind;
        match element {
            None => self.text.push_str("NULL"),
            Some(element) => {
                self.text.push('"');
                for c in element.chars() {
                    if matches!(c, '"' | '\\') {
                        self.text.push('\\');
                    }
                    self.text.push(c);
                }
                self.text.push('"');
            }
        }
        Ok(())
    }
}

fn quoted(column: &impl Iden) -> String {
    format!("\"{}\"", column.unquoted())
}

/// The type and the text of a value, as Postgres reads it.
fn element(value: Value) -> Result<(&'static str, Option<String>), DbErr> {
    Ok(match value {
        Value::Bool(value) => ("bool", value.map(|value| value.to_string())),
        Value::Int(value) => ("int4", value.map(|value| value.to_string())),
        Value::BigInt(value) => ("int8", value.map(|value| value.to_string())),
        Value::Double(value) => ("float8", value.map(|value| value.to_string())),
        Value::String(value) => ("text", value),
        Value::Bytes(value) => ("bytea", value.map(|bytes| format!("\\x{}", hex::encode(bytes)))),
        Value::Uuid(value) => ("uuid", value.map(|id| id.to_string())),
        Value::ChronoDate(value) => ("date", value.map(|day| day.to_string())),
        Value::ChronoDateTimeUtc(value) => {
            ("timestamptz", value.map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true)))
        }
        other => {
            return Err(DbErr::Type(format!("rows with {:?} are written one by one", other.array_type())));
        }
    })
}
