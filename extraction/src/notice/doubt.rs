//! Whether a note that gave no step is plainly free of orders.
//!
//! Free is what can be read, and says of everything that could be ordered (a medicine, a dose, how often, how long, a test, a visit, a
//! verb that orders) that it is not: it was, is over, is not to be, is another's, is a finding. Whatever is left over is a doubt, which
//! costs the doctor a look; an order that nobody saw costs more.

use super::unsure;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found, Heading, Lexicon, Subject, guess};
use crate::markup::Plain;
use crate::rules::{self, Clause, Force, Lead, Sentence, addresses};
use crate::text::{Kind, Token};
use crate::{Gated, NoteDoubt};
use chrono::NaiveDate;

/// So many words of a note, in percent, must be in the tables of its language for it to count as read.
const LEAST_KNOWN: usize = 35;
/// So many of its words, in percent, must stand in sentences, and not in titles.
const LEAST_READ: usize = 40;
/// A sentence of so few tokens that names a test or a visit is no prose about one.
const SHORTEST_PROSE: usize = 4;

/// Why the note waits as a whole, for all that its gated answer says; `None` where it has steps, or is plainly free of orders.
pub fn doubt(note: &str, day: NaiveDate, gated: &Gated) -> Option<NoteDoubt> {
    if gated.doubt.is_some() || !gated.steps.is_empty() {
        return gated.doubt;
    }
    let plain = Plain::of(note);
    let lexicon = Lexicon::of(guess(plain.text()));
    let sentences = rules::read(lexicon, plain.text(), day);
    let free = is_read(lexicon, plain.text(), &sentences)
        && !sentences.iter().any(|s| may_order(s, s.is_first() && sentences.len() > 1))
        && !is_all_told(&sentences);
    (!free).then_some(NoteDoubt::NothingFound)
}

/// Whether enough of the text's words are known, and stand in sentences.
fn is_read(lexicon: &Lexicon, text: &str, sentences: &[Sentence]) -> bool {
    let is_word = |t: &&Token| t.kind == Kind::Word && t.word.len() > 1;
    let tokens = lexicon.tokens(text, 0);
    let words: Vec<&Token> = tokens.iter().filter(is_word).collect();
    let known = words.iter().filter(|t| lexicon.knows(&t.word)).count();
    let read = sentences.iter().flat_map(|s| &s.tokens).filter(is_word).count();
    !words.is_empty() && known * 100 >= words.len() * LEAST_KNOWN && read * 100 >= words.len() * LEAST_READ
}

/// Whether all of the note is history or a report by its titles, and a medicine stands in it with its times: a title may be none.
fn is_all_told(sentences: &[Sentence]) -> bool {
    let told = |s: &Sentence| matches!(s.section, Heading::History | Heading::Report);
    let taken = |s: &Sentence| {
        rules::forces(s).iter().any(|(clause, force)| {
            let said = Said::of(s, clause);
            *force == Force::None(None) && said.medicine && said.dosed && said.timed
        })
    };
    sentences.iter().all(told) && sentences.iter().any(taken)
}

/// Whether something in the sentence, which may be the note's title, may be an order.
fn may_order(sentence: &Sentence, title: bool) -> bool {
    if sentence.foreign {
        let all =
            Clause { from: 0, to: sentence.tokens.len(), lead: Lead::Start, subject: None, phase: false };
        let said = Said::of(sentence, &all);
        return said.medicine && (said.dosed || said.timed) || addresses(sentence);
    }
    let around = Around {
        title,
        returns: rules::returns(sentence),
        in_case: sentence.cues.iter().any(|c| c.sense == Cue::Conditional),
    };
    sentence.tainted
        || rules::forces(sentence).iter().any(|(clause, force)| is_open(sentence, clause, *force, &around))
}

/// What a sentence says of all its clauses.
struct Around {
    /// It may be the note's title.
    title: bool,
    /// Something is left out and taken again later.
    returns: bool,
    /// It speaks of a case that may come.
    in_case: bool,
}

/// Whether the clause names something that could be ordered, and nothing says that it is not.
fn is_open(sentence: &Sentence, clause: &Clause, force: Force, around: &Around) -> bool {
    let said = Said::of(sentence, clause);
    let title = around.title;
    match force {
        // "Wean off codeine over 2 weeks" ends it, and does more.
        Force::None(Some(_))
            if said.medicine && (changes_dose(sentence, clause) || rules::takes_turns(sentence)) =>
        {
            true
        }
        Force::None(Some(Cue::Stop | Cue::Past | Cue::Not)) if unsure::may_order(sentence, clause) => true,
        Force::None(Some(Cue::Stop)) => around.returns,
        // "If it does not settle, change to ketorolac 10 mg every 8 hours": an order for a case that may come.
        Force::None(Some(Cue::Hypothetical)) => {
            said.medicine && said.dosed && said.timed && (said.ordered && around.in_case || said.in_case)
                || unsure::may_order(sentence, clause)
        }
        Force::None(Some(_)) => false,
        Force::None(None) => match sentence.section {
            Heading::Report => said.ordered && !said.told && (said.timed || said.to_come),
            Heading::History | Heading::Forbidden | Heading::Stopped | Heading::SafetyNet => false,
            Heading::Plan | Heading::Other => true,
        },
        Force::Forbids => said.timed,
        Force::Holds { ordered } => {
            let planned = sentence.section == Heading::Plan || sentence.item;
            let bare = sentence.tokens.len() <= SHORTEST_PROSE && !said.valued && !title;
            ordered
                || said.ordered
                || said.medicine && (said.dosed || said.timed || !said.denied)
                || said.bidden && !said.told
                || said.timed && !said.habit && !(title && said.yearly)
                || (said.attended || said.deed)
                    && !said.told
                    && !said.denied
                    && (planned || said.to_come || bare)
        }
    }
}

/// What a clause says.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing that is said or not")]
struct Said {
    /// A medicine is named, or a form of one.
    medicine: bool,
    /// A verb that begins an instruction, or a noun that is written alike ("check", "call").
    deed: bool,
    /// One that is no noun, or stands where an order begins.
    bidden: bool,
    /// A test, a visit or an activity.
    attended: bool,
    /// What people do anyway.
    habit: bool,
    /// How much.
    dosed: bool,
    /// How often, how long, or if needed.
    timed: bool,
    /// No more often than every half year.
    yearly: bool,
    /// A day or a time from the note's day on.
    to_come: bool,
    /// A number that says nothing about time: the value of what was measured.
    valued: bool,
    /// A word that orders.
    ordered: bool,
    /// A word of findings, complaints, or what was.
    told: bool,
    /// A "not", or a relative.
    denied: bool,
    /// A case that may come.
    in_case: bool,
}

impl Said {
    fn of(sentence: &Sentence, clause: &Clause) -> Self {
        let inside = |from: usize, to: usize| from >= clause.from && to <= clause.to;
        let subjects = || sentence.subjects_in(clause.from, clause.to).filter(|s| inside(s.from, s.to));
        let named = |wanted: &[Subject]| subjects().any(|s| wanted.contains(&s.sense));
        let facts = || sentence.facts_in(clause.from, clause.to).filter(|f| inside(f.from, f.to));
        let fact = |such: fn(&Fact) -> bool| facts().any(|f| such(&f.fact));
        let cue = |wanted: &[Cue]| {
            sentence
                .cues_in(clause.from, clause.to)
                .any(|c| inside(c.from, c.to) && wanted.contains(&c.sense))
        };
        // "Routine check"
        let noun = |s: &Found<Subject>| s.from > clause.from && s.to == clause.to;
        let tokens = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
        let sure = |f: &Fact| match f {
            Fact::Length { sure, .. } => *sure,
            other => matches!(other, Fact::Frequency { .. } | Fact::Prn),
        };
        Self {
            medicine: named(&[Subject::Medicine, Subject::Form]),
            deed: named(&[Subject::Deed, Subject::Errand]),
            bidden: subjects().any(|s| s.sense == Subject::Deed && s.from <= clause.from + 1 && !noun(s)),
            attended: named(&[Subject::Test, Subject::Visit, Subject::Activity]),
            habit: named(&[Subject::Habit]),
            dosed: fact(|f| matches!(f, Fact::Dose { .. } | Fact::Pieces(_))),
            timed: fact(sure),
            yearly: fact(|f| matches!(f, Fact::Frequency { every: Some(days), .. } if *days >= 180.0)),
            to_come: fact(|f| matches!(f, Fact::Date(days) | Fact::MaybeDate(days) if *days >= 0))
                || fact(|f| matches!(f, Fact::Length { .. } | Fact::UnreadLength)),
            valued: tokens.iter().any(|t| matches!(t.kind, Kind::Number(_))),
            ordered: cue(&[Cue::Instruct]),
            told: cue(&[Cue::Result, Cue::Past, Cue::Symptom, Cue::Describes]),
            denied: cue(&[Cue::Not, Cue::Needless, Cue::Kin]),
            in_case: fact(|f| matches!(f, Fact::If)),
        }
    }
}

/// Whether the clause opens with a verb that changes a dose.
fn changes_dose(sentence: &Sentence, clause: &Clause) -> bool {
    const CHANGES: &[&str] = &[
        "reduce",
        "decrease",
        "taper",
        "wean",
        "titrate",
        "reducir",
        "disminuir",
        "bajar",
        "reduire",
        "diminuer",
        "reduzieren",
        "ausschleichen",
    ];
    let opens =
        sentence.tokens.get(clause.from..clause.to.min(clause.from + SHORTEST_PROSE)).unwrap_or_default();
    let all = sentence.tokens.get(clause.from..clause.to).unwrap_or_default();
    // The verb comes last: "alle 3 Tage um 5 mg reduzieren".
    let last = all.iter().any(|t| matches!(t.word.as_str(), "reduzieren" | "ausschleichen"));
    sentence.section != Heading::History && (last || opens.iter().any(|t| CHANGES.contains(&t.word.as_str())))
}
