//! The fields of a delivery status (RFC 3464, 2.1): written as headers are, in groups, one of the whole report and one of each
//! recipient.

use mail_parser::{Message, MessageParser};

const FINAL: &str = "Final-Recipient";
const ORIGINAL: &str = "Original-Recipient";
const ACTION: &str = "Action";
const STATUS: &str = "Status";
const DIAGNOSTIC: &str = "Diagnostic-Code";

/// The fields of one group that are looked at, unfolded.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub final_recipient: Option<String>,
    pub original_recipient: Option<String>,
    pub action: Option<String>,
    pub status: Option<String>,
    pub diagnostic: Option<String>,
}

impl Fields {
    /// The groups of a delivery status, which empty lines separate.
    pub(super) fn groups(text: &str) -> impl Iterator<Item = Self> {
        let lines: Vec<_> = text.lines().collect();
        let groups: Vec<_> = lines
            .split(|line| line.trim().is_empty())
            .filter(|group| !group.is_empty())
            .map(|group| group.join("\n"))
            .collect();
        groups.into_iter().map(|group| Self::of(&group))
    }

    fn of(group: &str) -> Self {
        let names = [FINAL, ORIGINAL, ACTION, STATUS, DIAGNOSTIC];
        let parser = MessageParser::new().default_header_ignore();
        let parser = names.into_iter().fold(parser, MessageParser::header_text);
        let read = |headers: &Message<'_>| {
            let value = |name| headers.header(name).and_then(|value| value.as_text()).map(str::to_owned);
            Some(Self {
                final_recipient: value(FINAL),
                original_recipient: value(ORIGINAL),
                action: value(ACTION),
                status: value(STATUS),
                diagnostic: value(DIAGNOSTIC),
            })
        };
        headers(group.as_bytes(), &parser, read).unwrap_or_default()
    }
}

/// Reads `text`, which is headers alone.
pub(super) fn headers<T>(
    text: &[u8],
    parser: &MessageParser,
    read: impl FnOnce(&Message<'_>) -> Option<T>,
) -> Option<T> {
    // The parser takes headers for complete only where an empty line ends them.
    let ended = [text, b"\n\n"].concat();
    parser.parse_headers(&ended).and_then(|headers| read(&headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_told_apart_with_either_end_of_line_and_fields_in_any_case() {
        let text = "Reporting-MTA: dns; mx.example\r\n\r\nfinal-recipient: rfc822;\r\n paula@example.org\r\nACTION: Failed\r\n\
                    Status: 5.1.1\r\nX-Odd: y\r\nno field at all\r\n \t\r\nStatus: 4.0.0\r\n";
        for text in [text.to_owned(), text.replace("\r\n", "\n")] {
            let groups: Vec<_> = Fields::groups(&text).collect();
            assert_eq!(groups.len(), 3, "{groups:?}");
            assert_eq!(groups[0], Fields::default());
            assert_eq!(groups[1].final_recipient.as_deref(), Some("rfc822; paula@example.org"));
            assert_eq!(groups[1].action.as_deref(), Some("Failed"));
            assert_eq!(groups[1].status.as_deref(), Some("5.1.1"));
            assert_eq!(groups[2], Fields { status: Some("4.0.0".to_owned()), ..Fields::default() });
        }
    }
}
