//! From clauses to draft steps, and what a clause takes over from the one before it.

mod again;
mod amend;
mod going_on;

use super::clause::{self, Clause};
use super::decide::{Timing, decide, taken_again};
use super::describe;
use super::force::{self, Force};
use super::sentence::Sentence;
use super::shared;
use super::superseded::{self, Says, Word};
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Heading, Subject};
use crate::{DraftStep, StepKind};
use again::name;
use chrono::{NaiveTime, WeekdaySet};
use going_on::{ends_for_good, first_of, goes_on, is_named_otherwise, points_back, restarts, withholds};

/// Steps of one note at most, as the gate has it.
const MOST: usize = 50;
/// So many are read, for some are taken back.
const MOST_READ: usize = 2 * MOST;
/// Longest length and start, in days.
const LONGEST: f64 = 3650.0;
/// Longest interval, in days.
const LONGEST_INTERVAL: f64 = 366.0;

/// What later sentences go on from.
#[derive(Debug, Default)]
pub struct Context {
    steps: Vec<DraftStep>,
    /// What is said of each medicine that is named.
    words: Vec<Word>,
    /// What "then 10 mg daily" goes on with: its name, the block it was named in, and what it is.
    about: Option<(String, usize, Subject)>,
    /// On which day its next phase begins.
    phase_start: f64,
    /// How often it was taken so far.
    times: Option<f64>,
    /// What it is about was only told of, not ordered.
    told: bool,
    /// It was stopped: only a word that begins it again goes on with it.
    stopped: bool,
    /// The step so far has a name and a dose, and waits for how often.
    unfinished: bool,
    /// Where the passage of the last step begins, if it is of a medicine by name.
    last_from: Option<usize>,
    /// A name and a dose that are no step by themselves, as a patient would read them.
    open: Option<String>,
    /// The last step has a name and a dose, and says nothing of time yet.
    bare: bool,
    /// The block whose last sentence told a story of medicines, and ordered nothing.
    story: Option<usize>,
}

impl Context {
    /// The steps, in the order of the note.
    pub fn into_steps(self) -> Vec<DraftStep> {
        let mut steps = superseded::without(self.steps, &self.words);
        steps.truncate(MOST);
        steps
    }
}

/// Reads the steps of one sentence.
pub fn read(note: &str, sentence: &Sentence, context: &mut Context) {
    let clauses = clause::split(sentence);
    let forces = force::of(sentence, &clauses);
    let shared = shared::of(sentence, &clauses);
    let listed = shared::is_regimen(sentence, &clauses, &forces);
    if going_on::is_refusal(sentence) {
        context.take_back(sentence.block);
        return;
    }
    let goes_on_telling = context.story == Some(sentence.block);
    context.story = tells_a_story(&clauses, &forces).then_some(sentence.block);
    for (n, (clause, force)) in clauses.iter().zip(&forces).enumerate() {
        let named = clause.subject.is_some_and(|s| s.sense == Subject::Medicine);
        let force = if listed && named && holds(*force) { &Force::Holds { ordered: true } } else { force };
        let mut reading = Reading::of(&sentence.facts, clause.from, clause.to);
        if clause.subject.is_some_and(|s| s.sense == Subject::Medicine) {
            if let Some(shared) = &shared {
                shared.fill(n, &mut reading);
            }
            // "Amlodipine 5 mg and ramipril 5 mg once daily": one frequency for both.
            let alternative = shared::is_alternative(sentence, clause);
            if (!reading.has_time() || alternative && !reading.has_frequency())
                && forces.get(n + 1).is_some_and(|f| f == force || holds(*f) && holds(*force))
                && let Some(last) = shared::of_list(sentence, &clauses, n)
            {
                reading = Reading { dose: reading.dose, prn: reading.prn || last.prn, ..last };
            }
            reading.prn |= alternative;
        }
        if let Some(held) = force::resumes(sentence, clause).filter(|_| holds(*force)) {
            reading.begin_behind(held.fact);
        }
        // "Indapamide was stopped in 2020. Doxazosin once, for a month, faint on standing.": a story that goes on.
        let bare = !reading.dose && !reading.has_frequency() && !reading.prn && reading.date.is_none();
        let prose = !sentence.item && sentence.section == Heading::Other;
        if named && goes_on_telling && bare && prose && *force == (Force::Holds { ordered: false }) {
            context.story = Some(sentence.block);
            continue;
        }
        read_clause(note, sentence, clause, *force, &reading, context);
        if context.steps.len() >= MOST_READ {
            return;
        }
    }
}

/// Whether a sentence names a medicine that was taken once, and orders nothing.
fn tells_a_story(clauses: &[Clause], forces: &[Force]) -> bool {
    let told = |f: &Force| matches!(f, Force::None(Some(Cue::Past | Cue::Stop)));
    let named = |c: &Clause| c.subject.is_some_and(|s| s.sense == Subject::Medicine);
    forces.iter().all(told) && clauses.iter().any(named)
}

fn holds(force: Force) -> bool {
    matches!(force, Force::Holds { .. })
}

fn read_clause(
    note: &str,
    sentence: &Sentence,
    clause: &Clause,
    force: Force,
    reading: &Reading,
    context: &mut Context,
) {
    if context.complete(note, sentence, clause, force, reading)
        || context.on_days(note, sentence, clause, force, reading)
        || context.pause(sentence, clause, reading)
        || context.begin_later(sentence, clause, reading)
        || context.is_due_next(sentence, clause, reading)
        || context.amend(sentence, clause, force, reading)
    {
        return;
    }
    let named = clause.subject.filter(|s| s.sense == Subject::Medicine || s.sense == Subject::Form);
    let inherits = clause.subject.is_none()
        && !is_named_otherwise(sentence, clause)
        && (clause.phase || (clause.from == first_of(sentence) && goes_on(sentence, clause, reading, force)));
    let mut next_phase = false;
    let medicine = match named {
        Some(subject) => {
            let name = name(note, sentence, clause, subject.from, subject.to);
            next_phase = context.begin_or_go_on(sentence, clause, name, Subject::Medicine);
            let stopped = sentence.section == Heading::Stopped && !restarts(sentence, clause);
            if force == Force::None(Some(Cue::Stop)) && ends_for_good(sentence, clause) || stopped {
                context.say(sentence, clause, Says::Ended);
            }
            // "No chlorphenamine": what comes without a name is about something else, unless it gives a dose.
            context.told = force == Force::Forbids;
            if force == Force::Forbids || withholds(sentence, clause, subject.from) {
                context.wait(reading);
            }
            if let Force::None(reason) = force {
                context.told = true;
                context.stopped = reason == Some(Cue::Stop);
                if !matches!(reason, Some(Cue::Past | Cue::Describes | Cue::Stop)) {
                    context.about = None;
                }
                return;
            }
            None
        }
        None if inherits => context
            .about
            .clone()
            .filter(|(_, block, kind)| {
                (reading.dose || !context.told)
                    && (!context.stopped || restarts(sentence, clause))
                    && *block + 1 >= sentence.block
                    && (*kind == Subject::Medicine
                        || clause.phase
                        || matches!(kind, Subject::Test | Subject::Visit) && reading.has_frequency())
            })
            .map(|(name, _, kind)| (name, kind)),
        None => None,
    };
    // "Libre sensor, change it every 14 days": of what is named before it.
    let pointed = context
        .about
        .clone()
        .filter(|(_, block, kind)| *block == sentence.block && points_back(sentence, clause, *kind));
    if let Some(subject) = clause.subject.filter(|_| named.is_none()) {
        let told = sentence.subjects.iter().filter(|s| s.from >= subject.from && s.to <= clause.to);
        let noun = told
            .clone()
            .find(|s| !matches!(s.sense, Subject::Deed | Subject::Errand | Subject::Thing))
            .unwrap_or(&subject);
        let name = name(note, sentence, clause, noun.from, noun.to);
        next_phase = context.begin_or_go_on(sentence, clause, name, noun.sense);
        if force == Force::None(Some(Cue::Stop)) {
            context.wait(reading);
        }
    }
    let kind = match (named.map(|s| s.sense), &medicine, clause.subject.map(|s| s.sense)) {
        (Some(sense), ..) => Some(sense),
        (None, Some((_, kind)), _) => Some(*kind),
        (None, None, sense) => sense,
    };
    let named_medicine = kind == Some(Subject::Medicine) && holds(force);
    let again = force::resumes(sentence, clause).filter(|_| named_medicine).map(|_| taken_again(reading));
    let timing = again.or_else(|| decide(sentence, clause, kind, force, reading, medicine.is_some()));
    let Some(timing) = timing else {
        if named.is_some() && !matches!(force, Force::None(_)) && reading.dose {
            context.unfinished = true;
            context.last_from = sentence.tokens.get(clause.from).map(|t| t.start);
            let (from, to) = describe::span(sentence, clause);
            context.open =
                Some(describe::line(note, sentence, from, to, None)).filter(|_| !reading.has_time());
        }
        return;
    };
    let (mut from, to) = describe::span(sentence, clause);
    // "Mammogram yearly, next in July": of what is named before it.
    let next = clause::is_next(sentence, clause) && clause.subject.is_none();
    let before = context.about.clone().filter(|(_, block, _)| next && *block + 1 >= sentence.block);
    let prefix = medicine
        .as_ref()
        .map(|m| m.0.as_str())
        .or(before.as_ref().map(|b| b.0.as_str()))
        .or(pointed.as_ref().map(|p| p.0.as_str()));
    if medicine.is_some()
        && let Some(fact) = sentence
            .facts
            .iter()
            .find(|f| f.from >= clause.from && f.to <= to && !matches!(f.fact, Fact::Then | Fact::If))
    {
        // "Plan after that (rheumatology to confirm): 30 mg ...": from what it says on.
        let bare = fact.from.checked_sub(1).and_then(|b| sentence.tokens.get(b));
        let numbered = bare.is_some_and(|t| matches!(t.kind, crate::text::Kind::Number(_)));
        let more = sentence
            .tokens
            .get(clause.from..fact.from)
            .unwrap_or_default()
            .iter()
            .any(|t| matches!(t.word.as_str(), "more" | "another" | "again"));
        if !more {
            from = (fact.from - usize::from(numbered)).max(from);
        }
    }
    let description = describe::line(note, sentence, from, to, prefix);
    let passage = text(note, sentence, clause.from, clause.to);
    if description.is_empty() || passage.is_empty() {
        return;
    }
    // "Now 6 mg at night. ...": the dose so far, which a plan further down takes back.
    let opens = sentence.tokens.get(clause.from).map_or("", |t| t.word.as_str());
    let so_far = matches!(opens, "now" | "currently" | "presently") && reading.length.is_none();
    if let Some((name, _)) = &medicine {
        let says = if so_far { Says::Current } else { Says::Told };
        context.words.push(Word { medicine: crate::text::fold(name), step: context.steps.len(), says });
    }
    if named.is_some() {
        let listed = sentence.section == Heading::Plan || sentence.item;
        let ordered = force == Force::Holds { ordered: true };
        context.say(sentence, clause, if listed || ordered { Says::Ordered } else { Says::Told });
    }
    let start = sentence.tokens.get(clause.from).map(|t| t.start);
    let bare = named.is_some() && reading.dose && !reading.has_time() && !reading.ongoing && !clause.phase;
    context.push(
        &timing,
        description,
        passage.to_owned(),
        reading,
        medicine.is_some() || clause.phase || next_phase,
    );
    context.last_from = start.filter(|_| named.is_some() && timing.kind == StepKind::Plan);
    context.bare = bare;
    context.open = None;
    // A phase a line: each goes on from the one above.
    if let Some((_, block, _)) = context.about.as_mut().filter(|_| medicine.is_some()) {
        *block = sentence.block;
    }
}

fn text<'n>(note: &'n str, sentence: &Sentence, from: usize, to: usize) -> &'n str {
    let word = |t: &&crate::text::Token| t.word.chars().any(char::is_alphanumeric) || t.is(')') || t.is('%');
    let range = sentence.tokens.get(from..to).unwrap_or_default();
    let start = range.iter().find(|t| t.word.chars().any(char::is_alphanumeric)).map_or(0, |t| t.start);
    let end = range.iter().rev().find(word).map_or(start, |t| t.end);
    note.get(start..end).unwrap_or_default()
}

impl Context {
    /// From here on it is about something else.
    fn begin(&mut self, name: &str, block: usize, kind: Subject) {
        *self = Self {
            steps: std::mem::take(&mut self.steps),
            words: std::mem::take(&mut self.words),
            about: Some((name.to_owned(), block, kind)),
            story: self.story,
            ..Self::default()
        };
    }

    /// "Hold warfarin for 5 days, then 3 mg daily": what comes next begins after that.
    fn wait(&mut self, reading: &Reading) {
        if let Some((_, days)) = reading.length.filter(|_| reading.sure_length) {
            self.phase_start = days.clamp(0.0, LONGEST);
        }
    }

    /// "... recommended; patient declined": the step in front is none.
    fn take_back(&mut self, block: usize) {
        let near = self.about.as_ref().is_some_and(|(_, of, _)| *of == block);
        let last = self.steps.len().checked_sub(1).filter(|_| near);
        if last.is_some() && self.words.last().is_some_and(|word| Some(word.step) == last) {
            self.words.pop();
            self.steps.pop();
        }
    }

    /// Takes note of what is said of the medicine that the clause names.
    fn say(&mut self, sentence: &Sentence, clause: &Clause, says: Says) {
        let Some(subject) = clause.subject.filter(|s| s.sense == Subject::Medicine) else { return };
        let named = sentence.tokens.get(subject.from..subject.to).unwrap_or_default();
        let medicine = named.iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(" ");
        self.words.push(Word { medicine, step: self.steps.len(), says });
    }

    fn push(
        &mut self,
        timing: &Timing,
        description: String,
        passage: String,
        reading: &Reading,
        phase: bool,
    ) {
        let plan = timing.kind == StepKind::Plan;
        let mut times = timing.times;
        if phase && plan && times.is_none() && timing.every.is_none() && !timing.as_needed {
            times = self.times;
        }
        let starts = match (phase, timing.starts) {
            (_, Some(days)) => days,
            (true, None) => self.phase_start,
            (false, None) => 0.0,
        };
        if phase && self.unfinished {
            self.unfinished = false;
        }
        let length = timing.length.filter(|days| (1.0..=LONGEST).contains(days));
        self.phase_start = starts + reading.phase.map_or(length.unwrap_or(0.0), |p| p.1);
        self.times = times.or(self.times);
        let every = timing.every.filter(|days| *days >= 1.0 && *days <= LONGEST_INTERVAL);
        let (times, every) = match every {
            Some(days) if (days - 1.0).abs() < 0.01 => (times.or(Some(1.0)), None),
            Some(days) if days < 1.0 => (Some((1.0 / days).round()), None),
            every => (times, every),
        };
        self.steps.push(DraftStep {
            kind: timing.kind,
            description,
            passage,
            duration_days: length.filter(|_| plan).map(whole),
            times_per_day: times.filter(|n| plan && (0.5..=24.4).contains(n)).map(whole),
            every_days: every.filter(|_| plan),
            as_needed: timing.as_needed && plan,
            starts_after_days: whole(starts.clamp(0.0, LONGEST)),
            weekdays: if plan { reading.weekdays } else { WeekdaySet::EMPTY },
            cycle: reading.cycle.filter(|_| plan).map(|(on, off)| (whole(on), whole(off))),
            times_of_day: if plan { times_of_day(reading, times) } else { Vec::new() },
        });
    }
}

/// The times of the clock, if there are as many as times a day.
fn times_of_day(reading: &Reading, times: Option<f64>) -> Vec<NaiveTime> {
    let clocks = reading.clocks.sorted();
    let as_many = (times.unwrap_or(1.0) - reading.clocks.times()).abs() < 0.5;
    if as_many { clocks } else { Vec::new() }
}

fn whole(n: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "bounded by every caller, and the cast saturates")]
    let whole = n.round() as i64;
    whole
}
