//! Several wordings of one course are one step: three reminders for one tablet would treble the dose.

use super::doses::doses;
use super::said::daily;
use super::words::Words;
use crate::GatedStep;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found, Subject, Time, substance};
use crate::text::Token;

/// What two steps are compared by.
#[derive(Default)]
pub struct Told {
    /// It is about taking it, and not about what is not to be done beside it.
    takes: bool,
    /// It names more than one thing to do: which of them the step is, its words do not tell.
    is_several: bool,
    /// The substances, whatever name they go by.
    medicines: Vec<String>,
    /// The words that name them.
    names: Vec<String>,
    doses: Vec<(f64, f64)>,
    /// Numbers of tablets and the like.
    counts: Vec<f64>,
    /// Drops, cream, inhaler; left or right.
    forms: Vec<String>,
    slots: u8,
    weekdays: Vec<Time>,
}

/// Words that tell two places apart.
const SIDES: &[&str] = &[
    "left",
    "right",
    "izquierdo",
    "izquierda",
    "derecho",
    "derecha",
    "gauche",
    "droit",
    "droite",
    "links",
    "rechts",
    "linke",
    "rechte",
    "face",
    "body",
    "scalp",
    "hands",
    "feet",
    "cara",
    "cuerpo",
    "visage",
    "corps",
    "gesicht",
];

/// Forms that are not swallowed.
const LOCAL: &[&str] = &[
    "enema",
    "suppository",
    "suppositorie",
    "pessary",
    "cream",
    "ointment",
    "gel",
    "lotion",
    "drop",
    "spray",
    "inhaler",
    "puff",
    "patch",
    "nebuliser",
    "neb",
    "injection",
    "foam",
    "crema",
    "pomada",
    "gota",
    "supositorio",
    "inhalador",
    "creme",
    "pommade",
    "goutte",
    "suppositoire",
    "salbe",
    "tropfen",
    "zapfchen",
    "spritze",
];

/// The times of day with a meal, a bit each: morning, noon, evening.
const MEALS: u8 = 1 | 2 | 8;

impl Told {
    /// What a step's words tell apart from others of the same medicine.
    pub fn of(words: &[Words]) -> Self {
        let Some(first) = words.first() else { return Self::default() };
        let written = || words.iter().flat_map(Words::medicines).map(|token: &Token| token.word.as_str());
        let medicines = sorted(written().filter_map(substance));
        let names = sorted(written());
        let slots = first.facts.iter().fold(0, |all, f| match f.fact {
            Fact::Slot(bits) => all | bits,
            Fact::Meals => all | MEALS,
            _ => all,
        });
        let is_day = |t: &Time| matches!(t, Time::Weekday(_) | Time::Weekdays(_));
        let weekdays = first.timing.iter().map(|found| found.sense).filter(is_day).collect();
        let counts = first.facts.iter().filter_map(|f| match f.fact {
            Fact::Pieces(n) => Some(n),
            _ => None,
        });
        let things = |s: &&Found<Subject>| {
            !matches!(s.sense, Subject::Deed | Subject::Errand | Subject::Thing | Subject::Form)
        };
        let about = first.subjects.iter().find(things);
        let takes = about.is_some_and(|s| s.sense == Subject::Medicine)
            && !first.cues.iter().any(|c| matches!(c.sense, Cue::Not | Cue::Stop));
        let doses = doses(&first.tokens, &first.facts);
        let forms = forms(first);
        let mut about: Vec<&str> =
            first.subjects.iter().filter(things).filter_map(|s| name(first, s)).collect();
        about.sort_unstable();
        about.dedup();
        let is_several = about.len() > 1 || forms.iter().any(|form| forms.first() != Some(form));
        Self { takes, is_several, medicines, names, doses, counts: counts.collect(), forms, slots, weekdays }
    }

    /// Whether two steps are of the same medicines.
    pub fn is_same_medicine(&self, other: &Self) -> bool {
        self.takes && other.takes && !self.medicines.is_empty() && self.medicines == other.medicines
    }

    /// Whether two steps name one medicine by different words ("Panadol", "paracetamol").
    pub fn is_renamed(&self, other: &Self) -> bool {
        self.is_same_medicine(other) && !self.names.iter().any(|name| other.names.contains(name))
    }

    /// Whether two steps of one medicine share the day, the week or the body between them.
    pub fn shares_with(&self, other: &Self) -> bool {
        let slots = self.slots != 0 && other.slots != 0 && self.slots & other.slots == 0;
        slots || differ(&self.weekdays, &other.weekdays) || differ(&self.forms, &other.forms)
    }

    /// Whether it says how much.
    pub fn is_dosed(&self) -> bool {
        !self.doses.is_empty() || !self.counts.is_empty()
    }

    /// Whether each is told in words that name several things to do.
    pub fn are_several(&self, other: &Self) -> bool {
        self.is_several && other.is_several
    }

    /// Whether one of two is for a part of the body by its form, and the other by mouth ("mesalazine 2.4 g", "mesalazine enema").
    pub fn is_elsewhere(&self, other: &Self) -> bool {
        let local = |told: &Self| told.forms.iter().any(|form| LOCAL.contains(&form.as_str()));
        local(self) != local(other)
    }

    /// How much is told.
    pub fn count(&self) -> usize {
        usize::from(!self.doses.is_empty())
            + usize::from(!self.counts.is_empty())
            + usize::from(self.slots != 0)
    }

    /// The same medicines, and nothing said of dose, time of day or weekday that differs.
    pub fn agrees(&self, other: &Self) -> bool {
        self.is_same_medicine(other)
            && (self.counts.is_empty() || other.counts.is_empty() || self.counts == other.counts)
            && (self.doses.is_empty() || other.doses.is_empty() || self.doses == other.doses)
            && (self.slots == 0 || other.slots == 0 || self.slots == other.slots)
            && (self.weekdays.is_empty() || other.weekdays.is_empty() || self.weekdays == other.weekdays)
    }
}

/// Whether both lists say something, and nothing in common.
fn differ<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.contains(x))
}

fn sorted<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let mut words: Vec<String> = words.map(str::to_owned).collect();
    words.sort();
    words.dedup();
    words
}

/// The first word of a subject.
fn name<'w>(words: &'w Words, subject: &Found<Subject>) -> Option<&'w str> {
    words.tokens.get(subject.from).map(|t| t.word.as_str())
}

/// The forms and places that a description names, in the singular.
fn forms(words: &Words) -> Vec<String> {
    let named = words.subjects.iter().filter(|s| s.sense == Subject::Form).map(|s| s.to.saturating_sub(1));
    let counted = words.timing.iter().filter(|t| t.sense == Time::Piece).map(|t| t.to.saturating_sub(1));
    let token = |at: usize| words.tokens.get(at).map(|t| t.word.trim_end_matches('s').to_owned());
    let sides = words.tokens.iter().filter(|t| SIDES.contains(&t.word.as_str())).map(|t| t.word.clone());
    named.chain(counted).filter_map(token).chain(sides).collect()
}

/// Whether two steps are one course in two wordings: of the same medicines, with the same numbers, from passages that overlap.
pub fn is_one(a: (&GatedStep, &Told), b: (&GatedStep, &Told)) -> bool {
    let numbers = |s: &GatedStep| {
        let (times, every) = daily(s.times_per_day.map(f64::from), s.every_days);
        // Nothing said is once a day.
        let times = times.or_else(|| every.is_none().then_some(1.0));
        (s.kind, s.starts_after_days, s.duration_days, times, every, s.as_needed, s.review)
    };
    let overlap = match (&a.0.passage, &b.0.passage) {
        (Some(a), Some(b)) => a.start < b.end && b.start < a.end,
        _ => false,
    };
    overlap && numbers(a.0) == numbers(b.0) && a.1.agrees(b.1)
}
