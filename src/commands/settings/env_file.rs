//! `.env.example`: every setting as a line that a shell can read, its default commented out.

use super::{
    row::{Default, Group, NOTHING, Row},
    text::wrapped,
};
use std::fmt::Write as _;

const WIDTH: usize = 130;

const HEAD: &str = "\
# Every setting with its default, as `aftercare settings` prints them. Aftercare reads no .env file by itself: copy this to .env,
# take the # away in front of what you set, and load it into the shell that starts the program:
#   set -a; . ./.env; set +a
# Flags win over these. Each secret may also come from a file that NAME_FILE names; a secret's default is described, never given.
";

/// The whole file.
pub fn of(groups: &[Group]) -> String {
    let mut file = HEAD.to_owned();
    for group in groups {
        let _ = write!(file, "\n{}", wrapped(&group.heading, "# --- ", "# ", WIDTH));
        group.rows.iter().for_each(|row| file.push_str(&lines(row)));
    }
    file
}

fn lines(row: &Row) -> String {
    let mut lines: String = row.help.iter().map(|paragraph| wrapped(paragraph, "# ", "# ", WIDTH)).collect();
    if row.required {
        lines.push_str("# Required in production.\n");
    }
    if row.from_file {
        let _ = writeln!(lines, "# Secret; a file may hold it: {}_FILE=/path", row.name);
    }
    lines.push_str(&values(row));
    let value = match &row.default {
        Default::Value(value) => quoted(value),
        Default::Words(words) => {
            if words != NOTHING {
                lines.push_str(&wrapped(&format!("Default: {words}"), "# ", "# ", WIDTH));
            }
            String::new()
        }
    };
    let _ = writeln!(lines, "#{}={value}", row.name);
    lines
}

fn values(row: &Row) -> String {
    if row.values.iter().all(|(_, help)| help.is_none()) {
        let names: Vec<_> = row.values.iter().map(|(name, _)| name.as_str()).collect();
        return if names.is_empty() { String::new() } else { format!("# Values: {}\n", names.join(", ")) };
    }
    let of = |(name, help): &(String, Option<String>)| {
        let help = help.as_deref().unwrap_or_default();
        wrapped(&format!("{name}: {help}"), "#   ", "#     ", WIDTH)
    };
    row.values.iter().map(of).collect()
}

/// As a shell reads it.
fn quoted(value: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./:,@%+=".contains(c);
    if value.chars().all(is_plain) { value.to_owned() } else { format!("\"{value}\"") }
}
