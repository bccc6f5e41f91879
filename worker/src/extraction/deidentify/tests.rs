use super::{Deidentified, Person, Role, details};
use aftercare_extraction::{DraftStep, StepKind, shown_text};
use proptest::prelude::*;

fn people() -> Vec<Person> {
    vec![
        Person {
            role: Role::Patient,
            name: "José Ángel Müller-Lüdenscheidt".into(),
            email: "jose@mail.example".into(),
        },
        Person { role: Role::Doctor, name: "May Rose".into(), email: "MAY@hospital.example".into() },
    ]
}

fn sent(note: &str) -> String {
    Deidentified::new(note, &people()).text().to_owned()
}

#[test]
fn every_form_is_a_pattern() {
    assert_eq!(details::forms(), details::ROWS.len());
}

#[test]
fn names_in_whole_in_part_in_any_case_and_without_accents() {
    for (note, expected) in [
        ("José Ángel Müller-Lüdenscheidt is well", "[PATIENT_1] is well"),
        ("JOSE ANGEL MULLER LUDENSCHEIDT is well", "[PATIENT_1] is well"),
        ("Lüdenscheidt, José: well", "[PATIENT_1]: well"),
        ("J. Lüdenscheidt is well", "[PATIENT_1] is well"),
        ("Müller came", "[PATIENT_1] came"),
        ("angel's wife", "[PATIENT_1]'s wife"),
        // Decomposed letters: e + acute.
        ("Jose\u{301} came", "[PATIENT_1] came"),
        ("jose@mail.example or may@hospital.example", "[EMAIL_1] or [EMAIL_2]"),
    ] {
        assert_eq!(sent(note), expected, "{note}");
    }
}

#[test]
fn a_name_that_is_a_word_stays_where_it_is_one() {
    assert_eq!(
        sent("Rest. You may rise at noon. A rose hip tea."),
        "Rest. You may rise at noon. A rose hip tea."
    );
    assert_eq!(sent("Signed: May Rose"), "Signed: [DOCTOR_1]");
    assert_eq!(sent("Dr Rose will call"), "Dr [DOCTOR_1] will call");
}

#[test]
fn parts_that_are_words_go_where_they_are_written_as_names() {
    let people = [Person { role: Role::Patient, name: "Zelda Brown".into(), email: "z@mail.example".into() }];
    let sent = |note: &str| Deidentified::new(note, &people).text().to_owned();
    assert_eq!(
        sent("Told Brown to return. Brown sputum."),
        "Told [PATIENT_1] to return. [PATIENT_1] sputum."
    );
    assert_eq!(sent("BROWN came with brown sputum"), "[PATIENT_1] came with brown sputum");
    assert_eq!(sent("SPUTUM BROWN, NO FEVER"), "SPUTUM BROWN, NO FEVER");
    let may = [Person { role: Role::Patient, name: "May Hope".into(), email: "m@mail.example".into() }];
    let sent = |note: &str| Deidentified::new(note, &may).text().to_owned();
    assert_eq!(
        sent("May came. She may go. Seen 14 May, May 15."),
        "[PATIENT_1] came. She may go. Seen 14 May, May 15."
    );
}

#[test]
fn other_spellings_of_a_name() {
    for note in
        ["Muller came", "Mueller came", "MÜLLER came", "M\u{fc}\u{ad}ller came", "mueller-luedenscheidt came"]
    {
        let sent = sent(note);
        assert!(!sent.to_lowercase().contains("ller") && !sent.contains("denscheidt"), "{note}: {sent}");
    }
    assert_eq!(sent("JoséÁngel Müller-Lüdenscheidt"), "[PATIENT_1]");
}

#[test]
fn other_details() {
    for (note, expected) in [
        ("ring 0049 30 1234567 today", "ring [PHONE_1] today"),
        ("passport X1234567", "passport [RECORD_1]"),
        ("IBAN DE89 3704 0044 0532 0130 00", "IBAN [RECORD_1]"),
        ("write to P.O. Box 123", "write to [ADDRESS_1]"),
        ("lives in SW1A1AA", "lives in [ADDRESS_1]"),
        ("call nurse Emily", "call nurse [NAME_1]"),
        ("her son Tom will help", "her son [NAME_1] will help"),
    ] {
        assert_eq!(sent(note), expected, "{note}");
    }
}

#[test]
fn white_space_and_markup_hide_nobody() {
    for (note, expected) in [
        ("<table>\n  <tr>\n    <td>DOB</td>\n    <td>01/02/1960</td>\n  </tr>\n</table>", " DOB  [DOB_1] \n"),
        (
            "<table><tr>\n    <td>Ward</td>\n    <td>Next of kin:</td>\n    <td>Jane Roe</td>\n</tr></table>",
            " Ward  Next of kin:  [NAME_1] \n",
        ),
        ("<tr>\n <td>Name</td>\n <td>Jane Roe</td>\n</tr>", " Name  [NAME_1] \n"),
        (
            "<p>Seen with her daughter\n      Mary Poppins and Dr\n      Tom Brown.</p>",
            "Seen with her daughter [NAME_1] and Dr [NAME_2].\n",
        ),
        (
            "Seen with her daughter\n  Mary Poppins and Dr\n  Tom Brown.",
            "Seen with her daughter\n  [NAME_1] and Dr\n  [NAME_2].",
        ),
        ("Mrs&nbsp;&nbsp;&nbsp;Roe came", "Mrs   [NAME_1] came"),
        ("Mrs\u{a0}Roe came", "Mrs\u{a0}[NAME_1] came"),
        ("DOB:\t01/02/1960", "DOB:\t[DOB_1]"),
        ("DOB:\n  01/02/1960", "DOB:\n  [DOB_1]"),
        ("Well. <!-- Dr M&uuml;ller -->Dr <!-- -->Roe", "Well. Dr [NAME_1]"),
        ("Herr M&amp;uuml;ller", "Herr [PATIENT_1]"),
        ("MRN 1234<sup>567</sup>", "MRN [RECORD_1]"),
        ("<div>\n<p>Name:</p>\n<p>Jane Roe</p></div>", "Name:\n[NAME_1]\n"),
        ("<dl><dt>Next of kin</dt><dd>Jane Roe</dd></dl>", "Next of kin\n[NAME_1]\n"),
        ("Signed:\n\tTom Brown", "Signed:\n\t[NAME_1]"),
        (
            "Came today, still coughing and rather tired, with her daughter\nMary said so.",
            "Came today, still coughing and rather tired, with her daughter\n[NAME_1] said so.",
        ),
        ("Lives with son\nStop aspirin", "Lives with son\nStop aspirin"),
        ("GP:\nRest at home", "GP:\nRest at home"),
        ("Lives with his wife\nAmoxicillin 500 mg daily", "Lives with his wife\nAmoxicillin 500 mg daily"),
    ] {
        assert_eq!(sent(&shown_text(note)), expected, "{note}");
    }
}

#[test]
fn what_is_clinical_stays() {
    let note = "BP 120/80, HbA1c 7.2 %, eGFR 45. Take 1-0-1 for 7/7, then 2/52. Since 14.03.2024 on 500 mg; recheck 12/05/2026 \
                at 10:30. INR 2.5-3.5. 21 tablets, 1000 ml, T 38.5. Call 112 or 999. Vitamin B12 1 mg, week 24+3, L4/5. Para 1.";
    assert_eq!(sent(note), note);
}

#[test]
fn the_same_is_the_same_and_others_are_others() {
    assert_eq!(
        sent("Call 01223 496 0123, or 01223 496 0999, or again 01223 496 0123."),
        "Call [PHONE_1], or [PHONE_2], or again [PHONE_1]."
    );
    assert_eq!(sent("Tel 01223 496 0123 07700 900123 500 mg"), "Tel [PHONE_1] 500 mg");
}

#[test]
fn placeholders_that_a_note_holds_itself_stay_what_they_are() {
    let note = "[PATIENT_1] and José";
    let taken = Deidentified::new(note, &people());
    assert_eq!(taken.text(), "[PATIENT_1] and [PATIENT_2]");
    assert_eq!(taken.restore(taken.text()), note);
    assert_eq!(taken.restore("[PATIENT_9] [DOSE_1] [patient_2]"), "[PATIENT_9] [DOSE_1] José");
}

#[test]
fn steps_get_back_what_was_taken_out() {
    let taken = Deidentified::new("José to ring 01223 496 0123", &people());
    let mut drafts = [DraftStep {
        kind: StepKind::Checklist,
        description: "Ring [PHONE_1]".into(),
        passage: "[PATIENT_1] to ring [PHONE_1]".into(),
        duration_days: None,
        times_per_day: None,
        every_days: None,
        as_needed: false,
        starts_after_days: 0,
        ..DraftStep::default()
    }];
    taken.restore_steps(&mut drafts);
    assert_eq!(drafts[0].description, "Ring 01223 496 0123");
    assert_eq!(drafts[0].passage, "José to ring 01223 496 0123");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_comes_back_as_it_was(note in "(?s).{0,300}") {
        let taken = Deidentified::new(&note, &people());
        prop_assert_eq!(taken.restore(taken.text()), note);
    }

    #[test]
    fn notes_with_people_in_them_come_back_and_name_nobody(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "José", "müller", "LÜDENSCHEIDT", "May Rose", "jose@mail.example", "01223 496 0123", "geb. 14.03.1961",
            "[PATIENT_1]", "Dr ", "take", "500 mg", "\n", ", ", " ", "-", "ß", "🦴",
        ]), 0..20)
    ) {
        let note = pieces.join(" ");
        let taken = Deidentified::new(&note, &people());
        prop_assert_eq!(taken.restore(taken.text()), note);
        for secret in ["José", "müller", "LÜDENSCHEIDT", "jose@", "0123", "1961"] {
            prop_assert!(!taken.text().contains(secret), "{} in {}", secret, taken.text());
        }
    }
}
