//! What an operator wants to know of a database before a server is started on it. Nothing here writes: on Postgres the server
//! itself refuses a change on these connections, on SQLite the connection does.

use super::{Database, PoolSizes, Use, pool::Pool, postgres, sqlite};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// What a Postgres server says of itself and of the role that is connected to it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Server {
    /// As 150004 for 15.4.
    pub version: i32,
    /// Whether it only follows another server and takes no change.
    pub is_replica: bool,
    /// The most connections that all clients may have.
    pub connections: i32,
    /// Whether the role may make tables, which an upgrade does; nothing where there is no schema to make them in.
    pub may_create: Option<bool>,
    /// Tables that the role may not read and change.
    pub closed_tables: i64,
    /// Tables that belong to another role, so that an upgrade cannot change them.
    pub foreign_tables: i64,
}

const SERVER: &str = "\
    WITH own AS (SELECT oid, relowner FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = \
        (SELECT oid FROM pg_namespace WHERE nspname = current_schema())) \
    SELECT current_setting('server_version_num')::int AS version, pg_is_in_recovery() AS is_replica, \
        current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS connections, \
        has_schema_privilege(current_schema(), 'CREATE') AS may_create, \
        (SELECT COUNT(*) FROM own WHERE NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT') \
            AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))) AS closed_tables, \
        (SELECT COUNT(*) FROM own WHERE NOT pg_has_role(relowner, 'USAGE')) AS foreign_tables";

impl Database {
    /// Connects without the right to change anything. A SQLite file that is missing is not made.
    ///
    /// # Errors
    /// The database's error; its text may name the host but never the password.
    pub async fn connect_to_look(url: &SecretString) -> Result<Self, DbErr> {
        let sizes = PoolSizes { write: 1, read: 2, ..PoolSizes::default() };
        let text = url.expose_secret();
        let (write, read) = if text.starts_with("sqlite:") {
            (sqlite::readers(text, sizes).await?, sqlite::readers(text, sizes).await?)
        } else {
            let mut read_only = Url::parse(text).map_err(|_| {
                DbErr::Custom("DATABASE_URL must begin with postgres:// or sqlite://".to_owned())
            })?;
            read_only.query_pairs_mut().append_pair("options[default_transaction_read_only]", "on");
            let write = postgres::Lines::connect(read_only.as_str(), sizes.write, sizes).await?;
            let read = postgres::Lines::connect(read_only.as_str(), sizes.read, sizes).await?;
            (Pool::postgres(write, Use::Read), Pool::postgres(read, Use::Read))
        };
        Ok(Self { write, read, url: url.clone() })
    }

    /// What Postgres says of itself.
    ///
    /// # Errors
    /// The database's error.
    pub async fn server(&self) -> Result<Server, DbErr> {
        let statement = Statement::from_string(self.backend(), SERVER);
        let row = self.read().query_one_raw(statement).await?;
        Server::from_query_result(&row.ok_or_else(|| DbErr::RecordNotFound("the server".to_owned()))?, "")
    }

    /// Which changes of the tables this program and the database do not have in common.
    ///
    /// # Errors
    /// The database's error.
    pub async fn changes(&self) -> Result<aftercare_migration::Compared, DbErr> {
        aftercare_migration::compare(&self.read).await
    }
}
