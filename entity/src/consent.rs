//! What a patient has agreed to, or no longer agrees to: who said so, when and how. Rows are added and never changed.

use sea_orm::{QueryOrder, entity::prelude::*};

/// A row of `consents`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "consents")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose consent.
    pub patient_id: Uuid,
    /// To what.
    pub purpose: Purpose,
    /// Whether it was given; `false` = it was taken back.
    pub given: bool,
    /// How it was said.
    pub via: Via,
    /// The account that said it; `None` = whoever had the mail.
    pub by_id: Option<Uuid>,
    /// When.
    pub at: DateTimeUtc,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a consent is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(24))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// The mails that remind a patient.
    ReminderMail,
}

/// How a consent was given or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Via {
    /// By a signed-in patient.
    App,
    /// On the page that a link in a mail opens.
    MailLink,
    /// By the mail program's own button (RFC 8058).
    OneClick,
    /// By the operator, for the patient.
    Operator,
}

impl Entity {
    /// The patient's, newest first.
    pub fn of_patient(patient: Uuid) -> Select<Self> {
        Self::find().filter(Column::PatientId.eq(patient)).order_by_desc(Column::Id)
    }
}
