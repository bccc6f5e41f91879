//! What says who somebody is by its form: one row a form.
//!
//! Doses, times, dates, lengths ("7/7"), rhythms ("1-0-1"), pressures ("120/80") and the emergency numbers have none of
//! these forms. A row with a group takes out the group alone, so that the label stays for the model to read.

use super::{Class, Found};
use regex::Regex;
use std::{ops::Range, sync::LazyLock};

/// A name in capitals: up to four words with particles between them, on one line.
macro_rules! name {
    () => {
        r"(?:\p{Lu}\.[^\S\n]?){0,3}\p{Lu}[\p{L}'’\-]+(?:[^\S\n](?:(?:von|van|de|der|den|la|del|di|da|dos|zu|le)[^\S\n]){0,2}\p{Lu}[\p{L}'’\-]+){0,2}"
    };
}
/// White space behind a title or a kinship, over the end of one line at most.
macro_rules! space {
    () => {
        r"(?:[^\S\n]{1,12}(?:\n[^\S\n]{0,12})?|\n[^\S\n]{0,12})"
    };
}
/// What may stand between a label and its number.
macro_rules! gap {
    () => {
        r"[^\S\n]{0,8}[:#=\-]?[^\S\n]{0,12}(?:\n[^\S\n]{0,12})?"
    };
}
macro_rules! date {
    () => {
        r"\d{1,4}[./\-][^\S\n]?\d{1,2}[./\-][^\S\n]?\d{1,4}|\d{1,2}(?:st|nd|rd|th|er|\.)?[^\S\n](?:of[^\S\n]|de[^\S\n])?\p{L}{3,10}\.?,?[^\S\n](?:de[^\S\n])?\d{2,4}|\p{L}{3,10}\.?[^\S\n]\d{1,2},?[^\S\n]\d{4}"
    };
}

pub(super) const ROWS: &[(Class, &str)] = &[
    (Class::Email, r"[\p{L}\p{N}._%+\-]+@[\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+"),
    (Class::Url, r"(?i)\b(?:https?://|www\.)[^\s<>\x22]+"),
    // Dates of birth
    (
        Class::Dob,
        concat!(
            r"(?i)\b(?:dob|d\.o\.b\.?|date of birth|birth ?date|born(?: on)?|geb(?:oren|\.)?(?: am)?|geburtsdatum|n[ée]e?(?:\(e\))? le|date de naissance|ddn|nacid[oa](?: el)?|fecha de nacimiento|f\. ?nac\.?)",
            gap!(),
            "(",
            date!(),
            ")"
        ),
    ),
    // Record and insurance numbers, after their label
    (
        Class::Record,
        concat!(
            r"(?i)\b(?:mrn|nhs|hosp(?:ital|\.)?|patient|record|medical record|case|unit|insurance|policy|member|ssn|vers(?:icherungs|icherten)?|social security|versicherten(?:nummer|-?nr)|kv-?(?:nummer|nr)|kranken(?:kassen)?nummer|fall(?:nummer|-?nr)|patienten(?:nummer|-?nr|-?id)|aktenzeichen|dossier|s[ée]curit[ée] sociale|nir|nss|ipp|dni|nie|nif|nhc|historia(?: cl[íi]nica)?|expediente)\.?(?:[ \-]?(?:no|nr|n[°ºo]|num|number|id|nummer)\b\.?)?",
            gap!(),
            r"((?-i:[A-Z]{0,4})[\-/]?\d{3}[ \-]\d{3}[ \-]\d{4}|[12][ ]\d\d[ ]\d\d[ ]\d[\dAB][ ]\d{3}[ ]\d{3}(?:[ ]\d\d)?|(?-i:[A-Z]{0,4})[\-/]?\d[\d\-/.^]{3,20}[\dA-Za-z])",
        ),
    ),
    (Class::Record, r"\b\d{3}-\d{2}-\d{4}\b"),
    (Class::Record, r"\b[12][ ]\d\d[ ](?:0\d|1[0-2])[ ]\d[\dAB][ ]\d{3}[ ]\d{3}[ ]\d\d\b"),
    (Class::Record, r"\b(?:\d{8}|[XYZ]\d{7})-?[A-HJ-NP-TV-Z]\b"),
    (Class::Record, r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?:[ ]?[A-Z0-9]{1,3})?\b"),
    (
        Class::Record,
        concat!(
            r"(?i)\b(?:passport|driving licen[cs]e|ausweis(?:nummer|-?nr)?|reisepass(?:nummer|-?nr)?|pasaporte|passeport)\.?(?:[ ]?(?:no|nr|n[°ºo]|number|num)\b\.?)?",
            gap!(),
            r"((?-i:[A-Z]{0,3})\d[\dA-Za-z]{5,10})\b",
        ),
    ),
    // Telephone
    (Class::Phone, r"\b00\d{1,3}(?:[ \-./]?\d{2,}){2,6}\b"),
    (Class::Phone, r"\+\d{1,3}[ \-.]?(?:\(0?\d{1,5}\)[ \-.]?)?\d(?:[ \-./]?\d){6,12}"),
    (
        Class::Phone,
        r"(?i)\b(?:tel(?:ephone|efon)?|phone|ph|mobile|mob|cell|fax|bleep|handy|t[ée]l(?:[ée]phone)?|portable|m[óo]vil|tel[ée]fono|tfno)\b\.?[ ]?(?:no\.?|nr\.?|number)?[^\S\n]{0,8}(?:[:.][^\S\n]{0,12}\n?)?[^\S\n]{0,12}(\(?\d(?:[ \-./()]{0,2}\d){3,13})",
    ),
    (Class::Phone, r"\b0\d{2,5}[ \-/]\d{3,4}(?:[ \-]?\d{2,4}){1,3}\b"),
    (Class::Phone, r"\(0?\d{2,5}\)[ ]?\d{3,4}[ \-]?\d{3,4}\b"),
    (Class::Phone, r"\b\d{3}[\-. ]\d{3}[\-. ]\d{4}\b"),
    (Class::Phone, r"\b0\d{9,11}\b"),
    (Class::Phone, r"\b0[1-9](?:[ .\-]\d{2}){4}\b"),
    (Class::Phone, r"\b[679]\d{2}[ \-]?\d{3}[ \-]?\d{3}\b|\b[679]\d{2}(?:[ ]\d{2}){3}\b"),
    // Postal addresses
    (
        Class::Address,
        r"(?:\b(?:Flat|Apt|Apartment|Unit)\.?[ ]\w{1,4},?[ ])?\b\d{1,5}[A-Za-z]?,?[ ](?:\p{Lu}[\p{L}'’]+[ ]){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Close|Court|Crescent|Way|Place|Square|Terrace|Gardens|Boulevard|Blvd)\b\.?(?:,?[ ](?:Apt|Flat|Unit|Suite)\.?[ ]?\w{1,4})?",
    ),
    (Class::Address, r"\b[A-Z]{1,2}\d[A-Z\d]?[ ]?\d[ABD-HJLNP-UW-Z]{2}\b"),
    (
        Class::Address,
        r"(?i)\b(?:p\.? ?o\.? box|postfach|apartado(?: de correos)?|bo[iî]te postale) \d{1,6}\b",
    ),
    (
        Class::Address,
        r"\b\p{Lu}[\p{L}\-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ufer|damm)[ ]?\d{1,4}(?:[ ]?[a-h]\b)?(?:,?[ ]\d{5}[ ]\p{Lu}[\p{L}\-]+)?",
    ),
    (
        Class::Address,
        r"(?i)\b\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|boulevard|bd|chemin|place|all[ée]e|impasse|quai) (?:de la |de l['’]|du |des |de |d['’])?(?-i:\p{Lu})[\p{L}\-'’]+(?: (?-i:\p{Lu})[\p{L}\-]+){0,3}(?:,? \d{5} (?-i:\p{Lu})[\p{L}\-]+)?",
    ),
    (
        Class::Address,
        r"\b(?:Calle|C/|Avda\.?|Avenida|Plaza|Paseo|Camino)[ ]?(?:de la |de los |del |de )?\p{Lu}[\p{L}]+(?:[ ](?:de[ ])?\p{Lu}\p{L}+){0,3},?[ ](?:n[.º°]{0,2}[ ]?)?\d{1,4}\b(?:,?[ ]\d{5}[ ]\p{Lu}\p{L}+)?",
    ),
    // Names after a title, and after a label
    (
        Class::Name,
        concat!(
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|DR|Doctor|Prof|Professor|Sister|Nurse|Herrn?|Frau|Se[ñn]ora?|Sra?|Srta|Dra|Don|Doña|Dña|Mme|Mlle|Monsieur|Madame|M\.)\.?",
            space!(),
            r"(?:(?:Dr|med|Prof)\.?[^\S\n]{1,12}){0,3}(",
            name!(),
            ")"
        ),
    ),
    (
        Class::Name,
        concat!(
            r"(?i)\b(?:nurse|sister|midwife|daughter|son|wife|husband|partner|mother|father|mum|dad|brother|neighbou?r|carer|friend|schwester|tochter|sohn|ehefrau|ehemann|mutter|vater|hija|hijo|esposa|marido|madre|padre|fille|fils|[ée]pouse|m[èe]re|p[èe]re|infirmi[èe]re),?",
            space!(),
            "((?-i:",
            name!(),
            "))"
        ),
    ),
    (
        Class::Name,
        concat!(
            r"(?im)(?:^(?:[^\S\n]|[>*#\-])*|[^\S\n]{2})(?:patient(?:in)?(?:[ ]?name)?|pt|name|re|signed(?:[ ]by)?|dictated[ ]by|gp|consultant|surgeon|author|next of kin|nok|carer|nom|nombre|paciente|firmado|sign[ée]|arzt|unterschrift)(?:[^\S\n]{0,8}:|\t|[^\S\n]{2})[^\S\n]{0,12}((?-i:",
            name!(),
            "))"
        ),
    ),
    (
        Class::Name,
        r"(?im)^[^\S\n]*(?:patient(?:in)?(?:[ ]?name)?|name|signed(?:[ ]by)?|dictated[ ]by|gp|consultant|surgeon|author|next of kin|nok|carer|nom|nombre|paciente|firmado|sign[ée]|arzt|unterschrift)[^\S\n]*:?[^\S\n]*\n[^\S\n]*((?-i:\p{Lu}[\p{L}'’\-]+(?:[^\S\n]\p{Lu}[\p{L}'’\-]+){1,3}))[^\S\n]*$",
    ),
    (
        Class::Name,
        concat!(r"\b(?:Dear|Liebe[r]?|Cher|Ch[èe]re|Estimad[oa]|Querid[oa])", space!(), "(", name!(), ")"),
    ),
];

static FORMS: LazyLock<Vec<(Class, Regex)>> = LazyLock::new(|| {
    // A test sees that every row is a pattern.
    ROWS.iter().filter_map(|(class, pattern)| Some((*class, Regex::new(pattern).ok()?))).collect()
});

/// Every place that has one of the forms.
pub(super) fn find(note: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (class, form) in FORMS.iter() {
        found.extend(form.captures_iter(note).filter_map(|captures| {
            let place = captures.get(1).or_else(|| captures.get(0))?.range();
            if *class == Class::Name && is_a_new_line(note, captures.get(0)?.start(), &place) {
                return None;
            }
            Some((
                if *class == Class::Phone { place.start..whole(note, place.start, place.end) } else { place },
                *class,
            ))
        }));
    }
    found
}

/// Characters of a line from which on it is one that was broken where it was full.
const FULL_LINE: usize = 50;

/// Whether what stands at `place`, behind a title or a kinship that begins at `start`, is an order on a line of its own: "wife",
/// then "Amoxicillin 500 mg" or "Continue". A line that ends with a title was broken, and so was a full one.
fn is_a_new_line(note: &str, start: usize, place: &Range<usize>) -> bool {
    let (Some(before), Some(name)) = (note.get(start..place.start), note.get(place.clone())) else {
        return false;
    };
    if !before.contains('\n') {
        return false;
    }
    let has_number = |behind: &str| behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let line = note.get(..start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let is_kinship = before.starts_with(char::is_lowercase);
    let is_whole_name = name.contains(char::is_whitespace);
    note.get(place.end..).is_some_and(has_number)
        || (is_kinship && !is_whole_name && line.chars().count() < FULL_LINE)
}

/// What follows a dose, a time or a count, and no telephone number.
const UNIT: &str = r"[ ]?(?:%|(?:mg|mcg|µg|μg|g|kg|ml|l|mmol|ie|iu|ui|units?|tab\w*|cap\w*|puffs?|hub|h|hrs?|hours?|min\w*|days?|tage?|jours?|d[íi]as?)\b)";

/// Where a telephone number that was found up to `end` ends: with all its groups, since numbers side by side are taken as
/// one, and without a dose behind it.
fn whole(note: &str, start: usize, end: usize) -> usize {
    static FORMS: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
        let group = Regex::new(r"^[ \-/.]?\d{2,}").ok()?;
        let unit = Regex::new(&format!("(?i)^{UNIT}")).ok()?;
        Some([group, unit, Regex::new(r"[ \-/.]\d{1,4}$").ok()?])
    });
    let Some([group, unit, last]) = FORMS.as_ref() else { return end };
    let mut whole = end;
    while let Some(more) = group.find(&note[whole..]) {
        whole += more.end();
    }
    match last.find(&note[start..whole]) {
        Some(dose) if unit.is_match(&note[whole..]) => start + dose.start(),
        _ => whole,
    }
}

#[cfg(test)]
pub(super) fn forms() -> usize {
    FORMS.len()
}
