//! How often a step is done, as words in a mail.

use super::phrases::Phrases;
use aftercare_core::domain::schedule::Cycle;
use chrono::{NaiveTime, Weekday, WeekdaySet};

/// How often a step is done, and on which days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Often {
    /// Times on a due day.
    pub times_per_day: Option<u32>,
    /// The times of day, in their order.
    pub times_of_day: Vec<NaiveTime>,
    /// Days from one check-in to the next.
    pub every_days: Option<f64>,
    /// The weekdays; empty = not by weekdays.
    pub weekdays: WeekdaySet,
    /// Days on and days off.
    pub cycle: Option<Cycle>,
}

/// "twice a day", "once a week", "every 10 days", "on Mondays and Thursdays", "twice a day at 08:00 and 20:00, 21 days on and
/// 7 days off". None: nothing is known, or nothing that can be said.
pub(super) fn how_often(often: &Often, phrases: &Phrases) -> Option<String> {
    let times = often.times_per_day.filter(|times| *times > 0);
    let days = days(often, phrases);
    let is_daily = matches!(days, None | Some(Days::Daily));
    let at = at_times(&often.times_of_day, phrases);
    // "Once a day" goes without saying where the days are named.
    let times =
        times.filter(|times| *times > 1 || is_daily).map(|times| counted(times, phrases.a_day, phrases));
    let per_day = match (times, at) {
        (Some(times), Some(at)) => Some(format!("{times} {at}")),
        (times, at) => times.or(at),
    };
    match (per_day, days) {
        (per_day, Some(Days::Phrase(phrase))) => {
            Some(per_day.map_or(phrase.clone(), |per_day| format!("{per_day}, {phrase}")))
        }
        (None, Some(Days::Daily)) => Some(phrases.every_day.to_owned()),
        (per_day, _) => per_day,
    }
}

enum Days {
    Daily,
    Phrase(String),
}

fn days(often: &Often, phrases: &Phrases) -> Option<Days> {
    let every = often.every_days.filter(|days| days.is_finite() && *days > 0.0);
    let cycle = often.cycle.map(|Cycle { on, off }| {
        let (on, off) = (count_days(on, phrases), count_days(off, phrases));
        phrases.cycle.replace("{on}", &on).replace("{off}", &off)
    });
    if often.weekdays.is_empty() {
        return cycle.map(Days::Phrase).or(every.map(|days| interval(days, phrases)));
    }
    let weeks = every.map_or(1.0, |days| days * f64::from(often.weekdays.len()) / 7.0);
    let named: Vec<_> =
        often.weekdays.iter(Weekday::Mon).filter_map(|day| on_weekday(day, phrases)).collect();
    let named = phrases.on.replace("{days}", &listed(&named, phrases));
    let named = if weeks > 1.5 && cycle.is_none() {
        format!("{named}, {}", phrases.every_weeks.replace("{n}", &format!("{weeks:.0}")))
    } else {
        named
    };
    Some(Days::Phrase(cycle.map_or_else(|| named.clone(), |cycle| format!("{named}, {cycle}"))))
}

fn on_weekday(day: Weekday, phrases: &Phrases) -> Option<String> {
    let number = usize::try_from(day.num_days_from_monday()).ok()?;
    phrases.on_weekdays.get(number).map(|name| (*name).to_owned())
}

fn count_days(days: u32, phrases: &Phrases) -> String {
    Phrases::counted(days.into(), [phrases.one_day, phrases.days])
}

/// "at 08:00, 14:00 and 22:00".
fn at_times(times: &[NaiveTime], phrases: &Phrases) -> Option<String> {
    let times: Vec<_> = times.iter().map(|time| time.format("%H:%M").to_string()).collect();
    (!times.is_empty()).then(|| phrases.at.replace("{times}", &listed(&times, phrases)))
}

/// "a, b and c".
fn listed(words: &[String], phrases: &Phrases) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} {} {last}", front.join(", "), phrases.and),
    }
}

fn interval(days: f64, phrases: &Phrases) -> Days {
    let is = |expected: f64| (days - expected).abs() < 0.01;
    let phrase = if is(1.0) {
        return Days::Daily;
    } else if is(2.0) {
        phrases.every_second_day.to_owned()
    } else if let Some(times) = (1..=6).find(|times| is(7.0 / f64::from(*times))) {
        counted(times, phrases.a_week, phrases)
    } else if let Some(weeks) = (2..=12_u32).find(|weeks| is(7.0 * f64::from(*weeks))) {
        phrases.every_weeks.replace("{n}", &few(weeks, phrases))
    } else {
        // 10 and 2.5, not 10.0 and 2.5000001.
        let days = ((days * 100.0).round() / 100.0).to_string().replace('.', phrases.point);
        phrases.every_days.replace("{n}", &days)
    };
    Days::Phrase(phrase)
}

/// Once, twice, three times.
fn counted(times: u32, [once, twice, more]: [&str; 3], phrases: &Phrases) -> String {
    match times {
        1 => once.to_owned(),
        2 => twice.to_owned(),
        times => more.replace("{n}", &few(times, phrases)),
    }
}

fn few(number: u32, phrases: &Phrases) -> String {
    let word = usize::try_from(number).ok().and_then(|number| phrases.few.get(number));
    word.map_or_else(|| number.to_string(), ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aftercare_entity::user::Language;

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
            let often = Often { times_per_day: times, every_days: days, ..Often::default() };
            assert_eq!(how_often(&often, Phrases::of(Language::En)).as_deref(), words, "{times:?} {days:?}");
        }
    }

    #[test]
    fn weekdays_cycles_and_times_of_day_are_words() {
        use Weekday::{Fri, Mon, Thu, Wed};
        let on = |days: &[Weekday]| Often { weekdays: days.iter().copied().collect(), ..Often::default() };
        let at =
            |hours: &[u32]| hours.iter().filter_map(|hour| NaiveTime::from_hms_opt(*hour, 0, 0)).collect();
        let cycle = Some(Cycle { on: 21, off: 7 });
        for (often, words) in [
            (Often { every_days: Some(7.0), times_per_day: Some(1), ..on(&[Mon]) }, "on Mondays"),
            (Often { every_days: Some(3.5), ..on(&[Thu, Mon]) }, "on Mondays and Thursdays"),
            (
                Often { times_per_day: Some(2), ..on(&[Mon, Wed, Fri]) },
                "twice a day, on Mondays, Wednesdays and Fridays",
            ),
            (Often { every_days: Some(14.0), ..on(&[Mon]) }, "on Mondays, every 2 weeks"),
            (Often { cycle, ..Often::default() }, "21 days on, then 7 days off"),
            (
                Often { times_per_day: Some(3), times_of_day: at(&[8, 14, 22]), ..Often::default() },
                "three times a day at 08:00, 14:00 and 22:00",
            ),
            (Often { times_of_day: at(&[9]), ..on(&[Mon]) }, "at 09:00, on Mondays"),
        ] {
            assert_eq!(how_often(&often, Phrases::of(Language::En)).as_deref(), Some(words));
        }
    }

    #[test]
    fn frequencies_are_words_in_every_language() {
        use Weekday::{Mon, Thu};
        let twice_weekly = Often { weekdays: [Mon, Thu].into_iter().collect(), ..Often::default() };
        let at = NaiveTime::from_hms_opt(8, 0, 0).into_iter().collect();
        let three_times = Often { times_per_day: Some(3), times_of_day: at, ..Often::default() };
        let cycle = Often { cycle: Some(Cycle { on: 21, off: 7 }), ..Often::default() };
        let odd = Often { every_days: Some(2.5), ..Often::default() };
        for (language, expected) in [
            (
                Language::Es,
                [
                    "los lunes y jueves",
                    "3 veces al día a las 08:00",
                    "21 días sí y 7 días no",
                    "cada 2,5 días",
                ],
            ),
            (
                Language::Fr,
                [
                    "chaque lundi et jeudi",
                    "3 fois par jour à 08:00",
                    "21 jours avec, puis 7 jours sans",
                    "tous les 2,5 jours",
                ],
            ),
            (
                Language::De,
                [
                    "montags und donnerstags",
                    "3-mal am Tag um 08:00 Uhr",
                    "21 Tage lang, dann 7 Tage Pause",
                    "alle 2,5 Tage",
                ],
            ),
        ] {
            let words = [&twice_weekly, &three_times, &cycle, &odd]
                .map(|often| how_often(often, Phrases::of(language)).unwrap());
            assert_eq!(words, expected);
        }
    }
}
