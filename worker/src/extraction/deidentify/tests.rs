use super::{Deidentified, Person, Role, details};
use aftercare_extraction::{DraftStep, StepKind};
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
        sent("Rest. You may rise at noon. Rose hip tea."),
        "Rest. You may rise at noon. Rose hip tea."
    );
    assert_eq!(sent("Signed: May Rose"), "Signed: [DOCTOR_1]");
    assert_eq!(sent("Dr Rose will call"), "Dr [NAME_1] will call");
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
    }];
    taken.restore_steps(&mut drafts);
    assert_eq!(drafts[0].description, "Ring 01223 496 0123");
    assert_eq!(drafts[0].passage, "José to ring 01223 496 0123");
}

proptest! {
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
