//! `docs/configuration.md`: every setting in a table for each group.

use super::{
    row::{Default, Group, Row},
    text::sentence,
};
use std::fmt::Write as _;

const HEAD: &str = "\
# Configuration

Every setting, as `aftercare settings --markdown` prints them; change them where they are defined (`core/src/settings`), not here.

Each is an environment variable, and a flag of the same name without `AFTERCARE_`, in lower case and with hyphens: `AFTERCARE_LISTEN`
is `--listen`. A flag wins over the environment, which wins over the default. Aftercare reads no `.env` file by itself;
[.env.example](../.env.example) says how a shell does. A secret may also come from a file that `NAME_FILE` names. A setting that cannot
be read, or contradicts another, is refused by its name (exit code 2); `aftercare doctor` says more about what is set.
";

/// The whole file.
pub fn of(groups: &[Group]) -> String {
    let mut file = HEAD.to_owned();
    for group in groups {
        let _ =
            write!(file, "\n## {}\n\n| setting | default | what it does |\n|---|---|---|\n", group.heading);
        for row in &group.rows {
            let _ = writeln!(file, "| `{}` | {} | {} |", row.name, default(row), cell(&what(row)));
        }
    }
    file
}

fn default(row: &Row) -> String {
    match &row.default {
        Default::Value(value) => format!("`{value}`"),
        Default::Words(words) => cell(words),
    }
}

fn what(row: &Row) -> String {
    let mut said: Vec<_> = row.help.iter().map(|paragraph| sentence(paragraph)).collect();
    said.extend(values(row));
    if row.required {
        said.push("Required in production.".to_owned());
    }
    if row.from_file {
        said.push(format!("Secret; a file may hold it: `{}_FILE`.", row.name));
    }
    said.join(" ")
}

/// What would end a cell, or be taken for HTML, is written out.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}

/// What it may be, in one sentence.
fn values(row: &Row) -> Option<String> {
    if row.values.iter().all(|(_, help)| help.is_none()) {
        let names: Vec<_> = row.values.iter().map(|(name, _)| format!("`{name}`")).collect();
        return (!names.is_empty()).then(|| format!("Values: {}.", names.join(", ")));
    }
    let of = |(name, help): &(String, Option<String>)| {
        format!("`{name}`: {}", help.as_deref().unwrap_or_default().trim_end_matches('.'))
    };
    let named: Vec<_> = row.values.iter().map(of).collect();
    Some(sentence(&named.join("; ")))
}
