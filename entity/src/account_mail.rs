//! A mail about an account, and the code in it. The code itself is nowhere: it is derived from the row's id and a master key.

use sea_orm::entity::prelude::*;

/// A row of `account_mails`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "account_mails")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What it is for.
    pub kind: Kind,
    /// Whose account; `None` = whoever has confirmed the address, if anybody has.
    pub user_id: Option<Uuid>,
    /// Where it goes, case-folded.
    pub email: String,
    /// The master key that the code is derived with.
    pub key_id: String,
    /// Wrong codes given so far.
    pub attempts: i32,
    /// Made when.
    pub created_at: DateTimeUtc,
    /// The code is refused from then on.
    pub expires_at: DateTimeUtc,
    /// When the code was used, or became void.
    pub used_at: Option<DateTimeUtc>,
    /// When the mail server, or the disk, took the mail.
    pub sent_at: Option<DateTimeUtc>,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// What a mail about an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(24))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// Confirms the address of a new account; says that there is an account where there is one already.
    ConfirmAddress,
    /// Lets the owner choose a new password.
    ResetPassword,
    /// To the address that an account leaves.
    LeaveAddress,
    /// To the address that an account moves to.
    NewAddress,
    /// Tells the owner that the password was changed.
    PasswordChanged,
    /// Tells a doctor that they were let in.
    DoctorApproved,
    /// Tells a doctor that they were not let in.
    DoctorRefused,
}
