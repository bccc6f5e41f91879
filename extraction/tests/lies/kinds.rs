//! The ways to err about a step of which all but one thing is right.

use super::day;
use super::support::text::fold;
use aftercare_extraction::{DraftStep, StepKind, extract};
use chrono::{NaiveTime, Weekday, WeekdaySet};

/// One way to err about a step of a note; `None` where the step has nothing to be wrong about.
pub type Lie = fn(&DraftStep, &str) -> Option<DraftStep>;

/// Each way to err, and how many of 1000 such steps must be held back.
pub const LIES: &[(&str, Lie, usize)] = &[
    (
        "another length",
        |step, _| {
            let days = step.duration_days? * 3 + 5;
            Some(DraftStep { duration_days: Some(days), ..step.clone() })
        },
        990,
    ),
    (
        "no end",
        |step, _| {
            step.duration_days.filter(|days| *days > 1 && step.starts_after_days == 0)?;
            Some(DraftStep { duration_days: None, ..step.clone() })
        },
        970,
    ),
    (
        "three times as often",
        |step, _| {
            let times = step.times_per_day? * 3 + 1;
            Some(DraftStep { times_per_day: Some(times), ..step.clone() })
        },
        990,
    ),
    (
        "a weekly medicine daily",
        |step, _| {
            step.every_days.filter(|days| *days > 1.0)?;
            Some(DraftStep {
                every_days: None,
                times_per_day: Some(1),
                weekdays: WeekdaySet::EMPTY,
                ..step.clone()
            })
        },
        980,
    ),
    (
        "weekly by the numbers and daily by the words",
        |step, _| {
            step.every_days.filter(|days| (*days - 7.0).abs() < 0.1)?;
            Some(DraftStep { description: "Take it every day".to_owned(), ..step.clone() })
        },
        950,
    ),
    (
        "an invented medicine",
        |step, _| Some(DraftStep { description: "Take cyclophosphamide".to_owned(), ..step.clone() }),
        1000,
    ),
    (
        "ten times the dose",
        |step, _| {
            let (before, after) = step.description.split_once(" mg")?;
            let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
            let is_whole = !before[..before.len() - digits].ends_with(['.', ',']);
            (digits > 0 && is_whole).then_some(())?;
            let description = format!("{before}0 mg{after}");
            Some(DraftStep { description, ..step.clone() })
        },
        950,
    ),
    (
        "words that are not in the note",
        |step, _| {
            Some(DraftStep { passage: format!("{} as agreed with the ward", step.passage), ..step.clone() })
        },
        1000,
    ),
    (
        "a passage cut short, and no numbers",
        |step, _| {
            let often = step.times_per_day.is_some_and(|n| n > 1) || step.every_days.is_some_and(|n| n > 1.0);
            (!step.as_needed && (often || step.duration_days.is_some_and(|n| n > 1))).then_some(())?;
            let (description, passage) = (start(&step.description)?, start(&step.passage)?);
            let cut = DraftStep { description, passage, ..step.clone() };
            Some(DraftStep {
                duration_days: None,
                times_per_day: None,
                every_days: None,
                weekdays: WeekdaySet::EMPTY,
                cycle: None,
                times_of_day: Vec::new(),
                ..cut
            })
        },
        965,
    ),
    (
        "if needed, lost with the end of the passage",
        |step, _| {
            step.as_needed.then_some(())?;
            let (description, passage) = (start(&step.description)?, start(&step.passage)?);
            Some(DraftStep { as_needed: false, description, passage, ..step.clone() })
        },
        975,
    ),
    (
        "the opposite",
        |step, _| {
            let description = format!("Do not: {}", step.description);
            let denied = [
                "no ", "nil", "evit", "not", "n't", "off", "pas de", "avoid", "stop", "without", "sin ",
                "sans ", "ohne ", "kein", "nicht", "nada",
            ];
            let folded = fold(&format!(" {}", step.passage));
            (!denied.iter().any(|word| folded.contains(word))).then_some(())?;
            (description.chars().count() <= 200).then(|| DraftStep { description, ..step.clone() })
        },
        990,
    ),
    (
        "the dose of another medicine of the sentence",
        |step, note| {
            let sentence = |passage: &str| {
                let at = note.find(passage)?;
                let is_end = |c: char| matches!(c, '\n' | ';' | '.');
                let from = note[..at].rfind(is_end).map_or(0, |end| end + 1);
                let behind = at + passage.len();
                let rest = &note[behind..];
                Some(
                    from..behind
                        + rest
                            .find(['\n', ';'])
                            .unwrap_or(rest.len())
                            .min(rest.find(". ").unwrap_or(rest.len())),
                )
            };
            let of = sentence(&step.passage)?;
            // The phases of a taper, which have the name in front, are one medicine's.
            let own = milligrams(&step.description).filter(|_| !step.description.contains(": "))?;
            let other = extract(note, day()).into_iter().find_map(|other| {
                let apart = other.description.split(' ').next() != step.description.split(' ').next()
                    && !other.description.contains(": ")
                    && other.starts_after_days == 0;
                let dose = milligrams(&other.description)?.to_owned();
                (apart && sentence(&other.passage)? == of && !step.passage.contains(&dose)).then_some(dose)
            })?;
            let description = step.description.replacen(&format!("{own} mg"), &format!("{other} mg"), 1);
            let passage = note[of].trim().to_owned();
            Some(DraftStep { description, passage, ..step.clone() })
        },
        950,
    ),
    (
        "a beginning in eight years",
        |step, _| Some(DraftStep { starts_after_days: 3000, ..step.clone() }),
        990,
    ),
    (
        "a beginning lost",
        |step, _| {
            (step.starts_after_days > 1).then_some(())?;
            Some(DraftStep { starts_after_days: 0, ..step.clone() })
        },
        960,
    ),
    (
        "a weekday lost",
        |step, _| {
            (!step.weekdays.is_empty()).then_some(())?;
            let every_days = step.every_days.or(Some(7.0 / f64::from(step.weekdays.len())));
            Some(DraftStep { weekdays: WeekdaySet::EMPTY, every_days, ..step.clone() })
        },
        1000,
    ),
    (
        "another weekday",
        |step, _| {
            (!step.weekdays.is_empty()).then_some(())?;
            let weekdays = step.weekdays.iter(Weekday::Mon).map(|day| day.succ()).collect();
            Some(DraftStep { weekdays, ..step.clone() })
        },
        1000,
    ),
    (
        "a weekday invented",
        |step, _| {
            (step.weekdays.is_empty() && step.every_days == Some(7.0)).then_some(())?;
            Some(DraftStep { weekdays: WeekdaySet::single(Weekday::Thu), ..step.clone() })
        },
        1000,
    ),
    (
        "a time of day invented",
        |step, _| {
            (step.times_of_day.is_empty() && step.times_per_day == Some(1)).then_some(())?;
            Some(DraftStep {
                times_of_day: NaiveTime::from_hms_opt(3, 17, 0).into_iter().collect(),
                ..step.clone()
            })
        },
        1000,
    ),
    (
        "a zero for a length",
        |step, _| {
            step.duration_days.filter(|days| *days > 1)?;
            Some(DraftStep { duration_days: Some(0), ..step.clone() })
        },
        970,
    ),
    (
        "a null for a length, in the words of the medicine alone",
        |step, _| {
            step.duration_days.filter(|days| *days > 1 && step.starts_after_days == 0)?;
            Some(DraftStep { duration_days: None, description: start(&step.description)?, ..step.clone() })
        },
        975,
    ),
    (
        "no name",
        |step, _| Some(DraftStep { description: "Take one tablet".to_owned(), ..step.clone() }),
        1000,
    ),
    (
        "a course to tick off once",
        |step, _| {
            step.duration_days.filter(|days| *days > 1)?;
            step.times_per_day?;
            let once =
                DraftStep { duration_days: None, times_per_day: None, every_days: None, ..step.clone() };
            Some(DraftStep { kind: StepKind::Checklist, as_needed: false, starts_after_days: 0, ..once })
        },
        935,
    ),
];

/// The first two words, if they say something.
fn start(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().take(2).collect();
    let start = words.join(" ");
    (start.chars().filter(|c| c.is_alphanumeric()).count() >= 4).then_some(start)
}

/// The first number of milligrams in a text.
fn milligrams(text: &str) -> Option<&str> {
    let (before, _) = text.split_once(" mg")?;
    let number = before.rsplit(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).next()?;
    (!number.is_empty()).then_some(number)
}
