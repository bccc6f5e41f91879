//! Who may have a password hashed now, and who waits.
//!
//! A hash takes a core for some ten milliseconds and a piece of memory, and a stranger can ask for one. Signing up has a lane
//! of its own, narrower than the whole road: however many sign up, whoever logs in waits for one hash at most. Each lane's
//! queue has an end, beyond which the answer is to come back: a queue without one only makes everybody wait in vain.

use crate::{Error, Result, settings::HashSettings};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

const BUSY: Error = Error::Busy("too many people are signing up or logging in at this moment");

/// How many hashes at once, and how many may wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashLimits {
    /// Hashes computed at once; each has its own memory. Half of them, at least one, may be of people who sign up.
    pub at_once: usize,
    /// Sign-ups that wait at most.
    pub sign_up_queue: usize,
    /// Log-ins that wait at most.
    pub log_in_queue: usize,
}

impl HashLimits {
    /// So many at once, with the usual queues.
    pub fn at_once(at_once: usize) -> Self {
        Self { at_once, ..HashSettings::default().limits(at_once) }
    }
}

/// Whose password it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// Somebody's who logs in or changes their password.
    LogIn,
    /// A newcomer's.
    SignUp,
}

#[derive(Debug)]
pub(super) struct Lanes {
    limits: HashLimits,
    all: Arc<Semaphore>,
    sign_ups: Arc<Semaphore>,
    waiting_to_sign_up: AtomicUsize,
    waiting_to_log_in: AtomicUsize,
}

/// The right to compute one hash.
#[derive(Debug)]
pub(super) struct Permit {
    _one_of_all: OwnedSemaphorePermit,
    _of_sign_up: Option<OwnedSemaphorePermit>,
}

/// One of those who wait, until dropped.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn begin(count: &'a AtomicUsize, most: usize) -> Result<Self> {
        let before = count.fetch_add(1, Ordering::AcqRel);
        let waiting = Self(count);
        if before < most { Ok(waiting) } else { Err(BUSY) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Lanes {
    pub fn new(limits: HashLimits) -> Self {
        let at_once = limits.at_once.max(1);
        Self {
            limits,
            all: Arc::new(Semaphore::new(at_once)),
            sign_ups: Arc::new(Semaphore::new((at_once / 2).max(1))),
            waiting_to_sign_up: AtomicUsize::new(0),
            waiting_to_log_in: AtomicUsize::new(0),
        }
    }

    /// Waits for a permit.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait already.
    pub async fn enter(&self, lane: Lane) -> Result<Permit> {
        let (waiting, most) = match lane {
            Lane::LogIn => (&self.waiting_to_log_in, self.limits.log_in_queue),
            Lane::SignUp => (&self.waiting_to_sign_up, self.limits.sign_up_queue),
        };
        // Whoever need not wait is no part of the queue.
        let of_sign_up = match lane {
            Lane::LogIn => None,
            Lane::SignUp => Arc::clone(&self.sign_ups).try_acquire_owned().ok(),
        };
        let may_go = of_sign_up.is_some() || lane == Lane::LogIn;
        if may_go && let Ok(one_of_all) = Arc::clone(&self.all).try_acquire_owned() {
            return Ok(Permit { _one_of_all: one_of_all, _of_sign_up: of_sign_up });
        }
        let waiting = Waiting::begin(waiting, most)?;
        let of_sign_up = match (lane, of_sign_up) {
            (Lane::SignUp, None) => Some(acquire(&self.sign_ups).await?),
            (_, held) => held,
        };
        let one_of_all = acquire(&self.all).await?;
        drop(waiting);
        Ok(Permit { _one_of_all: one_of_all, _of_sign_up: of_sign_up })
    }
}

async fn acquire(permits: &Arc<Semaphore>) -> Result<OwnedSemaphorePermit> {
    let permit = Arc::clone(permits).acquire_owned().await;
    permit.map_err(|_| Error::Internal("the password permits are closed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn sign_ups_leave_room_for_a_log_in_and_their_queue_has_an_end() {
        let lanes = Lanes::new(HashLimits { at_once: 2, sign_up_queue: 3, log_in_queue: 2 });
        let first = lanes.enter(Lane::SignUp).await.unwrap();
        let mut queue: Vec<_> = (0..3).map(|_| Box::pin(lanes.enter(Lane::SignUp))).collect();
        for waits in &mut queue {
            assert!(waits.as_mut().now_or_never().is_none(), "one sign-up at a time");
        }
        assert!(matches!(lanes.enter(Lane::SignUp).now_or_never(), Some(Err(Error::Busy(_)))));
        let log_in = lanes.enter(Lane::LogIn).now_or_never().unwrap().unwrap();
        let mut second = Box::pin(lanes.enter(Lane::LogIn));
        assert!(second.as_mut().now_or_never().is_none(), "two hashes in all");
        drop(log_in);
        assert!(second.as_mut().now_or_never().unwrap().is_ok(), "before the sign-ups that wait");
        drop(first);
        assert!(queue[0].as_mut().now_or_never().unwrap().is_ok());
        // Whoever gives up makes room.
        drop(queue);
        assert!(lanes.enter(Lane::SignUp).now_or_never().unwrap().is_ok());
    }
}
