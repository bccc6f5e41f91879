//! One row for each setting, taken from the definition that reads the command line and the environment.

use aftercare_core::settings::{FROM_FILES, Settings, production};
use clap::{Arg, Args, Command};

/// Settings that are about one thing.
pub struct Group {
    pub heading: String,
    pub rows: Vec<Row>,
}

/// One setting.
pub struct Row {
    /// Its name in the environment.
    pub name: String,
    /// What it does, a paragraph each.
    pub help: Vec<String>,
    pub default: Default,
    /// What it may be, each with what it means where that is said; nothing where anything may be given.
    pub values: Vec<(String, Option<String>)>,
    /// Whether a file may hold it.
    pub from_file: bool,
    /// Whether production does not start without it.
    pub required: bool,
}

/// What holds where a setting is not set.
pub enum Default {
    Value(String),
    /// What the program does then.
    Words(String),
}

/// How a help text says what holds where nothing is set and no value stands for that.
const IN_WORDS: &str = "[default: ";

/// What is said where nothing holds then.
pub const NOTHING: &str = "none";

/// Every setting, group by group, in the order of `--help`.
pub fn groups() -> Vec<Group> {
    let command = Settings::augment_args(Command::new("settings"));
    let required = production::required();
    let mut groups: Vec<Group> = Vec::new();
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        let Some(row) = row(arg, &required) else { continue };
        let heading = arg.get_help_heading().unwrap_or_default();
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { heading: heading.to_owned(), rows: vec![row] }),
        }
    }
    groups
}

fn row(arg: &Arg, required: &[String]) -> Option<Row> {
    let name = arg.get_env()?.to_str()?.to_owned();
    let help = arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let (help, in_words) = without_default(&help);
    let set: Vec<_> = arg.get_default_values().iter().filter_map(|value| value.to_str()).collect();
    let default = match set.as_slice() {
        [] => Default::Words(in_words.unwrap_or_else(|| NOTHING.to_owned())),
        values => Default::Value(values.join(",")),
    };
    let values = arg.get_possible_values();
    let said = |help: &clap::builder::StyledStr| help.to_string();
    Some(Row {
        help: help.split("\n\n").map(str::to_owned).collect(),
        default,
        values: values.iter().map(|v| (v.get_name().to_owned(), v.get_help().map(said))).collect(),
        from_file: FROM_FILES.contains(&name.as_str()),
        required: required.contains(&name),
        name,
    })
}

/// A help text without its default in words, and those words.
fn without_default(help: &str) -> (String, Option<String>) {
    let found = help.split_once(IN_WORDS).and_then(|(before, rest)| Some((before, rest.split_once(']')?)));
    match found {
        Some((before, (words, after))) => (format!("{}{after}", before.trim_end()), Some(words.to_owned())),
        None => (help.to_owned(), None),
    }
}
