//! A model that errs, and one that does not, on every note of the tuning corpus. Steps that are right but for one thing are
//! held back; those that the notes' own labels describe, quoted as a model would, are let through.

#[expect(dead_code, reason = "the scorer of the corpus uses more of it")]
mod support;

use aftercare_extraction::{DraftStep, StepKind, extract, gate};
use chrono::{NaiveDate, NaiveTime, Weekday, WeekdaySet};
use support::note::{Expected, Note, load};
use support::text::{alternatives, fold};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).unwrap_or_default()
}

/// Right steps held back at most, in percent: in half of them the sentence that has the keywords is not the one that orders
/// the step; others are misspelt, or quote several steps at once.
const MOST_HELD: usize = 5;

/// Steps of sentences that order nothing let through at most, in percent.
const MOST_THROUGH: usize = 5;
/// Fewer tell nothing of a kind of lie.
const FEWEST_LIES: usize = 20;

/// One way to err about a step of a note; `None` where the step has nothing to be wrong about.
type Lie = fn(&DraftStep, &str) -> Option<DraftStep>;

/// Each way to err, and how many of 1000 such steps must be held back.
const LIES: &[(&str, Lie, usize)] = &[
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
        940,
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
        950,
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
        950,
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
        940,
    ),
    (
        "a null for a length, in the words of the medicine alone",
        |step, _| {
            step.duration_days.filter(|days| *days > 1 && step.starts_after_days == 0)?;
            Some(DraftStep { duration_days: None, description: start(&step.description)?, ..step.clone() })
        },
        940,
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

/// How a careful model words a step.
#[derive(Clone, Copy)]
enum Wording {
    /// By the sentence it stands in, as it is.
    Sentence,
    /// By what the step is about, and nothing more.
    Name,
}

/// What a careful model would answer: each step that the note is labelled with, quoted by the sentence that orders it.
///
/// Where several sentences name it, it is the one that the rules take a step of that name from, or else the last: what a
/// note orders stands behind what it tells. The labels say nothing of weekdays, cycles, times of day and beginnings. A
/// model that is right says them, so they are taken from what the rules read of the same name in the same sentence; a
/// step that the rules do not read has none. Labels that no sentence names are left out.
fn honest(note: &Note, wording: Wording) -> Vec<DraftStep> {
    let rules = extract(&note.text, day());
    let once = note.checklist.iter().filter_map(|e| told(note, &rules, e, StepKind::Checklist, wording));
    once.chain(note.plan.iter().filter_map(|e| told(note, &rules, e, StepKind::Plan, wording))).collect()
}

/// One of them.
fn told(
    note: &Note,
    rules: &[DraftStep],
    expected: &Expected,
    kind: StepKind,
    wording: Wording,
) -> Option<DraftStep> {
    let has = |text: &str| {
        let text = fold(text);
        expected.keywords.iter().all(|words| alternatives(words).any(|word| text.contains(&fold(&word))))
    };
    let pieces =
        note.text.split_inclusive(['\n', ';']).flat_map(|line| line.split_inclusive(". ")).map(str::trim);
    let pieces: Vec<&str> = pieces.filter(|piece| piece.chars().count() <= 190 && has(piece)).collect();
    let named: Vec<&DraftStep> =
        rules.iter().filter(|step| step.kind == kind && has(&step.description)).collect();
    let agrees = |step: &&&DraftStep| {
        step.duration_days == expected.duration_days.map(i64::from)
            && step.times_per_day == expected.times_per_day.map(i64::from)
    };
    let read = named.iter().find(agrees).or(named.first()).copied();
    let reads = |piece: &&&str| read.is_some_and(|step| piece.contains(&step.passage));
    let passage = *pieces.iter().find(reads).or(pieces.last())?;
    let name = read.and_then(|step| step.description.split_once(": ")).map(|(name, _)| name);
    let words = match wording {
        Wording::Sentence => passage.trim_start_matches(['-', '*', '•', ' ']).to_owned(),
        Wording::Name => about(passage, &expected.keywords),
    };
    // "75 mg daily for 4 weeks": a later phase, which the model calls by its name.
    let name = name.filter(|name| !fold(&words).contains(&fold(name))).map(|name| format!("{name}: "));
    let description = name.unwrap_or_default() + &words;
    Some(DraftStep {
        kind,
        description,
        passage: passage.to_owned(),
        duration_days: expected.duration_days.map(i64::from),
        times_per_day: expected.times_per_day.map(i64::from),
        every_days: expected.every_days,
        as_needed: expected.as_needed,
        ..read.map_or_else(DraftStep::default, |read| DraftStep {
            weekdays: read.weekdays,
            cycle: read.cycle,
            times_of_day: read.times_of_day.clone(),
            starts_after_days: read.starts_after_days,
            ..DraftStep::default()
        })
    })
}

/// The words of a sentence that the label of its step asks for, whole; of what is not to be done, the sentence.
fn about(passage: &str, keywords: &[String]) -> String {
    const DENIALS: &[&str] =
        &["no", "not", "avoid", "pas", "nicht", "kein", "keine", "interdit", "off", "out"];
    let words: Vec<&str> = passage.split_whitespace().collect();
    let plain = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    if words.iter().any(|word| DENIALS.contains(&plain(word).as_str())) {
        return passage.trim_start_matches(['-', '*', '•', ' ']).to_owned();
    }
    let asked = |word: &&&str| {
        let word = plain(word);
        keywords.iter().flat_map(|k| alternatives(k)).any(|k| !k.trim().is_empty() && word.contains(k.trim()))
    };
    let named: Vec<&str> = words.iter().filter(asked).copied().collect();
    if named.is_empty() { passage.to_owned() } else { named.join(" ") }
}

#[test]
fn what_is_right_is_let_through() -> Result<(), Box<dyn std::error::Error>> {
    let let_through = [Wording::Sentence, Wording::Name].map(let_through);
    let_through.into_iter().collect()
}

fn let_through(wording: Wording) -> Result<(), Box<dyn std::error::Error>> {
    let (mut all, mut held) = (0, Vec::new());
    for note in load::<Note>("dev")? {
        let drafts = honest(&note, wording);
        let gated = gate(&note.text, day(), drafts).map_err(|error| format!("{}: {error}", note.id))?;
        all += gated.steps.len();
        let waiting = gated.steps.into_iter().filter(|step| step.review.is_some());
        held.extend(waiting.map(|step| (note.id.clone(), step)));
    }
    println!("{} of {all} right steps held back", held.len());
    if std::env::var("LIES_THROUGH").is_ok_and(|v| v == "1") {
        for (id, step) in &held {
            println!("    {id} {step:?}");
        }
    }
    assert!(all > 600 && held.len() * 100 < all * MOST_HELD, "{} of {all}", held.len());
    Ok(())
}

#[test]
fn what_is_wrong_in_one_thing_is_held_back() -> Result<(), Box<dyn std::error::Error>> {
    let mut steps: Vec<(String, DraftStep)> = Vec::new();
    for note in load::<Note>("dev")? {
        let drafts = extract(&note.text, day());
        let gated =
            gate(&note.text, day(), drafts.clone()).map_err(|error| format!("{}: {error}", note.id))?;
        let right =
            gated.steps.into_iter().filter(|step| step.review.is_none() && step.kind == StepKind::Plan);
        for step in right {
            let draft = drafts.iter().find(|draft| draft.description.trim() == step.description);
            steps.extend(draft.map(|draft| (note.text.clone(), draft.clone())));
        }
    }
    let mut failed = Vec::new();
    for (name, lie, floor) in LIES {
        let lies: Vec<_> = steps.iter().filter_map(|(note, step)| Some((note, lie(step, note)?))).collect();
        let held = |(note, step): &&(&String, DraftStep)| {
            // What is out of bounds is refused as a whole.
            gate(note, day(), vec![step.clone()])
                .map_or(true, |gated| gated.steps.iter().all(|s| s.review.is_some()))
        };
        let through: Vec<_> = lies.iter().filter(|lie| !held(lie)).collect();
        println!("{name}: {} of {} held back", lies.len() - through.len(), lies.len());
        if std::env::var("LIES_THROUGH").is_ok_and(|v| v == "1") {
            for (_, step) in through.iter().take(100) {
                println!("    {step:?}");
            }
        }
        assert!(lies.len() >= FEWEST_LIES, "{name}: too few to tell");
        if (lies.len() - through.len()) * 1000 < lies.len() * floor {
            failed.push(*name);
        }
    }
    assert!(failed.is_empty(), "held back too rarely: {failed:?}");
    Ok(())
}

/// Each sentence of `corpus/nothing.txt` as a step of its own, once to be done and once to be repeated.
#[test]
fn what_orders_nothing_is_no_step_for_any_model() -> Result<(), Box<dyn std::error::Error>> {
    let rows = include_str!("corpus/nothing.txt")
        .lines()
        .filter(|row| !row.trim().is_empty() && !row.starts_with('#'));
    let (mut all, mut through) = (0, Vec::new());
    for row in rows {
        for kind in [StepKind::Checklist, StepKind::Plan] {
            let description: String = row.chars().take(200).collect();
            let step = DraftStep { kind, description, passage: row.to_owned(), ..DraftStep::default() };
            let gated = gate(row, day(), vec![step]).map_err(|error| format!("{row}: {error}"))?;
            all += 1;
            through.extend(gated.steps.into_iter().filter(|s| s.review.is_none()).map(|_| row));
        }
    }
    println!("{} of {all} sentences that order nothing held back", all - through.len());
    if std::env::var("LIES_THROUGH").is_ok_and(|v| v == "1") {
        for row in &through {
            println!("    {row}");
        }
    }
    assert!(all > 300 && through.len() * 100 < all * MOST_THROUGH, "{} of {all}", through.len());
    Ok(())
}
