//! Lines that stand over a section without a colon: "Contacts and appointments", "ASSESSMENT / PLAN", "Medication to take home (14 days)".

use super::{LONGEST_HEADING, bullet, told};
use crate::lexicon::{Cue, Heading, Lexicon, Subject, Time};
use crate::text::{Kind, Token};

/// A line this long is a paragraph, and what stands over it may be its title.
const PARAGRAPH: usize = 60;

/// Whether `line`, with a blank line above it, is a title of what is `below`: short, without a verb, a time, a medicine or a full stop.
pub(super) fn stands_over(
    lexicon: &Lexicon,
    line: &str,
    tokens: &[Token],
    shouted: bool,
    below: Option<&str>,
    first: bool,
) -> bool {
    let tokens = tokens.get(..head(tokens)).unwrap_or_default();
    let Some(opening) = tokens.first() else { return false };
    let listed = below.is_some_and(|l| bullet(l).1);
    let text = below.is_some_and(|l| !l.trim().is_empty());
    // "Plan, agreed with both", with a blank line below: a title by its first words.
    let known = |n: usize| lexicon.heading(tokens).is_some_and(|f| f.to == n);
    let mark = tokens.iter().position(|t| t.is(','));
    let titled = below.is_some_and(|l| l.trim().is_empty()) && mark.is_some_and(known);
    let over = titled
        || text && (shouted || listed || below.is_some_and(|l| l.len() >= PARAGRAPH))
        || shouted && first;
    if !over
        || line.ends_with(['.', ';', ',', '!', '?', ':'])
        || !(opening.capital && opening.kind == Kind::Word)
    {
        return false;
    }
    let short = tokens.len() <= LONGEST_HEADING;
    let often = lexicon.timing(tokens).iter().any(|t| match t.sense {
        Time::Daily(_)
        | Time::EveryDays(_)
        | Time::Every
        | Time::Prn
        | Time::Measure
        | Time::Times
        | Time::Per => !tokens.get(t.from).is_some_and(|t| matches!(t.kind, Kind::Mark(_))),
        Time::Unit(_) | Time::Slot(_) | Time::Meals | Time::TimesN(_) | Time::Until | Time::For => {
            !(shouted && first)
        }
        _ => false,
    });
    let whole = lexicon.heading(tokens).is_some_and(|f| f.to == tokens.len());
    let orders = lexicon.cues(tokens).iter().any(|c| c.from == 0 && c.sense == Cue::Instruct);
    let subjects = lexicon.subjects(tokens);
    let acts = subjects.iter().any(|s| match s.sense {
        Subject::Medicine => !(shouted && first),
        Subject::Deed | Subject::Errand => s.from == 0,
        _ => false,
    });
    short && !often && (whole || titled || !orders && !acts)
}

/// What a title is about, by the headings in it.
pub(super) fn named(lexicon: &Lexicon, tokens: &[Token]) -> Option<Heading> {
    let tokens = tokens.get(..head(tokens)).unwrap_or_default();
    let at = |n: usize| tokens.get(n..).and_then(|rest| lexicon.heading(rest));
    let last = (1..tokens.len()).find_map(|n| at(n).filter(|f| n + f.to == tokens.len()));
    let whole = at(0).filter(|f| f.to == tokens.len());
    let joined = tokens
        .iter()
        .any(|t| t.is('/') || t.is('&') || matches!(t.word.as_str(), "and" | "y" | "et" | "und"));
    if let Some(found) = whole.or(last.filter(|f| joined && f.sense == Heading::Plan)) {
        return Some(found.sense);
    }
    let denies =
        lexicon.cues(tokens).iter().any(|c| c.from == 0 && matches!(c.sense, Cue::Not | Cue::Needless));
    if denies {
        return Some(Heading::Stopped);
    }
    at(0).or(last).map(|f| f.sense).or_else(|| told(lexicon, tokens)).or_else(|| {
        (1..tokens.len()).find_map(|n| at(n).filter(|f| f.sense == Heading::Plan)).map(|f| f.sense)
    })
}

/// How many tokens stand in front of a bracket that ends the line.
fn head(tokens: &[Token]) -> usize {
    let closed = tokens.last().is_some_and(|t| t.is(')'));
    tokens.iter().position(|t| t.is('(')).filter(|n| closed && *n > 0).unwrap_or(tokens.len())
}

/// The token behind a bracket that opens at `at`, if one does and a colon stands behind it.
pub(super) fn without_brackets(tokens: &[Token], at: usize) -> usize {
    if !tokens.get(at).is_some_and(|t| t.is('(')) {
        return at;
    }
    let close = tokens.iter().skip(at).take(LONGEST_HEADING).position(|t| t.is(')'));
    close.map(|n| at + n + 1).filter(|n| tokens.get(*n).is_some_and(|t| t.is(':'))).unwrap_or(at)
}

/// Whether a title that ends at token `to` with a full stop opens a paragraph of history: "Examination. Frail ...".
pub(super) fn opens_paragraph(sense: Heading, tokens: &[Token], to: usize) -> bool {
    let title = tokens.get(..to).unwrap_or_default();
    matches!(sense, Heading::History | Heading::Forbidden | Heading::SafetyNet)
        && title.iter().all(|t| t.kind == Kind::Word)
        && title.first().is_some_and(|t| t.capital && t.word.len() > 3)
        && tokens.len() > to + 3
}
