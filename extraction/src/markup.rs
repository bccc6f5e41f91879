//! A note that was pasted as HTML, read as the text that it shows, with the place in the note of every byte of it.
//!
//! Only the tags of HTML's own text elements are markup ([`TAGS`]), and only where they are written as tags: "BP <140 and >90",
//! "a < b" and tags of any other name ("<task>") stay as they are, and so do comments; the rules know those for text that is not
//! the doctor's. What a page does not show, or shows struck out, is left out with its contents. Entities are decoded once.
//!
//! Nothing is parsed into a tree: notes hold pieces of pages, and an element that is never closed must not swallow the rest.

use std::borrow::Cow;
use std::ops::Range;

/// What becomes of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    /// Nothing stands in its place.
    Inline,
    /// A line ends.
    Line,
    /// A line ends, and a blank one follows or stands before.
    Title,
    /// An item of a list begins.
    Item,
    /// A cell of a table begins or ends.
    Cell,
    /// A power: "10<sup>9</sup>" is not 109.
    Power,
    /// It goes with its contents: nobody sees them, or they are struck out.
    Dropped,
}

/// The elements of HTML that are markup; names that are also used to speak to a program ("data", "input", "code") are not among them.
const TAGS: &[(Tag, &str)] = &[
    (
        Tag::Inline,
        "a abbr acronym b bdi bdo big em font i img ins label mark nobr o:p small span strong sub tt u wbr",
    ),
    (
        Tag::Line,
        "address article aside blockquote body br caption center colgroup col dd dir div dl dt fieldset figcaption figure \
         footer form header hr html legend link main menu meta nav ol p pre section table tbody tfoot thead tr ul",
    ),
    (Tag::Title, "h1 h2 h3 h4 h5 h6"),
    (Tag::Item, "li"),
    (Tag::Cell, "td th"),
    (Tag::Power, "sup"),
    (Tag::Dropped, "del head s script strike style template title"),
];

/// Attributes that are written without a value.
const BARE: &[&str] = &[
    "allowfullscreen",
    "async",
    "checked",
    "compact",
    "controls",
    "defer",
    "disabled",
    "hidden",
    "itemscope",
    "nowrap",
    "noshade",
    "readonly",
    "reversed",
    "selected",
];

/// Longest entity between "&" and ";", in bytes.
const LONGEST_ENTITY: usize = 32;

/// A note as plain text.
#[derive(Debug)]
pub struct Plain<'n> {
    note: &'n str,
    /// The text, and for every byte of it the bytes of the note that it stands for; `None` where the note has no markup.
    read: Option<(String, Vec<Range<usize>>)>,
}

impl<'n> Plain<'n> {
    /// Reads `note`.
    pub fn of(note: &'n str) -> Self {
        Self { note, read: Reader::read(note) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.read.as_ref().map_or(self.note, |(text, _)| text)
    }

    /// The bytes of the note that these bytes of the text stand for.
    pub fn origin(&self, bytes: Range<usize>) -> Range<usize> {
        let Some((_, origin)) = &self.read else { return bytes };
        let first = origin.get(bytes.start).map_or(self.note.len(), |o| o.start);
        let last = bytes.end.checked_sub(1).and_then(|last| origin.get(last)).map_or(first, |o| o.end);
        first..last.max(first)
    }

    /// What stands in the note where the text has `passage`; `None` where it is the same, or the text does not have it.
    pub fn written(&self, passage: &str) -> Option<&'n str> {
        self.read.as_ref()?;
        let at = self.text().find(passage)?;
        self.note.get(self.origin(at..at + passage.len()))
    }
}

/// The text of `note` without the markup of HTML; the note itself where it has none.
pub fn plain_text(note: &str) -> Cow<'_, str> {
    match Reader::read(note) {
        Some((text, _)) => Cow::Owned(text),
        None => Cow::Borrowed(note),
    }
}

struct Reader<'n> {
    note: &'n str,
    text: String,
    origin: Vec<Range<usize>>,
    /// The whole note is a piece of a page, in which the ends of lines mean nothing.
    page: bool,
    /// In a cell of a table: its paragraphs are no lines.
    cell: bool,
    changed: bool,
    /// Elements that are not closed from here on, so that nobody looks for their ends again.
    open: Vec<&'n str>,
}

impl<'n> Reader<'n> {
    fn read(note: &'n str) -> Option<(String, Vec<Range<usize>>)> {
        if !note.contains(['<', '&']) {
            return None;
        }
        let mut reader = Self {
            note,
            text: String::with_capacity(note.len()),
            origin: Vec::with_capacity(note.len()),
            page: opens_a_page(note),
            cell: false,
            changed: false,
            open: Vec::new(),
        };
        let mut at = 0;
        while let Some(c) = note.get(at..).and_then(|rest| rest.chars().next()) {
            let end = match c {
                '<' => reader.comment(at).or_else(|| reader.tag(at)),
                '&' => reader.entity(at),
                _ => None,
            };
            at = end.filter(|end| *end > at).unwrap_or_else(|| {
                let plain = if reader.page && matches!(c, '\n' | '\r') { ' ' } else { c };
                reader.push(plain, at..at + c.len_utf8());
                at + c.len_utf8()
            });
        }
        reader.changed.then_some((reader.text, reader.origin))
    }

    fn push(&mut self, c: char, from: Range<usize>) {
        self.text.push(c);
        self.origin.extend(std::iter::repeat_n(from, c.len_utf8()));
    }

    fn push_all(&mut self, text: &str, from: &Range<usize>) {
        text.chars().for_each(|c| self.push(c, from.clone()));
    }

    /// A comment stays as it is, tags in it included.
    fn comment(&mut self, at: usize) -> Option<usize> {
        let inside = self.note.get(at..)?.strip_prefix("<!--")?;
        if self.open.contains(&"<!--") {
            return None;
        }
        let Some(length) = inside.find("-->") else {
            self.open.push("<!--");
            return None;
        };
        let end = at + 4 + length + 3;
        for (n, c) in self.note.get(at..end)?.char_indices() {
            self.push(c, at + n..at + n + c.len_utf8());
        }
        Some(end)
    }

    /// Reads the tag that begins at `at`, and says where the text goes on.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let (tag, name, end) = tag_at(self.note, at)?;
        self.changed = true;
        let from = at..end;
        let closing = self.note.get(at + 1..)?.starts_with('/');
        let last = self.text.chars().next_back();
        match tag {
            Tag::Inline => {}
            Tag::Line if name.eq_ignore_ascii_case("br") => self.push('\n', from),
            Tag::Line if self.cell && !name.eq_ignore_ascii_case("tr") => self.push(' ', from),
            Tag::Line => {
                self.cell = false;
                self.end_line(&from);
            }
            Tag::Title => {
                self.end_line(&from);
                if !closing && !self.text.is_empty() {
                    self.push('\n', from);
                }
            }
            Tag::Item => {
                self.end_line(&from);
                if !closing {
                    self.push_all("- ", &from);
                }
            }
            Tag::Cell => {
                self.push(' ', from);
                self.cell = !closing;
            }
            Tag::Power if closing => {}
            Tag::Power => {
                if last.is_some_and(|c| c.is_ascii_digit()) {
                    self.push('^', from);
                }
            }
            Tag::Dropped => return Some(self.dropped(name, closing, end)),
        }
        Some(end)
    }

    fn end_line(&mut self, from: &Range<usize>) {
        let begun = self.text.is_empty()
            || self.text.ends_with('\n')
            || self.text.ends_with("\n- ")
            || self.text == "- ";
        if !begun {
            self.push('\n', from.clone());
        }
    }

    /// Where the text goes on behind a dropped element; one that is not closed loses its tag only.
    fn dropped(&mut self, name: &'n str, closing: bool, end: usize) -> usize {
        if closing || self.open.iter().any(|open| open.eq_ignore_ascii_case(name)) {
            return end;
        }
        let Some(behind) = closed(self.note, name, end) else {
            self.open.push(name);
            return end;
        };
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.push(' ', end..behind);
        }
        behind
    }

    fn entity(&mut self, at: usize) -> Option<usize> {
        let rest = self.note.get(at + 1..)?;
        let length = rest.bytes().take(LONGEST_ENTITY).position(|b| b == b';')?;
        let name = rest.get(..length)?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
            return None;
        }
        let end = at + 1 + length + 1;
        let written = self.note.get(at..end)?;
        let decoded = html_escape::decode_html_entities(written);
        if decoded == written {
            return None;
        }
        self.changed = true;
        for c in decoded.chars() {
            match c {
                '\u{ad}' => {}
                c if c.is_whitespace() && c != '\n' => self.push(' ', at..end),
                c => self.push(c, at..end),
            }
        }
        Some(end)
    }
}

/// Whether a note begins with a tag that ends lines: then it is a page or a piece of one.
fn opens_a_page(note: &str) -> bool {
    let start = note.len() - note.trim_start().len();
    let declared = note
        .get(start..)
        .is_some_and(|rest| rest.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype")));
    declared || tag_at(note, start).is_some_and(|(tag, _, _)| !matches!(tag, Tag::Inline | Tag::Power))
}

/// The tag of HTML that begins at `at`, its name, and where it ends.
fn tag_at(note: &str, at: usize) -> Option<(Tag, &str, usize)> {
    let rest = note.get(at..)?.strip_prefix('<')?;
    if rest.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("!doctype")) {
        return Some((Tag::Line, "!doctype", at + 1 + rest.find('>')? + 1));
    }
    let named = rest.strip_prefix('/').unwrap_or(rest);
    let length = named.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b':'))?;
    let name = named.get(..length)?;
    let is_it = |names: &&(Tag, &str)| names.1.split(' ').any(|known| known.eq_ignore_ascii_case(name));
    let (tag, _) = TAGS.iter().find(is_it)?;
    let behind = named.get(length..)?;
    let end = attributes(behind)?;
    Some((*tag, name, note.len() - behind.len() + end))
}

/// How many bytes the attributes and the ">" behind a tag's name take; `None` where it is no tag ("x <b and c> y").
fn attributes(behind: &str) -> Option<usize> {
    let mut rest = behind;
    loop {
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = trimmed.strip_prefix('>') {
            return Some(behind.len() - after.len());
        }
        if trimmed.len() == rest.len() {
            return None;
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '<' | '>' | '/' | '=');
        let name = trimmed.get(..trimmed.find(ends)?)?;
        let after = trimmed.get(name.len()..)?;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            let bare = BARE.iter().any(|known| known.eq_ignore_ascii_case(name));
            rest = after;
            if bare {
                continue;
            }
            return None;
        };
        let value = value.trim_start();
        rest = match value.chars().next()? {
            quote @ ('"' | '\'') => value.get(1..)?.split_once(quote)?.1,
            _ => value.get(value.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))?..)?,
        };
    }
}

/// Where the text behind the closing tag of `name` begins, looked for from `from` on.
fn closed(note: &str, name: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += note.get(at..)?.find("</")?;
        if let Some((_, other, end)) = tag_at(note, at)
            && other.eq_ignore_ascii_case(name)
        {
            return Some(end);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests;
