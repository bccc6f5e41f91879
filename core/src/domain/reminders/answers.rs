//! What mail servers answered to the mails of reminders, kept as it came: a reminder's own row has only the last word.
//!
//! An answer is numbers and words from closed lists. What a server says in words is never kept: it likes to repeat the address.

use crate::{Change, Result, database::insert_all};
use aftercare_entity::mail_answer::{self, Outcome, Stage};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use uuid::Uuid;

/// Rows a statement: SQLite takes no more than 32,766 values in one.
const ROWS: usize = 1000;

/// One answer to one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The reminder whose mail it is.
    pub reminder: Uuid,
    /// When it came.
    pub at: DateTime<Utc>,
    /// How far the mail had got.
    pub stage: Stage,
    /// The reply code of SMTP.
    pub code: Option<u16>,
    /// The enhanced code of RFC 3463.
    pub enhanced: Option<String>,
    /// What it means.
    pub outcome: Outcome,
}

/// Records answers, in the transaction of what they did to their reminders; one statement for as many as a group of mails has.
///
/// # Errors
/// The database's.
pub async fn record(change: &Change, answers: Vec<Answer>) -> Result<()> {
    let rows = answers.into_iter().map(|answer| mail_answer::Model {
        id: change.app().new_id(),
        reminder_id: answer.reminder,
        at: answer.at,
        stage: answer.stage,
        code: answer.code.map(i32::from),
        enhanced_code: answer.enhanced,
        outcome: answer.outcome,
    });
    let mut rows = rows.map(|row| row.into_active_model().reset_all()).peekable();
    while rows.peek().is_some() {
        insert_all(change.tx(), rows.by_ref().take(ROWS).collect()).await?;
    }
    Ok(())
}
