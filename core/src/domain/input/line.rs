//! A line of text.

use crate::{Error, Result};

/// Whether `c` only tells the direction of its neighbours, and so belongs to the keyboard rather than to the text: keyboards
/// of Arabic and Hebrew add these marks, and they are left out.
const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}')
}

/// Whether `c` may not stand in a line of text: control characters, line breaks, and those that reorder what is shown.
pub fn is_forbidden(c: char) -> bool {
    c.is_control()
        || is_direction_mark(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// A trimmed line of 1 to `longest` characters, without the marks of direction that keyboards add.
///
/// # Errors
/// [`Error::BadInput`] at `path` when it is empty or too long, or has control characters or such as change the direction of
/// what follows.
pub fn line(path: &'static str, text: &str, longest: usize) -> Result<String> {
    let text: String = text.chars().filter(|c| !is_direction_mark(*c)).collect();
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::bad_input(path, format!("{path} must not be empty")));
    }
    if text.chars().count() > longest {
        return Err(Error::bad_input(path, format!("{path} must have at most {longest} characters")));
    }
    if text.chars().any(is_forbidden) {
        return Err(Error::bad_input(path, format!("{path} must not contain control characters")));
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_clean_line() {
        assert_eq!(line("name", "  Dr. Ng ", 200).unwrap(), "Dr. Ng");
        let forbidden = ["a\0b", "a\nb", "a\u{202E}b", "a\u{2066}b", "a\u{2028}b"];
        for bad in ["", "   ", "\u{200F}", &"x".repeat(201)].iter().chain(&forbidden) {
            assert!(line("name", bad, 200).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn marks_of_direction_are_left_out() {
        assert_eq!(line("name", "\u{200F}דנה\u{200E} כהן\u{061C}", 200).unwrap(), "דנה כהן");
    }
}
