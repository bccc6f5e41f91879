//! A clause as the patient reads it: one line, without bullets, reasons and comparisons.

use super::clause::Clause;
use super::force::follows_an_end;
use super::sentence::Sentence;
use crate::grammar::Fact;
use crate::lexicon::Cue;

/// Longest description, in characters.
pub const LONGEST: usize = 200;

/// Words a description does not begin with.
const LEADING: &[&str] = &[
    "ll",
    "d",
    "and",
    "then",
    "so",
    "also",
    "but",
    "she",
    "he",
    "they",
    "you",
    "should",
    "please",
    "meanwhile",
    "y",
    "luego",
    "et",
    "puis",
    "und",
    "dann",
    "plus",
    "or",
    "after",
    "that",
    "was",
    "were",
    "fue",
];

/// The tokens of a clause that say what to do: first, and one past the last.
pub fn span(sentence: &Sentence, clause: &Clause) -> (usize, usize) {
    let (mut from, mut to) = (clause.from, clause.to);
    let anchor = clause.subject.map_or(from, |s| s.from);
    // From the order in front of the subject on, when there is one.
    if let Some(order) = sentence
        .cues_in(from, anchor)
        .rev()
        .find(|c| matches!(c.sense, Cue::Instruct | Cue::Not) && sentence.tokens.get(c.from).is_some())
    {
        let not = sentence.cues_in(from, anchor).find(|c| c.sense == Cue::Not);
        from = not.map_or(order.from, |n| n.from.min(order.from));
    }
    while from < anchor && sentence.tokens.get(from).is_some_and(|t| LEADING.contains(&t.word.as_str())) {
        from += 1;
    }
    // Up to where reasons, comparisons and asides begin, if all that was read stands before them.
    let read =
        sentence.facts_in(clause.from, clause.to).filter(|f| f.from >= clause.from && f.to <= clause.to);
    let last = read.map(|f| f.to).max().unwrap_or(0).max(clause.subject.map_or(0, |s| s.to));
    let follows = follows_an_end(sentence, clause);
    let aside = sentence.cues_in(anchor + 1, to).find(|c| {
        matches!(c.sense, Cue::Aside | Cue::Past | Cue::Stop | Cue::Kin)
            && c.from > clause.from + 1
            && follows != Some(*c)
    });
    if let Some(aside) = aside
        && (c_beyond(aside.from, last) || aside.sense == Cue::Aside)
    {
        // "..., you may stop when the pain settles": from its comma on.
        let comma =
            |at: &usize| aside.sense == Cue::Stop && sentence.tokens.get(*at).is_some_and(|t| t.is(','));
        to = (last..aside.from).find(comma).unwrap_or(aside.from);
    }
    // "... while on codeine": whose own step is another one.
    let meanwhile = (last.max(anchor + 1)..to).find(|at| {
        sentence.tokens.get(*at).is_some_and(|t| matches!(t.word.as_str(), "while" | "whilst"))
            && sentence.subjects_in(at + 1, to).any(|s| s.sense == crate::lexicon::Subject::Medicine)
    });
    to = meanwhile.unwrap_or(to);
    // "Sa und So": what was read is no word of joining.
    let said = sentence.facts_in(clause.from, clause.to).filter(|f| f.fact != Fact::Then).map(|f| f.to);
    let said = said.max().unwrap_or(0);
    while to > from + 1
        && sentence.tokens.get(to - 1).is_some_and(|t| {
            !t.word.chars().any(char::is_alphanumeric) && !t.is(')')
                || to > said
                    && matches!(t.word.as_str(), "and" | "y" | "et" | "und" | "but" | "so" | "then" | "plus")
        })
    {
        to -= 1;
    }
    (from, to)
}

fn c_beyond(at: usize, last: usize) -> bool {
    at >= last
}

/// The text between two tokens of the sentence, as one line, with what it goes on from ("Prednisone") in front.
pub fn line(note: &str, sentence: &Sentence, from: usize, to: usize, subject: Option<&str>) -> String {
    let start = sentence.tokens.get(from).map_or(0, |t| t.start);
    let end = to.checked_sub(1).and_then(|t| sentence.tokens.get(t)).map_or(start, |t| t.end);
    let text = note.get(start..end).unwrap_or_default();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
    };
    let whole = subject.map_or_else(String::new, |subject| format!("{subject}: ")) + text;
    let clean: String = whole.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    let mut line = String::new();
    for word in clean.split_whitespace() {
        if !line.is_empty() && !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(word);
    }
    let line = line
        .trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '-' | '–' | '*' | '"') || c.is_whitespace());
    shorten(&capitalised(line))
}

fn capitalised(line: &str) -> String {
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// At most [`LONGEST`] characters, cut between words.
fn shorten(line: &str) -> String {
    let Some((cut, _)) = line.char_indices().nth(LONGEST) else { return line.to_owned() };
    let head = line.get(..cut).unwrap_or_default();
    let end = head.rfind(' ').filter(|at| *at > cut / 2).unwrap_or(cut);
    head.get(..end).unwrap_or_default().trim_end().to_owned()
}
