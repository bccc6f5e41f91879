//! `aftercare extract`: a note in, the gate's steps out, as JSON. Needs no database.

mod answer;

use crate::{Failure, extractor::for_one_run};
use aftercare_core::{
    clock::Clock,
    domain::reasons,
    settings::{Fallback, Settings},
};
use aftercare_worker::extraction::{Extractor, FromText, extract_text};
use answer::shown;
use anyhow::{Context, anyhow};
use chrono::NaiveDate;
use clap::Args;
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    path::PathBuf,
};

/// What to read.
#[derive(Args, Debug)]
pub struct ExtractArgs {
    /// Read one JSON object per line, {"id": ..., "note": ...}; write one object with steps per line
    #[arg(long)]
    jsonl: bool,
    /// Show the steps that wait for the doctor too, each with its reason
    #[arg(long)]
    all: bool,
    /// The day the note was written on, YYYY-MM-DD [default: today]
    #[arg(long)]
    day: Option<NaiveDate>,
    /// File with the note; - is standard input
    #[arg(default_value = "-")]
    file: PathBuf,
}

/// Who reads, and how.
struct Reader {
    extractor: Extractor,
    fallback: bool,
    day: NaiveDate,
    clock: Clock,
    /// Those that wait too.
    all: bool,
}

/// Runs the command.
pub async fn run(settings: &Settings, args: &ExtractArgs) -> Result<(), Failure> {
    let clock = Clock::system();
    let reader = Reader {
        extractor: for_one_run(settings)?,
        fallback: settings.model.fallback == Fallback::Rules,
        day: args.day.unwrap_or_else(|| clock.today(settings.reminders.time_zone)),
        clock,
        all: args.all,
    };
    let input: Box<dyn Read> = if args.file.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        let file = std::fs::File::open(&args.file);
        Box::new(file.with_context(|| format!("cannot read {}", args.file.display()))?)
    };
    let mut input = BufReader::new(input);
    if args.jsonl {
        let parallel = reader.extractor.parallel();
        return Ok(reader.lines(input, parallel).await?);
    }
    let mut note = String::new();
    input.read_to_string(&mut note).context("the note is not UTF-8 text")?;
    let read = reader
        .read(&note)
        .await
        .map_err(|code| anyhow!("the note was not extracted: {} ({code})", reasons::reason_sentence(code)))?;
    writeln!(std::io::stdout(), "{:#}", shown(&read, args.all))?;
    Ok(())
}

impl Reader {
    async fn read(&self, note: &str) -> Result<FromText, &'static str> {
        extract_text(&self.extractor, self.fallback, note, self.day, &self.clock).await
    }

    /// A line out for each line in, in their order, several notes under way at once.
    async fn lines(&self, input: impl BufRead, parallel: usize) -> anyhow::Result<()> {
        let notes = input
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.as_ref().is_ok_and(|line| line.trim().is_empty()))
            .map(|(number, line)| parse(number + 1, line));
        let answers = stream::iter(notes).map(async |parsed| match parsed {
            Ok((id, note)) => self.line(id, &note).await,
            Err(error) => json!({ "id": null, "checklist": [], "plan": [], "error": error.to_string() }),
        });
        let (mut failed, mut all) = (0, 0);
        let mut answers = std::pin::pin!(answers.buffered(parallel));
        let mut out = std::io::stdout();
        while let Some(answer) = answers.next().await {
            all += 1;
            failed += usize::from(answer.get("error").is_some());
            writeln!(out, "{answer}")?;
        }
        if failed > 0 {
            anyhow::bail!("{failed} of {all} notes were not extracted; their lines say why");
        }
        Ok(())
    }

    async fn line(&self, id: Value, note: &str) -> Value {
        let mut answer = match self.read(note).await {
            Ok(read) => shown(&read, self.all),
            Err(code) => json!({ "checklist": [], "plan": [], "error": code }),
        };
        answer["id"] = id;
        answer
    }
}

/// The id and the note of a line.
fn parse(number: usize, line: std::io::Result<String>) -> anyhow::Result<(Value, String)> {
    let line = line.with_context(|| format!("line {number} is not UTF-8 text"))?;
    let mut given: Value =
        serde_json::from_str(&line).with_context(|| format!("line {number} is not JSON"))?;
    let note = given["note"].as_str().with_context(|| format!("line {number} has no \"note\""))?.to_owned();
    Ok((given["id"].take(), note))
}
