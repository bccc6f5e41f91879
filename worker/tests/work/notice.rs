//! What was not found is noticed: notes that gave nothing, orders that a model left out, other languages, pages.

use crate::{
    gemini::{Gemini, ended, plan},
    house::House,
};
use aftercare_core::{domain::reasons, on_each_database, testing::TestApp};
use aftercare_entity::{note::State, step::State as StepState};
use wiremock::ResponseTemplate;

const TWO: &str =
    "Take doxycycline 100 mg twice daily for 7 days. Take omeprazole 20 mg once daily for 14 days.";

/// An answer without any step.
fn nothing() -> ResponseTemplate {
    ended(r#"{ "checklist": [], "plan": [] }"#, "STOP")
}

/// A test hospital where a model gives these answers.
async fn house(t: TestApp, script: impl IntoIterator<Item = ResponseTemplate>) -> (House, Gemini) {
    let mut house = House::open(t).await;
    let gemini = Gemini::answering(script).await;
    house.extractor = gemini.extractor();
    (house, gemini)
}

/// Why each step waits, oldest first.
async fn reasons_of(house: &House) -> Vec<Option<String>> {
    house.steps().await.into_iter().map(|step| step.review_reason).collect()
}

on_each_database! {
    async fn an_empty_answer_to_a_note_with_orders_shows_them_and_waits(t: TestApp) {
        let (house, _gemini) = house(t, [nothing()]).await;
        let note = house.note(TWO).await;
        assert_eq!(note.state, State::NeedsReview);
        assert_eq!(house.step_states().await, [StepState::NeedsReview, StepState::NeedsReview]);
        assert_eq!(reasons_of(&house).await, vec![Some(reasons::MAY_BE_MISSING.to_owned()); 2]);
    }

    async fn an_empty_answer_to_what_nobody_can_read_waits(t: TestApp) {
        let (house, _gemini) = house(t, [nothing()]).await;
        let note = house.note("Amoxicillin as discussed.").await;
        assert_eq!((note.state, note.reason.as_deref()), (State::NeedsReview, Some(reasons::NOTHING_FOUND)));
    }

    async fn an_empty_answer_to_a_note_without_orders_is_believed(t: TestApp) {
        let (house, _gemini) = house(t, [nothing()]).await;
        let note = house.note("Routine check. All normal. Nothing needed.").await;
        assert_eq!((note.state, note.reason), (State::Extracted, None));
        assert!(house.steps().await.is_empty());
    }

    async fn the_second_medicine_that_a_model_left_out_waits_beside_the_first(t: TestApp) {
        let answer = plan("Take doxycycline 100 mg", "Take doxycycline 100 mg twice daily for 7 days.", 7, 2);
        let (house, _gemini) = house(t, [answer]).await;
        let note = house.note(TWO).await;
        assert_eq!((note.state, note.reason.as_deref()), (State::NeedsReview, Some(reasons::STEPS_NEED_REVIEW)));
        assert_eq!(house.step_states().await, [StepState::Active, StepState::NeedsReview]);
        assert_eq!(reasons_of(&house).await, [None, Some(reasons::MAY_BE_MISSING.to_owned())]);
        assert_eq!(house.steps().await[1].remaining, Some(14));
    }

    async fn a_first_note_that_gave_the_rules_nothing_waits(t: TestApp) {
        let house = House::open(t).await;
        let note = house.note("Amoxicillin as discussed.").await;
        assert_eq!((note.state, note.reason.as_deref()), (State::NeedsReview, Some(reasons::NOTHING_FOUND)));
        let note = house.note("Routine check. All normal. Nothing needed.").await;
        assert_eq!((note.state, note.reason), (State::Extracted, None));
    }

    async fn a_note_in_another_language_waits_with_all_its_steps(t: TestApp) {
        let mut house = House::open(t).await;
        for (n, text) in [
            "Prendere ibuprofene 600 mg due volte al giorno per 5 giorni.",
            "Neem ibuprofen 600 mg tweemaal daags gedurende 5 dagen bij pijn.",
            "Tomar ibuprofeno 600 mg duas vezes ao dia por 5 dias se dor.",
            "Prendre ibuprofèn 600 mg dues vegades al dia durant 5 dies.",
        ].into_iter().enumerate() {
            house.next_patient(&format!("Patient {n}")).await;
            let note = house.note(text).await;
            let told = (note.state, note.reason.as_deref());
            assert_eq!(told, (State::NeedsReview, Some(reasons::FOREIGN_LANGUAGE)), "{text}");
            assert!(house.states_of_patient().await.iter().all(|state| *state == StepState::NeedsReview), "{text}");
        }
    }

    async fn a_model_s_steps_of_a_note_in_another_language_wait(t: TestApp) {
        let text = "Prendere ibuprofene 600 mg due volte al giorno per 5 giorni.";
        let (house, _gemini) = house(t, [plan("Prendere ibuprofene 600 mg", text, 5, 2)]).await;
        let note = house.note(text).await;
        assert_eq!((note.state, note.reason.as_deref()), (State::NeedsReview, Some(reasons::FOREIGN_LANGUAGE)));
        assert_eq!(house.step_states().await, [StepState::NeedsReview]);
    }

    async fn a_page_is_read_as_its_text_by_the_rules(t: TestApp) {
        let house = House::open(t).await;
        let note = house.note("<p>Take <b>amoxicillin 500&nbsp;mg</b> daily for 7&nbsp;days.</p>").await;
        let steps = house.steps().await;
        assert_eq!((note.state, steps.len()), (State::Extracted, 1));
        assert_eq!((steps[0].remaining, steps[0].state), (Some(7), StepState::Active));
    }

    async fn a_model_is_sent_the_text_of_a_page_and_its_passage_is_found_in_the_page(t: TestApp) {
        let page = "<div class=\"x\"><p>Take <b>amoxicillin 500&nbsp;mg</b> daily for 7&nbsp;days.</p></div>";
        let text = "Take amoxicillin 500 mg daily for 7 days.";
        let (house, gemini) = house(t, [plan("Take amoxicillin 500 mg", text, 7, 1)]).await;
        let note = house.note(page).await;
        assert_eq!((note.state, house.step_states().await), (State::Extracted, vec![StepState::Active]));
        let sent = String::from_utf8(gemini.requests().await.remove(0).body).unwrap();
        assert!(sent.contains(text) && !sent.contains("nbsp") && !sent.contains("class="), "{sent}");
        let step = house.steps().await.remove(0);
        let (start, end) = (step.passage_start.unwrap(), step.passage_end.unwrap());
        let passage = &page[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()];
        assert_eq!(passage, "Take <b>amoxicillin 500&nbsp;mg</b> daily for 7&nbsp;days.");
    }
}
