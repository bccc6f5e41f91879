//! The phrases of which mails are put together where a template cannot hold them: days, how often a step is done, and what is left,
//! in each language. `{n}` stands for a number.

use aftercare_entity::user::Language;

/// The phrases of one language.
#[derive(Debug)]
pub(super) struct Phrases {
    pub months: [&'static str; 12],
    /// From Monday on, as in a date.
    pub weekdays: [&'static str; 7],
    /// From Monday on, as in "on Mondays".
    pub on_weekdays: [&'static str; 7],
    /// "on {days}": `{days}` stands for them.
    pub on: &'static str,
    pub and: &'static str,
    /// "at {times}".
    pub at: &'static str,
    pub every_day: &'static str,
    pub every_second_day: &'static str,
    pub every_days: &'static str,
    pub every_weeks: &'static str,
    /// Once, twice, more often.
    pub a_day: [&'static str; 3],
    pub a_week: [&'static str; 3],
    pub one_day: &'static str,
    pub days: &'static str,
    /// "{on} on, then {off} off".
    pub cycle: &'static str,
    pub one_left: &'static str,
    pub left: &'static str,
    pub ongoing: &'static str,
    /// One step, and more, that the mail cannot name beside others.
    pub more: [&'static str; 2],
    /// Small numbers as words; empty where digits are used.
    pub few: &'static [&'static str],
    /// What stands between whole and tenth.
    pub point: &'static str,
    /// "1" as the day of a month.
    pub first: &'static str,
    /// A date: `{day}` and `{month}`.
    pub short_day: &'static str,
    /// A date: `{weekday}`, `{day}`, `{month}` and `{year}`.
    pub long_day: &'static str,
    /// Who has no name.
    pub nobody: &'static str,
}

impl Phrases {
    /// Those of a language.
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &ENGLISH,
            Language::Es => &SPANISH,
            Language::Fr => &FRENCH,
            Language::De => &GERMAN,
        }
    }

    /// The form for one or for more.
    pub fn counted(count: u64, [one, more]: [&str; 2]) -> String {
        if count == 1 { one.to_owned() } else { more.replace("{n}", &count.to_string()) }
    }
}

const ENGLISH: Phrases = Phrases {
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    on_weekdays: ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"],
    on: "on {days}",
    and: "and",
    at: "at {times}",
    every_day: "every day",
    every_second_day: "every second day",
    every_days: "every {n} days",
    every_weeks: "every {n} weeks",
    a_day: ["once a day", "twice a day", "{n} times a day"],
    a_week: ["once a week", "twice a week", "{n} times a week"],
    one_day: "1 day",
    days: "{n} days",
    cycle: "{on} on, then {off} off",
    one_left: "1 check-in left",
    left: "{n} check-ins left",
    ongoing: "until your doctor ends it",
    more: ["1 more step: see the app", "{n} more steps: see the app"],
    few: &[
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ],
    point: ".",
    first: "1",
    short_day: "{day} {month}",
    long_day: "{weekday}, {day} {month} {year}",
    nobody: "patient",
};

const SPANISH: Phrases = Phrases {
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    on_weekdays: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábados", "domingos"],
    on: "los {days}",
    and: "y",
    at: "a las {times}",
    every_day: "cada día",
    every_second_day: "cada dos días",
    every_days: "cada {n} días",
    every_weeks: "cada {n} semanas",
    a_day: ["una vez al día", "dos veces al día", "{n} veces al día"],
    a_week: ["una vez a la semana", "dos veces a la semana", "{n} veces a la semana"],
    one_day: "1 día",
    days: "{n} días",
    cycle: "{on} sí y {off} no",
    one_left: "queda 1 vez por anotar",
    left: "quedan {n} veces por anotar",
    ongoing: "hasta que su médico lo dé por terminado",
    more: ["1 paso más: véalo en la aplicación", "{n} pasos más: véalos en la aplicación"],
    few: &[],
    point: ",",
    first: "1",
    short_day: "{day} de {month}",
    long_day: "{weekday}, {day} de {month} de {year}",
    nobody: "paciente",
};

const FRENCH: Phrases = Phrases {
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    on_weekdays: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    on: "chaque {days}",
    and: "et",
    at: "à {times}",
    every_day: "tous les jours",
    every_second_day: "un jour sur deux",
    every_days: "tous les {n} jours",
    every_weeks: "toutes les {n} semaines",
    a_day: ["une fois par jour", "deux fois par jour", "{n} fois par jour"],
    a_week: ["une fois par semaine", "deux fois par semaine", "{n} fois par semaine"],
    one_day: "1 jour",
    days: "{n} jours",
    cycle: "{on} avec, puis {off} sans",
    one_left: "encore 1 fois à noter",
    left: "encore {n} fois à noter",
    ongoing: "jusqu’à ce que votre médecin y mette fin",
    more: ["1 étape de plus : voir l’application", "{n} étapes de plus : voir l’application"],
    few: &[],
    point: ",",
    first: "1er",
    short_day: "{day} {month}",
    long_day: "{weekday} {day} {month} {year}",
    nobody: "Madame, Monsieur",
};

const GERMAN: Phrases = Phrases {
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    weekdays: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    on_weekdays: ["montags", "dienstags", "mittwochs", "donnerstags", "freitags", "samstags", "sonntags"],
    on: "{days}",
    and: "und",
    at: "um {times} Uhr",
    every_day: "jeden Tag",
    every_second_day: "jeden zweiten Tag",
    every_days: "alle {n} Tage",
    every_weeks: "alle {n} Wochen",
    a_day: ["einmal am Tag", "zweimal am Tag", "{n}-mal am Tag"],
    a_week: ["einmal pro Woche", "zweimal pro Woche", "{n}-mal pro Woche"],
    one_day: "1 Tag",
    days: "{n} Tage",
    cycle: "{on} lang, dann {off} Pause",
    one_left: "noch 1 Mal einzutragen",
    left: "noch {n} Mal einzutragen",
    ongoing: "bis Ihre Ärztin oder Ihr Arzt es beendet",
    more: ["1 weiterer Schritt: siehe App", "{n} weitere Schritte: siehe App"],
    few: &[],
    point: ",",
    first: "1.",
    short_day: "{day} {month}",
    long_day: "{weekday}, {day} {month} {year}",
    nobody: "Patientin, lieber Patient",
};
