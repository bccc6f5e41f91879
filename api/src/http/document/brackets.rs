//! How deep the brackets of a query text go, seen before it is parsed.
//!
//! The library's parser recurses on nested values and types, and so does what walks them after it; how much stack that
//! takes, and who guards it, differs between builds. This scan reads the text once, knows strings and comments, and
//! allocates nothing.

use super::pieces::{Piece, pieces};

/// The most brackets (`(`, `[`, `{`) open at the same time; nothing when a block string is not closed, because the
/// parser would then look for other readings of its quotes.
pub(super) fn depth(text: &str) -> Option<usize> {
    let (mut open, mut deepest) = (0_usize, 0_usize);
    for piece in pieces(text) {
        let code = match piece {
            Piece::Code(code) => code,
            Piece::Unclosed(_) => return None,
            Piece::Comment(_) | Piece::Literal(_) | Piece::Block(_) => continue,
        };
        for byte in code.bytes() {
            match byte {
                b'(' | b'[' | b'{' => open += 1,
                b')' | b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
            deepest = deepest.max(open);
        }
    }
    Some(deepest)
}

#[cfg(test)]
mod tests {
    use super::depth;

    #[test]
    fn counts_brackets_of_every_kind() {
        assert_eq!(depth(""), Some(0));
        assert_eq!(depth("{ a(b: [1, {c: 2}]) d }"), Some(4));
        assert_eq!(depth("{ a } { b }"), Some(1));
        assert_eq!(depth("}}}{"), Some(1));
    }

    #[test]
    fn strings_and_comments_hide_theirs() {
        assert_eq!(depth(r#"{ a(b: "((((\"((") }"#), Some(2));
        assert_eq!(depth(r#"{ a(b: """ (( \""" (( " (( """) }"#), Some(2));
        assert_eq!(depth("{ # ((((\n a }"), Some(1));
        assert_eq!(depth("{ a(b: \"\") c(d: [\"\"]) }"), Some(3));
    }

    #[test]
    fn a_broken_string_hides_only_its_line() {
        assert_eq!(depth("{ a(b: \"\n[[[[ \\"), Some(6));
        assert_eq!(depth("{ a(b: [\"\"\" \" [[[[ ]]]])}"), None);
    }
}
