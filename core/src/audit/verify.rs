//! Whether the access log is what was written: walks the whole chain in pages, with the same memory for any length.
//!
//! Rows that are not chained yet prove nothing and are only counted. That rows were cut off at the end can only be seen with
//! a head that was kept elsewhere.

use super::chain::{BEGINNING, Chain};
use crate::{App, Result};
use aftercare_entity::access_log;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::VecDeque;
use uuid::Uuid;

/// Rows read at once.
const PAGE: u64 = 500;

/// The newest chained row: whoever keeps it elsewhere can prove everything up to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub sequence: i64,
    /// Its hash.
    pub hash: Vec<u8>,
}

/// What a walk found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Rows that are as they were written.
    pub rows: u64,
    /// The last of them.
    pub head: Option<Head>,
    /// Rows that wait to be chained.
    pub unchained: u64,
    /// The first that is not; `None` = the log is whole.
    pub broken: Option<Break>,
}

/// The first place where the log is not what was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Break {
    /// A row is not what it was.
    #[error("row {sequence} ({id}) was changed")]
    Changed {
        /// Its number.
        sequence: i64,
        /// Its id.
        id: Uuid,
    },
    /// A row was never chained in this place.
    #[error("row {sequence} ({id}) was inserted")]
    Inserted {
        /// The number it claims.
        sequence: i64,
        /// Its id.
        id: Uuid,
    },
    /// A row is in the place of another.
    #[error("row {sequence} ({id}) was moved there from another place")]
    Moved {
        /// The number it claims.
        sequence: i64,
        /// Its id.
        id: Uuid,
    },
    /// A row is not there any more.
    #[error("row {sequence} was removed")]
    Removed {
        /// The number of the first missing one.
        sequence: i64,
    },
    /// The end is missing.
    #[error("all rows from {sequence} on were removed")]
    Truncated {
        /// The number of the first missing one.
        sequence: i64,
    },
    /// The rows agree with each other and not with the head that was kept.
    #[error("row {sequence} is not the one whose head was kept: the chain up to it was rebuilt")]
    Rebuilt {
        /// The head's number.
        sequence: i64,
    },
    /// The chain's key is gone.
    #[error("the key that the rows were chained with was removed (table house_keys)")]
    KeyMissing,
}

/// The newest chained row; `None` when there is none.
///
/// # Errors
/// The database's.
pub async fn head(app: &App) -> Result<Option<Head>> {
    use access_log::Column;
    let chained = access_log::Entity::find().filter(Column::Sequence.is_not_null());
    let last = chained.order_by_desc(Column::Sequence).limit(1).one(app.db().read()).await?;
    Ok(last.and_then(|row| Some(Head { sequence: row.sequence?, hash: row.hash? })))
}

/// Walks the chain and names the first row that was changed, removed or inserted; with a `kept` head also whether the log
/// still goes that far. Writes nothing.
///
/// # Errors
/// The database's or the keyring's.
pub async fn verify(app: &App, kept: Option<&Head>) -> Result<Verdict> {
    use access_log::Column;
    let mut walk = Walk {
        app,
        chain: Chain::open(app, app.db().read()).await?,
        ahead: VecDeque::new(),
        after: None,
        rows: 0,
        previous: BEGINNING.to_vec(),
    };
    let broken = walk.first_break(kept).await?;
    let head = (walk.rows > 0).then(|| Head { sequence: walk.sequence(), hash: walk.previous.clone() });
    let unchained = access_log::Entity::find().filter(Column::Sequence.is_null());
    let unchained = unchained.count(app.db().read()).await?;
    Ok(Verdict { rows: walk.rows, head, unchained, broken })
}

struct Walk<'a> {
    app: &'a App,
    chain: Option<Chain>,
    /// Rows read and not looked at yet.
    ahead: VecDeque<access_log::Model>,
    /// The last row read.
    after: Option<(i64, Uuid)>,
    /// Rows that held.
    rows: u64,
    /// The hash of the last of them.
    previous: Vec<u8>,
}

impl Walk<'_> {
    /// The number of the last row that held.
    fn sequence(&self) -> i64 {
        i64::try_from(self.rows).unwrap_or(i64::MAX)
    }

    async fn first_break(&mut self, kept: Option<&Head>) -> Result<Option<Break>> {
        loop {
            if self.ahead.len() < 2 {
                self.read().await?;
            }
            let Some(row) = self.ahead.pop_front() else { break };
            if let Some(broken) = self.step(&row)? {
                return Ok(Some(broken));
            }
            let at_head = kept.filter(|head| head.sequence == self.sequence());
            if let Some(head) = at_head.filter(|head| head.hash != self.previous) {
                return Ok(Some(Break::Rebuilt { sequence: head.sequence }));
            }
        }
        let further = kept.filter(|head| head.sequence > self.sequence());
        Ok(further.map(|_| Break::Truncated { sequence: self.sequence() + 1 }))
    }

    /// The next row after those that held.
    fn step(&mut self, row: &access_log::Model) -> Result<Option<Break>> {
        let Some(chain) = &self.chain else { return Ok(Some(Break::KeyMissing)) };
        let wanted = self.sequence() + 1;
        let (claimed, id) = (row.sequence.unwrap_or_default(), row.id);
        if claimed < wanted {
            return Ok(Some(Break::Inserted { sequence: claimed, id }));
        }
        if claimed > wanted {
            return Ok(Some(Break::Removed { sequence: wanted }));
        }
        let hash = chain.hash(&self.previous, wanted, row)?;
        if row.previous_hash.as_deref() == Some(&self.previous) && row.hash.as_deref() == Some(&hash) {
            self.rows += 1;
            self.previous = hash.to_vec();
            return Ok(None);
        }
        // What would hold if only the numbers had been written again?
        let own = |row: &access_log::Model, sequence: i64| {
            let previous = row.previous_hash.as_deref().unwrap_or_default();
            Ok::<_, crate::Error>(row.hash.as_deref() == Some(&chain.hash(previous, sequence, row)?))
        };
        let belongs_later = own(row, wanted + 1)?;
        let next_belongs_here = match self.ahead.front() {
            Some(next) => next.previous_hash.as_ref() == Some(&self.previous) && own(next, wanted)?,
            None => false,
        };
        Ok(Some(match (belongs_later, next_belongs_here) {
            (true, true) => Break::Moved { sequence: wanted, id },
            (true, false) => Break::Removed { sequence: wanted },
            (false, true) => Break::Inserted { sequence: wanted, id },
            (false, false) => Break::Changed { sequence: wanted, id },
        }))
    }

    /// The next page. Ordered by number and id: somebody who dropped the index may have given one number twice.
    async fn read(&mut self) -> Result<()> {
        use access_log::Column;
        let mut rows = access_log::Entity::find().filter(Column::Sequence.is_not_null());
        if let Some((sequence, id)) = self.after {
            rows = rows.filter(
                Condition::any()
                    .add(Column::Sequence.gt(sequence))
                    .add(Column::Sequence.eq(sequence).and(Column::Id.gt(id))),
            );
        }
        let rows = rows.order_by_asc(Column::Sequence).order_by_asc(Column::Id).limit(PAGE);
        let rows = rows.all(self.app.db().read()).await?;
        if let Some(last) = rows.last() {
            self.after = Some((last.sequence.unwrap_or_default(), last.id));
        }
        self.ahead.extend(rows);
        Ok(())
    }
}
