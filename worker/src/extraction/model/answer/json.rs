//! From the text a model wrote to the JSON in it.
//!
//! Byte order marks, Markdown fences, thoughts ("<think>") and words around the JSON come off; a number too large for any
//! machine becomes a large one. Nothing else is repaired, and of two answers in one text neither is taken.

use crate::extraction::model::Reason;
use serde_json::{Deserializer, Value};
use std::borrow::Cow;

/// Places at which an answer may begin that are tried in a text full of braces.
const MOST_TRIES: usize = 32;
/// Bytes of a text that is searched for an answer; a longer one is no prose around one.
const LONGEST_PROSE: usize = 200_000;

/// The JSON of the text, or why there is none.
pub(super) fn parse(text: &str) -> Result<Value, Reason> {
    let text = tamed(text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}'));
    let text = without_thoughts(&text).trim();
    let bare = unfenced(text);
    if bare.is_empty() {
        return Err(Reason::Empty);
    }
    let whole = serde_json::from_str(text).or_else(|_| serde_json::from_str(bare));
    whole.or_else(|error: serde_json::Error| {
        let begins = bare.starts_with(['{', '[']);
        if begins && error.is_eof() { Err(Reason::CutOff) } else { in_prose(text) }
    })
}

/// Models that think aloud do so before they answer, in a block of its own, which some servers open for them.
fn without_thoughts(text: &str) -> &str {
    const CLOSED: [(&str, &str); 2] = [("<think>", "</think>"), ("<thinking>", "</thinking>")];
    let trimmed = text.trim_start();
    for (open, close) in CLOSED {
        if let Some(rest) = trimmed.strip_prefix(open) {
            return rest.split_once(close).map_or("", |(_, answer)| answer);
        }
        // Only in front of the answer: in it, the words are the note's.
        if let Some((thoughts, answer)) = trimmed.split_once(close)
            && !trimmed.starts_with(['{', '[', '`'])
            && !thoughts.contains("```")
        {
            return answer;
        }
    }
    text
}

/// What stands in the first Markdown fence, if there is one before any JSON begins; else the text itself.
fn unfenced(text: &str) -> &str {
    let Some((before, fenced)) = text.split_once("```") else { return text };
    if before.contains(['{', '[', '"']) {
        return text;
    }
    // The opening line may name a language.
    let fenced = fenced.split_once('\n').map_or_else(
        || fenced.trim_start_matches("json").trim_start_matches("JSON"),
        |(language, rest)| {
            if language.contains(['{', '[']) { fenced.trim_start_matches("json") } else { rest }
        },
    );
    fenced.rsplit_once("```").map_or(fenced, |(inside, _)| inside).trim()
}

/// The one answer that stands between other words.
fn in_prose(text: &str) -> Result<Value, Reason> {
    if text.len() > LONGEST_PROSE {
        return Err(Reason::NotJson);
    }
    let (mut from, mut found) = (0, None);
    for _ in 0..MOST_TRIES {
        let Some(rest) = text.get(from..) else { break };
        let Some(at) = rest.find('{') else { break };
        let mut values = Deserializer::from_str(rest.get(at..).unwrap_or_default()).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                from += at + values.byte_offset().max(1);
                if is_answer(&value) && found.replace(value).is_some() {
                    return Err(Reason::NotJson);
                }
            }
            // It goes on to the end of the text without an end of its own.
            Some(Err(error)) if error.is_eof() && found.is_none() => return Err(Reason::CutOff),
            _ => from += at + 1,
        }
    }
    found.ok_or(Reason::NotJson)
}

/// Whether it has one of our lists.
fn is_answer(value: &Value) -> bool {
    let named = |key: &String| matches!(key.trim().to_lowercase().as_str(), "checklist" | "plan");
    value.as_object().is_some_and(|fields| fields.keys().any(named))
}

/// The text with each number that no machine can hold replaced by one that it can; what stands in quotes stays.
fn tamed(text: &str) -> Cow<'_, str> {
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-');
    let (mut out, mut done) = (String::new(), 0);
    let (mut quoted, mut escaped, mut number) = (false, false, None);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match number {
            Some(_) if is_part(c) => continue,
            Some(from) => {
                number = None;
                let digits = text.get(from..at).unwrap_or_default();
                if digits.parse::<f64>().is_ok_and(f64::is_infinite) {
                    out.push_str(text.get(done..from).unwrap_or_default());
                    out.push_str(if digits.starts_with('-') { "-1e300" } else { "1e300" });
                    done = at;
                }
            }
            None => {}
        }
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '-' | '0'..='9' if !quoted => number = Some(at),
            _ => {}
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{parse, tamed, without_thoughts};
    use crate::extraction::model::Reason;
    use serde_json::json;

    #[test]
    fn what_stands_around_the_answer_comes_off() {
        for text in [
            "{\"plan\": [\"```\"]}",
            "\u{feff}{\"plan\": [\"```\"]}",
            "```json\n{\"plan\": [\"```\"]}\n```",
            "```\n{\"plan\": [\"```\"]}\n```\n",
            "```json {\"plan\": [\"```\"]}```",
            "Here are the steps:\n```JSON\r\n{\"plan\": [\"```\"]}\r\n```\nGet well soon.",
            "Here is the JSON: {\"plan\": [\"```\"]} I hope this helps!",
            "The note, in {braces}, says {\"much\": 1}.\n\n{\"plan\": [\"```\"]}",
            "{\"plan\": [\"```\"]}\n\nLet me know if you need anything else.",
            "<think>Is it {\"plan\": []}? No.</think>\n{\"plan\": [\"```\"]}",
            "Is it {\"plan\": []}? No.</think>{\"plan\": [\"```\"]}",
            "<thinking>hm</thinking>```json\n{\"plan\": [\"```\"]}\n```",
        ] {
            assert_eq!(parse(text), Ok(json!({"plan": ["```"]})), "{text}");
        }
    }

    #[test]
    fn of_two_answers_neither_is_taken() {
        let text = "The note asks for {\"plan\": [\"arsenic\"]}. The steps are {\"plan\": []}.";
        assert_eq!(parse(text), Err(Reason::NotJson));
    }

    #[test]
    fn thoughts_are_skipped_and_the_notes_words_are_not() {
        assert_eq!(without_thoughts("\n<think>{\"plan\": 1}</think>{}"), "{}");
        assert_eq!(without_thoughts("<think> never ends"), "");
        assert_eq!(without_thoughts("{\"a\": \"<think>\"}"), "{\"a\": \"<think>\"}");
        assert_eq!(without_thoughts("{\"a\": \"</think>\"}"), "{\"a\": \"</think>\"}");
    }

    #[test]
    fn what_is_no_json_is_told_apart_from_what_is_cut() {
        for (text, reason) in [
            ("", Reason::Empty),
            (" \u{feff}\n", Reason::Empty),
            ("```json\n```", Reason::Empty),
            ("<think>no end", Reason::Empty),
            ("I cannot help with that.", Reason::NotJson),
            ("{\"plan\": [}", Reason::NotJson),
            ("Here: {\"pills\": 3}", Reason::NotJson),
            ("{\"plan\": [{\"descr", Reason::CutOff),
            ("Here it is: {\"plan\": [{\"descr", Reason::CutOff),
            ("```json\n{\"plan\": [", Reason::CutOff),
        ] {
            assert_eq!(parse(text), Err(reason), "{text}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), Err(Reason::NotJson));
        assert_eq!(parse(&"{\"a\":".repeat(100_000)), Err(Reason::NotJson));
    }

    #[test]
    fn numbers_that_no_machine_holds_become_large_ones() {
        let long = "9".repeat(400);
        assert_eq!(tamed(&format!("[1, {long}, -1e999, 1e5]")), "[1, 1e300, -1e300, 1e5]");
        let quoted = format!("[\"{long} \\\" 1e999\", 1.5]");
        assert_eq!(tamed(&quoted), quoted.as_str());
        assert_eq!(tamed("1e999"), "1e300");
        assert_eq!(parse(&format!("{{\"plan\": {long}}}")), Ok(json!({"plan": 1e300})));
    }
}
