//! Sums of verdicts, and the table of them.

use super::judge::Verdict;
use super::note::Note;
use std::collections::BTreeMap;

/// What came of several notes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tally {
    pub notes: usize,
    pub found: usize,
    pub strict: usize,
    pub missed: usize,
    pub extra: usize,
    pub harmful: usize,
    /// Notes that ask for no step.
    stepless: usize,
    /// Of those, how many got none that counts.
    empty: usize,
}

impl Tally {
    pub fn add(&mut self, verdict: &Verdict) {
        self.notes += 1;
        self.found += verdict.found;
        self.strict += verdict.strict;
        self.missed += verdict.missed.len();
        self.extra += verdict.extra.len();
        self.harmful += verdict.harmful.len();
        let stepless = verdict.found + verdict.missed.len() == 0;
        self.stepless += usize::from(stepless);
        self.empty += usize::from(stepless && verdict.extra.is_empty());
    }

    pub fn precision(&self) -> f64 {
        percent(self.found, self.found + self.extra)
    }

    pub fn recall(&self) -> f64 {
        percent(self.found, self.found + self.missed)
    }

    /// 2 found / (2 found + extra + missed), as the harmonic mean of precision and recall comes out.
    pub fn f1(&self) -> f64 {
        percent(2 * self.found, 2 * self.found + self.extra + self.missed)
    }

    /// F1 where a step counts as found only with the right kind, duration and frequency.
    pub fn strict_f1(&self) -> f64 {
        percent(2 * self.strict, 2 * self.found + self.extra + self.missed)
    }

    /// Of the notes that ask for no step, how many got none that counts.
    pub fn empty(&self) -> f64 {
        percent(self.empty, self.stepless)
    }
}

/// In percent; of nothing, everything is right.
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 100.0;
    }
    let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    100.0 * count(part) / count(whole)
}

/// The results of one file, by category and in all.
#[derive(Debug, Default)]
pub struct Table {
    pub all: Tally,
    pub categories: BTreeMap<String, Tally>,
}

impl Table {
    pub fn add(&mut self, note: &Note, verdict: &Verdict) {
        self.all.add(verdict);
        self.categories.entry(note.category.clone()).or_default().add(verdict);
    }

    /// In Markdown, to be read and to be published.
    pub fn print(&self, name: &str) {
        println!("\n| {name:15} | notes | steps | precision | recall |    F1 | strict F1 | harmful |");
        println!("|{:-<17}|------:|------:|----------:|-------:|------:|----------:|--------:|", "");
        for (category, tally) in self.categories.iter().chain([(&"all".to_owned(), &self.all)]) {
            println!(
                "| {category:15} | {:5} | {:5} | {:9.1} | {:6.1} | {:5.1} | {:9.1} | {:7} |",
                tally.notes,
                tally.found + tally.missed,
                tally.precision(),
                tally.recall(),
                tally.f1(),
                tally.strict_f1(),
                tally.harmful,
            );
        }
        println!(
            "{} of {} notes without steps are left empty ({:.1} %)",
            self.all.empty,
            self.all.stepless,
            self.all.empty()
        );
    }
}
