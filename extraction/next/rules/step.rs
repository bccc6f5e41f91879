//! From a clause in force to a draft step: one day or more, how often, how long, from when.

use super::clause::{self, Clause, Lead};
use super::force::{self, Force};
use super::sentence::Sentence;
use super::describe;
use crate::grammar::{Fact, Reading};
use crate::lexicon::{Cue, Heading, Subject};
use crate::{DraftStep, StepKind};

/// Steps of one note at most, as the gate has it.
const MOST: usize = 50;
/// Longest length and start, in days.
const LONGEST: f64 = 3650.0;
/// Longest interval that is a habit and not a date far off, in days.
const LONGEST_INTERVAL: f64 = 366.0;

/// What later sentences go on from.
#[derive(Debug, Default)]
pub struct Context {
    steps: Vec<DraftStep>,
    /// The medicine that "then 10 mg daily" goes on with, and the block it was named in.
    medicine: Option<(String, usize)>,
    /// On which day its next phase begins.
    phase_start: f64,
    /// How often it was taken so far.
    times: Option<f64>,
    /// The step so far has a name and a dose, and waits for how often.
    unfinished: bool,
}

impl Context {
    /// The steps, in the order of the note.
    pub fn into_steps(self) -> Vec<DraftStep> {
        self.steps
    }
}

/// Reads the steps of one sentence.
pub fn read(note: &str, sentence: &Sentence, context: &mut Context) {
    let clauses = clause::split(sentence);
    let forces = force::of(sentence, &clauses);
    for (n, (clause, force)) in clauses.iter().zip(&forces).enumerate() {
        let next = clauses.get(n + 1).filter(|c| c.lead == Lead::And && forces.get(n + 1) == Some(force));
        read_clause(note, sentence, clause, *force, next, context);
        if context.steps.len() >= MOST {
            context.steps.truncate(MOST);
            return;
        }
    }
}

fn read_clause(
    note: &str,
    sentence: &Sentence,
    clause: &Clause,
    force: Force,
    next: Option<&Clause>,
    context: &mut Context,
) {
    let named = clause.subject.filter(|s| s.sense == Subject::Medicine || s.sense == Subject::Form);
    let mut reading = Reading::of(&sentence.facts, clause.from, clause.to);
    let inherits = clause.subject.is_none()
        && (clause.phase || (clause.from == first_of(sentence) && goes_on(sentence, clause, &reading, force)));
    let medicine = match named {
        Some(subject) => {
            let text = text(note, sentence, subject.from, subject.to);
            *context = Context { steps: std::mem::take(&mut context.steps), ..Context::default() };
            if matches!(force, Force::None(_)) {
                return;
            }
            context.medicine = Some((text.to_owned(), sentence.block));
            // "Amlodipine 5 mg and ramipril 5 mg once daily": one frequency for both.
            if !reading.has_time()
                && let Some(next) = next.filter(|c| c.subject.is_some_and(|s| s.sense == Subject::Medicine))
            {
                let shared = Reading::of(&sentence.facts, next.from, next.to);
                reading = Reading { dose: reading.dose, ..shared };
            }
            None
        }
        None if inherits => context.medicine.clone().filter(|(_, block)| *block + 1 >= sentence.block).map(|m| m.0),
        None => None,
    };
    if clause.subject.is_some() && named.is_none() {
        context.medicine = context.medicine.take().filter(|_| !matches!(clause.lead, Lead::Start));
    }
    let about = Clause { ..*clause };
    let kind = match (named.map(|s| s.sense), &medicine, clause.subject.map(|s| s.sense)) {
        (Some(sense), ..) => Some(sense),
        (None, Some(_), _) => Some(Subject::Medicine),
        (None, None, sense) => sense,
    };
    let Some(timing) = decide(sentence, &about, kind, force, &reading, medicine.is_some()) else {
        if named.is_some() && !matches!(force, Force::None(_)) && reading.dose {
            context.unfinished = true;
        }
        return;
    };
    let (from, to) = describe::span(sentence, clause);
    let prefix = medicine.as_deref();
    let description = describe::line(note, sentence, from, to, prefix);
    let passage = text(note, sentence, clause.from, clause.to);
    if description.is_empty() || passage.is_empty() {
        return;
    }
    context.push(&timing, description, passage.to_owned(), &reading, prefix.is_some() || clause.phase);
}

/// The first token that is not a mark.
fn first_of(sentence: &Sentence) -> usize {
    sentence.tokens.iter().position(|t| t.word.chars().any(char::is_alphanumeric)).unwrap_or(0)
}

/// Whether a sentence without a subject goes on about the medicine before it.
fn goes_on(sentence: &Sentence, clause: &Clause, reading: &Reading, force: Force) -> bool {
    let then = clause.lead == Lead::Then || sentence.facts.first().is_some_and(|f| matches!(f.fact, Fact::Then) && f.from <= clause.from + 1);
    let ordered = matches!(force, Force::Holds { ordered: true });
    let timed = reading.has_frequency() || reading.length.is_some() || reading.phase.is_some();
    timed && (then || ordered && (reading.dose || reading.has_frequency()) || reading.dose && (reading.phase.is_some() || sentence.continued))
}

fn text<'n>(note: &'n str, sentence: &Sentence, from: usize, to: usize) -> &'n str {
    let word = |t: &&crate::text::Token| t.word.chars().any(char::is_alphanumeric) || t.is(')') || t.is('%');
    let range = sentence.tokens.get(from..to).unwrap_or_default();
    let start = range.iter().find(|t| t.word.chars().any(char::is_alphanumeric)).map_or(0, |t| t.start);
    let end = range.iter().rev().find(word).map_or(start, |t| t.end);
    note.get(start..end).unwrap_or_default()
}

/// When a step is due.
#[derive(Debug, Clone, Copy)]
struct Timing {
    kind: StepKind,
    length: Option<f64>,
    times: Option<f64>,
    every: Option<f64>,
    as_needed: bool,
    starts: Option<f64>,
}

/// Whether the clause is a step, and when.
fn decide(sentence: &Sentence, clause: &Clause, subject: Option<Subject>, force: Force, reading: &Reading, inherits: bool) -> Option<Timing> {
    match (force, subject) {
        (Force::None(_), _) => None,
        (Force::Forbids, subject) => restriction(sentence, clause, subject, reading),
        (Force::Holds { ordered }, Some(Subject::Medicine | Subject::Form)) => {
            medicine(sentence, clause, subject, reading, ordered || inherits)
        }
        (Force::Holds { ordered }, Some(Subject::Test | Subject::Visit)) => attend(sentence, clause, reading, ordered, subject),
        (Force::Holds { ordered }, Some(Subject::Activity | Subject::Deed)) => activity(sentence, clause, subject, reading, ordered),
        (Force::Holds { ordered }, None | Some(Subject::Thing)) => unnamed(sentence, clause, reading, ordered),
    }
}

fn medicine(sentence: &Sentence, clause: &Clause, subject: Option<Subject>, reading: &Reading, ordered: bool) -> Option<Timing> {
    let plan = sentence.section == Heading::Plan;
    let listed = plan || sentence.item;
    let named = subject == Some(Subject::Medicine);
    let today = reading.date.is_some_and(|d| d <= 1);
    let timed = reading.has_frequency() || reading.length.is_some() || reading.phase.is_some() || reading.prn || reading.once || today;
    let conditional = reading.condition && !force::says(sentence, clause, Cue::Result);
    let accepted = timed
        || conditional && (ordered || reading.dose)
        || ordered && (reading.dose || named)
        || reading.dose && listed
        || named && plan && sentence.item;
    let complaint = !named && force::complains(sentence, clause) && !ordered && !reading.has_frequency();
    let level = !named && force::says(sentence, clause, Cue::Result) && !reading.has_frequency();
    if !accepted || complaint || level {
        return None;
    }
    let as_needed = reading.prn || reading.condition;
    Some(repeated(reading, as_needed, today || reading.once))
}

/// A step that is repeated, unless it says one day.
fn repeated(reading: &Reading, as_needed: bool, today: bool) -> Timing {
    let length = reading.phase.map(|(_, days)| days).or(reading.length.map(|(_, high)| high));
    let one_day = length.is_some_and(|days| days < 1.5) || (length.is_none() && !reading.has_frequency() && !as_needed && today);
    let starts = reading.phase.map(|(start, _)| start - 1.0).or(reading.date.map(days));
    if one_day {
        return Timing { kind: StepKind::Checklist, length: None, times: None, every: None, as_needed: false, starts };
    }
    Timing { kind: StepKind::Plan, length, times: reading.times, every: reading.every, as_needed, starts }
}

fn days(date: i64) -> f64 {
    f64::from(i32::try_from(date).unwrap_or(0))
}

fn once(reading: &Reading) -> Timing {
    let starts = reading.date.or(reading.maybe_date).map(days).or(reading.phase.map(|p| p.0 - 1.0)).or(reading.length.map(|l| l.1));
    Timing { kind: StepKind::Checklist, length: None, times: None, every: None, as_needed: false, starts }
}

/// A test, an appointment, a call.
fn attend(sentence: &Sentence, clause: &Clause, reading: &Reading, ordered: bool, subject: Option<Subject>) -> Option<Timing> {
    let plan = sentence.section == Heading::Plan;
    let test = subject == Some(Subject::Test);
    let asked = opens_with_deed(sentence, clause);
    let dated = reading.date.is_some() || reading.maybe_date.is_some() || reading.length.is_some() || reading.phase.is_some();
    let repeated_often = reading.has_frequency() && reading.every.is_none_or(|d| d <= LONGEST_INTERVAL);
    let listed = plan && (sentence.item || clause.from <= 1 && test);
    let conditional = force::says(sentence, clause, Cue::Conditional);
    let result = force::says(sentence, clause, Cue::Result) || measured(sentence, clause);
    if conditional && !dated || result && !dated && !repeated_often && !(asked && plan) {
        return None;
    }
    if result && !ordered && !asked && !plan && reading.date.is_none_or(|d| d <= 0) {
        return None;
    }
    if force::complains(sentence, clause) && !test && !ordered && !asked && !dated {
        return None;
    }
    if repeated_often && !reading.once {
        let length = if reading.sure_length { reading.length } else { reading.length.filter(|_| reading.date.is_none()) };
        return Some(repeated(&Reading { length, date: reading.date.filter(|_| reading.phase.is_none()), ..*reading }, false, false));
    }
    if !test && reading.sure_length && reading.date.is_none() && reading.length.is_some_and(|l| l.1 > 1.5) && behind_for(sentence, clause) {
        return Some(repeated(reading, false, false));
    }
    (dated || listed || (asked && (test || plan || sentence.item || ordered)) || (ordered && test)).then(|| once(reading))
}

/// Whether a length in the clause stands behind "for" and not bare or in ward notation ("Rv 4/52").
fn behind_for(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.facts.iter().any(|f| {
        f.from >= clause.from
            && f.to <= clause.to
            && matches!(f.fact, Fact::Length { sure: true, .. })
            && sentence.tokens.get(f.from).is_some_and(|t| t.word.chars().all(char::is_alphabetic))
    })
}

/// Whether a number stands right behind the subject ("HbA1c 61", "BP 146/84").
fn measured(sentence: &Sentence, clause: &Clause) -> bool {
    let Some(subject) = clause.subject else { return false };
    let skip = usize::from(sentence.tokens.get(subject.to).is_some_and(|t| t.is(':') || matches!(t.word.as_str(), "is" | "of" | "was" | "<" | ">" | "=")));
    let at = subject.to + skip;
    let number = sentence.tokens.get(at).is_some_and(|t| matches!(t.kind, crate::text::Kind::Number(_)));
    let read = sentence.facts.iter().any(|f| f.from <= at && at < f.to && !matches!(f.fact, Fact::Dose { .. } | Fact::MaybeDate(_)));
    number && !read
}

fn opens_with_deed(sentence: &Sentence, clause: &Clause) -> bool {
    sentence.subjects.iter().any(|s| s.sense == Subject::Deed && s.from >= clause.from && s.from <= clause.from + 2 && s.to <= clause.to)
}

/// An activity.
fn activity(sentence: &Sentence, clause: &Clause, subject: Option<Subject>, reading: &Reading, ordered: bool) -> Option<Timing> {
    let attends = sentence.subjects.iter().any(|s| {
        s.from >= clause.from && s.to <= clause.to && matches!(s.sense, Subject::Test | Subject::Visit)
    });
    let deed = subject == Some(Subject::Deed);
    if deed && attends {
        return attend(sentence, clause, reading, true, Some(Subject::Test)).filter(|_| !force::says(sentence, clause, Cue::Past));
    }
    let plan = sentence.section == Heading::Plan;
    let anchor = clause.subject.map_or(clause.from, |s| s.from);
    let placed = plan || sentence.item || ordered || deed || anchor <= clause.from + 4;
    let complaint = sentence.cues.iter().any(|c| c.sense == Cue::Symptom && c.from >= clause.from && c.to <= anchor);
    let conditional = force::says(sentence, clause, Cue::Conditional) && !reading.has_frequency() && reading.length.is_none();
    if !placed || complaint && !ordered && !deed || conditional && reading.date.is_none() {
        return None;
    }
    if reading.has_frequency() || reading.length.is_some_and(|l| l.1 > 1.5) || reading.phase.is_some_and(|p| p.1 > 1.5) {
        if measured(sentence, clause) && !reading.has_frequency() {
            return None;
        }
        return Some(repeated(reading, reading.prn, false));
    }
    if let Some(days) = two_days(sentence, clause) {
        return Some(Timing { kind: StepKind::Plan, length: Some(days), times: None, every: None, as_needed: false, starts: None });
    }
    let dated = reading.date.is_some() || reading.phase.is_some() || reading.length.is_some() || reading.once && deed;
    if reading.prn && !dated {
        return Some(repeated(reading, true, false));
    }
    (dated && !measured(sentence, clause)).then(|| once(reading))
}

/// "Today and tomorrow" is two days.
fn two_days(sentence: &Sentence, clause: &Clause) -> Option<f64> {
    let has = |day: i64| sentence.facts.iter().any(|f| f.from >= clause.from && f.to <= clause.to && f.fact == Fact::Date(day));
    (has(0) && has(1)).then_some(2.0)
}

/// What is not to be done for a while; without a length it is advice, and no step.
fn restriction(sentence: &Sentence, clause: &Clause, subject: Option<Subject>, reading: &Reading) -> Option<Timing> {
    let medicine = matches!(subject, Some(Subject::Medicine | Subject::Form));
    let attends = matches!(subject, Some(Subject::Test | Subject::Visit));
    let sure = reading.sure_length || !medicine;
    if attends || force::complains(sentence, clause) && subject != Some(Subject::Activity) {
        return None;
    }
    if let Some((_, high)) = reading.length.filter(|_| sure) {
        let length = Reading { length: Some((high, high)), times: None, every: None, ..*reading };
        return Some(repeated(&length, false, true));
    }
    if medicine {
        return None;
    }
    if let Some(days) = two_days(sentence, clause) {
        return Some(Timing { kind: StepKind::Plan, length: Some(days), times: None, every: None, as_needed: false, starts: None });
    }
    (subject.is_some() && reading.date.is_some_and(|d| d <= 1)).then(|| once(reading))
}

/// Something nobody has a name for, said in the way of an instruction: so often, or for so long.
fn unnamed(sentence: &Sentence, clause: &Clause, reading: &Reading, ordered: bool) -> Option<Timing> {
    let listed = sentence.section == Heading::Plan || sentence.item;
    let opens = clause.from <= 1 && sentence.tokens.get(clause.from).is_some_and(|t| !PRONOUNS.contains(&t.word.as_str()));
    let words = sentence.tokens.get(clause.from..clause.to).unwrap_or_default().iter().filter(|t| t.word.len() > 2).count();
    let timed = reading.has_frequency() || reading.sure_length && (ordered || listed);
    let bare = sentence.facts.iter().filter(|f| f.from >= clause.from && f.to <= clause.to).map(|f| f.to - f.from).sum::<usize>();
    let says_more = clause.to - clause.from > bare;
    if !timed || !(listed || ordered || opens) || words < 2 || !says_more || force::complains(sentence, clause) || force::says(sentence, clause, Cue::Result) {
        return None;
    }
    Some(repeated(reading, reading.prn, false))
}

/// Words by which a sentence tells instead of ordering.
const PRONOUNS: &[&str] = &[
    "he", "she", "it", "they", "i", "we", "this", "there", "these", "his", "her", "who", "which", "as", "if", "el", "ella", "il", "elle", "ils", "er", "sie", "es", "wir", "ich", "je", "nous",
];

impl Context {
    fn push(&mut self, timing: &Timing, description: String, passage: String, reading: &Reading, phase: bool) {
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
        let every = timing.every.filter(|days| *days > 0.0 && *days <= LONGEST_INTERVAL);
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
        });
    }
}

fn whole(n: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "bounded by every caller, and the cast saturates")]
    let whole = n.round() as i64;
    whole
}
