//! What is worn all day, and how a child is fed.

use super::super::clause::Clause;
use super::super::sentence::Sentence;
use super::within;
use crate::grammar::Fact;

/// "Compression stockings: wear during the day": an order without a number.
pub(super) fn by_day(sentence: &Sentence, clause: &Clause) -> bool {
    const WEAR: &[&str] = &[
        "wear", "worn", "llevar", "lleve", "usar", "use", "porter", "portez", "tragen", "anziehen", "anlegen",
    ];
    const DAY: &[&str] = &["day", "daytime", "dia", "journee", "jour", "tagsuber", "tags"];
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    let says = |list: &[&str]| words.iter().any(|t| list.contains(&t.word.as_str()));
    says(WEAR) && (within(sentence, clause, |f| *f == Fact::Awake) || says(DAY))
}

/// "Formula 120 ml every 3 hours": how a child is fed is told at every visit; an order says that it is one.
pub(super) fn is_fed(sentence: &Sentence, clause: &Clause) -> bool {
    const FEEDS: &[&str] = &[
        "formula",
        "feeds",
        "feed",
        "bottle",
        "bottles",
        "lactancia",
        "biberon",
        "biberones",
        "tomas",
        "allaitement",
        "biberons",
        "lait",
        "flaschchen",
        "flasche",
        "flaschen",
        "pre",
        "milchnahrung",
        "sauglingsmilch",
    ];
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    words.iter().take(3).any(|t| FEEDS.contains(&t.word.as_str()))
        && within(sentence, clause, |f| matches!(f, Fact::Dose { .. }))
        && within(sentence, clause, |f| matches!(f, Fact::Frequency { .. }))
}
