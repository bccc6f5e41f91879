//! The parts of a note that are not the doctor's own words: quotations, comments, code, tagged text.
//!
//! What a patient wrote, what a form quotes and what a program left behind may read like an order, and is none.

use std::ops::Range;

/// Longest quotation, in bytes; a quote mark that is not closed by then opens none.
const LONGEST_QUOTE: usize = 800;
/// Longest tag, in bytes.
const LONGEST_TAG: usize = 60;
/// Longest text between two tags, in bytes.
const LONGEST_TAGGED: usize = 4000;
/// Fewer words in quote marks are a name, and no quotation.
const FEWEST_WORDS: usize = 3;

/// The byte ranges of foreign text, in order, none overlapping another.
pub fn ranges(note: &str) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let last_brace = note.rfind('}');
    let last_closing = note.rfind("</");
    let mut at = 0;
    while let Some(c) = note.get(at..).and_then(|rest| rest.chars().next()) {
        let end = match c {
            '<' => tagged(note, at, last_closing.is_some_and(|last| last > at)),
            '`' => fenced(note, at),
            '[' | '#' => turn(note, at),
            '{' => braced(note, at, last_brace),
            '"' | '“' | '”' | '„' | '«' | '»' => quoted(note, at, c),
            _ => None,
        };
        if let Some(end) = end.filter(|end| *end > at) {
            ranges.push(at..end);
            at = end;
        } else {
            at += c.len_utf8();
        }
    }
    ranges
}

/// `{ ... }`, braces within it included; to the last closing one when they do not balance.
fn braced(note: &str, at: usize, last: Option<usize>) -> Option<usize> {
    let last = last.filter(|last| *last > at)?;
    let mut depth = 0_usize;
    for (n, c) in note.get(at..=last)?.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + n + 1);
        }
    }
    Some(last + 1)
}

/// "``` ... ```", to the end of the paragraph when it is not closed.
fn fenced(note: &str, at: usize) -> Option<usize> {
    let inside = note.get(at..)?.strip_prefix("```")?;
    Some(inside.find("```").map_or_else(|| paragraph_end(note, at), |n| at + 3 + n + 3))
}

/// `<!-- ... -->`, `<task> ... </task>`, or a tag alone.
fn tagged(note: &str, at: usize, closes: bool) -> Option<usize> {
    let rest = note.get(at..)?;
    if let Some(inside) = rest.strip_prefix("<!--") {
        return Some(inside.find("-->").map_or_else(|| paragraph_end(note, at), |n| at + 4 + n + 3));
    }
    let name = rest.get(1..)?.trim_start_matches(['/', '|']);
    if rest.starts_with("<|") || ends_a_prompt(rest) {
        return Some(paragraph_end(note, at));
    }
    let long = name.len() >= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic());
    let head = rest.get(..floor(rest, LONGEST_TAG)).unwrap_or_default();
    let close = head.find('>').filter(|n| long && !head.get(..*n).is_some_and(|h| h.contains('\n')))?;
    if rest.starts_with("</") {
        return Some(at + close + 1);
    }
    let word: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    let search = if closes { floor(rest, LONGEST_TAGGED) } else { 0 };
    let closing = rest.get(..search)?.find(&format!("</{word}"));
    let Some(from) = closing.filter(|n| *n > close) else { return Some(at + close + 1) };
    let behind = rest.get(from..)?;
    Some(at + from + behind.find('>').filter(|n| *n < LONGEST_TAG).map_or(behind.len().min(2), |n| n + 1))
}

/// Names of the parts of what a program is told.
const PARTS: &[&str] = &[
    "note",
    "notes",
    "system",
    "user",
    "assistant",
    "input",
    "data",
    "text",
    "document",
    "context",
    "prompt",
    "instructions",
    "instruction",
    "inst",
    "sys",
    "response",
];

/// Whether `name` begins with the name of such a part, and nothing of a word follows.
fn is_part(name: &str) -> bool {
    let word: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    PARTS.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether a closing tag stands here that no doctor opened: whoever wrote it wants what follows to be read by a program.
fn ends_a_prompt(rest: &str) -> bool {
    rest.strip_prefix("</").is_some_and(is_part)
}

/// "[INST] ...", "### Instruction ...": a turn of a talk with a program, to the end of the paragraph.
fn turn(note: &str, at: usize) -> Option<usize> {
    let rest = note.get(at..)?;
    let named = match rest.strip_prefix('[') {
        Some(name) => ["inst]", "/inst]", "sys]", "system]", "user]", "assistant]"]
            .iter()
            .any(|tag| name.get(..tag.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag))),
        None => rest.strip_prefix("###").is_some_and(|name| {
            let name = name.trim_start_matches(['#', ' ']);
            is_part(name) && !["note", "notes"].iter().any(|own| name.to_ascii_lowercase().starts_with(own))
        }),
    };
    named.then(|| paragraph_end(note, at))
}

/// A quotation of several words within one paragraph.
fn quoted(note: &str, at: usize, open: char) -> Option<usize> {
    let close: &[char] = match open {
        '"' => &['"'],
        '“' | '”' => &['”', '“', '"'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        _ => return None,
    };
    let before = note.get(..at)?.chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let from = at + open.len_utf8();
    let rest = note.get(from..)?;
    let rest = rest.get(..floor(rest, LONGEST_QUOTE))?;
    let n = rest.find(close)?;
    let inside = rest.get(..n)?;
    if inside.contains("\n\n") || inside.split_whitespace().count() < FEWEST_WORDS {
        return None;
    }
    Some(from + n + rest.get(n..)?.chars().next()?.len_utf8())
}

fn paragraph_end(note: &str, at: usize) -> usize {
    note.get(at..).and_then(|rest| rest.find("\n\n")).map_or(note.len(), |n| at + n)
}

/// The largest boundary of a character that is at most `most`.
fn floor(text: &str, most: usize) -> usize {
    let mut at = most.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(note: &str) -> Vec<&str> {
        ranges(note).into_iter().filter_map(|r| note.get(r)).collect()
    }

    #[test]
    fn what_others_wrote_is_foreign() {
        assert_eq!(found("He said “give me more of it”. Rest."), ["“give me more of it”"]);
        assert_eq!(found("A <!-- b --> c <task>d e</task> f"), ["<!-- b -->", "<task>d e</task>"]);
        assert_eq!(found("x {\"a\": {\"b\": 1}} y"), ["{\"a\": {\"b\": 1}}"]);
        assert_eq!(found("x ```json\n1\n``` y"), ["```json\n1\n```"]);
    }

    #[test]
    fn inches_names_and_comparisons_are_not() {
        for note in
            ["A 3\" cut and a 5\" scar", "the \"Breathe Easy\" course", "BP <140 and >90", "} {", "a < b > c"]
        {
            assert!(found(note).is_empty(), "{note}");
        }
    }
}
