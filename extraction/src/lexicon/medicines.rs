//! Medicines, by name and by the endings their names have.

mod endings;
mod names;
mod substances;

pub use names::NAMES;
pub use substances::substance;

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// Shorter words are no medicine by their ending.
const SHORTEST: usize = 6;
/// Nor by their beginning.
const SHORTEST_BEGUN: usize = 7;

struct Built {
    endings: HashSet<&'static str>,
    lengths: RangeInclusive<usize>,
    others: HashSet<&'static str>,
    beginnings: Vec<&'static str>,
}

static BUILT: LazyLock<Built> = LazyLock::new(|| {
    let endings: HashSet<&str> = endings::ENDINGS.split_whitespace().collect();
    let lengths = endings.iter().map(|e| e.len());
    Built {
        lengths: lengths.clone().min().unwrap_or(1)..=lengths.max().unwrap_or(0),
        endings,
        others: endings::NOT.split_whitespace().collect(),
        beginnings: endings::BEGINNINGS.split_whitespace().collect(),
    }
});

/// Whether `word` is built like a medicine's name.
pub fn has_ending(word: &str) -> bool {
    let length = word.len();
    if length < SHORTEST || BUILT.others.contains(word) {
        return false;
    }
    // At least two letters in front of the ending.
    let ends = |n: usize| {
        let ending = length.checked_sub(n).filter(|front| *front > 1).and_then(|front| word.get(front..));
        ending.is_some_and(|ending| BUILT.endings.contains(ending))
    };
    BUILT.lengths.clone().any(ends)
        || length >= SHORTEST_BEGUN && BUILT.beginnings.iter().any(|b| word.starts_with(b))
}
