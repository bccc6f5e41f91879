//! How a note was extracted, and what that changed.

use super::{
    error::Result, loaders::Loaders, note::NoteState, pages, people::Patient, scalars::DateTime, step::Step,
};
use aftercare_core::domain::{plan, reasons};
use aftercare_entity::note::{self, State};
use async_graphql::{Context, Object, SimpleObject};
use std::sync::Arc;

/// How an extraction went.
#[derive(Debug)]
pub struct Extraction(Arc<note::Model>);

impl Extraction {
    /// That of a note whose reader was let in to it.
    pub const fn of(note: Arc<note::Model>) -> Self {
        Self(note)
    }
}

/// How an extraction went.
#[Object]
impl Extraction {
    /// How far it is.
    async fn state(&self) -> NoteState {
        self.0.state.into()
    }

    /// Why it failed or waits, or why the model failed where the rules stood in: a code. While the state is QUEUED, why the
    /// last attempt came to nothing; another one will follow.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// The reason as a sentence for the doctor.
    async fn reason_text(&self) -> Option<String> {
        let code = self.0.reason.as_deref()?;
        Some(match self.0.state {
            State::Queued => reasons::waiting_sentence(code),
            _ => reasons::reason_sentence(code).to_owned(),
        })
    }

    /// Whether the offline rules read the note because the model failed. The reason then says why the model failed,
    /// unless it is EMPTY_EXTRACTION: that the rules found nothing must be decided on first.
    async fn fallback(&self) -> bool {
        self.0.fallback
    }

    /// What read the note: `gemini`, `rules`, ...
    async fn extractor(&self) -> Option<&str> {
        self.0.extractor.as_deref()
    }

    /// The model that answered, in its own words.
    async fn model_version(&self) -> Option<&str> {
        self.0.model_version.as_deref()
    }

    /// Version of the prompt.
    async fn prompt_version(&self) -> Option<&str> {
        self.0.prompt_version.as_deref()
    }

    /// Tokens the model read, in all attempts at this note.
    async fn prompt_tokens(&self) -> Option<i32> {
        self.0.prompt_tokens
    }

    /// Tokens the model wrote, in all attempts at this note.
    async fn output_tokens(&self) -> Option<i32> {
        self.0.output_tokens
    }

    /// Tokens the model thought, in all attempts at this note.
    async fn thought_tokens(&self) -> Option<i32> {
        self.0.thought_tokens
    }

    /// How long the reading took, in milliseconds, without the waiting for a turn.
    async fn duration_ms(&self) -> Option<i64> {
        self.0.extraction_ms
    }

    /// Attempts so far, since it was last asked for; one that was put off because the model is away or out of quota does not
    /// count.
    async fn attempts(&self) -> i32 {
        self.0.attempts
    }

    /// When it ended.
    async fn ended_at(&self) -> Option<DateTime> {
        self.0.extracted_at.map(DateTime)
    }

    /// When its steps took the old plan's place; null while the old plan is in force.
    async fn plan_replaced_at(&self) -> Option<DateTime> {
        self.0.plan_replaced_at.map(DateTime)
    }

    /// The difference to the plan whose place it took; null while it took none's, and for a former doctor.
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

/// What a note's plan changed about the plan whose place it took. Only steps that were in force count; each is shown as
/// it is now.
#[derive(SimpleObject, Debug)]
pub struct PlanChanges {
    /// Steps that the old plan did not have.
    added: Vec<Step>,
    /// Steps of the old plan that do not go on.
    ended: Vec<Step>,
    /// Steps that go on: of the same kind, with the same words and frequency.
    kept: Vec<KeptStep>,
}

/// A step of the old plan that goes on in the new one.
#[derive(SimpleObject, Debug)]
pub struct KeptStep {
    /// In the old plan.
    before: Step,
    /// In the new plan; it counts its check-ins anew.
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
