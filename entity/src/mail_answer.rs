//! What the mail server answered to an attempt of a reminder's mail: its codes, never its text.

use sea_orm::{QueryOrder, entity::prelude::*};

/// A row of `mail_answers`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_answers")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Of which reminder's mail.
    pub reminder_id: Uuid,
    /// When the answer, or what stands for it, came.
    pub at: DateTimeUtc,
    /// How far the attempt had come.
    pub stage: String,
    /// The server's three digits (RFC 5321); `None` = it did not answer.
    pub code: Option<i32>,
    /// The server's enhanced code (RFC 3463), such as 5.1.1.
    pub enhanced_code: Option<String>,
    /// What it was taken for: one of the documented codes.
    pub outcome: String,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Those of a reminder that the caller has found for whoever asks, oldest first.
    pub fn of_reminder_unscoped(reminder: Uuid) -> Select<Self> {
        Self::find().filter(Column::ReminderId.eq(reminder)).order_by_asc(Column::Id)
    }
}
