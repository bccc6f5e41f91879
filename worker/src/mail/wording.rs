//! Days, what is left, and foreign text as words in a mail.

use super::phrases::Phrases;
use chrono::{Datelike as _, NaiveDate};

fn month_and_day(pattern: &str, day: NaiveDate, phrases: &Phrases) -> String {
    let number = match day.day() {
        1 => phrases.first.to_owned(),
        number if phrases.first.ends_with('.') => format!("{number}."),
        number => number.to_string(),
    };
    let month = usize::try_from(day.month0()).ok().and_then(|month| phrases.months.get(month));
    pattern.replace("{day}", &number).replace("{month}", month.copied().unwrap_or_default())
}

/// "24 November": no year, the mail is read on its day.
pub(super) fn short_day(day: NaiveDate, phrases: &Phrases) -> String {
    month_and_day(phrases.short_day, day, phrases)
}

/// "Tuesday, 24 November 2026".
pub(super) fn long_day(day: NaiveDate, phrases: &Phrases) -> String {
    let weekday = usize::try_from(day.weekday().num_days_from_monday()).ok();
    let weekday = weekday.and_then(|weekday| phrases.weekdays.get(weekday)).copied().unwrap_or_default();
    let date = month_and_day(phrases.long_day, day, phrases);
    date.replace("{weekday}", weekday).replace("{year}", &day.year().to_string())
}

/// "3 check-ins left", "until your doctor ends it".
pub(super) fn left(remaining: Option<u32>, phrases: &Phrases) -> String {
    match remaining {
        None => phrases.ongoing.to_owned(),
        Some(count) => Phrases::counted(count.into(), [phrases.one_left, phrases.left]),
    }
}

/// "1 more step: see the app", for steps that the mail cannot name beside others.
pub(super) fn see_the_app(unnamed: usize, phrases: &Phrases) -> Option<String> {
    (unnamed > 0).then(|| Phrases::counted(unnamed.try_into().unwrap_or(u64::MAX), phrases.more))
}

/// Foreign text as one line: white space and control characters become single spaces, and characters that turn or
/// hide the text around them (bidirectional controls, tags, byte-order marks) go.
pub(super) fn one_line(text: &str) -> String {
    let visible = text.chars().filter(|c| {
        !matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    });
    let spaced: String = visible
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// For plain text: a line that is written from right to left stands between isolates, so that it does not turn what
/// follows it. (HTML has `dir="auto"`.)
pub(super) fn isolated(line: &str) -> String {
    let right_to_left = line.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    });
    if right_to_left { format!("\u{2068}{line}\u{2069}") } else { line.to_owned() }
}

/// Whether a mail may show this as a link.
pub(super) fn is_web_address(url: &str) -> bool {
    let unbroken = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    unbroken && (url.starts_with("https://") || url.starts_with("http://"))
}

/// The address of one of this hospital's pages; None without a base that a mail may show as a link.
pub(super) fn address_of(link_base: Option<&str>, page: &str) -> Option<String> {
    let base = link_base.filter(|url| is_web_address(url))?;
    Some(format!("{}{page}", base.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_stays_on_its_line() {
        assert_eq!(one_line("  a\r\nBcc: b\t\u{0}c\u{2028}d \u{202e}e\u{feff} "), "a Bcc: b c d e");
        assert_eq!(isolated("plain"), "plain");
        assert_eq!(isolated("مريم"), "\u{2068}مريم\u{2069}");
    }
}
