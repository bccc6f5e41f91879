//! `aftercare extract`: a note in, the gate's steps out, as JSON. Needs no database.

use crate::Failure;
use aftercare_core::{clock::Clock, settings::Settings};
use aftercare_extraction::{Gated, GatedStep, StepKind};
use aftercare_worker::extraction::Extractor;
use anyhow::{Context, anyhow};
use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
};

/// What to read.
#[derive(Args, Debug)]
pub struct ExtractArgs {
    /// One JSON object a line, {"id": ..., "note": ...}; one such object of steps a line out
    #[arg(long)]
    jsonl: bool,
    /// The day the note was written on, YYYY-MM-DD [default: today]
    #[arg(long)]
    day: Option<NaiveDate>,
    /// File with the note; - is standard input
    #[arg(default_value = "-")]
    file: PathBuf,
}

/// Runs the command.
pub fn run(settings: &Settings, args: &ExtractArgs) -> Result<(), Failure> {
    super::serve::refuse_model(settings)?;
    let day = args.day.unwrap_or_else(|| Clock::system().today(chrono_tz::UTC));
    let extractor = Extractor::Rules;
    let input: Box<dyn Read> = if args.file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        let file = std::fs::File::open(&args.file);
        Box::new(file.with_context(|| format!("cannot read {}", args.file.display()))?)
    };
    let mut input = BufReader::new(input);
    let mut out = std::io::stdout().lock();
    if !args.jsonl {
        let mut note = String::new();
        input.read_to_string(&mut note).context("the note is not UTF-8 text")?;
        let gated = extractor.gated(&note, day).map_err(|code| anyhow!("the answer was refused: {code}"))?;
        writeln!(out, "{:#}", shown(&gated))?;
        return Ok(());
    }
    for (number, line) in input.lines().enumerate() {
        let line = line.with_context(|| format!("line {} is not UTF-8 text", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let given: Value =
            serde_json::from_str(&line).with_context(|| format!("line {} is not JSON", number + 1))?;
        let note = given["note"].as_str().with_context(|| format!("line {} has no \"note\"", number + 1))?;
        let mut answer = match extractor.gated(note, day) {
            Ok(gated) => shown(&gated),
            Err(code) => json!({ "checklist": [], "plan": [], "error": code }),
        };
        answer["id"] = given["id"].clone();
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

/// The steps that would be active at once; those held back for the doctor are left out.
fn shown(gated: &Gated) -> Value {
    let of = |kind| gated.steps.iter().filter(move |step| step.kind == kind && step.review.is_none());
    let passage = |step: &GatedStep| step.passage.as_ref().map(|passage| passage.text.clone());
    let checklist: Vec<_> = of(StepKind::Checklist)
        .map(|step| json!({ "description": step.description, "passage": passage(step) }))
        .collect();
    let plan: Vec<_> = of(StepKind::Plan)
        .map(|step| {
            json!({
                "description": step.description,
                "passage": passage(step),
                "duration_days": step.duration_days,
                "times_per_day": step.times_per_day,
                "every_days": step.every_days,
                "as_needed": step.as_needed,
            })
        })
        .collect();
    json!({ "checklist": checklist, "plan": plan })
}
