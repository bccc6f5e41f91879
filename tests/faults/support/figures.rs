//! Figures that a test has measured: for the table that `.ci/faults` prints.

use std::{
    fmt::Display,
    fs::OpenOptions,
    io::{self, Write},
    time::Duration,
};

/// Names the file to which they are appended, one a line: what, a tab, how much.
const VARIABLE: &str = "AFTERCARE_FAULTS_FIGURES";

/// Writes one down, and shows it at once: not by `println!`, which the harness shows for failed tests only.
pub fn figure(what: &str, value: impl Display) {
    let line = format!("{what}\t{value}\n");
    io::stderr().write_all(format!("  {}", line.replace('\t', ": ")).as_bytes()).unwrap();
    if let Some(path) = std::env::var_os(VARIABLE) {
        let mut file = OpenOptions::new().create(true).append(true).open(path).unwrap();
        file.write_all(line.as_bytes()).unwrap();
    }
}

/// A time for a person to read; `None` is what did not happen.
pub fn time(took: Option<Duration>) -> String {
    took.map_or_else(|| "never".to_owned(), |took| format!("{:.1} s", took.as_secs_f64()))
}
