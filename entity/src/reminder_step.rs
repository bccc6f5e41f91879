//! Which steps a sent reminder listed.

use sea_orm::entity::prelude::*;

/// A row of `reminder_steps`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reminder_steps")]
pub struct Model {
    /// The reminder.
    #[sea_orm(primary_key, auto_increment = false)]
    pub reminder_id: Uuid,
    /// A step it listed.
    #[sea_orm(primary_key, auto_increment = false)]
    pub step_id: Uuid,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
