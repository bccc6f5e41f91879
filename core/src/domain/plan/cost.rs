//! What the reading of a note costs: time, and a model's tokens, of all its attempts together.

use super::{ExtractionRecord, short};
use crate::{Result, app::Change};
use aftercare_entity::note::{self, Column};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    prelude::Expr,
    sea_query::{ExprTrait, Func},
};
use std::time::Duration;
use uuid::Uuid;

impl ExtractionRecord {
    /// Notes how long the reading took.
    pub fn took(&mut self, time: Duration) {
        self.took_ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    }

    /// Takes over what another attempt at the same note cost.
    pub fn add_tokens(&mut self, other: &Self) {
        for (own, other) in [
            (&mut self.prompt_tokens, other.prompt_tokens),
            (&mut self.output_tokens, other.output_tokens),
            (&mut self.thought_tokens, other.thought_tokens),
        ] {
            *own = own.iter().chain(&other).copied().reduce(u32::saturating_add);
        }
    }
}

/// Adds the tokens of an attempt that came to nothing to its note.
///
/// # Errors
/// The database's.
pub async fn add_cost(change: &Change, note: Uuid, record: &ExtractionRecord) -> Result<()> {
    let costs = [
        (Column::PromptTokens, record.prompt_tokens),
        (Column::OutputTokens, record.output_tokens),
        (Column::ThoughtTokens, record.thought_tokens),
    ];
    if costs.iter().all(|(_, tokens)| tokens.is_none()) {
        return Ok(());
    }
    let mut update = note::Entity::update_many().filter(Column::Id.eq(note));
    for (column, tokens) in costs {
        let Some(tokens) = tokens else { continue };
        let so_far = Func::coalesce([Expr::col(column), Expr::value(0)]);
        update = update.col_expr(column, Expr::expr(so_far).add(short(tokens)));
    }
    update.exec(change.tx()).await?;
    Ok(())
}

/// The tokens of a note and of one more attempt.
pub(super) fn sum(so_far: Option<i32>, tokens: Option<u32>) -> Option<i32> {
    so_far.into_iter().chain(tokens.map(short)).reduce(i32::saturating_add)
}
