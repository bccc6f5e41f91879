//! Pieces that join what stands before them, or begin something, by the words they open with.

use super::super::{beginning, force};
use super::signs::{WAS, ends_only};
use super::{Begins, Clause, Lead, Sentence, is_change, is_dosed, is_run_on, is_timed, word_at};
use crate::grammar::{Fact, Reading};
use crate::lexicon::Subject;

/// Words that begin something again.
const AGAIN: &[&str] = &["restart", "restarted", "resume", "resumed", "reiniciar", "reanudar", "reprendre"];

/// "While the opioid is needed": this long at most, in tokens.
const LONGEST_WHILE: usize = 6;

/// Verbs that tell how a medicine is taken ("ibuprofen gel, rub in three times a day").
pub(super) const GIVEN: &[&str] = &[
    "rub", "apply", "use", "massage", "put", "spread", "smear", "dab", "spray", "inhale", "swallow", "take",
    "chew", "dissolve", "insert", "instil", "inject", "gargle", "rinse", "suck", "place",
];

/// Verbs of what is taken or changed on a day of the week.
const CHANGED: &[&str] = &[
    "change", "replace", "take", "apply", "inject", "cambiar", "cambie", "changer", "wechseln", "wechsel",
    "given", "give",
];

/// Words that deny.
const DENIALS: &[&str] =
    &["no", "nothing", "not", "kein", "keine", "keinen", "nichts", "nada", "rien", "pas"];

/// Words behind them that tell the most of what is done ("no more than 3 a day").
const MOST: &[&str] = &[
    "longer",
    "more",
    "less",
    "exceeding",
    "past",
    "beyond",
    "mas",
    "mehr",
    "langer",
    "plus",
    "for",
    "one",
    "over",
    "later",
    "to",
];

/// Words of a last day.
const ENDS: &[&str] = &[
    "end",
    "ends",
    "ending",
    "finish",
    "finishes",
    "finishing",
    "completes",
    "last",
    "final",
    "stop",
    "fin",
    "finaliza",
    "termina",
    "acaba",
    "ultima",
    "ultimo",
    "derniere",
    "dernier",
    "ende",
    "endet",
    "letzte",
    "letzter",
    "enddatum",
    "therapieende",
];

/// Words behind the length of a course that say nothing more.
const COURSE: &[&str] =
    &["course", "courses", "of", "treatment", "in", "total", "only", "a", ",", ".", ")", "then", "stop"];

/// "with", in four languages.
const WITH: &[&str] = &["with", "con", "avec", "mit"];

/// "course ends 4 December": nothing but the last day of what stands before.
pub fn is_end(sentence: &Sentence, piece: &Clause) -> bool {
    let last = sentence.facts_in(piece.from, piece.to).next();
    last.is_some_and(|f| {
        let ends = || (f.from..f.from + 3).any(|at| ENDS.contains(&word_at(sentence, at)));
        let whole = f.to + 1 >= piece.to && ends();
        // "7 day course", "a 10-day course of treatment"
        let course = f.to < piece.to && (f.to..piece.to).all(|at| COURSE.contains(&word_at(sentence, at)));
        matches!(f.fact, Fact::Length { .. }) && f.from <= piece.from + 1 && (whole || course)
    })
}

/// What `piece` begins by its first words, or by those in front of it; `None` where these say nothing.
pub(super) fn by_its_words(
    sentence: &Sentence,
    current: &Clause,
    piece: &Clause,
    here: &Reading,
    there: &Reading,
) -> Option<Begins> {
    if is_change(sentence, piece) && there.dose && current.subject.is_some() && piece.subject.is_none() {
        return Some(Begins::Phase);
    }
    // "Methotrexate 15 mg weekly - restart on Monday": from when on it is taken.
    let begun = |at: usize| sentence.tokens.get(at).is_some_and(|t| AGAIN.contains(&t.word.as_str()));
    let again = (piece.from..piece.from + 2).any(begun);
    if again
        && piece.subject.is_none()
        && current.subject.is_some_and(|s| s.sense == Subject::Medicine)
        && is_dosed(sentence, current)
    {
        return Some(Begins::Nothing);
    }
    if is_end(sentence, piece) && current.subject.is_some_and(|s| s.sense == Subject::Medicine) {
        return Some(Begins::Nothing);
    }
    // "Metformin 500 mg BD, hold until Wednesday": when it is taken again.
    if piece.lead == Lead::Mark
        && current.subject.is_some_and(|s| s.sense == Subject::Medicine)
        && is_dosed(sentence, current)
        && force::holds_on(sentence, piece)
    {
        return Some(Begins::Nothing);
    }
    // "- Tamsulosina 0,4 mg: 1 comprimido diario": how what the label names is taken.
    let label = piece.from.checked_sub(1).is_some_and(|at| word_at(sentence, at) == ":");
    let taken = there.has_frequency() || there.prn || there.length.is_some();
    if label
        && taken
        && piece.subject.is_none_or(|s| s.sense == Subject::Form)
        && current.subject.is_some_and(|s| s.sense == Subject::Medicine)
        && is_dosed(sentence, current)
        && !here.has_time()
        && here.phase.is_none()
        && there.phase.is_none()
        && !strengths(sentence, piece)
    {
        return Some(Begins::Nothing);
    }
    if counts_out(sentence, current, piece, here, there) {
        return Some(Begins::Nothing);
    }
    // "Mondays 1-0-1; Thursdays 1-0-1": further days of what is named before.
    let further = piece.subject.is_none()
        && current.subject.is_some_and(|s| s.sense == Subject::Medicine)
        && !here.weekdays.is_empty()
        && !there.weekdays.is_empty()
        && here.weekdays.intersection(there.weekdays).is_empty()
        && here.times == there.times
        && !there.dose;
    if further {
        return Some(Begins::Nothing);
    }
    // "Folic acid 5 mg six days a week, not on the day of methotrexate": days that are left out of what is named before.
    let left_out = sentence
        .facts_in(piece.from, piece.to)
        .next()
        .is_some_and(|f| f.from == piece.from && matches!(f.fact, Fact::UnreadRhythm { every: None }));
    if left_out && current.subject.is_some() {
        return Some(Begins::Nothing);
    }
    // "Buprenorphine patch every 7 days, change on Thursdays": on which day, and no step of its own.
    let verb = piece.subject.is_none_or(|s| matches!(s.sense, Subject::Deed | Subject::Errand));
    let on_its_day = verb
        && CHANGED.contains(&word_at(sentence, piece.from))
        && current.subject.is_some_and(|s| matches!(s.sense, Subject::Medicine | Subject::Form))
        && here.every.is_some()
        && here.weekdays.is_empty()
        && there.weekdays.len() == 1
        && !there.dose;
    if on_its_day {
        return Some(Begins::Nothing);
    }
    // "1 tablet once daily and two on Sundays": the second is another dose, and not the days of the first.
    let other_days = piece.lead == Lead::And
        && piece.subject.is_none()
        && current.subject.is_some()
        && here.has_frequency()
        && here.every.is_none()
        && !there.weekdays.is_empty();
    if other_days {
        return Some(Begins::Phase);
    }
    // "From 15 December, take ...", "..., to start in 3 days": from when on, and no step of its own.
    let leads = piece.subject.is_some() && beginning::leads(sentence, current, here) && there.date.is_none();
    let follows =
        current.subject.is_some() && here.date.is_none() && beginning::is_all(sentence, piece, there);
    if leads || follows {
        return Some(Begins::Nothing);
    }
    // "one tablet today and one more in two weeks"
    let more = piece.subject.is_none()
        && piece.lead == Lead::And
        && matches!(word_at(sentence, piece.from), "again" | "another" | "repeat" | "one" | "a")
        && there.date.is_some_and(|days| days > 1)
        && sentence
            .tokens
            .get(piece.from..piece.to)
            .unwrap_or_default()
            .iter()
            .any(|t| matches!(t.word.as_str(), "again" | "another" | "more" | "repeat" | "second"));
    if more && (here.date.is_some_and(|days| days <= 1) || here.once) && current.subject.is_some() {
        return Some(Begins::Phase);
    }
    // "..., nothing heavier than a kettle for four weeks, walk every day"
    let opens = |c: &Clause| DENIALS.contains(&word_at(sentence, c.from));
    let denied = opens(piece)
        && !MOST.contains(&word_at(sentence, piece.from + 1))
        && there.length.is_some()
        && !there.has_frequency();
    let after_denial = current.subject.is_none()
        && opens(current)
        && here.length.is_some()
        && piece.subject.is_some()
        && there.has_time();
    if piece.lead == Lead::Mark && (after_denial || denied && here.has_time()) {
        return Some(Begins::Step);
    }
    // "..., so he is to drop in on Wednesday"
    let turn = piece.from.checked_sub(1).map_or("", |at| word_at(sentence, at));
    let ordered =
        sentence.cues_in(piece.from, piece.from + 3).any(|c| c.sense == crate::lexicon::Cue::Instruct);
    if matches!(turn, "so" | "but" | "yet") && ordered && (piece.subject.is_some() || there.has_time()) {
        return Some(Begins::Step);
    }
    let spoken = piece.lead == Lead::Break && is_run_on(sentence) && !ends_only(sentence, piece);
    if piece.lead == Lead::Instead || spoken {
        return Some(Begins::Step);
    }
    let word = |at: usize| sentence.tokens.get(at).map_or("", |t| t.word.as_str());
    let mark = piece.from.checked_sub(1).map_or("", word);
    if is_labelled(sentence, current, piece, here) && piece.subject.is_none() && piece.lead == Lead::Then {
        return Some(Begins::Nothing);
    }
    // "(from 3 mg twice daily)", "with juice": how it was, and how it is taken.
    let told = mark == "(" && WAS.contains(&word(piece.from));
    let is = |senses: &[Subject]| piece.subject.is_some_and(|s| senses.contains(&s.sense));
    let joined = WITH.contains(&word(piece.from));
    let medicine_at = |at: usize| piece.subject.is_some_and(|s| s.sense == Subject::Medicine && s.from == at);
    let done = current.subject.is_some_and(|s| matches!(s.sense, Subject::Deed | Subject::Activity));
    let by_means = joined && medicine_at(piece.from + 1) || WITH.contains(&mark) && medicine_at(piece.from);
    let along = joined && is(&[Subject::Activity, Subject::Form, Subject::Habit])
        || by_means && done && !here.has_time();
    if told || along && current.subject.is_some() {
        return Some(Begins::Nothing);
    }
    // "625 mg tds, to complete 4 further days"
    let completes = word(piece.from) == "to" && matches!(word(piece.from + 1), "complete" | "finish");
    if completes && current.subject.is_some() && here.length.is_none() && !there.dose {
        return Some(Begins::Nothing);
    }
    let relative = |t: &crate::text::Token| {
        matches!(t.word.as_str(), "which" | "welche" | "welches" | "laquelle" | "lequel")
    };
    if sentence.tokens.get(piece.from).is_some_and(relative) {
        return Some(Begins::Nothing);
    }
    let timed = is_timed(there);
    // "one sachet twice a day while the opioid is needed"
    let meanwhile = matches!(mark, "while" | "whilst") && here.has_time();
    let short = piece.to - piece.from <= LONGEST_WHILE;
    if meanwhile && short && !timed && !there.dose && current.subject.is_some() {
        return Some(Begins::Nothing);
    }
    None
}

/// Whether the piece names a measured dose of its own, so that the label was none ("Prednisolone 5 mg tablets: 20 mg daily").
fn strengths(sentence: &Sentence, piece: &Clause) -> bool {
    sentence.facts_in(piece.from, piece.to).any(|f| matches!(f.fact, Fact::Dose { .. }))
}

/// Whether a colon stands between the two, and the first is only a name.
pub(super) fn is_labelled(sentence: &Sentence, current: &Clause, piece: &Clause, here: &Reading) -> bool {
    let mark = piece.from.checked_sub(1).map_or("", |at| word_at(sentence, at));
    mark == ":" && current.subject.is_some() && !here.has_time()
}

/// "Metformin 500 mg, take 2 tablets twice daily": how many of what stands before are taken.
fn counts_out(
    sentence: &Sentence,
    current: &Clause,
    piece: &Clause,
    here: &Reading,
    there: &Reading,
) -> bool {
    const TAKE: &[&str] = &["take", "give", "tomar", "tome", "prendre", "prenez"];
    let counted = sentence.facts_in(piece.from, piece.to).next();
    let counted = counted.is_some_and(|f| matches!(f.fact, Fact::Pieces(_)) && f.from <= piece.from + 1);
    piece.lead == Lead::Mark
        && counted
        && TAKE.contains(&word_at(sentence, piece.from))
        && piece.subject.is_none_or(|s| s.sense == Subject::Form)
        && current.subject.is_some_and(|s| s.sense == Subject::Medicine)
        && is_dosed(sentence, current)
        && there.has_frequency()
        && !here.has_time()
        && there.phase.is_none()
}
