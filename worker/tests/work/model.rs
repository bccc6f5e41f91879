//! Notes read by a language model: what each of its answers and failures does to the note, the job and the plan.

use crate::{
    gemini::{Gemini, blocked, ended, plan, refusal},
    house::House,
};
use aftercare_core::{
    domain::reasons,
    jobs::{self, JobKind},
    on_each_database,
    testing::TestApp,
};
use aftercare_entity::{note::State, step::State as StepState};
use aftercare_worker::extraction::model::Reason;
use chrono::Duration;
use serde_json::json;
use wiremock::ResponseTemplate;

const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days.";
const OLD: &str = "Walk 20 minutes daily for 5 days.";

fn good() -> ResponseTemplate {
    plan("Take doxycycline 100 mg", NOTE, 7, 2)
}

/// A test hospital with a plan in force from [`OLD`], where a model gives these answers from now on.
async fn house(t: TestApp, script: impl IntoIterator<Item = ResponseTemplate>) -> (House, Gemini) {
    let mut house = House::open(t).await;
    house.note(OLD).await;
    assert_eq!(house.step_states().await, [StepState::Active]);
    let gemini = Gemini::answering(script).await;
    house.extractor = gemini.extractor();
    (house, gemini)
}

on_each_database! {
    async fn an_answer_becomes_the_plan(t: TestApp) {
        let (house, _gemini) = house(t, [good()]).await;
        let note = house.note(NOTE).await;
        assert_eq!((note.state, note.extractor.as_deref()), (State::Extracted, Some("gemini")));
        assert_eq!(note.model_version.as_deref(), Some("gemini-3.8-flash-001"));
        assert_eq!((note.prompt_tokens, note.output_tokens, note.thought_tokens), (Some(11), Some(7), Some(3)));
        assert!(note.prompt_version.is_some());
        assert_eq!(house.step_states().await, [StepState::Superseded, StepState::Active]);
    }

    async fn a_step_in_too_many_words_waits_and_the_note_goes_on(t: TestApp) {
        let (house, _gemini) = house(t, [plan(&"Take doxycycline 100 mg\n".repeat(20), NOTE, 7, 2)]).await;
        let note = house.note(NOTE).await;
        assert_eq!(note.state, State::NeedsReview);
        assert!(house.step_states().await.contains(&StepState::NeedsReview));
    }

    async fn a_busy_model_is_asked_again_after_the_pause_it_asks_for(t: TestApp) {
        let retry = json!([{ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "22s" }]);
        let (house, gemini) = house(t, [refusal(429, "RESOURCE_EXHAUSTED", &retry), good()]).await;
        let note = house.note(NOTE).await;
        assert_eq!(note.state, State::Queued);
        let pause = house.job().await.run_at - house.t.app.now();
        assert!((Duration::seconds(22)..Duration::seconds(23)).contains(&pause), "{pause}");
        house.t.clock.advance(Duration::seconds(21));
        house.work().await;
        assert_eq!(gemini.asked().await, 1);
        house.t.clock.advance(Duration::seconds(3));
        house.work().await;
        assert_eq!(house.note_now(note.id).await.state, State::Extracted);
    }

    async fn the_quota_of_the_day_parks_the_job_and_costs_no_attempt(t: TestApp) {
        let quota = json!([{ "violations": [{ "quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }] }]);
        let (house, gemini) = house(t, [refusal(429, "RESOURCE_EXHAUSTED", &quota), good()]).await;
        let note = house.note(NOTE).await;
        let job = house.job().await;
        assert_eq!((note.state, job.attempts, job.dead_at), (State::Queued, 0, None));
        assert!(job.run_at > house.t.app.now() + Duration::minutes(30), "until the quota starts again");
        house.t.clock.advance_to(job.run_at);
        house.work().await;
        assert_eq!((house.note_now(note.id).await.state, gemini.asked().await), (State::Extracted, 2));
    }

    async fn an_outage_parks_the_queue_and_costs_at_most_the_first_attempts(t: TestApp) {
        let (house, _gemini) = house(t, [refusal(503, "UNAVAILABLE", &json!([]))]).await;
        let note = house.submit(NOTE).await;
        // Always the same worker: it knows that the model is down.
        let worker = house.worker_on(&house.t.app);
        for _ in 0..200 {
            worker.run_until_idle().await.unwrap();
            house.t.clock.advance(Duration::minutes(3));
        }
        let job = house.job().await;
        assert!(job.dead_at.is_none() && job.attempts < JobKind::Extract.max_attempts(), "{job:?}");
        assert_eq!(house.note_now(note.id).await.state, State::Queued);
        // Not for ever.
        house.t.clock.advance(Duration::hours(48));
        worker.run_until_idle().await.unwrap();
        let note = house.note_now(note.id).await;
        assert_eq!(note.state, State::Failed);
        assert_eq!(house.step_states().await, [StepState::Active]);
    }

    async fn while_the_model_is_away_the_queue_waits_as_one_thing(t: TestApp) {
        let (house, gemini) = house(t, [refusal(503, "UNAVAILABLE", &json!([]))]).await;
        for _ in 0..30 {
            house.submit(NOTE).await;
        }
        let worker = house.worker_on(&house.t.app);
        worker.run_until_idle().await.unwrap();
        let (asked, queue) = (gemini.asked().await, jobs::list(&house.t.app, 100).await.unwrap());
        let untouched = queue.iter().filter(|job| job.last_error.is_none() && job.attempts == 0).count();
        assert!(asked <= 12 && untouched >= 18, "asked {asked} times, {untouched} jobs untouched");
        // Nothing is claimed and put back while the outage lasts.
        house.t.clock.advance(Duration::seconds(5));
        assert!(worker.run_until_idle().await.unwrap().retried.is_empty());
        assert_eq!(jobs::list(&house.t.app, 100).await.unwrap(), queue);
        // After its pause one note finds out whether it is over.
        house.t.clock.advance(Duration::minutes(3));
        worker.run_until_idle().await.unwrap();
        assert_eq!(gemini.asked().await, asked + 1);
    }

    async fn a_moment_of_unavailability_is_tried_again(t: TestApp) {
        let (house, gemini) = house(t, [ResponseTemplate::new(502).set_body_string("<html>bad gateway"), good()]).await;
        let note = house.note(NOTE).await;
        assert_eq!((note.state, house.job().await.attempts), (State::Queued, 1));
        house.t.clock.advance(Duration::minutes(1));
        house.work().await;
        let note = house.note_now(note.id).await;
        assert_eq!((note.state, note.attempts, gemini.asked().await), (State::Extracted, 2, 2));
    }

    async fn a_useless_answer_is_worth_one_more_question(t: TestApp) {
        let (house, gemini) = house(t, [ended("{\"plan\": [{}]}", "STOP"), good()]).await;
        let note = house.note(NOTE).await;
        assert_eq!(note.state, State::Queued);
        house.t.clock.advance(Duration::minutes(1));
        house.work().await;
        let note = house.note_now(note.id).await;
        assert_eq!((note.state, gemini.asked().await), (State::Extracted, 2));
        assert_eq!((note.prompt_tokens, note.output_tokens, note.thought_tokens), (Some(22), Some(14), Some(6)), "of both");
    }

    async fn what_failed_attempts_cost_is_kept_with_the_note(t: TestApp) {
        let (mut house, _gemini) = house(t, [ended("{\"checklist\"", "MAX_TOKENS")]).await;
        house.settings.fallback_to_rules = true;
        let note = house.note(NOTE).await;
        assert_eq!((note.state, note.prompt_tokens), (State::Queued, Some(11)));
        house.t.clock.advance(Duration::minutes(1));
        house.work().await;
        let note = house.note_now(note.id).await;
        assert_eq!((note.state, note.fallback), (State::Extracted, true));
        assert_eq!((note.prompt_tokens, note.output_tokens, note.thought_tokens), (Some(22), Some(14), Some(6)));
    }

    async fn an_absurd_number_holds_back_its_step_and_no_other(t: TestApp) {
        let (house, _gemini) = house(t, []).await;
        let mut house = house;
        let rest = json!({ "description": "Rest today", "passage": "Rest today" });
        for (days, times) in [
            (json!(0), json!(2)),
            (json!(-7), json!(2)),
            (json!(1e15), json!(2)),
            (json!(1e300), json!(2)),
            (json!(i64::MAX), json!(2)),
            (json!(7), json!(1000)),
            (json!(7), json!(0)),
        ] {
            let step = json!({ "description": "Take doxycycline 100 mg", "passage": NOTE, "duration_days": days, "times_per_day": times });
            let gemini = Gemini::answering([ended(&json!({ "checklist": [rest], "plan": [step] }).to_string(), "STOP")]).await;
            house.extractor = gemini.extractor();
            house.next_patient("Petra").await;
            let note = house.note(&format!("{NOTE} Rest today.")).await;
            assert_eq!(note.state, State::NeedsReview, "{days} {times}");
            let mut steps = house.steps().await;
            steps.retain(|step| step.note_id == note.id);
            let states: Vec<_> = steps.iter().map(|step| step.state).collect();
            assert_eq!(states, [StepState::Active, StepState::NeedsReview], "{days} {times}");
            let reason = if times == json!(2) { reasons::DURATION_CONTRADICTED } else { reasons::FREQUENCY_CONTRADICTED };
            assert_eq!(steps[1].review_reason.as_deref(), Some(reason), "{days} {times}");
        }
    }

    async fn an_invented_step_waits_for_the_doctor_and_the_old_plan_stays(t: TestApp) {
        let (house, _gemini) = house(t, [plan("Take 5 g of arsenic", "Take 5 g of arsenic daily", 7, 1)]).await;
        let note = house.note(NOTE).await;
        assert_eq!(note.state, State::NeedsReview);
        assert_eq!(house.step_states().await, [StepState::Active, StepState::NeedsReview, StepState::NeedsReview]);
        let waiting: Vec<_> = house.steps().await.into_iter().filter_map(|step| step.review_reason).collect();
        assert_eq!(waiting, [reasons::PASSAGE_NOT_FOUND, reasons::MAY_BE_MISSING], "and the order that it left out");
    }

    async fn the_rules_stand_in_where_the_setting_says_so(t: TestApp) {
        let (mut house, _gemini) = house(t, [refusal(403, "PERMISSION_DENIED", &json!([]))]).await;
        house.settings.fallback_to_rules = true;
        let note = house.note(NOTE).await;
        assert_eq!((note.state, note.extractor.as_deref()), (State::Extracted, Some("rules")));
        assert_eq!(note.reason.as_deref(), Some(reasons::MODEL_BAD_KEY), "marked with the model's failure");
        assert_eq!(house.step_states().await, [StepState::Superseded, StepState::Active]);
        assert!(jobs::is_idle(&house.t.app).await.unwrap());
    }

    async fn a_job_tried_again_after_days_has_all_its_patience_again(t: TestApp) {
        let (house, _gemini) = house(t, [blocked(), refusal(503, "UNAVAILABLE", &json!([])), good()]).await;
        let note = house.note(NOTE).await;
        house.t.clock.advance(Duration::days(5));
        assert!(jobs::retry(&house.t.app, house.job().await.id).await.unwrap());
        house.work().await;
        assert_eq!(house.note_now(note.id).await.state, State::Queued, "a moment of unavailability is no end");
        house.t.clock.advance(Duration::minutes(1));
        house.work().await;
        assert_eq!(house.note_now(note.id).await.state, State::Extracted);
    }

    async fn an_operator_may_have_a_dead_job_tried_again(t: TestApp) {
        let (house, _gemini) = house(t, [blocked(), good()]).await;
        let note = house.note(NOTE).await;
        assert_eq!(note.state, State::Failed);
        assert!(jobs::retry(&house.t.app, house.job().await.id).await.unwrap());
        house.work().await;
        assert_eq!(house.note_now(note.id).await.state, State::Extracted);
    }
}

#[test]
fn every_failure_of_a_model_has_a_sentence() {
    for reason in Reason::ALL {
        assert!(reasons::sentence(reason.code()).is_some(), "{reason}");
    }
}
