//! How a note was extracted, and what that changed.

use super::{
    error::Result, loaders::Loaders, note::NoteState, pages, people::Patient, scalars::DateTime, step::Step,
};
use aftercare_core::domain::{plan, reasons};
use aftercare_entity::note::{self, State};
use async_graphql::{Context, Object, SimpleObject};
use std::sync::Arc;

/// How the extraction of the steps from a note went.
#[derive(Debug)]
pub struct Extraction(Arc<note::Model>);

impl Extraction {
    /// That of a note whose reader was let in to it.
    pub const fn of(note: Arc<note::Model>) -> Self {
        Self(note)
    }
}

/// How the extraction of the steps from a note went.
#[Object]
impl Extraction {
    /// How far the extraction is.
    async fn state(&self) -> NoteState {
        self.0.state.into()
    }

    /// A code for why it failed or waits, or for why the model failed when the rules stood in for it. While the state is QUEUED,
    /// why the last attempt failed; another one will follow.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// `reason` as a sentence for the doctor.
    async fn reason_text(&self) -> Option<String> {
        let code = self.0.reason.as_deref()?;
        Some(match self.0.state {
            State::Queued => reasons::waiting_sentence(code),
            _ => reasons::reason_sentence(code).to_owned(),
        })
    }

    /// Whether the offline rules extracted the steps because the model failed. `reason` then says why the model failed,
    /// unless it is EMPTY_EXTRACTION: the rules found nothing either, and that has to be decided on first.
    async fn fallback(&self) -> bool {
        self.0.fallback
    }

    /// What extracted the steps, such as `gemini` or `rules`; null until something has.
    async fn extractor(&self) -> Option<&str> {
        self.0.extractor.as_deref()
    }

    /// The model that answered, as it calls itself.
    async fn model_version(&self) -> Option<&str> {
        self.0.model_version.as_deref()
    }

    /// Version of the prompt that the model was given.
    async fn prompt_version(&self) -> Option<&str> {
        self.0.prompt_version.as_deref()
    }

    /// How many tokens the model read, in all attempts at this note.
    async fn prompt_tokens(&self) -> Option<i32> {
        self.0.prompt_tokens
    }

    /// How many tokens the model wrote, in all attempts at this note.
    async fn output_tokens(&self) -> Option<i32> {
        self.0.output_tokens
    }

    /// How many tokens the model spent on thinking, in all attempts at this note.
    async fn thought_tokens(&self) -> Option<i32> {
        self.0.thought_tokens
    }

    /// How long the extraction took, in milliseconds, without the time it waited for its turn.
    async fn duration_ms(&self) -> Option<i64> {
        self.0.extraction_ms
    }

    /// How many attempts were made since the extraction was last requested. One that was put off because the model could not be
    /// reached or its quota was used up does not count.
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }

    /// When the extraction ended; null until then.
    async fn ended_at(&self) -> Option<DateTime> {
        self.0.extracted_at.map(DateTime)
    }

    /// When its steps replaced the old plan; null while the old plan is in force.
    async fn plan_replaced_at(&self) -> Option<DateTime> {
        self.0.plan_replaced_at.map(DateTime)
    }

    /// What it changed compared with the plan that it replaced; null as long as it has replaced none, and for a former doctor.
    #[graphql(complexity = "pages::weight(None, child_complexity)")]
    async fn changes(&self, ctx: &Context<'_>) -> Option<Result<PlanChanges>> {
        let found = async {
            if self.0.plan_replaced_at.is_none() || Patient::find(ctx, self.0.patient_id).await?.is_none() {
                return Ok(None);
            }
            let changes = Loaders::of(ctx)?.changes.load_one(self.0.id).await?;
            Ok(Some(PlanChanges::of(changes.unwrap_or_default())))
        };
        found.await.transpose()
    }
}

/// How a note's plan differs from the plan that it replaced. Only steps that were in force count; each is shown as it is
/// now.
#[derive(SimpleObject, Debug)]
pub struct PlanChanges {
    /// Steps of the new plan that the old plan did not have.
    added: Vec<Step>,
    /// Steps of the old plan that do not go on.
    ended: Vec<Step>,
    /// Steps that go on: they have the same kind, words and frequency in both plans.
    kept: Vec<KeptStep>,
}

/// A step of the old plan that goes on in the new one.
#[derive(SimpleObject, Debug)]
pub struct KeptStep {
    /// The step in the old plan.
    before: Step,
    /// The step in the new plan; its check-ins are counted from the beginning again.
    now: Step,
}

impl PlanChanges {
    fn of(changes: plan::Changes) -> Self {
        let shown = |steps: Vec<_>| steps.into_iter().map(Step).collect();
        let kept = changes.kept.into_iter();
        Self {
            added: shown(changes.added),
            ended: shown(changes.ended),
            kept: kept.map(|kept| KeptStep { before: Step(kept.before), now: Step(kept.now) }).collect(),
        }
    }
}
