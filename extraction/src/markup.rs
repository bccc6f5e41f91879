//! A note that was pasted as HTML, read as the text that it shows, with the place in the note of every byte of it.
//!
//! Only the tags of HTML's own text elements are markup ([`TAGS`]), and only where they are written as tags: "BP <140 and >90",
//! "a < b" and tags of any other name ("<task>") stay as they are, and so do comments; the rules know those for text that is not
//! the doctor's. What a page does not show, or shows struck out, is left out with its contents. Entities are decoded once.
//!
//! Nothing is parsed into a tree: notes hold pieces of pages, and an element that is never closed must not swallow the rest.

use std::borrow::Cow;
use std::ops::Range;
use tags::{Tag, closed, tag_at};

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
        Self { note, read: Reader::read(note, Comments::Kept) }
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
    text_of(note, Comments::Kept)
}

/// The same without comments: what somebody who looks at the page sees, and all that anybody else has to be told of it.
pub fn shown_text(note: &str) -> Cow<'_, str> {
    text_of(note, Comments::Dropped)
}

fn text_of(note: &str, comments: Comments) -> Cow<'_, str> {
    match Reader::read(note, comments) {
        Some((text, _)) => Cow::Owned(text),
        None => Cow::Borrowed(note),
    }
}

/// What becomes of comments with something in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comments {
    Kept,
    Dropped,
}

struct Reader<'n> {
    note: &'n str,
    text: String,
    origin: Vec<Range<usize>>,
    /// The whole note is a piece of a page, in which the ends of lines mean nothing.
    page: bool,
    /// The table, or the row alone, that is open: white space in it means as little as in a page.
    table: Option<&'n str>,
    /// In text that is laid out by its white space.
    pre: bool,
    /// In a cell of a table: its paragraphs are no lines.
    cell: bool,
    comments: Comments,
    changed: bool,
    /// Elements that are not closed from here on, so that nobody looks for their ends again.
    open: Vec<&'n str>,
    /// Where an element of this name is closed for the last time.
    last: Vec<(&'n str, usize)>,
}

impl<'n> Reader<'n> {
    fn read(note: &'n str, comments: Comments) -> Option<(String, Vec<Range<usize>>)> {
        if !note.contains(['<', '&']) {
            return None;
        }
        let mut reader = Self {
            note,
            text: String::with_capacity(note.len()),
            origin: Vec::with_capacity(note.len()),
            page: opens_a_page(note),
            table: None,
            pre: false,
            cell: false,
            comments,
            changed: false,
            open: Vec::new(),
            last: Vec::new(),
        };
        let mut at = 0;
        while let Some(c) = note.get(at..).and_then(|rest| rest.chars().next()) {
            let end = match c {
                '<' => reader.comment(at).or_else(|| reader.tag(at)),
                '&' => reader.entity(at),
                _ => None,
            };
            at = end.filter(|end| *end > at).unwrap_or_else(|| {
                reader.plain(c, at);
                at + c.len_utf8()
            });
        }
        reader.changed.then_some((reader.text, reader.origin))
    }

    /// A character of the text. White space of a page is one space, and none where a line begins.
    fn plain(&mut self, c: char, at: usize) {
        let from = at..at + c.len_utf8();
        let is_laid_out = self.pre || !(self.page || self.table.is_some());
        if is_laid_out || !c.is_ascii_whitespace() {
            self.push(c, from);
        } else if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.push(' ', from);
        }
    }

    fn push(&mut self, c: char, from: Range<usize>) {
        self.text.push(c);
        self.origin.extend(std::iter::repeat_n(from, c.len_utf8()));
    }

    fn push_all(&mut self, text: &str, from: &Range<usize>) {
        text.chars().for_each(|c| self.push(c, from.clone()));
    }

    /// A comment stays as it is, tags in it included, unless it is empty or nobody is to see it.
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
        if self.comments == Comments::Dropped || inside.get(..length)?.trim().is_empty() {
            self.changed = true;
            return Some(end);
        }
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
        self.layout(name, closing, at);
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
            Tag::Struck => return Some(self.struck(name, closing, end)),
        }
        Some(end)
    }

    /// Which white space means something from here on.
    fn layout(&mut self, name: &'n str, closing: bool, at: usize) {
        let is = |one: &str| name.eq_ignore_ascii_case(one);
        if is("pre") {
            self.pre = !closing;
        }
        if !(is("table") || is("tr")) {
            return;
        }
        if closing {
            self.table = self.table.filter(|open| !is(open));
        } else if self.table.is_none() && self.is_closed_behind(name, at) {
            self.table = Some(name);
        }
    }

    /// Whether any element of this name is closed behind `at`.
    fn is_closed_behind(&mut self, name: &'n str, at: usize) -> bool {
        if let Some((_, last)) = self.last.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            return at < *last;
        }
        let closes =
            |at: &usize| tag_at(self.note, *at).is_some_and(|(_, other, _)| other.eq_ignore_ascii_case(name));
        let last = self.note.rmatch_indices("</").map(|(at, _)| at).find(closes).unwrap_or_default();
        self.last.push((name, last));
        at < last
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

    /// Where the text goes on behind what is struck out; where nothing closes it, it loses its tag only.
    fn struck(&mut self, name: &'n str, closing: bool, from: usize) -> usize {
        if closing || !self.is_closed_behind(name, from) {
            return from;
        }
        let Some((end, behind)) = struck::end(self.note, name, from) else { return from };
        let last = self.text.chars().next_back();
        let piece = self.note.get(from..end).unwrap_or_default();
        let next = self.note.get(behind..).and_then(|rest| rest.chars().next());
        if last.is_some_and(|c| !c.is_whitespace()) && !struck::is_inside(last, piece, next) {
            self.push(' ', from..behind);
        }
        behind
    }

    fn entity(&mut self, at: usize) -> Option<usize> {
        let rest = self.note.get(at + 1..)?;
        let (mut decoded, mut end) = entity_at(rest).map(|(decoded, length)| (decoded, at + 1 + length))?;
        // Encoded twice: a letter or a space is meant, where a sign might be told not to be markup.
        if decoded == "&"
            && let Some((inner, length)) = self.note.get(end..).and_then(entity_at)
            && inner.chars().all(|c| c.is_alphabetic() || c.is_whitespace())
        {
            (decoded, end) = (inner, end + length);
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

/// What the entity whose "&" stands in front of `rest` means, and how much of `rest` it takes.
fn entity_at(rest: &str) -> Option<(String, usize)> {
    let length = rest.bytes().take(LONGEST_ENTITY).position(|b| b == b';')?;
    let name = rest.get(..length)?;
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#') {
        return None;
    }
    let written = format!("&{name};");
    let decoded = html_escape::decode_html_entities(&written).into_owned();
    (decoded != written).then_some((decoded, length + 1))
}

/// Whether a note begins with a tag that ends lines: then it is a page or a piece of one.
fn opens_a_page(note: &str) -> bool {
    let start = note.len() - note.trim_start().len();
    let declared = note
        .get(start..)
        .is_some_and(|rest| rest.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!doctype")));
    declared
        || tag_at(note, start)
            .is_some_and(|(tag, _, _)| !matches!(tag, Tag::Inline | Tag::Power | Tag::Struck))
}

mod struck;
mod tags;
#[cfg(test)]
mod tests;
