//! Words in lines and sentences.

/// Each line begins with `first`, those after it with `more`, and is no longer than `width`, unless one word is.
pub fn wrapped(text: &str, first: &str, more: &str, width: usize) -> String {
    let mut lines = vec![first.to_owned()];
    let mut is_empty = true;
    for word in text.split_whitespace() {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if !is_empty && line + 1 + word.chars().count() > width {
            lines.push(more.to_owned());
            is_empty = true;
        }
        if let Some(line) = lines.last_mut() {
            if !is_empty {
                line.push(' ');
            }
            line.push_str(word);
            is_empty = false;
        }
    }
    lines.join("\n") + "\n"
}

/// With a full stop at its end.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
