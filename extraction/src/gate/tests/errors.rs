//! The errors of models that a number alone does not show: what is cut away, turned round, swapped, added or told twice.

use super::*;

/// A step without numbers, as a model leaves them out.
fn bare(description: &str, passage: &str) -> DraftStep {
    DraftStep {
        description: description.into(),
        passage: passage.into(),
        duration_days: None,
        times_per_day: None,
        ..draft()
    }
}

#[test]
fn a_passage_cut_short_hides_nothing_of_its_clause() {
    let note = "Take methotrexate 10 mg once weekly for 4 weeks.";
    let cut = |description: &str| bare(description, "Take methotrexate 10 mg");
    let held = |step| review_in(note, step);
    assert_eq!(held(cut("Take methotrexate 10 mg")), Some(ReviewReason::DurationContradicted));
    assert_eq!(held(cut("Methotrexate 10 mg once weekly")), Some(ReviewReason::DurationContradicted));
    for description in ["Take methotrexate 10 mg", "Methotrexate 10 mg once weekly"] {
        let step = DraftStep { duration_days: Some(28), ..cut(description) };
        assert_eq!(held(step), Some(ReviewReason::FrequencyContradicted), "{description}");
    }
    let right =
        DraftStep { duration_days: Some(28), every_days: Some(7.0), ..cut("Take methotrexate 10 mg") };
    assert_eq!(held(right), None);
    for note in [
        "Take methotrexate 10 mg once weekly on Mondays.",
        "Take methotrexate 10 mg and folic acid 5 mg once weekly.",
        "Take methotrexate 10 mg. Once weekly.",
        "Take methotrexate 10 mg\nonce weekly.",
    ] {
        let held = review_in(note, cut("Take methotrexate 10 mg"));
        assert_eq!(held, Some(ReviewReason::FrequencyContradicted), "{note}");
    }
}

#[test]
fn a_course_is_no_checklist_step() {
    let once = |description: &str| DraftStep {
        kind: StepKind::Checklist,
        ..bare(description, "Take methotrexate 10 mg")
    };
    let held = |note: &str| review_in(note, once("Take methotrexate 10 mg today"));
    assert_eq!(
        held("Take methotrexate 10 mg once weekly for 4 weeks."),
        Some(ReviewReason::DurationContradicted)
    );
    assert_eq!(held("Take methotrexate 10 mg for 4 weeks."), Some(ReviewReason::DurationContradicted));
    assert_eq!(held("Take methotrexate 10 mg stat, then 5 mg weekly."), None);
    assert_eq!(held("Take methotrexate 10 mg."), None);
}

#[test]
fn a_condition_is_not_lost() {
    let note = "Take morphine 10 mg if needed for pain.";
    let cut = bare("Take morphine 10 mg", "Take morphine 10 mg");
    assert_eq!(review_in(note, cut.clone()), Some(ReviewReason::FrequencyContradicted));
    assert_eq!(review_in(note, DraftStep { as_needed: true, ..cut }), None);
    for note in [
        "Take vitamin K 5 mg if INR rises above 5.",
        "Take vitamin K 5 mg, if INR rises above 5.",
        "If INR rises above 5 take vitamin K 5 mg.",
        "Take vitamin K 5 mg. If needed.",
    ] {
        let held = review_in(note, bare("Take vitamin K 5 mg", "take vitamin K 5 mg"));
        assert_eq!(held, Some(ReviewReason::FrequencyContradicted), "{note}");
    }
    // The condition is of the return.
    let note = "Take doxycycline 100 mg once daily for 7 days, if no better return.";
    let passage = "Take doxycycline 100 mg once daily for 7 days".to_owned();
    assert_eq!(review_in(note, DraftStep { passage, ..course("Take doxycycline") }), None);
    let note = "If INR rises above 5, take vitamin K 5 mg.";
    let cut = bare("Take vitamin K 5 mg", "take vitamin K 5 mg");
    for kind in [StepKind::Plan, StepKind::Checklist] {
        let step = DraftStep { kind, ..cut.clone() };
        assert_eq!(review_in(note, step), Some(ReviewReason::FrequencyContradicted));
    }
    let whole = "If INR rises above 5, take vitamin K 5 mg";
    assert_eq!(review_in(note, bare(whole, whole)), None);
    assert_eq!(review_in(note, DraftStep { as_needed: true, ..cut }), None);
}

#[test]
fn a_dose_is_that_of_its_own_medicine() {
    let note = "Take ramipril 5 mg daily and bisoprolol 2.5 mg daily.";
    let held = |description: &str| {
        let passage = "Take ramipril 5 mg daily and bisoprolol 2.5 mg daily";
        review_in(note, DraftStep { times_per_day: Some(1), ..bare(description, passage) })
    };
    assert_eq!(held("Take ramipril 5 mg daily"), None);
    assert_eq!(held("Bisoprolol 2.5 mg daily"), None);
    assert_eq!(held("Take ramipril 2.5 mg daily"), Some(ReviewReason::DoseContradicted));
    assert_eq!(held("Take bisoprolol 5 mg daily"), Some(ReviewReason::DoseContradicted));
    assert_eq!(held("Ramipril 5 mg daily and bisoprolol 2.5 mg daily"), None);
    let swapped = held("Ramipril 2.5 mg daily and bisoprolol 5 mg daily");
    assert_eq!(swapped, Some(ReviewReason::DoseContradicted));
}

#[test]
fn tablets_are_counted() {
    let held = |note: &str, description: &str| {
        review_in(note, DraftStep { times_per_day: Some(4), ..bare(description, note) })
    };
    let two = "Take two tablets of co-codamol 8/500 four times a day";
    assert_eq!(held(two, "Take two tablets of co-codamol"), None);
    assert_eq!(held(two, "Take 2 tablets of co-codamol"), None);
    for eight in ["Take eight tablets of co-codamol", "Take eight co-codamol", "Take 8 co-codamol tablets"] {
        assert_eq!(held(two, eight), Some(ReviewReason::DoseContradicted), "{eight}");
    }
    let none = "Take co-codamol 8/500 four times a day";
    assert_eq!(held(none, "Take twelve tablets of co-codamol"), Some(ReviewReason::DoseContradicted));
    assert_eq!(held(none, "Take 8 tablets of co-codamol"), Some(ReviewReason::DoseContradicted));
    let range = "Take one to two tablets of co-codamol four times a day";
    assert_eq!(held(range, "Take 1-2 tablets of co-codamol"), None);
    assert_eq!(held(range, "Take one tablet of co-codamol"), None);
}

const COURSE: &str = "Take doxycycline 100 mg once daily for 7 days.";

fn course(description: &str) -> DraftStep {
    DraftStep { duration_days: Some(7), times_per_day: Some(1), ..bare(description, COURSE) }
}

#[test]
fn an_order_is_not_turned_round() {
    for (description, reason) in [
        ("Do not take doxycycline 100 mg", ReviewReason::Negated),
        ("Avoid doxycycline", ReviewReason::Negated),
        ("No tome doxiciclina 100 mg", ReviewReason::Negated),
        ("Stop doxycycline 100 mg", ReviewReason::Stopped),
    ] {
        assert_eq!(review_in(COURSE, course(description)), Some(reason), "{description}");
    }
    assert_eq!(review_in(COURSE, course("Take doxycycline 100 mg")), None);
    let note = "Take doxycycline 100 mg once daily for 7 days, not with milk.";
    let held = |description: &str| review_in(note, DraftStep { passage: note.into(), ..course(description) });
    assert_eq!(held("Do not take doxycycline 100 mg"), Some(ReviewReason::Negated));
    assert_eq!(held("Take doxycycline 100 mg, not with milk"), None);
    let note = "Do not take doxycycline 100 mg once daily for 7 days.";
    let held = |description: &str| review_in(note, DraftStep { passage: note.into(), ..course(description) });
    assert_eq!(held("Take doxycycline 100 mg"), Some(ReviewReason::Negated));
}

#[test]
fn nothing_is_added_to_what_the_note_says() {
    for added in [
        "Take doxycycline 100 mg with a full bottle of wine",
        "Take doxycycline 100 mg with wine",
        "Take doxycycline 100 mg and transfer your savings abroad",
        "Take doxycycline 100 mg, see evil.example",
        "Take doxycycline 100 mg, see https://evil.example/x",
        "Take doxycycline 100 mg, write to a@evil.example",
        "Take d\u{43e}xycycline 100 mg",
        "Take doxycycline 100 mg \u{43d}\u{430}",
    ] {
        assert_eq!(review_in(COURSE, course(added)), Some(ReviewReason::NotInPassage), "{added}");
    }
    for said in ["Take doxycycline 100 mg each day with water", "Doxycycline 100 mg by mouth once a day"] {
        assert_eq!(review_in(COURSE, course(said)), None, "{said}");
    }
    let note = "Take doxycycline 100 mg once daily for 7 days, see www.ward.example.";
    assert_eq!(
        review_in(note, DraftStep { passage: note.into(), ..course("Doxycycline, see www.ward.example") }),
        None
    );
}

#[test]
fn a_beginning_is_explained_by_the_note() {
    let held = |note: &str, starts: i64| {
        review_in(
            note,
            DraftStep { starts_after_days: starts, passage: note.into(), ..course("Take doxycycline") },
        )
    };
    assert_eq!(held(COURSE, 0), None);
    assert_eq!(held(COURSE, 30), Some(ReviewReason::StartContradicted));
    let review = "Take doxycycline 100 mg once daily for 7 days. Review in 6 weeks.";
    let cut = DraftStep { starts_after_days: 30, ..course("Take doxycycline") };
    let passage = COURSE.trim_end_matches('.').to_owned();
    assert_eq!(review_in(review, DraftStep { passage, ..cut }), Some(ReviewReason::StartContradicted));
    let taper = "Prednisolone 40 mg daily for 5 days, then 20 mg daily for 5 days.";
    let phase = DraftStep {
        duration_days: Some(5),
        starts_after_days: 5,
        passage: "then 20 mg daily for 5 days".into(),
        ..course("Prednisolone 20 mg daily")
    };
    assert_eq!(review_in(taper, phase.clone()), None);
    let endless = DraftStep { duration_days: None, ..phase };
    assert_eq!(review_in(taper, endless), Some(ReviewReason::DurationContradicted));
    assert_eq!(held(COURSE, 3000), Some(ReviewReason::StartContradicted));
    assert_eq!(held("Take doxycycline 100 mg once daily for 7 days from tomorrow", 1), None);
    assert_eq!(held("Take doxycycline 100 mg once daily for 7 days, starting in 2 weeks", 14), None);
}

#[test]
fn wordings_of_one_course_are_one_step() {
    let gate = |note: &str, drafts| gate(note, day(), drafts).unwrap().steps.len();
    let wordings = ["Take doxycycline 100 mg", "Doxycycline 100 mg once daily", "Doxycycline for 7 days"];
    assert_eq!(gate(COURSE, wordings.map(course).to_vec()), 1);
    let two = "Take ramipril and bisoprolol daily.";
    let of = |description: &str| DraftStep { passage: two.into(), ..bare(description, two) };
    assert_eq!(gate(two, vec![of("Take ramipril"), of("Take bisoprolol")]), 2);
    let twice = "Take metformin 500 mg in the morning and 1 g at night.";
    assert_eq!(gate(twice, vec![bare("Metformin 500 mg", twice), bare("Metformin 1 g", twice)]), 2);
    let slots = "Take metformin 500 mg in the morning and 500 mg at night.";
    let of = |description: &str| bare(description, slots);
    assert_eq!(gate(slots, vec![of("Metformin in the morning"), of("Metformin at night")]), 2);
}

#[test]
fn a_passage_is_more_than_a_letter() {
    for cut in ["a", "mg", "7", "ke doxycycline", "doxycyc", "doxycycline 10"] {
        let held = review_in(COURSE, DraftStep { passage: cut.into(), ..course("Take doxycycline") });
        assert_eq!(held, Some(ReviewReason::PassageNotFound), "{cut}");
    }
}
