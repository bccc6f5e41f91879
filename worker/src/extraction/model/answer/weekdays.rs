//! Weekdays as models write them: a list of names or one text, in any of the four languages, whole or short, with ranges
//! ("Monday to Friday") and words for several ("weekends").
//!
//! A word that is no weekday is left out: a schedule that misses a day of its passage is held back by the gate.

use super::scalars::WrongShape;
use chrono::{
    Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed},
    WeekdaySet,
};
use serde_json::Value;

/// The beginnings of names, without accents, and the fewest letters by which each is known. Which stands first counts.
const NAMES: &[(&str, usize, Weekday)] = &[
    ("monday", 2, Mon),
    ("lunes", 3, Mon),
    ("lundi", 3, Mon),
    ("montag", 2, Mon),
    ("tuesday", 2, Tue),
    ("martes", 3, Tue),
    ("mardi", 3, Tue),
    ("dienstag", 2, Tue),
    ("wednesday", 2, Wed),
    ("miercoles", 3, Wed),
    ("mercredi", 3, Wed),
    ("mittwoch", 2, Wed),
    ("thursday", 2, Thu),
    ("jueves", 3, Thu),
    ("jeudi", 3, Thu),
    ("donnerstag", 2, Thu),
    ("friday", 2, Fri),
    ("viernes", 3, Fri),
    ("vendredi", 3, Fri),
    ("freitag", 2, Fri),
    ("saturday", 2, Sat),
    ("sabado", 3, Sat),
    ("samedi", 3, Sat),
    ("samstag", 2, Sat),
    ("sonnabend", 4, Sat),
    ("sunday", 2, Sun),
    ("domingo", 3, Sun),
    ("dimanche", 3, Sun),
    ("sonntag", 2, Sun),
];

/// Words for several of them.
const SEVERAL: &[(&[&str], &[Weekday])] = &[
    (
        &["weekdays", "weekday", "laborables", "ouvrables", "werktags", "werktage", "wochentags"],
        &[Mon, Tue, Wed, Thu, Fri],
    ),
    (&["weekend", "weekends", "wochenende", "wochenenden", "wochenends"], &[Sat, Sun]),
    (&["mwf"], &[Mon, Wed, Fri]),
];

/// Words and signs between the first and the last of several.
const UNTIL: &[&str] =
    &["-", "–", "to", "through", "thru", "till", "until", "a", "al", "hasta", "à", "au", "bis"];

/// The weekdays that are named; empty for none, and for all seven, which is daily.
pub(super) fn named(value: Option<&Value>) -> Result<WeekdaySet, WrongShape> {
    let mut days = WeekdaySet::EMPTY;
    match value {
        None | Some(Value::Null) => {}
        Some(Value::String(text)) => collect(text, &mut days),
        Some(Value::Array(items)) => {
            for item in items {
                match item {
                    Value::String(text) => collect(text, &mut days),
                    Value::Null => {}
                    _ => return Err(WrongShape),
                }
            }
        }
        Some(_) => return Err(WrongShape),
    }
    Ok(if days == WeekdaySet::ALL { WeekdaySet::EMPTY } else { days })
}

fn collect(text: &str, days: &mut WeekdaySet) {
    let spaced = text.to_lowercase().replace(['-', '–'], " - ");
    let words = spaced.split(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '–')));
    let (mut last, mut is_range) = (None, false);
    for word in words.filter(|word| !word.is_empty()) {
        if let Some((_, several)) = SEVERAL.iter().find(|(names, _)| names.contains(&word)) {
            several.iter().for_each(|day| _ = days.insert(*day));
        } else if UNTIL.contains(&word) {
            is_range = last.is_some();
        } else if let Some(day) = weekday(word) {
            if let Some(from) = last.filter(|_| is_range) {
                between(from, day, days);
            }
            days.insert(day);
            (last, is_range) = (Some(day), false);
        } else {
            (last, is_range) = (None, false);
        }
    }
}

/// All days after `from` and before `to`.
fn between(from: Weekday, to: Weekday, days: &mut WeekdaySet) {
    let mut day = from.succ();
    while day != to && day != from {
        days.insert(day);
        day = day.succ();
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    let plain: String = word.chars().map(without_accent).collect();
    // "mondays", "montags".
    let singular = plain.strip_suffix('s').unwrap_or(&plain);
    let is = |name: &str, least: usize| {
        [plain.as_str(), singular].iter().any(|word| word.len() >= least && name.starts_with(*word))
    };
    NAMES.iter().find(|(name, least, _)| is(name, *least)).map(|(_, _, day)| *day)
}

const fn without_accent(c: char) -> char {
    match c {
        'á' | 'à' => 'a',
        'é' | 'è' => 'e',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{WrongShape, named};
    use chrono::{
        Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed},
        WeekdaySet,
    };
    use serde_json::{Value, json};

    fn days(value: &Value) -> Vec<Weekday> {
        named(Some(value)).expect("weekdays").iter(Mon).collect()
    }

    #[test]
    fn in_four_languages_whole_and_short() {
        for (text, day) in [
            ("monday", Mon),
            ("Mondays", Mon),
            ("lundi", Mon),
            ("Lunes", Mon),
            ("Mo", Mon),
            ("tues", Tue),
            ("Di", Tue),
            ("mar", Tue),
            ("miércoles", Wed),
            ("mié", Wed),
            ("mer.", Wed),
            ("Mittwochs", Wed),
            ("thurs", Thu),
            ("jue", Thu),
            ("Do", Thu),
            ("FRI", Fri),
            ("vendredi", Fri),
            ("vie", Fri),
            ("sábado", Sat),
            ("Sonnabend", Sat),
            ("sam", Sat),
            ("So", Sun),
            ("dom", Sun),
            ("dim", Sun),
        ] {
            assert_eq!(days(&json!([text])), [day], "{text}");
        }
    }

    #[test]
    fn several_in_one_text_ranges_and_words_for_several() {
        assert_eq!(days(&json!("Mon/Wed/Fri")), [Mon, Wed, Fri]);
        assert_eq!(days(&json!("MWF")), [Mon, Wed, Fri]);
        assert_eq!(days(&json!("lunes y jueves")), [Mon, Thu]);
        assert_eq!(days(&json!(["Monday to Friday"])), [Mon, Tue, Wed, Thu, Fri]);
        assert_eq!(days(&json!("Mo-Mi")), [Mon, Tue, Wed]);
        assert_eq!(days(&json!("sa - mo")), [Mon, Sat, Sun]);
        assert_eq!(days(&json!("du lundi au mercredi")), [Mon, Tue, Wed]);
        assert_eq!(days(&json!(["weekends", null])), [Sat, Sun]);
    }

    #[test]
    fn what_is_no_weekday_is_none_and_all_of_them_are_daily() {
        for value in [
            json!(null),
            json!([]),
            json!(""),
            json!("daily"),
            json!(["every day", "none"]),
            json!("Mon-Sun"),
        ] {
            assert_eq!(named(Some(&value)), Ok(WeekdaySet::EMPTY), "{value}");
        }
        assert_eq!(named(Some(&json!([1]))), Err(WrongShape));
        assert_eq!(named(Some(&json!({}))), Err(WrongShape));
    }
}
