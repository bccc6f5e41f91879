//! A description, read by the tables and the grammar: once in the note's language, once in its own.

use super::amounts;
use super::compare::Compared;
use crate::grammar::{self, At};
use crate::lexicon::{Cue, Found, Lexicon, Subject, Time, guess};
use crate::rules::without_ends;
use crate::text::{Kind, Token};

/// What one language makes of a description.
pub struct Words {
    pub lexicon: &'static Lexicon,
    pub tokens: Vec<Token>,
    pub facts: Vec<At>,
    /// Those that are no part of a name ("stop-smoking clinic").
    pub cues: Vec<Found<Cue>>,
    pub subjects: Vec<Found<Subject>>,
    pub timing: Vec<Found<Time>>,
}

impl Words {
    /// The words of `description`; a model may answer in another language than the note's, unless it quotes the note.
    pub fn of(note: &Compared, description: &str, is_quoted: bool) -> Vec<Self> {
        let also = (!is_quoted).then(|| Lexicon::of(guess(description)));
        let both = [Some(note.lexicon), also.filter(|also| !std::ptr::eq(*also, note.lexicon))];
        let read = |lexicon: &'static Lexicon| {
            let tokens = lexicon.tokens(description, 0);
            let subjects = lexicon.subjects(&tokens);
            let mut cues = lexicon.cues(&tokens);
            cues.retain(|cue| {
                !subjects
                    .iter()
                    .any(|s| s.from <= cue.from && cue.to <= s.to && s.to - s.from > cue.to - cue.from)
            });
            let facts = grammar::read(lexicon, &tokens, note.day);
            without_ends(&tokens, &facts, &mut cues);
            Self { lexicon, timing: lexicon.timing(&tokens), facts, cues, subjects, tokens }
        };
        both.into_iter().flatten().map(read).collect()
    }

    /// The words of the medicines it names.
    pub fn medicines(&self) -> impl Iterator<Item = &Token> {
        self.subjects
            .iter()
            .filter(|found| found.sense == Subject::Medicine)
            .filter_map(|found| self.tokens.get(found.from..found.to))
            .flatten()
            .filter(|token| token.kind == Kind::Word && token.word.len() > 2)
    }

    /// The medicine in front of a fact, where several are named: "ramipril 5 mg and bisoprolol 2.5 mg".
    pub fn medicine_of(&self, fact: &At) -> Option<String> {
        let mut named = self.subjects.iter().filter(|s| s.sense == Subject::Medicine);
        let first = named.clone().next()?;
        named.clone().nth(1)?;
        let last = named.rfind(|s| s.to <= fact.from).unwrap_or(first);
        let words = self.tokens.get(last.from..last.to)?.iter().map(|t| t.word.as_str());
        Some(words.collect::<Vec<_>>().join(" "))
    }

    /// Its numbers that say nothing about time or amount, and are no part of a name ("B12").
    pub fn numbers(&self, note: &Compared) -> impl Iterator<Item = f64> {
        let said = |at: usize| self.facts.iter().any(|f| f.from <= at && at < f.to);
        let timed = |at: usize| {
            let number = |t: Time| matches!(t, Time::Num(_));
            self.timing.iter().any(|f| f.from <= at && at < f.to && !number(f.sense))
        };
        let named = move |at: usize| {
            self.subjects.iter().any(|s| s.from <= at && at < s.to)
                || at > 0 && self.tokens.get(at).is_some_and(|t| t.glued && t.kind != Kind::Word)
        };
        // "3) Betahistine": which item of a list it is.
        let listed = |at: usize| at == 0 && self.tokens.get(1).is_some_and(|t| t.is(')') || t.is('.'));
        let own =
            (0..self.tokens.len()).filter(move |at| !said(*at) && !timed(*at) && !named(*at) && !listed(*at));
        own.filter_map(|at| amounts::number(note, &self.tokens, at))
    }
}
