//! What a mail server answered to a reminder's mail, or that the mail came back. Numbers and words from closed lists alone: a
//! server's own words may repeat an address.

use sea_orm::{QueryOrder, entity::prelude::*};

/// A row of `mail_answers`.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "mail_answers")]
pub struct Model {
    /// UUIDv7.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The reminder whose mail it is. An answer goes when its reminder goes.
    pub reminder_id: Uuid,
    /// When the answer, or the bounce, came.
    pub at: DateTimeUtc,
    /// How far the mail had got.
    pub stage: Stage,
    /// The reply code of SMTP (RFC 5321); `None` = there was none, as when a connection breaks.
    pub code: Option<i32>,
    /// The enhanced code (RFC 3463), such as 5.1.1; `None` = the server gave none.
    pub enhanced_code: Option<String>,
    /// What it means.
    pub outcome: Outcome,
}

/// Joins are written out where they are needed.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// How far the mail had got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Stage {
    /// It could not be written: the address or a header is impossible.
    Compose,
    /// Connecting.
    Connect,
    /// Encrypting the connection.
    Tls,
    /// The server's greeting.
    Greeting,
    /// Logging in.
    LogIn,
    /// Naming the sender.
    Sender,
    /// Naming the recipient.
    Recipient,
    /// Announcing the message.
    Data,
    /// Handing the message over.
    Content,
    /// All of it was handed over, and no answer came.
    Answer,
    /// Writing it into its folder, where mails are files.
    File,
    /// The server, or the folder, took it.
    Accepted,
    /// A mail server that had taken it reported back about it.
    Bounced,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(16))", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Outcome {
    /// The server has the mail.
    Sent,
    /// Not yet: it is, or was, tried again.
    Deferred,
    /// Nobody knows whether the server has it.
    Unanswered,
    /// The hospital's settings, or its account at the server, are at fault.
    Configuration,
    /// This mail is refused for good; the address may be all right.
    Rejected,
    /// The address is refused for good.
    Refused,
}

impl Entity {
    /// What was answered to the mails of these reminders, in order, for a use-case that has found the reminders for whoever asks.
    pub fn of_reminders_unscoped(reminders: impl IntoIterator<Item = Uuid>) -> Select<Self> {
        let answers = Self::find().filter(Column::ReminderId.is_in(reminders));
        answers.order_by_asc(Column::At).order_by_asc(Column::Id)
    }
}
