//! Plain text in lines of a length that every mail program shows as it is.

/// RFC 5322 recommends at most 78 characters a line; this leaves room for a quoting "> ".
const WIDTH: usize = 74;

/// Breaks each line between words. The continuation of an item ("- ...") stands below its text. A word longer than a
/// line (an address to click on, mostly) is left whole, and an item's mark never stands alone.
pub(super) fn wrap(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text.lines() {
        wrap_line(line.trim_end(), &mut out);
        out.push('\n');
    }
    out
}

fn wrap_line(line: &str, out: &mut String) {
    let own_indent = line.len() - line.trim_start_matches(' ').len();
    let hanging = own_indent + if line.trim_start().starts_with("- ") { 2 } else { 0 };
    let mut column = own_indent;
    out.push_str(&" ".repeat(own_indent));
    for (index, word) in line.split_whitespace().enumerate() {
        let length = word.chars().count();
        if index > 0 {
            if column + 1 > hanging && column + 1 + length > WIDTH {
                out.push('\n');
                out.push_str(&" ".repeat(hanging));
                column = hanging;
            } else {
                out.push(' ');
                column += 1;
            }
        }
        out.push_str(word);
        column += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_between_words_and_hangs_items() {
        let text = format!("- {}\n\n  {}\n", "word ".repeat(30).trim(), "x".repeat(100));
        let wrapped = wrap(&text);
        let lines: Vec<&str> = wrapped.lines().collect();
        assert!(lines[0].starts_with("- word") && lines[0].len() <= WIDTH, "{wrapped}");
        assert!(lines[1].starts_with("  word") && lines[1].len() <= WIDTH, "{wrapped}");
        assert_eq!(lines.last().map(|line| line.len()), Some(102));
        assert_eq!(wrapped.matches("word").count(), 30);
    }
}
