//! A model that reads notes: one request for one note, at a bearable pace, with every failure typed.
//!
//! It takes a [`Deidentified`] note and nothing else, so that no other text can leave the hospital this way, and puts the
//! taken-out details back into what comes back. It tries once: trying again is the job's business, which has a lease,
//! attempts and a record. What is known about the service is kept here and shared by all jobs of the process: a pause
//! that it asked for, whether it is down, and what of a request it does not take.

use super::{
    CircuitBreaker, Held, ModelAnswer, ModelError, ModelFailure, Reason,
    answer::{Envelope, document},
    ask::{Ask, TooLong},
    breaker::{Circuit, Ticket},
    http::{Answered, Transport},
    look::{self, Looked},
    manner::{Learnt, Refusable},
    pace::Pace,
    refusal::{self, Refused},
    settings::{ModelSettingError, ModelSettings},
};
use crate::extraction::deidentify::Deidentified;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use std::{fmt, sync::Arc};
use tokio::time::Instant;

/// Requests under way at once, where nothing else is set: to a service, and to a server on this machine, which works on one
/// after the other anyway.
const PARALLEL: (usize, usize) = (4, 1);

/// A model behind one of the protocols. Cheap to clone; clones share their pace and their circuit.
#[derive(Clone)]
pub struct ModelClient(Arc<Inner>);

struct Inner {
    settings: ModelSettings,
    transport: Transport,
    pace: Pace,
    parallel: usize,
    breaker: CircuitBreaker,
    /// How the server wants to be asked.
    learnt: Learnt,
}

/// A note that a model is asked about.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "health text must not be printable by accident")]
pub struct ModelQuestion<'a> {
    /// The note, without names.
    pub note: &'a Deidentified,
    /// The day it was written on.
    pub day: NaiveDate,
    /// The time of the call.
    pub now: DateTime<Utc>,
    /// Whether it was asked before, and the answer was of no use.
    pub is_repeated: bool,
}

impl ModelClient {
    /// Nothing is sent yet.
    ///
    /// # Errors
    /// A setting that cannot be used.
    pub fn new(settings: ModelSettings) -> Result<Self, ModelSettingError> {
        let transport = Transport::new(&settings)?;
        if !Ask::fits_at_all(&settings) {
            return Err(ModelSettingError::context(
                "has no room for the prompt, one step and a short note; give the server more, or set \
                 AFTERCARE_MODEL_PROMPT=short",
            ));
        }
        let usual = if transport.endpoint().is_loopback { PARALLEL.1 } else { PARALLEL.0 };
        let parallel = settings.parallel_requests.unwrap_or(usual).max(1);
        let inner = Inner {
            transport,
            pace: Pace::new(parallel, settings.requests_per_minute, settings.total_timeout),
            parallel,
            breaker: CircuitBreaker::new(
                settings.outage_after,
                settings.outage_pause,
                settings.outage_pause_max,
            ),
            learnt: Learnt::default(),
            settings,
        };
        Ok(Self(Arc::new(inner)))
    }

    /// As stored with the note.
    pub fn name(&self) -> &'static str {
        self.0.settings.provider.name()
    }

    /// The model that is asked, as the settings name it.
    pub fn model(&self) -> &str {
        self.0.settings.model()
    }

    /// Where it is asked. There is no key in it.
    pub fn address(&self) -> &str {
        self.0.transport.endpoint().url.as_str()
    }

    /// How many requests may be under way at once.
    pub fn parallel(&self) -> usize {
        self.0.parallel
    }

    /// Whether requests go out.
    pub fn circuit(&self, now: DateTime<Utc>) -> Circuit {
        self.0.breaker.circuit(now)
    }

    /// Asks the service whether it is there, takes the key and has the model. Nothing is generated, and nothing of a note sent.
    ///
    /// # Errors
    /// [`ModelFailure`], as for a note.
    pub async fn look(&self, now: DateTime<Utc>) -> Result<Looked, ModelFailure> {
        look::at(&self.0.settings, &self.0.transport, now).await
    }

    /// Asks for the steps of a note.
    ///
    /// # Errors
    /// [`ModelFailure`], which says how the job goes on.
    pub async fn extract(&self, question: ModelQuestion<'_>) -> Result<ModelAnswer, ModelFailure> {
        let Inner { pace, breaker, .. } = &*self.0;
        let began = Instant::now();
        // To the microsecond, as every time that is stored.
        let time = || (question.now + began.elapsed()).trunc_subsecs(6);
        if let Some(held) = breaker.held(question.now) {
            return Err(parked(held).into());
        }
        let _place = match pace.turn().await {
            Ok(place) => place,
            Err(wait) => {
                return Err(ModelError::Park { reason: Reason::RateLimited, until: time() + wait }.into());
            }
        };
        let ticket = breaker.admit(time()).map_err(parked)?;
        let sent = Instant::now();
        match self.ask(question, time).await {
            Ok(answer) => {
                ticket.succeeded();
                Ok(ModelAnswer { took: sent.elapsed(), ..answer })
            }
            Err(failure) => {
                let error = self.learn(ticket, failure.error, time());
                tracing::info!(
                    code = error.reason().code(),
                    http_status = failure.http_status,
                    error_type = failure.error_type,
                    "the model gave no steps"
                );
                Err(ModelFailure { error, took: sent.elapsed(), ..failure })
            }
        }
    }

    /// Asks; where the server refuses a part of the request, once more without it, and from then on always so.
    async fn ask(
        &self,
        question: ModelQuestion<'_>,
        time: impl Fn() -> DateTime<Utc>,
    ) -> Result<ModelAnswer, ModelFailure> {
        let Inner { settings, transport, learnt, .. } = &*self.0;
        let host = transport.endpoint().host();
        let ask = Ask::new(settings, host, question.note.text(), question.day)
            .map_err(|TooLong| ModelError::give_up(Reason::ContextOverflow))?;
        let mut ask = Ask { is_repeated: question.is_repeated, manner: learnt.manner(), ..ask };
        let answer = loop {
            let answer = self.send(&ask, question.day, &time).await;
            let Some(refused) = answer.as_ref().err().and_then(|failure| failure.refused) else {
                learnt.keep(ask.manner);
                break answer;
            };
            // Left out already: it was not that.
            let Some(manner) = ask.manner.without(refused) else { break answer };
            ask.manner = manner;
        };
        let answer = answer.map(|mut answer| {
            question.note.restore_steps(&mut answer.drafts);
            answer
        });
        answer.map_err(|failure| ModelFailure { sent: true, ..failure })
    }

    async fn send(
        &self,
        ask: &Ask<'_>,
        day: NaiveDate,
        time: &impl Fn() -> DateTime<Utc>,
    ) -> Result<ModelAnswer, ModelFailure> {
        let Inner { settings, transport, .. } = &*self.0;
        let protocol = settings.provider.protocol();
        let Answered { status, headers, body } = transport.send(&(protocol.body)(ask)).await?;
        let body = document(&body);
        let in_disguise = body.as_ref().and_then(refusal::in_disguise);
        if let Some(status) = Some(status).filter(|status| !status.is_success()).or(in_disguise) {
            let refused = Refused::new(status, body.as_ref());
            let error = refusal::classify(protocol, &refused, &headers, time());
            let error_type = refused.kind().map(str::to_owned);
            let parameter = (protocol.parameter)(&refused).filter(|_| error.reason() == Reason::BadRequest);
            let refused =
                parameter.or((error.reason() == Reason::SchemaRefused).then_some(Refusable::Schema));
            let http_status = Some(status.as_u16());
            return Err(ModelFailure { http_status, error_type, refused, ..error.into() });
        }
        let told = |error: ModelError| ModelFailure { http_status: Some(status.as_u16()), ..error.into() };
        let body = body.ok_or_else(|| told(ModelError::retry(Reason::NotJson)))?;
        let envelope: Envelope = (protocol.envelope)(&body).map_err(told)?;
        match envelope.steps(day) {
            Ok(drafts) => Ok(ModelAnswer::new(drafts, envelope, settings.prompt.version())),
            Err(error) => Err(ModelFailure {
                tokens: envelope.tokens,
                model_version: envelope.model_version,
                ..told(error)
            }),
        }
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
