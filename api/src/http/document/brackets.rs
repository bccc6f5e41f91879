//! How deep the brackets of a query text go, seen before it is parsed.
//!
//! The library's parser recurses on nested values and types, and so does what walks them after it; how much stack that
//! takes, and who guards it, differs between builds. This scan reads the text once, knows strings and comments, and
//! allocates nothing.

/// The most brackets (`(`, `[`, `{`) open at the same time; nothing when a block string is not closed, because the
/// parser would then look for other readings of its quotes.
pub(super) fn depth(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut open, mut deepest, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b'(' | b'[' | b'{' => {
                open += 1;
                deepest = deepest.max(open);
                1
            }
            b')' | b']' | b'}' => {
                open = open.saturating_sub(1);
                1
            }
            b'#' => bytes[at..].iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(bytes.len() - at),
            b'"' if bytes[at..].starts_with(b"\"\"\"") => 3 + block_string(&bytes[at + 3..])?,
            b'"' => 1 + string(&bytes[at + 1..]),
            _ => 1,
        };
    }
    Some(deepest)
}

/// Bytes up to and with the closing quote; a string also ends, wrongly, at the end of its line.
fn string(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\n' | b'\r' => return at,
            b'\\' => at += 2,
            _ => at += 1,
        }
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
