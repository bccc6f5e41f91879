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
    let ended = first
        && text
        && lexicon.cues(tokens).iter().any(|c| c.sense == Cue::Stop)
        && below.is_some_and(|l| lexicon.begins_subject(&lexicon.tokens(l.trim_start(), 0), 0));
    let known = text && first_known(lexicon, tokens);
    let over = titled
        || ended
        || known
        || text && (shouted || listed || below.is_some_and(|l| l.len() >= PARAGRAPH))
        || shouted && first;
    if !over
        || line.ends_with(['.', ';', ',', '!', '?', ':'])
        || !(opening.capital && opening.kind == Kind::Word)
        || tokens.iter().any(|t| t.is(':'))
    {
        return false;
    }
    let short = tokens.len() <= LONGEST_HEADING || titled;
    let spoken = tokens.get(..mark.filter(|_| titled).unwrap_or(tokens.len())).unwrap_or_default();
    let often = lexicon.timing(spoken).iter().any(|t| match t.sense {
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
    let planned = opening.word == "plan";
    let orders = !planned && lexicon.cues(tokens).iter().any(|c| c.from == 0 && c.sense == Cue::Instruct);
    let subjects = lexicon.subjects(tokens);
    let acts = subjects.iter().any(|s| match s.sense {
        Subject::Medicine => !(shouted && first),
        Subject::Deed | Subject::Errand => s.from == 0 && !planned,
        _ => false,
    });
    // "MEDICATION ON LEAVING THE UNIT"
    let named = shouted && tokens.iter().all(|t| t.kind == Kind::Word) && lexicon.heading(tokens).is_some();
    short && (!often || named || whole) && (whole || titled || !orders && !acts)
}

/// Whether the line begins with a heading of more than one word, or is one.
fn first_known(lexicon: &Lexicon, tokens: &[Token]) -> bool {
    lexicon.heading(tokens).is_some_and(|f| f.to > 1 || f.to == tokens.len())
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
    // "Progress and treatment"
    let over = at(0).is_some_and(|f| f.sense == Heading::History)
        && tokens.last().is_some_and(|t| t.word == "treatment");
    if let Some(found) = whole.or(last.filter(|f| joined && !over && f.sense == Heading::Plan)) {
        return Some(found.sense);
    }
    let denies =
        lexicon.cues(tokens).iter().any(|c| c.from == 0 && matches!(c.sense, Cue::Not | Cue::Needless));
    if denies {
        return Some(Heading::Stopped);
    }
    // "Medication reconciliation - recently ended"
    let stopped = lexicon.cues(tokens).iter().any(|c| c.sense == Cue::Stop);
    if stopped && at(0).is_some_and(|f| f.sense == Heading::Plan) {
        return Some(Heading::Stopped);
    }
    if earlier(lexicon, tokens) {
        return Some(Heading::History);
    }
    at(0).or(last).map(|f| f.sense).or_else(|| told(lexicon, tokens)).or_else(|| {
        (1..tokens.len()).find_map(|n| at(n).filter(|f| f.sense == Heading::Plan)).map(|f| f.sense)
    })
}

/// Whether a heading that ends at token `to` is itself what is to be done: "Physio: Tuesdays at 10", with nothing named behind it.
pub(in super::super) fn labels(lexicon: &Lexicon, tokens: &[Token], to: usize) -> bool {
    let doing = |s: Subject| matches!(s, Subject::Visit | Subject::Activity | Subject::Test);
    let named = |part: &[Token]| {
        lexicon.subjects(part).iter().any(|s| doing(s.sense) || s.sense == Subject::Medicine)
    };
    let behind = tokens.get(to + 1..).unwrap_or_default();
    let end = behind.iter().position(|t| t.is('.') || t.is(';')).unwrap_or(behind.len());
    let own = behind.get(..end).unwrap_or_default();
    !own.is_empty()
        && named(tokens.get(..to).unwrap_or_default())
        && !named(own)
        && !lexicon.timing(own).is_empty()
}

/// Whether a numbered line with a blank line above it is the title of a part, by the words: "3. Medicines before admission".
pub(super) fn stands_over_a_part(lexicon: &Lexicon, tokens: &[Token], below: Option<&str>) -> bool {
    let tokens = tokens.get(..head(tokens)).unwrap_or_default();
    let whole = lexicon.heading(tokens).is_some_and(|f| f.to == tokens.len() && f.to > 1);
    let text = below.is_some_and(|l| {
        let numbered = l.starts_with(|c: char| c.is_ascii_digit());
        let item = bullet(l).1;
        let lines = whole && !l.trim().is_empty() && !item;
        item && !numbered || !item && numbered || l.len() >= PARAGRAPH || lines
    });
    let plain = tokens.iter().all(|t| t.kind == Kind::Word || t.is(',') || t.is('/') || t.is('&'));
    text && plain
        && tokens.len() <= LONGEST_HEADING
        && tokens.first().is_some_and(|t| t.capital)
        && (first_known(lexicon, tokens) || earlier(lexicon, tokens))
}

/// Whether a line greets the reader of a letter: what stood above it is over.
pub(super) fn greets(tokens: &[Token]) -> bool {
    tokens.len() <= LONGEST_HEADING
        && tokens.first().is_some_and(|t| {
            t.capital
                && matches!(
                    t.word.as_str(),
                    "dear" | "estimado" | "estimada" | "cher" | "chere" | "liebe" | "lieber" | "sehr"
                )
        })
}

/// Whether a title that opens with a heading says that it is about what was before: "Medicines before admission".
fn earlier(lexicon: &Lexicon, tokens: &[Token]) -> bool {
    lexicon.heading(tokens).is_some_and(|head| {
        let word = |n: usize| tokens.get(head.to + n).map_or("", |t| t.word.as_str());
        matches!(word(0), "before" | "until" | "prior" | "vor" | "antes" | "avant")
            || matches!(word(0), "on" | "at" | "upon") && matches!(word(1), "arrival" | "admission" | "adm")
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
