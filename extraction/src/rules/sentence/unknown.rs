//! Medicines that no table knows, told by the dose behind them.

use crate::grammar::{At, Fact};
use crate::lexicon::{Found, Lexicon, Subject};
use crate::text::{Kind, Token};

/// Words between a name and its dose: how a medicine is made.
const STRENGTHS: &[&str] = &[
    "xl",
    "sr",
    "mr",
    "er",
    "la",
    "cr",
    "dr",
    "ec",
    "xr",
    "pr",
    "ir",
    "retard",
    "forte",
    "plus",
    "hct",
    "respimat",
    "ellipta",
    "turbohaler",
    "easyhaler",
    "accuhaler",
    "depot",
    "lp",
    "akut",
    "comp",
    "mite",
    "duo",
    "odt",
    "melt",
];

/// The subjects of a sentence, and words that nobody knows in front of a dose: medicines, most likely.
pub(super) fn with_unknown_medicines(
    lexicon: &Lexicon,
    tokens: &[Token],
    facts: &[At],
) -> Vec<Found<Subject>> {
    let mut subjects = lexicon.subjects(tokens);
    let mut unknown = Vec::new();
    // "Clari 500 bd", "Difflam PRN": a frequency right behind a bare number, or behind a name.
    let counted = |f: &&At| {
        let number = |at: usize| tokens.get(at).is_some_and(|t| matches!(t.kind, Kind::Number(_)));
        let bare = f.from.checked_sub(1).is_some_and(number);
        match f.fact {
            Fact::Dose { .. } | Fact::Pieces(_) | Fact::Prn => true,
            Fact::Frequency { .. } | Fact::Slot(_) => bare,
            _ => false,
        }
    };
    // "BPD 82 mm" is a measurement.
    let often = facts.iter().any(|f| matches!(f.fact, Fact::Frequency { .. } | Fact::Slot(_)));
    let long = |unit: usize| tokens.get(unit).is_some_and(|t| matches!(t.word.as_str(), "mm" | "cm"));
    let listed = tokens.iter().any(|t| t.is(':')) && !facts.iter().any(|f| f.fact == Fact::Age);
    let extent = |f: &&At| !often && !listed && matches!(f.fact, Fact::Dose { unit, .. } if long(unit));
    for fact in facts.iter().filter(|f| counted(f) && !extent(f)) {
        let taken =
            |at: usize| subjects.iter().any(|s| s.from <= at && at < s.to && s.sense != Subject::Form);
        let mut at = fact.from;
        for _ in 0..LONGEST_STRENGTH {
            let Some(before) = at.checked_sub(1) else { break };
            let Some(token) = tokens.get(before) else { break };
            if taken(before) {
                break;
            }
            at = before;
            let form = subjects.iter().any(|s| s.from <= at && at < s.to);
            let often = || {
                facts.iter().any(|f| f.from <= at && at < f.to && matches!(f.fact, Fact::Frequency { .. }))
            };
            let passable = form
                || STRENGTHS.contains(&token.word.as_str())
                || often()
                || matches!(token.kind, Kind::Mark(':' | '-' | '(' | '/') | Kind::Number(_));
            let shortest = if matches!(fact.fact, Fact::Dose { .. }) { 3 } else { 4 };
            if token.kind == Kind::Word && token.word.len() >= shortest && !lexicon.knows(&token.word) {
                unknown.push(Found { sense: Subject::Medicine, from: at, to: at + 1 });
                break;
            }
            if !passable {
                break;
            }
        }
    }
    // "5 kg" is a weight, and no "KG" (Krankengymnastik).
    let weighed = |at: usize| facts.iter().any(|f| matches!(f.fact, Fact::Dose { unit, .. } if unit == at));
    subjects.retain(|s| s.sense != Subject::Visit || !weighed(s.from));
    subjects.iter_mut().filter(|s| is_salt(tokens, facts, s)).for_each(|s| s.sense = Subject::Medicine);
    subjects.extend(unknown);
    subjects.sort_by_key(|s| s.from);
    subjects.dedup_by_key(|s| s.from);
    subjects
}

/// "Potassium 20 mEq daily": a test by its name, and a medicine by its amount and how often.
fn is_salt(tokens: &[Token], facts: &[At], subject: &Found<Subject>) -> bool {
    const SALTS: &[&str] = &["potassium", "potasio", "kalium", "sodium", "sodio", "natrium"];
    const UNITS: &[&str] = &["meq", "mmol", "mg", "g"];
    let word = |at: usize| tokens.get(at).map_or("", |t| t.word.as_str());
    let often = |from: usize| {
        let near = facts.iter().filter(|f| f.from >= from && f.from <= from + 2);
        near.into_iter().any(|f| matches!(f.fact, Fact::Frequency { .. }))
    };
    let dosed = |f: &At| match f.fact {
        Fact::Dose { unit, .. } => f.from == subject.to && UNITS.contains(&word(unit)) && often(f.to),
        _ => false,
    };
    subject.sense == Subject::Test
        && subject.to == subject.from + 1
        && SALTS.contains(&word(subject.from))
        && facts.iter().any(dosed)
}

/// Tokens between a name and its dose at most ("Foster 100/6 two puffs").
const LONGEST_STRENGTH: usize = 4;
