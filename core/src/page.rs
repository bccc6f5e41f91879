//! Which page of a sorted list: some rows from its beginning or from its end, between two of its rows.

use sea_orm::{ColumnTrait, Condition, ExprTrait, Order};
use uuid::Uuid;

/// A page. `C` is what a list is sorted by, and so what a cursor holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page<C = Uuid> {
    /// After this row.
    pub after: Option<C>,
    /// Before this row.
    pub before: Option<C>,
    /// At most this many rows (ask for one more than is shown to learn whether there are others).
    pub size: u64,
    /// The last of them, instead of the first. They are in the list's order all the same.
    pub from_end: bool,
}

/// What lists of people are sorted by: their folded names, and their ids where two have one name.
pub type NameAndId = (String, Uuid);

impl<C> Page<C> {
    /// The first rows of a list.
    pub const fn first(size: u64) -> Self {
        Self { after: None, before: None, size, from_end: false }
    }

    /// The first rows after this one, or of the whole list.
    pub const fn following(after: Option<C>, size: u64) -> Self {
        Self { after, before: None, size, from_end: false }
    }

    /// In which order the database is to find the rows of a list in this order.
    pub const fn order(&self, order: &Order) -> Order {
        match (order, self.from_end) {
            (Order::Desc, false) | (Order::Asc, true) => Order::Desc,
            _ => Order::Asc,
        }
    }

    /// The rows that were found, in the list's order.
    pub fn arranged<T>(&self, mut rows: Vec<T>) -> Vec<T> {
        if self.from_end {
            rows.reverse();
        }
        rows
    }
}

impl Page {
    /// Where a list sorted by `id` is within the page's cursors.
    pub fn within(&self, id: impl ColumnTrait, order: &Order) -> Condition {
        let (low, high) =
            if matches!(order, Order::Desc) { (self.before, self.after) } else { (self.after, self.before) };
        Condition::all().add_option(low.map(|low| id.gt(low))).add_option(high.map(|high| id.lt(high)))
    }
}

impl Page<NameAndId> {
    /// Where a list sorted by `name` and `id` is within the page's cursors.
    pub fn within_names(&self, name: impl ColumnTrait, id: impl ColumnTrait) -> Condition {
        let after = self.after.as_ref().map(|(text, of)| {
            Condition::any().add(name.gt(text.as_str())).add(name.eq(text.as_str()).and(id.gt(*of)))
        });
        let before = self.before.as_ref().map(|(text, of)| {
            Condition::any().add(name.lt(text.as_str())).add(name.eq(text.as_str()).and(id.lt(*of)))
        });
        Condition::all().add_option(after).add_option(before)
    }

    /// The page of a list that was sorted in memory, by the keys beside its rows.
    pub fn of_sorted<T>(&self, list: Vec<(NameAndId, T)>, descending: bool) -> Vec<(NameAndId, T)> {
        let is_behind =
            |key: &NameAndId, cursor: &NameAndId| if descending { key < cursor } else { key > cursor };
        let mut within: Vec<_> = list
            .into_iter()
            .filter(|(key, _)| self.after.as_ref().is_none_or(|after| is_behind(key, after)))
            .filter(|(key, _)| self.before.as_ref().is_none_or(|before| is_behind(before, key)))
            .collect();
        let size = usize::try_from(self.size).unwrap_or(usize::MAX);
        if self.from_end {
            within.drain(..within.len().saturating_sub(size));
        } else {
            within.truncate(size);
        }
        within
    }
}
