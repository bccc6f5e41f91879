//! A note as blocks: lines, bullets and wrapped prose, each under the section its heading opens.

mod operation;
pub(super) mod titles;

use crate::lexicon::{Cue, Heading, Lexicon, Subject};
use crate::text::{Kind, Token};

/// Longest heading, in tokens.
const LONGEST_HEADING: usize = 9;
/// A line this long is a paragraph.
const PARAGRAPH: usize = 100;
/// A line this long that ends without a mark may go on in the next one.
const WRAPPED: usize = 50;

/// A bullet, a line, or lines that belong together.
#[derive(Debug, Clone)]
pub struct Block {
    /// First byte, behind any bullet.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// It is an item of a list.
    pub item: bool,
    /// What its section is about.
    pub section: Heading,
    /// The heading stands on the same line ("PMH: asthma. ...").
    pub inline: bool,
    /// A blank line or a bullet stands in front of it.
    pub apart: bool,
}

/// The blocks of `note`, top to bottom.
pub fn blocks(lexicon: &Lexicon, note: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut section, mut before) = (Heading::Other, Heading::Other);
    let (mut at, mut blank) = (0, true);
    let operation = operation::is_told(note);
    let mut lines = note.split('\n').peekable();
    while let Some(line) = lines.next() {
        let start = at;
        at += line.len() + 1;
        let (skipped, item, titled) = bullet(line);
        let body = line.get(skipped..).unwrap_or_default();
        let trimmed = body.trim_end();
        if trimmed.trim().is_empty() {
            blank = true;
            continue;
        }
        let above = std::mem::take(&mut blank);
        let apart = above || item;
        let (from, end) = (start + skipped, start + skipped + trimmed.len());
        if let Some(last) = blocks.last_mut()
            && !item
            && goes_on(lexicon, note, last, line)
        {
            last.end = end;
            continue;
        }
        let head: String = trimmed.chars().take(120).collect();
        let tokens = lexicon.tokens(&head, 0);
        // "8. MEDICINES TO TAKE HOME": a title, though it is numbered.
        let number = item && line.trim_start().starts_with(|c: char| c.is_ascii_digit());
        let shouted = trimmed.chars().any(char::is_alphabetic) && !trimmed.chars().any(char::is_lowercase);
        let counts = tokens.iter().any(|t| matches!(t.kind, Kind::Number(_)));
        let item = item
            && !(number && shouted && !counts && tokens.len() <= LONGEST_HEADING && !trimmed.ends_with('.'))
            && !(number && above && titles::stands_over_a_part(lexicon, &tokens, lines.peek().copied()));
        if titles::greets(&tokens) && section != Heading::Plan {
            section = Heading::Other;
        }
        if titled {
            // "# Xerosis": a problem, under which the plan goes on.
            continue;
        }
        let over_a_list = lines.peek().is_some_and(|below| bullet(below).1);
        let stands = (apart || over_a_list)
            && !item
            && titles::stands_over(
                lexicon,
                trimmed,
                &tokens,
                shouted,
                lines.peek().copied(),
                blocks.is_empty(),
            );
        if stands {
            match titles::named(lexicon, &tokens) {
                Some(_) if operation && operation::lists_drugs(&tokens) => section = Heading::History,
                Some(opened) => section = opened,
                None if section != Heading::Plan => section = Heading::Other,
                None => {}
            }
            continue;
        }
        let title = match heading(lexicon, &tokens, item, shouted) {
            Title::Alone(Heading::Plan) if operation && operation::lists_drugs(&tokens) => {
                Title::Alone(Heading::History)
            }
            Title::Inline(Heading::Plan, behind) if operation && operation::lists_drugs(&tokens) => {
                Title::Inline(Heading::History, behind)
            }
            title => title,
        };
        match title {
            Title::Alone(opened) => {
                if opened == Heading::Stopped && section != Heading::Stopped {
                    before = if section == Heading::Plan { section } else { Heading::Other };
                }
                // "Tests" may be those that were done.
                section = if opened == Heading::Other && section == Heading::Plan { section } else { opened };
            }
            Title::Inline(opened, behind) => {
                let from = from + behind;
                if from < end {
                    let whole = note.get(..from).is_some_and(|front| front.ends_with('.'));
                    let inline = opened != Heading::Plan && !whole;
                    blocks.push(Block { start: from, end, item, section: opened, inline, apart });
                }
                if opened == Heading::Plan && !item {
                    section = opened;
                } else if !item && section != Heading::Plan {
                    section = Heading::Other;
                }
            }
            Title::Unknown => section = if section == Heading::Plan { section } else { Heading::Other },
            Title::None => {
                // Behind a list of what was stopped, a line that is no item of it; or a paragraph of its own.
                let listed = blocks.last().filter(|b| b.section == Heading::Stopped).map(|b| b.item);
                let ended = section == Heading::Stopped
                    && !item
                    && listed.is_some_and(|listed| listed || apart && trimmed.len() >= WRAPPED);
                if ended {
                    section = before;
                }
                // Behind a list of diagnoses, a paragraph: prose, to be read as it is written.
                let told = blocks.last().is_some_and(|b| b.item && b.section == Heading::History);
                if section == Heading::History && told && apart && !item && trimmed.len() >= PARAGRAPH {
                    section = Heading::Other;
                }
                blocks.push(Block { start: from, end, item, section, inline: false, apart });
            }
        }
    }
    // "S: ...", "HPI: ..." on a line of its own, in front of a plan by name: all of the line.
    let plan = blocks.iter().rposition(|b| b.section == Heading::Plan).unwrap_or(0);
    for block in blocks.iter_mut().take(plan).filter(|b| b.section == Heading::History) {
        block.inline = false;
    }
    blocks
}

/// Length of the white space and bullet in front of a line; whether it is an item; whether it is a title ("# ...").
pub(super) fn bullet(line: &str) -> (usize, bool, bool) {
    let indent = line.len() - line.trim_start().len();
    let rest = line.get(indent..).unwrap_or_default();
    let skip = |n: usize| {
        let behind = rest.get(n..).unwrap_or_default();
        indent + n + (behind.len() - behind.trim_start().len())
    };
    if rest.starts_with('#') && !rest.starts_with("##") && rest.get(1..).is_some_and(|r| r.starts_with(' ')) {
        return (skip(1), false, true);
    }
    for check in ["[ ]", "[x]", "[X]", "- [ ]", "☐", "□", "->", "=>"] {
        if rest.starts_with(check) {
            return (skip(check.len()), true, false);
        }
    }
    if let Some(c) = rest.chars().next()
        && matches!(
            c,
            '-' | '*'
                | '•'
                | '·'
                | '–'
                | '—'
                | '►'
                | '▪'
                | '◦'
                | '‣'
                | '○'
                | '●'
                | '→'
                | '+'
                | '➢'
                | '✓'
                | '■'
                | '◆'
                | '➤'
                | '»'
                | '❖'
                | '✔'
                | '>'
        )
    {
        let doubled = rest.chars().nth(1) == Some(c);
        return if doubled { (indent, false, false) } else { (skip(c.len_utf8()), true, false) };
    }
    // "1.", "2)", "(3)", "a)"
    let open = usize::from(rest.starts_with('('));
    let digits = rest.get(open..).unwrap_or_default().chars().take_while(char::is_ascii_digit).count();
    let letter = usize::from(
        digits == 0 && rest.get(open..).is_some_and(|r| r.starts_with(|c: char| c.is_ascii_lowercase())),
    );
    let behind = rest.get(open + digits + letter..).unwrap_or_default();
    let closed = behind.starts_with(')') || (letter == 0 && behind.starts_with('.'));
    let spaced = behind.get(1..).is_some_and(|r| r.starts_with(' ') || r.starts_with('\t'));
    if (1..=2).contains(&(digits + letter)) && closed && spaced {
        return (skip(open + digits + letter + 1), true, false);
    }
    (indent, false, false)
}

/// Whether `line` goes on where `last` broke off: prose that was wrapped at a width.
fn goes_on(lexicon: &Lexicon, note: &str, last: &Block, line: &str) -> bool {
    let before = note.get(last.start..last.end).unwrap_or_default();
    let broken = !before.ends_with(['.', ':', ';', '!', '?']);
    let width = before.lines().last().map_or(0, str::len);
    let adjacent = note.get(last.end..).is_some_and(|r| {
        let gap: &str = r.split(|c: char| !c.is_whitespace()).next().unwrap_or_default();
        gap.matches('\n').count() == 1
    });
    let lower = line.trim_start().chars().next().is_some_and(char::is_lowercase);
    let indented = line.starts_with([' ', '\t']);
    broken
        && adjacent
        && lower
        && !indented
        && (width >= WRAPPED)
        && !lexicon.begins_subject(&lexicon.tokens(line.get(..line.len().min(40)).unwrap_or_default(), 0), 0)
}

/// How a line opens a section.
enum Title {
    /// The line is a heading.
    Alone(Heading),
    /// A heading, and text behind it (the byte where it begins).
    Inline(Heading, usize),
    /// Looks like a heading nobody knows.
    Unknown,
    /// Is none.
    None,
}

fn heading(lexicon: &Lexicon, tokens: &[Token], item: bool, capitals: bool) -> Title {
    if let Some(mut found) = lexicon.heading(tokens) {
        // "In-hospital course (June): ..."
        found.to = titles::without_brackets(tokens, found.to);
        let behind = tokens.get(found.to);
        // "Follow-up (dates)" and the like are read as prose.
        match behind {
            None if !item => return Title::Alone(found.sense),
            // "History. She has fallen ...": a paragraph with its title.
            Some(dot) if dot.is('.') && titles::opens_paragraph(found.sense, tokens, found.to) => {
                return Title::Inline(found.sense, dot.end);
            }
            Some(mark)
                if mark.is(':')
                    && found.sense == Heading::Plan
                    && titles::labels(lexicon, tokens, found.to) =>
            {
                return Title::None;
            }
            Some(mark) if mark.is(':') => {
                return match tokens.get(found.to + 1) {
                    None if !item => Title::Alone(found.sense),
                    None => Title::None,
                    Some(_) => Title::Inline(found.sense, mark.end),
                };
            }
            // "Kardex as of today: ...", "Medication before the visit: ...": a longer title of history.
            Some(_) if !item && found.sense == Heading::History => {
                let colon = tokens.iter().take(LONGEST_HEADING).position(|t| t.is(':'));
                let plain = |n: usize| {
                    tokens.get(..n).is_some_and(|front| front.iter().all(|t| t.kind == Kind::Word))
                };
                if let Some(n) = colon.filter(|n| tokens.get(n + 1).is_some() && plain(*n))
                    && let Some(mark) = tokens.get(n)
                {
                    return Title::Inline(found.sense, mark.end);
                }
            }
            _ => {}
        }
    }
    let colon = tokens.last().is_some_and(|t| t.is(':'));
    // "Plan, gone over with Ms. S. and entered in her binder:"
    if colon
        && !item
        && let Some(found) = lexicon.heading(tokens).filter(|f| f.sense == Heading::Plan)
        && tokens.get(found.to).is_some_and(|t| t.is(',') || t.is('('))
    {
        return Title::Alone(found.sense);
    }
    let short = tokens.len() <= LONGEST_HEADING;
    // "Salbutamol via spacer - weaning plan:" names what the lines below go on with.
    let names = || lexicon.subjects(tokens).iter().any(|s| s.sense == Subject::Medicine);
    if short && colon && !item && !names() {
        // A longer heading that holds a known one ("Medications on discharge from ward 4:").
        let planned = tokens.first().is_some_and(|t| matches!(t.word.as_str(), "plan" | "plans"));
        let known = (0..tokens.len())
            .find_map(|n| lexicon.heading(tokens.get(n..)?).filter(|f| f.to >= 2 || n > 0 || planned));
        let told = || told(lexicon, tokens);
        return known.map(|found| found.sense).or_else(told).map_or(Title::Unknown, Title::Alone);
    }
    let shouted = tokens.iter().filter(|t| t.kind == Kind::Word).count() >= 1
        && tokens.iter().all(|t| t.kind != Kind::Word || t.capital)
        && tokens.iter().any(|t| t.word.len() > 3)
        && tokens.iter().all(|t| !matches!(t.kind, Kind::Number(_)));
    if short && shouted && !item && tokens.iter().all(|t| !t.is('.') && !t.is(',')) && tokens.len() >= 2 {
        // Title Case without a full stop: a heading if one is known in it; else it may well be an instruction.
        if let Some(found) =
            (0..tokens.len()).find_map(|n| lexicon.heading(tokens.get(n..)?).filter(|f| f.to >= 2))
        {
            return Title::Alone(found.sense);
        }
        if let Some(told) = told(lexicon, tokens).filter(|_| capitals) {
            return Title::Alone(told);
        }
    }
    Title::None
}

/// What a heading that nobody knows is about, by the words in it ("WHAT SHE WAS TAKING BEFORE").
fn told(lexicon: &Lexicon, tokens: &[Token]) -> Option<Heading> {
    lexicon.cues(tokens).iter().find_map(|cue| match cue.sense {
        Cue::Stop => Some(Heading::Stopped),
        // "What Ted takes from tomorrow:"
        Cue::Describes if tokens.iter().any(|t| matches!(t.word.as_str(), "tomorrow" | "today" | "now")) => {
            Some(Heading::Plan)
        }
        Cue::Past | Cue::Kin | Cue::Describes => Some(Heading::History),
        _ => None,
    })
}
