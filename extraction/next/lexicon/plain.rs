//! Abbreviations in plain words, for the reader of a step.

/// Abbreviation (folded, as one token) and what it says, in English notes.
pub const PLAIN: &[(&str, &str)] = &[
    ("bid", "twice a day"),
    ("bd", "twice a day"),
    ("tid", "three times a day"),
    ("tds", "three times a day"),
    ("qid", "four times a day"),
    ("qds", "four times a day"),
    ("qd", "once a day"),
    ("qod", "every other day"),
    ("qhs", "at bedtime"),
    ("hs", "at bedtime"),
    ("nocte", "at night"),
    ("mane", "in the morning"),
    ("qam", "every morning"),
    ("prn", "if needed"),
    ("po", "by mouth"),
    ("sc", "under the skin"),
];
