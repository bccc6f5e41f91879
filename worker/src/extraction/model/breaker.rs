//! The circuit breaker: when a service is down, jobs wait for it instead of wearing out their attempts on it.
//!
//! Closed: everything goes out. After several failures in a row it opens: nothing goes out until a pause is over. Then
//! it is half open: one request goes out as a probe. Its success closes the circuit, its failure opens it again for
//! twice the pause. A service that asks for a pause itself (429) is given it: [`CircuitBreaker::hold`].
//!
//! Time is a parameter. A ticket that is dropped without a word (its job was cancelled) counts as nothing.

use super::Reason;
use chrono::{DateTime, Utc};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Whether requests go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circuit {
    /// Requests go out.
    Closed,
    /// Requests wait until then.
    Open {
        /// When a probe may go out.
        until: DateTime<Utc>,
    },
    /// One does, and the rest wait for how it ends.
    HalfOpen,
}

/// A request that may not go out now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Why requests wait.
    pub reason: Reason,
    /// Ask again then.
    pub until: DateTime<Utc>,
}

/// See the module.
#[derive(Debug)]
pub struct CircuitBreaker {
    threshold: u32,
    pause: Duration,
    longest: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// Set while open or half open.
    open: Option<Opened>,
    held: Option<Held>,
    /// Counts the changes between open and closed: a request that began before the last one says nothing about now.
    era: u64,
}

#[derive(Debug, Clone, Copy)]
struct Opened {
    until: DateTime<Utc>,
    pause: Duration,
    is_probing: bool,
}

impl CircuitBreaker {
    /// Opens after `threshold` failures in a row, at first for `pause`, at last for `longest`.
    pub fn new(threshold: u32, pause: Duration, longest: Duration) -> Self {
        Self { threshold: threshold.max(1), pause, longest: longest.max(pause), state: Mutex::default() }
    }

    /// May a request go out? Its outcome is told to the ticket.
    ///
    /// # Errors
    /// [`Held`]: not now.
    pub fn admit(&self, now: DateTime<Utc>) -> Result<Ticket<'_>, Held> {
        let mut state = self.lock();
        if let Some(held) = state.held.filter(|held| now < held.until) {
            return Err(held);
        }
        state.held = None;
        let mut is_probe = false;
        if let Some(opened) = &mut state.open {
            if now < opened.until {
                return Err(Held { reason: Reason::Outage, until: opened.until });
            }
            if opened.is_probing {
                return Err(Held { reason: Reason::Outage, until: now + self.pause });
            }
            opened.is_probing = true;
            is_probe = true;
        }
        Ok(Ticket { breaker: self, era: state.era, is_probe, is_told: false })
    }

    /// Why nothing may go out now, if so, without asking to send anything.
    pub fn held(&self, now: DateTime<Utc>) -> Option<Held> {
        let state = self.lock();
        let opened = state.open.map(|opened| Held { reason: Reason::Outage, until: opened.until });
        state.held.into_iter().chain(opened).filter(|held| now < held.until).max_by_key(|held| held.until)
    }

    /// Nothing goes out until `until`, because the service asked for that pause. Closed or open does not change.
    pub fn hold(&self, reason: Reason, until: DateTime<Utc>) {
        let mut state = self.lock();
        if state.held.is_none_or(|held| held.until < until) {
            state.held = Some(Held { reason, until });
        }
    }

    /// Whether requests go out.
    pub fn circuit(&self, now: DateTime<Utc>) -> Circuit {
        if let Some(Held { until, .. }) = self.held(now) {
            return Circuit::Open { until };
        }
        match self.lock().open {
            None => Circuit::Closed,
            Some(opened) if now < opened.until => Circuit::Open { until: opened.until },
            Some(_) => Circuit::HalfOpen,
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is whole between any two of our statements, whatever happened to its last holder.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One request that may go out.
#[derive(Debug)]
pub struct Ticket<'a> {
    breaker: &'a CircuitBreaker,
    era: u64,
    is_probe: bool,
    is_told: bool,
}

impl Ticket<'_> {
    /// The service works: it answered, be it with a refusal.
    pub fn succeeded(mut self) {
        self.is_told = true;
        let mut state = self.breaker.lock();
        if state.era != self.era {
            return;
        }
        state.failures = 0;
        if self.is_probe {
            state.open = None;
            state.era += 1;
        }
    }

    /// The service does not work. The time until which nothing goes out, if the circuit is open now.
    pub fn failed(mut self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.is_told = true;
        let breaker = self.breaker;
        let mut state = breaker.lock();
        if state.era == self.era {
            let pause = match state.open {
                Some(opened) if self.is_probe => Some((opened.pause * 2).min(breaker.longest)),
                Some(_) => None,
                None => {
                    state.failures += 1;
                    (state.failures >= breaker.threshold).then_some(breaker.pause)
                }
            };
            if let Some(pause) = pause {
                state.open = Some(Opened { until: now + pause, pause, is_probing: false });
                state.failures = 0;
                state.era += 1;
            }
        }
        state.open.map(|opened| opened.until)
    }
}

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        if self.is_told || !self.is_probe {
            return;
        }
        let mut state = self.breaker.lock();
        if state.era == self.era
            && let Some(opened) = &mut state.open
        {
            opened.is_probing = false;
        }
    }
}

#[cfg(test)]
#[path = "breaker_tests.rs"]
mod tests;
