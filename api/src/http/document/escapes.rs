//! `\u{1F600}` and `\uD83D\uDE00` in strings, for a parser that does not know them.
//!
//! The specification lets a string escape any character: in braces, or, beyond the first 65,536, as a pair of surrogates. The
//! library's parser knows `\u` with four digits that are a character by themselves, and refuses the rest. So the character
//! takes its escape's place before the text is parsed; a string that became shorter is followed by as many spaces, so that
//! all that comes after it stands where the client wrote it. Block strings have no such escapes and stay as they are.

use super::pieces::{Piece, pieces};
use async_graphql::Pos;
use std::{borrow::Cow, fmt::Write};

/// An escape that is no character, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub position: Pos,
    pub message: &'static str,
}

/// The text with such escapes resolved.
pub(super) fn resolved(text: &str) -> Result<Cow<'_, str>, Wrong> {
    if !["\\u{", "\\uD", "\\ud"].iter().any(|escape| text.contains(escape)) {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut before = 0;
    for piece in pieces(text) {
        let (Piece::Code(part)
        | Piece::Comment(part)
        | Piece::Literal(part)
        | Piece::Block(part)
        | Piece::Unclosed(part)) = piece;
        if let Piece::Literal(literal) = piece {
            literal_into(&mut out, literal)
                .map_err(|(at, message)| Wrong { position: position(&text[..before + at]), message })?;
        } else {
            out.push_str(part);
        }
        before += part.len();
    }
    Ok(Cow::Owned(out))
}

type Misplaced = (usize, &'static str);

fn literal_into(out: &mut String, literal: &str) -> Result<(), Misplaced> {
    let began = out.len();
    let mut at = 0;
    while let Some(found) = literal[at..].find('\\') {
        out.push_str(&literal[at..at + found]);
        at += found;
        at += escape_into(out, &literal[at..]).map_err(|message| (at, message))?;
    }
    out.push_str(&literal[at..]);
    let shorter = literal.chars().count().saturating_sub(out[began..].chars().count());
    out.extend(std::iter::repeat_n(' ', shorter));
    Ok(())
}

/// Writes the escape that `text` begins with, and says how many bytes it took.
fn escape_into(out: &mut String, text: &str) -> Result<usize, &'static str> {
    let (length, code) = if let Some(braced) = text.strip_prefix("\\u{") {
        let (digits, _) = braced.split_once('}').ok_or("an escape in braces is not closed")?;
        (digits.len() + 4, hex(digits).ok_or("an escape in braces is not a hexadecimal number")?)
    } else if let Some(unit) = unit(text) {
        match (unit, text.get(6..).and_then(self::unit)) {
            (0xD800..=0xDBFF, Some(low @ 0xDC00..=0xDFFF)) => {
                (12, 0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            }
            _ => (6, unit),
        }
    } else {
        // Any other escape, among them \\ and \", is the parser's business.
        let length = 1 + text.chars().nth(1).map_or(0, char::len_utf8);
        out.push_str(&text[..length]);
        return Ok(length);
    };
    match char::from_u32(code) {
        None if (0xD800..=0xDFFF).contains(&code) => Err("a surrogate stands without its other half"),
        None => Err("an escape is beyond the last character of Unicode"),
        Some(c @ ('"' | '\\')) => {
            out.extend(['\\', c]);
            Ok(length)
        }
        Some(c) if c.is_control() => {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\u{code:04X}");
            Ok(length)
        }
        Some(c) => {
            out.push(c);
            Ok(length)
        }
    }
}

/// The number in `\u` and four digits.
fn unit(text: &str) -> Option<u32> {
    hex(text.strip_prefix("\\u")?.get(..4)?)
}

/// A hexadecimal number of any length; one too great for any character is as great as can be.
fn hex(digits: &str) -> Option<u32> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_number.then(|| {
        u32::from_str_radix(digits.trim_start_matches('0'), 16).unwrap_or_else(|error| match error.kind() {
            std::num::IntErrorKind::Empty => 0,
            _ => u32::MAX,
        })
    })
}

/// Where the text goes on after `before`.
fn position(before: &str) -> Pos {
    let line = before.rsplit('\n').next().unwrap_or_default();
    Pos { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_take_the_place_of_their_escapes_and_nothing_after_moves() {
        for (text, expected) in [
            (r#"["\u{1F600}!", 1]"#, "[\"😀!\"        , 1]"),
            (r#"["\uD83D\uDE00", 1]"#, "[\"😀\"           , 1]"),
            (r#"["\ud83d\ude00\u0041", 1]"#, "[\"😀A\"                , 1]"),
            (r#"["\u{22}\u{5c}\u{a}", 1]"#, "[\"\\\"\\\\\\u000A\"       , 1]"),
            (r#"["\u{000000000041}", 1]"#, "[\"A\"               , 1]"),
        ] {
            assert_eq!(resolved(text).expect("is resolved"), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_such_escape_stays() {
        for text in [
            r#"{ a(b: "\\u{1F600} \\uD83D") }"#,
            r#"{ a(b: """\u{1F600} \uD83D""") } # "\uD83D""#,
            r#"{ a(b: "\n\"A\u00e9") }"#,
        ] {
            let same = resolved(text).expect("is resolved");
            assert_eq!(same, text);
        }
    }

    #[test]
    fn halves_and_numbers_beyond_unicode_are_refused_where_they_stand() {
        for (text, column) in [
            (r#"{ a(b: "é\uD83D") }"#, 10),
            (r#"{ a(b: "\uDE00\uD83D") }"#, 9),
            (r#"{ a(b: "\uD83D\u{DE00}") }"#, 9),
            (r#"{ a(b: "\uD83D\n") }"#, 9),
            (r#"{ a(b: "\u{D83D}") }"#, 9),
            (r#"{ a(b: "\u{110000}") }"#, 9),
            (r#"{ a(b: "\u{FFFFFFFFFFFFFFFF}") }"#, 9),
            (r#"{ a(b: "\u{}") }"#, 9),
            (r#"{ a(b: "\u{+41}") }"#, 9),
            (r#"{ a(b: "\u{41") }"#, 9),
        ] {
            let text = format!("# ü\n{text}");
            let wrong = resolved(&text).expect_err(&text);
            assert_eq!(wrong.position, Pos { line: 2, column }, "{text}");
        }
    }
}
