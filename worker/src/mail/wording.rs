//! Numbers and foreign text as words in a mail.

use chrono::{Datelike as _, NaiveDate};

const FEW: [&str; 13] =
    ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// "24 November": no year, the mail is read on its day.
pub(super) fn short_day(day: NaiveDate) -> String {
    format!("{} {}", day.day(), day.format("%B"))
}

/// "Tuesday, 24 November 2026".
pub(super) fn long_day(day: NaiveDate) -> String {
    format!("{}, {} {}", day.format("%A"), short_day(day), day.format("%Y"))
}

/// "twice a day", "once a week", "every 10 days", "three times a day, every second day". None: nothing is known, or
/// nothing that can be said.
pub(super) fn how_often(times_per_day: Option<u32>, every_days: Option<f64>) -> Option<String> {
    let times = times_per_day.filter(|times| *times > 0);
    let days = every_days.filter(|days| days.is_finite() && *days > 0.0);
    match (times, days.map(interval)) {
        (None, None) => None,
        (None | Some(1), Some(Interval::Phrase(phrase))) => Some(phrase),
        (Some(times), Some(Interval::Phrase(phrase))) => Some(format!("{}, {phrase}", times_a("day", times))),
        (Some(times), None | Some(Interval::Daily)) => Some(times_a("day", times)),
        (None, Some(Interval::Daily)) => Some("every day".to_owned()),
    }
}

/// "3 check-ins left", "until your doctor ends it".
pub(super) fn left(remaining: Option<u32>) -> String {
    match remaining {
        None => "until your doctor ends it".to_owned(),
        Some(1) => "1 check-in left".to_owned(),
        Some(count) => format!("{count} check-ins left"),
    }
}

enum Interval {
    Daily,
    Phrase(String),
}

fn interval(days: f64) -> Interval {
    let is = |expected: f64| (days - expected).abs() < 0.01;
    let phrase = if is(1.0) {
        return Interval::Daily;
    } else if is(2.0) {
        "every second day".to_owned()
    } else if let Some(times) = (1..=6).find(|times| is(7.0 / f64::from(*times))) {
        times_a("week", times)
    } else if let Some(weeks) = (2..=12_u32).find(|weeks| is(7.0 * f64::from(*weeks))) {
        format!("every {} weeks", few(weeks))
    } else {
        // 10 and 2.5, not 10.0 and 2.5000001.
        format!("every {} days", (days * 100.0).round() / 100.0)
    };
    Interval::Phrase(phrase)
}

fn times_a(period: &str, times: u32) -> String {
    match times {
        1 => format!("once a {period}"),
        2 => format!("twice a {period}"),
        times => format!("{} times a {period}", few(times)),
    }
}

fn few(number: u32) -> String {
    let word = usize::try_from(number).ok().and_then(|number| FEW.get(number));
    word.map_or_else(|| number.to_string(), ToString::to_string)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequencies_are_words() {
        let cases: [(Option<u32>, Option<f64>, Option<&str>); 19] = [
            (None, None, None),
            (Some(0), Some(0.0), None),
            (None, Some(f64::NAN), None),
            (None, Some(-3.0), None),
            (Some(1), None, Some("once a day")),
            (Some(2), Some(1.0), Some("twice a day")),
            (Some(3), Some(1.0), Some("three times a day")),
            (Some(24), None, Some("24 times a day")),
            (None, Some(1.0), Some("every day")),
            (Some(1), Some(2.0), Some("every second day")),
            (Some(1), Some(7.0), Some("once a week")),
            (None, Some(3.5), Some("twice a week")),
            (None, Some(2.333), Some("three times a week")),
            (Some(2), Some(7.0), Some("twice a day, once a week")),
            (None, Some(14.0), Some("every two weeks")),
            (None, Some(28.0), Some("every four weeks")),
            (None, Some(30.0), Some("every 30 days")),
            (None, Some(2.5), Some("every 2.5 days")),
            (Some(3), Some(2.0), Some("three times a day, every second day")),
        ];
        for (times, days, words) in cases {
            assert_eq!(how_often(times, days).as_deref(), words, "{times:?} {days:?}");
        }
    }

    #[test]
    fn foreign_text_stays_on_its_line() {
        assert_eq!(one_line("  a\r\nBcc: b\t\u{0}c\u{2028}d \u{202e}e\u{feff} "), "a Bcc: b c d e");
        assert_eq!(isolated("plain"), "plain");
        assert_eq!(isolated("مريم"), "\u{2068}مريم\u{2069}");
    }
}
