//! Who did what to whose record. A row is written first, and numbered and chained to the one before it after.

use sea_orm::entity::prelude::*;

/// A row of `access_log`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "access_log")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// 1, 2, 3 ...; `None` until the row is chained.
    #[sea_orm(unique)]
    pub sequence: Option<i64>,
    /// When it was done.
    pub at: DateTimeUtc,
    /// Who; `None` = nobody signed in, or no person.
    pub actor_id: Option<Uuid>,
    /// What sort of actor.
    pub actor_kind: ActorKind,
    /// What was done.
    pub action: String,
    /// Whose record; `None` = nobody's.
    pub patient_id: Option<Uuid>,
    /// Which note, step, reminder or account.
    pub subject_id: Option<Uuid>,
    /// Where there were several subjects at once: their ids, comma-separated.
    pub subjects: Option<String>,
    /// From which network address.
    pub address: Option<String>,
    /// A code that says more, such as the name of a model; never text about a person.
    pub detail: Option<String>,
    /// Hash of the row before.
    pub previous_hash: Option<Vec<u8>>,
    /// Hash of this row.
    pub hash: Option<Vec<u8>>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Who acted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ActorKind {
    /// Somebody with an account.
    Person,
    /// Somebody who is not signed in.
    Nobody,
    /// The background work.
    Worker,
    /// Whoever runs the program's commands.
    Operator,
}
