//! From the text a model wrote to the JSON in it: byte order marks and Markdown fences come off, nothing is repaired.

use crate::extraction::model::Reason;
use serde_json::Value;

/// The JSON of the text, or why there is none.
pub(super) fn parse(text: &str) -> Result<Value, Reason> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let text = unfenced(text);
    if text.is_empty() {
        return Err(Reason::Empty);
    }
    serde_json::from_str(text).map_err(|error| if error.is_eof() { Reason::CutOff } else { Reason::NotJson })
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

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::extraction::model::Reason;
    use serde_json::json;

    #[test]
    fn fences_and_marks_come_off() {
        for text in [
            "{\"plan\": [\"```\"]}",
            "\u{feff}{\"plan\": [\"```\"]}",
            "```json\n{\"plan\": [\"```\"]}\n```",
            "```\n{\"plan\": [\"```\"]}\n```\n",
            "```json {\"plan\": [\"```\"]}```",
            "Here are the steps:\n```JSON\r\n{\"plan\": [\"```\"]}\r\n```\nGet well soon.",
        ] {
            assert_eq!(parse(text), Ok(json!({"plan": ["```"]})), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_is_told_apart_from_what_is_cut() {
        for (text, reason) in [
            ("", Reason::Empty),
            (" \u{feff}\n", Reason::Empty),
            ("```json\n```", Reason::Empty),
            ("I cannot help with that.", Reason::NotJson),
            ("{\"plan\": [}", Reason::NotJson),
            ("{\"plan\": 1e999}", Reason::NotJson),
            ("{\"plan\": [{\"descr", Reason::CutOff),
            ("```json\n{\"plan\": [", Reason::CutOff),
        ] {
            assert_eq!(parse(text), Err(reason), "{text}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), Err(Reason::NotJson));
    }
}
