//! A model that reads notes: one request for one note, at a bearable pace, with every failure typed.
//!
//! It takes a [`Deidentified`] note and nothing else, so that no other text can leave the house this way, and puts the
//! taken-out details back into what comes back. It tries once: trying again is the job's business, which has a lease,
//! attempts and a record. What is known about the service is kept here and shared by all jobs of the process: a pause
//! that it asked for, and whether it is down.

use super::{
    CircuitBreaker, Held, ModelAnswer, ModelError, Reason,
    answer::document,
    breaker::{Circuit, Ticket},
    http::{Answered, Transport},
    pace::Pace,
    refusal, request,
    settings::{ModelSettingError, ModelSettings, Provider},
};
use crate::extraction::deidentify::Deidentified;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use std::{fmt, sync::Arc};
use tokio::time::Instant;

/// A model behind one of the protocols. Cheap to clone; clones share their pace and their circuit.
#[derive(Clone)]
pub struct ModelClient(Arc<Inner>);

struct Inner {
    settings: ModelSettings,
    transport: Transport,
    pace: Pace,
    breaker: CircuitBreaker,
}

impl ModelClient {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// A setting that cannot be used.
    pub fn new(settings: ModelSettings) -> Result<Self, ModelSettingError> {
        let inner = Inner {
            transport: Transport::new(&settings)?,
            pace: Pace::new(settings.parallel_requests, settings.requests_per_minute, settings.total_timeout),
            breaker: CircuitBreaker::new(
                settings.outage_after,
                settings.outage_pause,
                settings.outage_pause_max,
            ),
            settings,
        };
        Ok(Self(Arc::new(inner)))
    }

    /// As stored with the note.
    pub fn name(&self) -> &'static str {
        match self.0.settings.provider {
            Provider::Gemini => "gemini",
            Provider::Vertex { .. } => "vertex",
            Provider::OpenAi => "openai",
        }
    }

    /// Whether requests go out.
    pub fn circuit(&self, now: DateTime<Utc>) -> Circuit {
        self.0.breaker.circuit(now)
    }

    /// Asks for the steps of `note`, written on `day`. `now` is the time of the call.
    ///
    /// # Errors
    /// [`ModelError`], which says how the job goes on.
    pub async fn extract(
        &self,
        note: &Deidentified,
        day: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<ModelAnswer, ModelError> {
        let Inner { pace, breaker, .. } = &*self.0;
        let began = Instant::now();
        // To the microsecond, as every time that is stored.
        let time = || (now + began.elapsed()).trunc_subsecs(6);
        if let Some(held) = breaker.held(now) {
            return Err(parked(held));
        }
        let _place = match pace.turn().await {
            Ok(place) => place,
            Err(wait) => return Err(ModelError::Park { reason: Reason::RateLimited, until: time() + wait }),
        };
        let ticket = breaker.admit(time()).map_err(parked)?;
        match self.ask(note, day, time).await {
            Ok(answer) => {
                ticket.succeeded();
                Ok(answer)
            }
            Err(error) => {
                tracing::info!(code = error.reason().code(), "the model gave no steps");
                Err(self.learn(ticket, error, time()))
            }
        }
    }

    async fn ask(
        &self,
        note: &Deidentified,
        day: NaiveDate,
        time: impl Fn() -> DateTime<Utc>,
    ) -> Result<ModelAnswer, ModelError> {
        let Inner { settings, transport, .. } = &*self.0;
        let body = request::body(settings, note.text(), day);
        let Answered { status, headers, body } = transport.send(&body).await?;
        let body = document(&body);
        if !status.is_success() {
            return Err(refusal::classify(status, &headers, body.as_ref(), time()));
        }
        let body = body.ok_or(ModelError::retry(Reason::NotJson))?;
        if let Some(status) = refusal::in_disguise(&body) {
            return Err(refusal::classify(status, &headers, Some(&body), time()));
        }
        let mut answer = ModelAnswer::read(&settings.provider, &body, day)?;
        note.restore_steps(&mut answer.drafts);
        Ok(answer)
    }

    /// What a failure says about the service. One that opened the circuit parks its job.
    fn learn(&self, ticket: Ticket<'_>, error: ModelError, now: DateTime<Utc>) -> ModelError {
        let reason = error.reason();
        match error {
            ModelError::Park { until, .. } => self.0.breaker.hold(reason, until),
            ModelError::Retry { after: Some(after), .. } => self.0.breaker.hold(reason, now + after),
            ModelError::Retry { .. } | ModelError::GiveUp { .. } => {}
        }
        if !reason.is_outage() {
            ticket.succeeded();
            return error;
        }
        match (ticket.failed(now), error) {
            (Some(open), ModelError::Park { until, .. }) => {
                ModelError::Park { reason, until: until.max(open) }
            }
            (Some(until), _) => ModelError::Park { reason, until },
            (None, error) => error,
        }
    }
}

fn parked(Held { reason, until }: Held) -> ModelError {
    ModelError::Park { reason, until }
}

impl fmt::Debug for ModelClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelClient").field("settings", &self.0.settings).finish_non_exhaustive()
    }
}
