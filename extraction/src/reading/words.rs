//! Words, numbers and units.

/// The words of a text in lower case; a hyphen between numbers, a slash and a decimal point stay within a word.
pub(crate) fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase().replace(['–', '—'], "-");
    plain
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | '(' | ')' | ':' | '"'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|word| !word.is_empty())
        .flat_map(|word| match word.split_once('-') {
            // "5-7" is a range; "follow-up" is a word.
            Some((lower, upper)) if number(lower).is_some() && number(upper).is_some() => {
                vec![lower.to_owned(), "-".to_owned(), upper.to_owned()]
            }
            _ => vec![word],
        })
        .collect()
}

/// A whole number in digits ("2,000" too) or an English word.
pub(super) fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    if word.len() > 12 {
        return None;
    }
    match word {
        "a" | "an" => return Some(1),
        "fourteen" => return Some(14),
        "twenty-one" => return Some(21),
        "thirty" => return Some(30),
        _ => {}
    }
    let spelled = WORDS.iter().position(|name| *name == word).and_then(|n| u32::try_from(n).ok());
    spelled.or_else(|| word.replace(',', "").parse().ok())
}

/// Days in a unit of time.
pub(super) fn unit_days(word: &str) -> Option<u32> {
    match word {
        "d" | "day" | "days" | "night" | "nights" => Some(1),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(7),
        "fortnight" | "fortnights" => Some(14),
        "mo" | "month" | "months" => Some(30),
        "y" | "yr" | "yrs" | "year" | "years" => Some(365),
        _ => None,
    }
}
