//! `aftercare model check`: asks the configured model about one made-up note, and says in plain words what came back.

use crate::{Failure, extractor};
use aftercare_core::{clock::Clock, domain::reasons, settings::Settings};
use aftercare_extraction::{GatedStep, StepKind, gate, overlooked};
use aftercare_worker::extraction::{
    deidentify::Deidentified,
    model::{ModelAnswer, ModelClient, ModelFailure, ModelQuestion, Reason},
    review_code,
};
use anyhow::anyhow;
use chrono::{NaiveDate, Weekday};
use clap::Subcommand;
use std::fmt::Write as _;

/// What to do with the model.
#[derive(Subcommand, Debug)]
pub enum Model {
    /// Ask the configured model about one made-up note, and say what came back
    Check,
}

/// Nobody's note: four orders, and one medicine that is stopped.
const NOTE: &str = "Chest infection. Amoxicillin 500 mg three times a day for 7 days. \
                    Methotrexate 10 mg every Monday, ongoing. Paracetamol 1 g up to four times a day if needed for pain. \
                    Ibuprofen stopped. Blood test in 2 weeks.";

/// Runs the command.
pub async fn run(settings: &Settings, what: &Model) -> Result<(), Failure> {
    match what {
        Model::Check => check(settings).await,
    }
}

async fn check(settings: &Settings) -> Result<(), Failure> {
    let client = extractor::client(settings)?;
    let clock = Clock::system();
    let day = clock.today(settings.reminders.time_zone);
    println!(
        "Asking {}, model {}, at {}, about a note that is made up:",
        client.name(),
        client.model(),
        client.address()
    );
    println!("  {NOTE}");
    let note = Deidentified::new(NOTE, &[]);
    let question = ModelQuestion { note: &note, day, now: clock.now(), is_repeated: false };
    let answer = client.extract(question).await.map_err(|failure| anyhow!("{}", why(&client, &failure)))?;
    println!("{}", came_back(&answer));
    judge(answer, day)?;
    if extractor::is_model(settings) {
        return Ok(());
    }
    Err(anyhow!("the model works, but notes are read by the rules; set AFTERCARE_EXTRACTOR=model").into())
}

/// Which model answered, how fast, and for how many tokens.
fn came_back(answer: &ModelAnswer) -> String {
    let model = answer.model_version.as_deref().unwrap_or("The model");
    let mut said = format!("{model} answered in {:.1} s", answer.took.as_secs_f64());
    let tokens = [
        (answer.tokens.prompt, "read"),
        (answer.tokens.output, "written"),
        (answer.tokens.thoughts, "thought"),
    ];
    let told: Vec<_> =
        tokens.into_iter().filter_map(|(count, what)| Some(format!("{} tokens {what}", count?))).collect();
    if !told.is_empty() {
        let _ = write!(said, ": {}", told.join(", "));
    }
    said + "."
}

/// Prints each step and what the gate makes of it, and each order that no step covers.
fn judge(answer: ModelAnswer, day: NaiveDate) -> anyhow::Result<()> {
    let gated = gate(NOTE, day, answer.drafts).map_err(|error| {
        anyhow!("the answer is refused as a whole: {error}; try another model (AFTERCARE_MODEL)")
    })?;
    let (all, mut in_force) = (gated.steps.len(), 0);
    for (number, step) in gated.steps.iter().enumerate() {
        let fate = match step.review {
            None => {
                in_force += 1;
                "it would be in force at once".to_owned()
            }
            Some(reason) => {
                let code = review_code(reason);
                format!("it would wait for the doctor ({code}): {}", reasons::reason_sentence(code))
            }
        };
        println!("  {}. {}\n     {fate}", number + 1, described(step));
    }
    println!("{in_force} of {all} steps would be in force; the note has four.");
    let missing = overlooked(NOTE, day, &gated);
    for order in &missing {
        println!("  Missing: {}", order.description);
    }
    if in_force == 0 {
        return Err(anyhow!(
            "the model answers, and no step of its answer can be used; try another model (AFTERCARE_MODEL), or another \
             prompt (AFTERCARE_MODEL_PROMPT)"
        ));
    }
    if !missing.is_empty() {
        return Err(anyhow!(
            "the model answers, and misses {} of the note's orders; try another model (AFTERCARE_MODEL), or another prompt \
             (AFTERCARE_MODEL_PROMPT)",
            missing.len()
        ));
    }
    Ok(())
}

/// A step on one line.
fn described(step: &GatedStep) -> String {
    let mut said = match step.kind {
        StepKind::Checklist => format!("Checklist: {}", step.description),
        StepKind::Plan => format!("Plan: {}", step.description),
    };
    let weekdays: Vec<_> = step.weekdays.iter(Weekday::Mon).map(|day| day.to_string()).collect();
    let clock: Vec<_> = step.times_of_day.iter().map(|time| time.format("%H:%M").to_string()).collect();
    let parts = [
        step.times_per_day.map(|times| format!("{times} times a day")),
        (!clock.is_empty()).then(|| format!("at {}", clock.join(", "))),
        step.every_days.filter(|_| weekdays.is_empty()).map(|days| format!("every {days} days")),
        (!weekdays.is_empty()).then(|| format!("on {}", weekdays.join(", "))),
        step.cycle.map(|cycle| format!("{} days on, {} days off", cycle.on, cycle.off)),
        step.duration_days.map(|days| format!("for {days} days")),
        step.as_needed.then(|| "if needed".to_owned()),
        (step.starts_after_days > 0).then(|| format!("from day {} on", step.starts_after_days)),
    ];
    let told: Vec<_> = parts.into_iter().flatten().collect();
    if !told.is_empty() {
        let _ = write!(said, " ({})", told.join("; "));
    }
    said
}

/// What went wrong, and where to look.
fn why(client: &ModelClient, failure: &ModelFailure) -> String {
    let reason = failure.error.reason();
    let mut said = format!(
        "{} did not read the note: {} ({reason}",
        client.name(),
        reasons::reason_sentence(reason.code())
    );
    if let Some(status) = failure.http_status {
        let _ = write!(said, "; HTTP {status}");
    }
    if let Some(kind) = &failure.error_type {
        let _ = write!(said, "; {kind}");
    }
    let _ = write!(said, "; {:.1} s)", failure.took.as_secs_f64());
    if let Some(settings) = Reason::settings(reason) {
        let _ = write!(said, "\nLook at {settings}.");
    }
    said
}
