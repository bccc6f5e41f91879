//! A query text in the pieces that hide their brackets and backslashes from each other: strings, comments, and all else.
//!
//! For what has to look at the text before anything parses it: how deep it nests, and which characters its strings escape.

/// One piece; together they are the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Names, numbers, punctuation, white space.
    Code(&'t str),
    /// From `#` to the end of its line, without it.
    Comment(&'t str),
    /// A string with its quotes; one that is not closed ends with its line.
    Literal(&'t str),
    /// A block string with its quotes.
    Block(&'t str),
    /// A block string that is not closed, to the end of the text.
    Unclosed(&'t str),
}

/// The pieces of a text, in order.
pub(super) fn pieces<'t>(text: &'t str) -> impl Iterator<Item = Piece<'t>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, length): (fn(&'t str) -> Piece<'t>, usize) = match rest.as_bytes().first()? {
            b'#' => (Piece::Comment, rest.find(['\n', '\r']).unwrap_or(rest.len())),
            b'"' if rest.starts_with("\"\"\"") => match block_string(&rest.as_bytes()[3..]) {
                Some(length) => (Piece::Block, 3 + length),
                None => (Piece::Unclosed, rest.len()),
            },
            b'"' => (Piece::Literal, 1 + string(&rest.as_bytes()[1..])),
            _ => (Piece::Code, rest.find(['#', '"']).unwrap_or(rest.len())),
        };
        let (of_piece, after) = rest.split_at(length);
        rest = after;
        Some(piece(of_piece))
    })
}

/// Bytes up to and with the closing quote; a string also ends, wrongly, at the end of its line.
fn string(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            b'\\' if matches!(bytes.get(at + 1), Some(b'"' | b'\\')) => 2,
            _ => 1,
        };
    }
    bytes.len()
}

/// Bytes up to and with the closing three quotes.
fn block_string(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at..].starts_with(b"\\\"\"\"") {
            at += 4;
        } else if bytes[at..].starts_with(b"\"\"\"") {
            return Some(at + 3);
        } else {
            at += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Piece::*, *};

    #[test]
    fn strings_block_strings_and_comments_are_told_apart() {
        let text = "{ a(b: \"\\\"#é\\é\") # \"\n c(d: \"\"\"\\\"\"\" # \" \"\"\", e: \"\") }";
        let expected = [
            Code("{ a(b: "),
            Literal("\"\\\"#é\\é\""),
            Code(") "),
            Comment("# \""),
            Code("\n c(d: "),
            Block("\"\"\"\\\"\"\" # \" \"\"\""),
            Code(", e: "),
            Literal("\"\""),
            Code(") }"),
        ];
        assert_eq!(pieces(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_is_not_closed_ends_with_its_line_or_with_the_text() {
        let found: Vec<_> = pieces("\"a\\\n\"\"\" b").collect();
        assert_eq!(found, [Literal("\"a\\"), Code("\n"), Unclosed("\"\"\" b")]);
    }
}
