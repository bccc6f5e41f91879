//! Where run-on prose breaks off: "... twice a day for a week ibuprofen 400 mg as needed no driving for three days".
//!
//! No mark and no "and" stands there. What does is a thing of its own with its own timing right behind it, after something that already
//! had its timing; unless a word in between ties the two together ("with", "before", "for").

mod words;

use super::Sentence;
use crate::grammar::Fact;
use crate::lexicon::{Cue, Found, Subject};
use words::{ARTICLES, CONJUNCTIONS, HELPERS, IMPERATIVES, PRONOUNS, TIES, TIMES};

/// How many tokens behind a name its timing or dose begins at the latest.
const NEAR: usize = 5;

/// A sentence this long with hardly a comma is prose that was written without a stop, in tokens.
const RUN_ON: usize = 28;
/// How many tokens behind a name its timing begins at the latest in such prose, when nothing else is named between.
const FAR: usize = 8;

/// Finds the breaks of one sentence, from its first token to its last.
pub(super) struct Breaks<'s> {
    sentence: &'s Sentence,
    fact: usize,
    subject: usize,
    cue: usize,
    /// Since the last cut something was named, and when or how often was said.
    named: bool,
    timed: bool,
    from: usize,
    /// Prose without a stop: whatever has its own timing begins something new.
    run_on: bool,
}

impl<'s> Breaks<'s> {
    pub(super) fn new(sentence: &'s Sentence) -> Self {
        let run_on = is_run_on(sentence);
        Self { sentence, fact: 0, subject: 0, cue: 0, named: false, timed: false, from: 0, run_on }
    }

    /// Whether the sentence breaks off in front of the token `at`, the clause before having begun at `from`. Called for each token in turn.
    pub(super) fn off(&mut self, at: usize, from: usize) -> bool {
        if from != self.from {
            (self.from, self.named, self.timed) = (from, false, false);
        }
        let s = self.sentence;
        while s.facts.get(self.fact).is_some_and(|f| f.to <= at) {
            self.fact += 1;
        }
        while s.subjects.get(self.subject).is_some_and(|f| f.to <= at) {
            self.subject += 1;
        }
        while s.cues.get(self.cue).is_some_and(|f| f.from < at) {
            self.cue += 1;
        }
        let within = s.facts.get(self.fact).filter(|f| f.from <= at);
        let in_cue = s.cues.iter().take(self.cue).rev().take(3).any(|c| c.from < at && at < c.to);
        let inside = in_cue || within.is_some_and(|f| f.from < at);
        let done = self.named && self.timed && (self.opens(at) || self.orders(at) || self.ends(at));
        let loose = self.run_on
            && at > from
            && (self.opens(at) || self.turns(at) || self.bids(at) || self.denies(at))
            && !self.governed(at)
            && !self.belongs(at);
        let next_dose = self.timed && !inside && self.doses(at);
        if !inside
            && ((done || loose) && !self.tied(at) && !self.ended(at)
                || next_dose
                || at > from + 1 && self.speaks(at))
        {
            (self.from, self.named, self.timed) = (at, false, false);
            self.note(at);
            return true;
        }
        self.note(at);
        false
    }

    /// Whether the clause so far says when or how often.
    pub(super) fn timed(&self) -> bool {
        self.timed
    }

    /// Takes note of what is said at `at`.
    fn note(&mut self, at: usize) {
        let s = self.sentence;
        if let Some(fact) = s.facts.get(self.fact).filter(|f| f.from <= at) {
            self.timed |= tells_when(&fact.fact);
        }
        let subject = s.subjects.get(self.subject).filter(|f| f.from <= at);
        self.named |= subject.is_some_and(|f| !matches!(f.sense, Subject::Form | Subject::Thing));
    }

    /// Whether something with its own timing begins at `at`, behind an article or a "no" at most.
    fn opens(&self, at: usize) -> bool {
        let s = self.sentence;
        let word = |n: usize| s.tokens.get(n).map_or("", |t| t.word.as_str());
        let cue = s.cues.iter().skip(self.cue).take(3).find(|c| c.from == at);
        if cue.is_some_and(|c| c.sense == Cue::Not && c.to == at + 1) {
            // "no contact training for three weeks"
            return matches!(word(at), "no" | "kein" | "keine" | "keinen" | "nada")
                && self.named_at(at + 1, at + 3).is_some_and(|f| {
                    matches!(
                        f.sense,
                        Subject::Activity
                            | Subject::Habit
                            | Subject::Deed
                            | Subject::Medicine
                            | Subject::Test
                    )
                });
        }
        let start = at + usize::from(ARTICLES.contains(&word(at)));
        let Some(named) = self.named_at(start, start) else { return false };
        // "... this month mri brain last year was normal"
        let told = s.cues.iter().skip(self.cue).take(4).any(|c| c.from == named.to && c.sense == Cue::Past);
        if self.run_on && told && named.sense == Subject::Test && self.timed {
            return true;
        }
        let next = s.subjects.iter().skip(self.subject).take(6).find(|f| {
            f.from >= named.to && !matches!(f.sense, Subject::Form | Subject::Thing | Subject::Deed)
        });
        let far = named.to + FAR;
        let word_of = |n: usize| s.tokens.get(n).map_or("", |t| t.word.as_str());
        let verb = matches!(
            word_of(named.to),
            "will" | "to" | "goes" | "comes" | "finishes" | "continues" | "stays"
        );
        if self.run_on && verb && matches!(named.sense, Subject::Medicine | Subject::Test | Subject::Visit) {
            // "atorvastatin goes up to 80 mg", "surgical clinic will send for him"
            return true;
        }
        if self.run_on
            && (matches!(named.sense, Subject::Activity | Subject::Test | Subject::Visit)
                || named.sense == Subject::Form
                    && s.subjects_in(0, named.from).next_back().is_none_or(|f| f.to != named.from))
            && s.facts.iter().skip(self.fact).take(4).any(|f| {
                f.from >= named.to
                    && f.from <= next.map_or(far, |n| n.from.min(far))
                    && tells_when(&f.fact)
                    && !s
                        .facts_in(0, f.from)
                        .next_back()
                        .is_some_and(|g| g.to == f.from && matches!(g.fact, Fact::If | Fact::Then))
            })
        {
            return true;
        }
        s.facts
            .iter()
            .skip(self.fact)
            .take(4)
            .filter(|f| f.from >= named.to && f.from <= named.to + NEAR)
            .any(|f| match named.sense {
                Subject::Medicine => {
                    f.from <= named.to + 2
                        && matches!(f.fact, Fact::Dose { .. } | Fact::Pieces(_) | Fact::Prn)
                        || f.from <= named.to + 3 && tells_when(&f.fact)
                }
                Subject::Activity => f.from <= named.to + 3 && tells_when(&f.fact),
                Subject::Test | Subject::Visit => tells_when(&f.fact),
                _ => false,
            })
    }

    /// "2 capsules in the morning 1 capsule once daily at noon": an amount with its own time, right behind the time of another.
    fn doses(&self, at: usize) -> bool {
        let facts = &self.sentence.facts;
        let is = |n: Option<usize>, such: fn(&Fact) -> bool| {
            n.and_then(|n| facts.get(n)).is_some_and(|f| such(&f.fact))
        };
        let amount = facts.get(self.fact).is_some_and(|f| f.from == at && matches!(f.fact, Fact::Pieces(_)));
        let before = self.fact.checked_sub(1);
        let touches = before.and_then(|n| facts.get(n)).is_some_and(|f| f.to == at);
        let medicine = |f: &&Found<Subject>| f.sense == Subject::Medicine && f.to <= at;
        let named =
            || self.sentence.subjects.iter().take(self.subject + 1).rev().take(4).any(|f| medicine(&f));
        amount
            && touches
            && named()
            && is(before, |f| matches!(f, Fact::Slot(_)))
            && is(Some(self.fact + 1), |f| matches!(f, Fact::Slot(_) | Fact::Frequency { .. }))
    }

    /// Whether a verb that orders begins at `at` ("check feet every night", "start ...").
    fn orders(&self, at: usize) -> bool {
        let s = self.sentence;
        let word = s.tokens.get(at).map_or("", |t| t.word.as_str());
        let order = s.cues.iter().skip(self.cue).take(3).any(|c| c.from == at && c.sense == Cue::Instruct);
        // German verbs stand at the end of what they order.
        let german = word.ends_with("en") || word.ends_with("ern") || word.ends_with("eln");
        let deed = !german
            && word != "post"
            && !(matches!(word, "rinse" | "wash" | "rub" | "soak" | "scrub" | "spray")
                && self.behind_medicine(at))
            && self.named_at(at, at).is_some_and(|f| matches!(f.sense, Subject::Deed | Subject::Errand));
        let helped = at
            .checked_sub(1)
            .and_then(|b| s.tokens.get(b))
            .is_some_and(|t| HELPERS.contains(&t.word.as_str()));
        (deed || order && IMPERATIVES.contains(&word)) && !helped
    }

    /// Whether a medicine's name stands right in front of `at` ("chlorhexidine rinse").
    fn behind_medicine(&self, at: usize) -> bool {
        let named = self.sentence.subjects.iter().take(self.subject + 1).rev().take(3);
        named.into_iter().any(|f| f.to == at && f.sense == Subject::Medicine)
    }

    /// Whether a medicine is ended from `at` on: "senna 15 mg nocte stop the oxybutynin".
    fn ends(&self, at: usize) -> bool {
        let s = self.sentence;
        s.cues.iter().skip(self.cue).take(3).any(|c| c.from == at && c.sense == Cue::Stop)
            && s.tokens.get(at).is_some_and(|t| matches!(t.word.as_str(), "stop" | "discontinue" | "cease"))
            && self.named_at(at + 1, at + 2).is_some_and(|f| f.sense == Subject::Medicine)
    }

    /// Whether "stop" or "no" stands right in front of `at`, and what stands there is its own.
    fn ended(&self, at: usize) -> bool {
        let s = self.sentence;
        // "... for four weeks then stop breath test in two months": no test is stopped.
        let attended =
            || self.named_at(at, at).is_some_and(|f| matches!(f.sense, Subject::Test | Subject::Visit));
        if self.run_on && (attended() || self.bids(at)) {
            return false;
        }
        s.cues
            .iter()
            .take(self.cue + 1)
            .rev()
            .take(3)
            .any(|c| c.to == at && c.sense == Cue::Stop && c.from + 1 == c.to)
    }

    /// Whether somebody is to do something from `at` on: "she should", "mum can give".
    fn speaks(&self, at: usize) -> bool {
        let s = self.sentence;
        let word = |n: usize| s.tokens.get(n).map_or("", |t| t.word.as_str());
        let joined = at.checked_sub(1).is_some_and(|b| CONJUNCTIONS.contains(&word(b)));
        !joined
            && PRONOUNS.contains(&word(at))
            && s.cues.iter().skip(self.cue).take(4).any(|c| {
                c.sense == Cue::Instruct && (c.from == at + 1 || self.run_on && c.from == at && c.to > at + 1)
            })
    }

    /// Whether a verb with its own time begins at `at`: "come back in twelve weeks", "test six times a day", "start ...".
    fn bids(&self, at: usize) -> bool {
        let s = self.sentence;
        let medicine = |f: &&Found<Subject>| f.sense == Subject::Medicine;
        let next =
            s.subjects.iter().skip(self.subject).take(6).filter(medicine).map(|f| f.from).find(|f| *f > at);
        let end = next.map_or(at + FAR, |n| n.min(at + FAR));
        let order = s.tokens.get(at).is_some_and(|t| IMPERATIVES.contains(&t.word.as_str()));
        self.orders(at)
            && (order && next.is_some_and(|n| n <= at + FAR)
                || s.facts
                    .iter()
                    .skip(self.fact)
                    .take(4)
                    .any(|f| f.from > at && f.from < end && tells_when(&f.fact)))
    }

    /// Whether "no" begins something at `at`, and is not what there is none of ("there was no rash").
    fn denies(&self, at: usize) -> bool {
        const VERBS: &[&str] = &[
            "is", "are", "was", "were", "has", "have", "had", "there", "theres", "shows", "showed", "with",
            "of", "but", "or", "and", "hay", "tiene", "a", "hat", "ist", "sind",
        ];
        let s = self.sentence;
        let word = |n: usize| s.tokens.get(n).map_or("", |t| t.word.as_str());
        matches!(word(at), "no" | "kein" | "keine" | "keinen" | "nada")
            && at.checked_sub(1).is_some_and(|b| !VERBS.contains(&word(b)))
            && !s.facts.iter().skip(self.fact).take(1).any(|f| f.from <= at && at < f.to)
    }

    /// Whether the words right in front of `at` are a verb that what stands there belongs to ("start the ...").
    fn governed(&self, at: usize) -> bool {
        let s = self.sentence;
        let article = at
            .checked_sub(1)
            .is_some_and(|b| s.tokens.get(b).is_some_and(|t| ARTICLES.contains(&t.word.as_str())));
        let end = at - usize::from(article);
        let done = |f: &Found<Subject>| f.to == end && matches!(f.sense, Subject::Deed | Subject::Errand);
        if s.subjects.iter().take(self.subject + 1).rev().take(3).any(done) {
            return true;
        }
        s.cues.iter().take(self.cue + 1).rev().take(3).any(|c| {
            c.to == end
                && matches!(
                    c.sense,
                    Cue::Instruct | Cue::Not | Cue::Stop | Cue::Swap | Cue::Past | Cue::Describes
                )
        })
    }

    /// Whether what stands at `at` belongs to the thing named right in front of it: "physio appt", "clips come out Thursday".
    fn belongs(&self, at: usize) -> bool {
        let s = self.sentence;
        let front = s.subjects.iter().take(self.subject + 1).rev().take(3).find(|f| f.to == at);
        let comes =
            s.tokens.get(at).is_some_and(|t| matches!(t.word.as_str(), "come" | "comes" | "go" | "goes"));
        let generic = s.tokens.get(at).is_some_and(|t| {
            matches!(
                t.word.as_str(),
                "appt"
                    | "appointment"
                    | "assessment"
                    | "review"
                    | "check"
                    | "clinic"
                    | "surgery"
                    | "session"
                    | "sessions"
                    | "visit"
            )
        });
        front.is_some_and(|f| f.sense != Subject::Medicine && (comes || generic))
    }

    /// Whether somebody else begins to be told of, or somebody to be told what happened: "her sister takes", "he was on".
    fn turns(&self, at: usize) -> bool {
        let s = self.sentence;
        let word = |n: usize| s.tokens.get(n).map_or("", |t| t.word.as_str());
        if at.checked_sub(1).is_some_and(|b| CONJUNCTIONS.contains(&word(b))) {
            return false;
        }
        let kin = at + usize::from(matches!(word(at), "her" | "his" | "my" | "their"));
        let cues = || s.cues.iter().skip(self.cue).take(6);
        let relative = cues().any(|c| c.from == kin && c.sense == Cue::Kin);
        let who = if relative { kin + 1 } else { at + 1 };
        let acts = |c: &Found<Cue>| {
            (who..=who + 1).contains(&c.from)
                && matches!(
                    c.sense,
                    Cue::Past | Cue::Describes | Cue::Has | Cue::Stop | Cue::Instruct | Cue::Hypothetical
                )
        };
        (relative || kin == at && PRONOUNS.contains(&word(at)))
            && (cues().any(acts) || matches!(word(who), "to" | "is" | "will" | "has" | "have" | "had"))
    }

    /// What is named between two tokens.
    fn named_at(&self, from: usize, to: usize) -> Option<&'s Found<Subject>> {
        let s = self.sentence;
        s.subjects.iter().skip(self.subject).take(4).find(|f| (from..=to).contains(&f.from))
    }

    /// Whether the word in front of `at` ties it to what stands before.
    fn tied(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|b| self.sentence.tokens.get(b));
        // "keep the morning Levemir at 14 units"
        let owned = at
            .checked_sub(2)
            .and_then(|b| self.sentence.tokens.get(b))
            .is_some_and(|t| ARTICLES.contains(&t.word.as_str()));
        let at_time = at
            .checked_sub(3)
            .and_then(|b| self.sentence.tokens.get(b))
            .is_some_and(|t| matches!(t.word.as_str(), "in" | "at" | "on" | "during" | "of" | "every"));
        if owned && !at_time && before.is_some_and(|t| TIMES.contains(&t.word.as_str())) {
            return true;
        }
        before.is_none_or(|t| {
            let word = t.word.as_str();
            TIES.contains(&word) || ARTICLES.contains(&word) || !word.chars().all(char::is_alphanumeric)
        })
    }
}

/// Whether the sentence is prose that was written without a stop.
pub fn is_run_on(sentence: &Sentence) -> bool {
    let tokens = &sentence.tokens;
    let marks = tokens.iter().filter(|t| t.is(',') || t.is(':') || t.is('(')).count();
    tokens.len() >= RUN_ON && (marks + 1) * RUN_ON <= tokens.len()
}

fn tells_when(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::Frequency { .. }
            | Fact::Length { .. }
            | Fact::Slot(_)
            | Fact::Prn
            | Fact::Date(_)
            | Fact::Ongoing
            | Fact::Once
            | Fact::Meals
            | Fact::Phase { .. }
    )
}
