//! What is struck out: where it ends, and what stands in its place.
//!
//! Pages forget to close it. It then ends with the block that it stands in, or where the next one begins, and not with the next
//! piece that happens to be struck out further down.

use super::tags::{Tag, tag_at};

/// Where a struck-out element of this `name` that begins in front of `from` ends, and where the text goes on.
pub(super) fn end(note: &str, name: &str, from: usize) -> Option<(usize, usize)> {
    let (mut at, mut depth, mut holds_blocks) = (from, 0_usize, false);
    loop {
        at += note.get(at..)?.find('<')?;
        let Some((tag, other, behind)) = tag_at(note, at) else {
            at += 1;
            continue;
        };
        let closing = note.get(at + 1..)?.starts_with('/');
        if other.eq_ignore_ascii_case(name) {
            return Some((at, if closing { behind } else { at }));
        }
        if is_block(tag, other) {
            holds_blocks |= note.get(from..at)?.trim().is_empty();
            match (closing, depth) {
                (true, 0) => return Some((at, at)),
                (true, _) => depth -= 1,
                (false, 0) if !holds_blocks => return Some((at, at)),
                (false, _) => depth += 1,
            }
        }
        at = behind;
    }
}

/// Elements that hold what is struck out, or are held by it; a new line alone ends nothing.
fn is_block(tag: Tag, name: &str) -> bool {
    let is_empty = ["br", "hr", "col", "link", "meta"].iter().any(|one| name.eq_ignore_ascii_case(one));
    matches!(tag, Tag::Line | Tag::Title | Tag::Item | Tag::Cell) && !is_empty
}

/// Whether `struck` was a piece of a word or of a number that goes on behind it: "predni<s>s</s>solone".
pub(super) fn is_inside(before: Option<char>, struck: &str, after: Option<char>) -> bool {
    let all =
        |is: fn(char) -> bool| [before, after].iter().all(|c| c.is_some_and(is)) && struck.chars().all(is);
    all(char::is_alphabetic) || all(|c| c.is_ascii_digit())
}
