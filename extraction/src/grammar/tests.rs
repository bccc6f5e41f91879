//! What the grammar reads in a few words, row by row.

use super::{At, Fact, Reading, read};
use crate::lexicon::{Language, Lexicon, guess};
use chrono::{NaiveDate, Weekday};

/// The note's day: a Sunday.
fn sunday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 29).unwrap()
}

fn facts(language: Language, text: &str, day: NaiveDate) -> (Vec<At>, Reading) {
    let lexicon = Lexicon::of(language);
    let tokens = lexicon.tokens(text, 0);
    let facts = read(lexicon, &tokens, day);
    let reading = Reading::of(&facts, 0, tokens.len());
    (facts, reading)
}

fn reading(text: &str) -> Reading {
    facts(guess(text), text, sunday()).1
}

/// The days of a reading, as letters ("Mo We Fr").
fn days(reading: &Reading) -> String {
    let names: Vec<&str> = reading
        .weekdays
        .iter(Weekday::Mon)
        .map(|day| match day {
            Weekday::Mon => "Mo",
            Weekday::Tue => "Tu",
            Weekday::Wed => "We",
            Weekday::Thu => "Th",
            Weekday::Fri => "Fr",
            Weekday::Sat => "Sa",
            Weekday::Sun => "Su",
        })
        .collect();
    names.join(" ")
}

/// What is wrong with `rows`, all at once.
fn all_right<R>(rows: impl IntoIterator<Item = R>, mistake: impl Fn(R) -> Option<String>) {
    let wrong: Vec<String> = rows.into_iter().filter_map(mistake).collect();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn weekdays_are_named_one_by_one_in_ranges_and_by_their_opposite() {
    let rows = [
        ("Take methotrexate 15 mg every Monday for 8 weeks", "Mo", 7.0),
        ("Mondays", "Mo", 7.0),
        ("Warfarin 5 mg Mon/Wed/Fri", "Mo We Fr", 7.0 / 3.0),
        ("take 1 tablet by mouth on monday wednesday and friday", "Mo We Fr", 7.0 / 3.0),
        ("one tablet MWF", "Mo We Fr", 7.0 / 3.0),
        ("one tablet M/W/F", "Mo We Fr", 7.0 / 3.0),
        ("one capsule Tu/Th/Sa", "Tu Th Sa", 7.0 / 3.0),
        ("one tablet Monday to Friday", "Mo Tu We Th Fr", 1.4),
        ("one tablet Monday through Friday", "Mo Tu We Th Fr", 1.4),
        ("one tablet Mon-Fri", "Mo Tu We Th Fr", 1.4),
        ("one tablet Mon – Fri", "Mo Tu We Th Fr", 1.4),
        ("one tablet Mon-Wed-Fri", "Mo We Fr", 7.0 / 3.0),
        ("one tablet on weekdays", "Mo Tu We Th Fr", 1.4),
        ("one tablet every weekday", "Mo Tu We Th Fr", 1.4),
        ("one tablet on weekends", "Sa Su", 3.5),
        ("one tablet at the weekend", "Sa Su", 3.5),
        ("one tablet Friday to Monday", "Mo Fr Sa Su", 1.75),
        ("every Monday and Thursday", "Mo Th", 3.5),
        ("once a week on Monday", "Mo", 7.0),
        ("15 mg once a week, next dose Monday", "Mo", 7.0),
        ("15 mg weekly (Mondays)", "Mo", 7.0),
        ("15 mg weekly starting Monday", "Mo", 7.0),
        ("15 mg weekly, always on a Monday", "Mo", 7.0),
        ("twice a week on Tuesday and Friday", "Tu Fr", 3.5),
        ("every other Monday", "Mo", 14.0),
        ("alternate Mondays", "Mo", 14.0),
        ("one tablet daily except Sundays", "Mo Tu We Th Fr Sa", 7.0 / 6.0),
        ("one tablet every day except Saturday and Sunday", "Mo Tu We Th Fr", 1.4),
        ("15 mg cada lunes", "Mo", 7.0),
        ("1 comprimido los lunes y jueves", "Mo Th", 3.5),
        ("1 comprimido lunes, miércoles y viernes", "Mo We Fr", 7.0 / 3.0),
        ("1 comprimido de lunes a viernes", "Mo Tu We Th Fr", 1.4),
        ("1 comprimido los fines de semana", "Sa Su", 3.5),
        ("1 comprimido al día salvo los domingos", "Mo Tu We Th Fr Sa", 7.0 / 6.0),
        ("1 comprimido L-M-X-J-V", "Mo Tu We Th Fr", 1.4),
        ("1 comprimido una vez a la semana, el lunes", "Mo", 7.0),
        ("1 comprimé tous les lundis", "Mo", 7.0),
        ("1 comprimé le lundi et le jeudi", "Mo Th", 3.5),
        ("1 comprimé du lundi au vendredi", "Mo Tu We Th Fr", 1.4),
        ("1 comprimé le week-end", "Sa Su", 3.5),
        ("1 comprimé par jour sauf le dimanche", "Mo Tu We Th Fr Sa", 7.0 / 6.0),
        ("1 comprimé tous les lundis et jeudis", "Mo Th", 3.5),
        ("1 comprimé une fois par semaine, prochaine prise lundi", "Mo", 7.0),
        ("1 Tablette jeden Montag", "Mo", 7.0),
        ("1 Tablette montags und donnerstags", "Mo Th", 3.5),
        ("1 Tablette Mo, Mi, Fr", "Mo We Fr", 7.0 / 3.0),
        ("1 Tablette Mo-Fr", "Mo Tu We Th Fr", 1.4),
        ("1 Tablette Mo., Mi. und Fr.", "Mo We Fr", 7.0 / 3.0),
        ("1 Tablette Montag bis Freitag", "Mo Tu We Th Fr", 1.4),
        ("1 Tablette am Wochenende", "Sa Su", 3.5),
        ("1 Tablette werktags", "Mo Tu We Th Fr", 1.4),
        ("1 Tablette Sa/So", "Sa Su", 3.5),
        ("1 Tablette täglich außer sonntags", "Mo Tu We Th Fr Sa", 7.0 / 6.0),
        ("1 Tablette einmal pro Woche am Montag", "Mo", 7.0),
        ("1 Tablette jeden zweiten Montag", "Mo", 14.0),
    ];
    all_right(rows, |(text, expected, every)| {
        let read = reading(text);
        let right = days(&read) == expected
            && read.every.is_some_and(|days| (days - every).abs() < 0.01)
            && (read.date, read.maybe_date) == (None, None);
        (!right).then(|| format!("{text}: {} every {:?}, date {:?}", days(&read), read.every, read.date))
    });
}

#[test]
fn a_single_weekday_is_a_date_and_seven_are_every_day() {
    all_right(
        ["return on Monday", "volver el lunes", "venir lundi prochain", "Kontrolle am Montag"],
        |text| {
            let read = reading(text);
            let right = days(&read).is_empty() && read.date == Some(1);
            (!right).then(|| format!("{text}: {} {:?}", days(&read), read.date))
        },
    );
    let rows = ["one tablet Monday to Sunday", "1 Tablette Mo-So", "1 comprimido de lunes a domingo"];
    all_right(rows, |text| {
        let read = reading(text);
        let right = (days(&read).as_str(), read.times, read.every) == ("", Some(1.0), None);
        (!right)
            .then(|| format!("{text}: {} {:?} {:?} {:?}", days(&read), read.times, read.every, guess(text)))
    });
    let twice = reading("one tablet twice a week");
    assert_eq!((days(&twice).as_str(), twice.every), ("", Some(3.5)));
    let review = reading("15 mg once a week, review by the nurse on Monday");
    assert_eq!((days(&review).as_str(), review.date), ("", Some(1)), "the day of something else");
    let first = reading("15 mg every Monday from 14 December");
    assert_eq!((days(&first).as_str(), first.date), ("Mo", Some(15)));
}

#[test]
fn days_on_and_days_off() {
    let rows = [
        ("one tablet daily for 21 days, then 7 days off, repeat", 21.0, 7.0),
        ("21 days on, 7 days off", 21.0, 7.0),
        ("3 weeks on, 1 week off", 21.0, 7.0),
        ("3 weeks on and one week off", 21.0, 7.0),
        ("5 days on, 2 off", 5.0, 2.0),
        ("days 1-14 of each 21-day cycle", 14.0, 7.0),
        ("days 1 to 14 of a 21 day cycle", 14.0, 7.0),
        ("D1-14 q21d", 14.0, 7.0),
        ("twice daily for 14 days followed by a 7-day break", 14.0, 7.0),
        ("daily for 21 days with a 7 day pill-free break", 21.0, 7.0),
        ("3 weeks out of 4", 21.0, 7.0),
        ("1 comprimido al día durante 21 días, luego 7 días de descanso", 21.0, 7.0),
        ("1 comprimido los días 1 a 14 de cada ciclo de 21 días", 14.0, 7.0),
        ("1 comprimido durante 3 semanas y 1 semana de descanso", 21.0, 7.0),
        ("1 comprimé par jour pendant 21 jours puis 7 jours d'arrêt", 21.0, 7.0),
        ("1 comprimé par jour pendant 14 jours, suivis de 7 jours de pause", 14.0, 7.0),
        ("1 comprimé de J1 à J14 de chaque cycle de 21 jours", 14.0, 7.0),
        ("1 comprimé 3 semaines sur 4", 21.0, 7.0),
        ("1 Tablette täglich für 21 Tage, dann 7 Tage Pause", 21.0, 7.0),
        ("2x täglich über 14 Tage, gefolgt von 7 Tagen Pause", 14.0, 7.0),
        ("3 Wochen Einnahme, 1 Woche Pause", 21.0, 7.0),
        ("Tag 1-14 eines 21-Tage-Zyklus", 14.0, 7.0),
    ];
    all_right(rows, |(text, on, off)| {
        let read = reading(text);
        let right = read.cycle == Some((on, off)) && read.length.is_none();
        (!right).then(|| format!("{text}: {:?} for {:?}", read.cycle, read.length))
    });
    let counted = reading("days 1-14 of each 21-day cycle for 3 cycles");
    assert_eq!((counted.cycle, counted.length), (Some((14.0, 7.0)), Some((63.0, 63.0))));
    for text in [
        "naproxen for 5 days, 7 days off work",
        "5 days of bed rest",
        "for 21 days",
        "5 jours d'arrêt de travail",
    ] {
        assert_eq!(reading(text).cycle, None, "{text}");
    }
}

#[test]
fn times_of_the_clock() {
    let rows = [
        ("at 08:00, 14:00, 22:00", "08:00 14:00 22:00"),
        ("one tablet at 8 am and 8 pm", "08:00 20:00"),
        ("one tablet at 8 am, 2 pm and 10 pm", "08:00 14:00 22:00"),
        ("one tablet at 12 am", "00:00"),
        ("one tablet at 8.30pm", "20:30"),
        ("0800 and 2000 hrs", "08:00 20:00"),
        ("at 0600, 1400 and 2200", "06:00 14:00 22:00"),
        ("at 8 o'clock and 20 o'clock", "08:00 20:00"),
        ("1 comprimido a las 8 y 20 h", "08:00 20:00"),
        ("1 comprimido a las 8, 14 y 22 horas", "08:00 14:00 22:00"),
        ("1 comprimé à 8h et 20h", "08:00 20:00"),
        ("1 comprimé à 8h30 et à 20h30", "08:30 20:30"),
        ("1 Tablette um 8 Uhr und 20 Uhr", "08:00 20:00"),
        ("1 Tablette um 8 und 20 Uhr", "08:00 20:00"),
        ("täglich: 08:00 Uhr, 14:00 Uhr, 22:00 Uhr", "08:00 14:00 22:00"),
        ("1 Tablette um 7.30 Uhr", "07:30"),
    ];
    all_right(rows, |(text, expected)| {
        let times: Vec<String> =
            reading(text).clocks.sorted().iter().map(|t| t.format("%H:%M").to_string()).collect();
        (times.join(" ") != expected).then(|| format!("{text}: {}", times.join(" ")))
    });
    let rows = [
        "every 8 h",
        "cada 8 h",
        "toutes les 8 h",
        "alle 8 Std",
        "for 8 hours",
        "1:1 mixture",
        "at 9:70",
        "open 08:00-10:00",
        "toutes les 6 à 8 h",
        "1, 2 or 3 tablets",
        "500 mg",
        "within 4 h",
    ];
    all_right(rows, |text| {
        let clocks = reading(text).clocks;
        (clocks.count() > 0).then(|| format!("{text}: {:?}", clocks.sorted()))
    });
}

#[test]
fn a_length_that_is_there_and_cannot_be_read() {
    let rows = [
        "500 mg three times daily until 1 November 2026",
        "one tablet daily until yesterday",
        "one tablet daily until 31 April 2028",
        "one tablet daily until 2020",
        "one tablet daily for 0 days",
        "one tablet daily for 99999 days",
        "one tablet daily for some weeks",
        "one tablet daily for a few days",
        "one tablet daily a few days",
        "one tablet daily for several months",
        "one tablet tds x d",
        "one tablet daily for __ days",
        "one tablet daily for ... days",
        "one tablet daily for the next days",
        "one tablet daily for a while",
        "one tablet daily for weeks",
        "one tablet three times daily for",
        "one tablet three times daily for the next",
        "one tablet daily for 10-7 days",
        "one tablet daily for a short while",
        "one tablet daily for zero days",
        "one tablet daily for [blank] days",
        "one tablet daily until 2026-02-30",
        "one tablet daily for 7",
        "1 comprimido al día por un tiempo",
        "1 Tablette täglich für x Tage",
        "1 Tablette täglich die nächsten Tage",
        "one tablet daily for -3 days",
        "1 comprimido al día durante",
        "1 comprimido al día durante unos días",
        "1 comprimido al día hasta el 31 de abril de 2028",
        "1 comprimido al día hasta ayer",
        "1 comprimido al día durante varias semanas",
        "1 comprimé par jour pendant",
        "1 comprimé par jour pendant quelques jours",
        "1 comprimé par jour jusqu'au 31 avril 2028",
        "1 comprimé par jour pendant plusieurs semaines",
        "1 Tablette täglich für",
        "1 Tablette täglich für einige Tage",
        "1 Tablette täglich bis gestern",
        "1 Tablette täglich bis 31. April 2028",
        "1 Tablette täglich bis 31.04.2028",
        "1 Tablette täglich für ein paar Wochen",
        "1 Tablette täglich für eine Weile",
    ];
    all_right(rows, |text| {
        let read = reading(text);
        (!read.unread || read.length.is_some()).then(|| format!("{text}: {:?}", read.length))
    });
    let rows = [
        "one tablet daily until finished",
        "one tablet daily until review",
        "one tablet daily until you feel better",
        "one tablet daily for pain",
        "one tablet daily for blood pressure",
        "one tablet daily",
        "some improvement after a few days",
        "a few weeks ago",
        "1 Tablette täglich bis auf weiteres",
        "1 comprimido al día para el dolor",
    ];
    all_right(rows, |text| reading(text).unread.then(|| text.to_owned()));
    let rows = [
        ("for ７ days", 7.0),
        ("for ٧ days", 7.0),
        ("for ७ days", 7.0),
        ("until 13.12.2026 daily", 14.0),
        ("until 2026-12-13", 14.0),
        ("for 7 days", 7.0),
        ("for 5-7 days", 7.0),
    ];
    all_right(rows, |(text, days)| {
        let read = reading(text);
        let right = read.length.is_some_and(|(low, high)| low <= days && high >= days) && !read.unread;
        (!right).then(|| format!("{text}: {:?}", read.length))
    });
}

#[test]
fn a_weekday_of_a_schedule_is_no_beginning_on_that_day_itself() {
    let monday = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let (facts, read) = facts(Language::En, "15 mg once a week on Monday", monday);
    assert_eq!(days(&read), "Mo");
    assert!(!facts.iter().any(|f| matches!(f.fact, Fact::Date(_))));
}
