//! Splitting a note into clauses: lines, bullets, sentences, semicolons, and the phases of a taper.

/// The clauses of a note, trimmed, in their order; each is a slice of it.
pub(super) fn clauses(note: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in note.lines() {
        let mut rest = line;
        while !rest.is_empty() {
            let (clause, after) = split(rest);
            let clause = clause.trim().trim_start_matches(['-', '*', '•', '–']).trim();
            if !clause.is_empty() {
                found.push(clause);
            }
            rest = after;
        }
    }
    found
}

/// The first clause of a line and what comes after it.
fn split(line: &str) -> (&str, &str) {
    for (at, c) in line.char_indices() {
        let after = &line[at + c.len_utf8()..];
        let ends = match c {
            ';' | '!' | '?' => true,
            '.' => {
                (after.is_empty() || after.starts_with(char::is_whitespace)) && !is_abbreviation(&line[..at])
            }
            ',' => ["then ", "followed by "].iter().any(|word| {
                after.trim_start().get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            }),
            _ => false,
        };
        if ends {
            return (&line[..at], after);
        }
    }
    (line, "")
}

/// Whether the dot after this ends an abbreviation and not a sentence.
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    // "1." begins a numbered item.
    let numbered = !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) && before.trim() == word;
    numbered
        || matches!(
            word.to_lowercase().as_str(),
            "dr" | "mr" | "mrs" | "ms" | "prof" | "approx" | "e.g" | "i.e"
        )
}
