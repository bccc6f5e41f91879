//! Asking for many at once: while one question is on its way to the database, those that come meanwhile wait, and go
//! together as the next one. A busy process asks seldom and for much, a quiet one at once and for one.

use crate::Error;
use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{sync::oneshot, task};

/// At most this many keys in one question, where nothing else is said.
const MOST: usize = 500;

type Waiting<K, V> = Vec<(K, oneshot::Sender<V>)>;

/// The keys that wait, and the questions on their way. Cheap to clone; clones share them.
#[derive(Debug)]
pub struct Gather<K, V>(Arc<Mutex<State<K, V>>>);

#[derive(Debug)]
struct State<K, V> {
    waiting: Waiting<K, V>,
    /// Tasks that ask.
    asking: usize,
    /// Those of them whose question is on its way.
    on_the_way: usize,
    limits: Limits,
}

/// How much is asked.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Keys in one question at most.
    pub keys: usize,
    /// Questions on their way at most: more than one where a question waits for more than a processor.
    pub questions: usize,
}

impl<K, V> Clone for Gather<K, V> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<K, V> Default for Gather<K, V> {
    fn default() -> Self {
        Self::within(Limits { keys: MOST, questions: 1 })
    }
}

impl<K, V> Gather<K, V> {
    /// One that asks no more than that.
    pub fn within(limits: Limits) -> Self {
        Self(Arc::new(Mutex::new(State { waiting: Vec::new(), asking: 0, on_the_way: 0, limits })))
    }
}

impl<K, V> Gather<K, V>
where
    K: Send + 'static,
    V: Send + 'static,
{
    /// What `ask` answers for `key`: it is called with all keys that wait, and answers as many values in their order. It runs in
    /// a task of its own, so that nobody who gives up takes the answer from the others. Nothing when it failed to answer.
    pub async fn get<F>(&self, key: K, ask: impl Fn(Vec<K>) -> F + Send + 'static) -> Option<V>
    where
        F: Future<Output = Vec<V>> + Send + 'static,
    {
        let (sender, answer) = oneshot::channel();
        if self.wait(key, sender) {
            let mut asking = Asking { gather: self.clone(), at: At::Rest };
            tokio::spawn(async move {
                loop {
                    // Those that are about to ask come first: what the network has brought is looked at before this goes on.
                    task::yield_now().await;
                    let Some((keys, senders)) = asking.next() else { return };
                    let values = ask(keys).await;
                    asking.answered();
                    for (sender, value) in senders.into_iter().zip(values) {
                        // Whoever gave up needs no answer.
                        let _ = sender.send(value);
                    }
                }
            });
        }
        answer.await.ok()
    }

    /// Whether one more task is to ask, now that this key waits.
    fn wait(&self, key: K, sender: oneshot::Sender<V>) -> bool {
        let mut state = self.lock();
        state.waiting.push((key, sender));
        let more = state.asking < state.limits.questions;
        state.asking += usize::from(more);
        more
    }
}

impl<K, V> Gather<K, Result<V, Arc<Error>>>
where
    K: Send + 'static,
    V: Send + 'static,
{
    /// [`Gather::get`], where the question may fail: whoever waits for it is told why, each for themselves.
    ///
    /// # Errors
    /// The question's; [`Error::Internal`] with `missing` when it came to no answer.
    pub async fn ask<F>(
        &self,
        missing: &'static str,
        key: K,
        ask: impl Fn(Vec<K>) -> F + Send + 'static,
    ) -> crate::Result<V>
    where
        F: Future<Output = Vec<Result<V, Arc<Error>>>> + Send + 'static,
    {
        let found = self.get(key, ask).await.ok_or(Error::Internal(missing))?;
        found.map_err(|error| error.again())
    }
}

impl<K, V> Gather<K, V> {
    fn lock(&self) -> std::sync::MutexGuard<'_, State<K, V>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A task that asks. When a question ends in a panic, those that wait are told, unless another task is there to ask for them; and the next
/// one asks again.
struct Asking<K, V> {
    gather: Gather<K, V>,
    at: At,
}

/// Where such a task is.
#[derive(PartialEq, Eq)]
enum At {
    /// Between two questions.
    Rest,
    /// Its question is on its way.
    Question,
    /// Nobody waited, and it is counted no more.
    End,
}

impl<K, V> Asking<K, V> {
    /// This task's share of those that wait now; nothing, and its end, when there are none.
    fn next(&mut self) -> Option<(Vec<K>, Vec<oneshot::Sender<V>>)> {
        let mut state = self.gather.lock();
        if state.waiting.is_empty() {
            state.asking -= 1;
            self.at = At::End;
            return None;
        }
        let share = state.waiting.len().div_ceil(state.asking - state.on_the_way).min(state.limits.keys);
        state.on_the_way += 1;
        self.at = At::Question;
        Some(state.waiting.drain(..share).unzip())
    }

    fn answered(&mut self) {
        self.gather.lock().on_the_way -= 1;
        self.at = At::Rest;
    }
}

impl<K, V> Drop for Asking<K, V> {
    fn drop(&mut self) {
        if self.at == At::End {
            return;
        }
        let mut state = self.gather.lock();
        state.asking -= 1;
        state.on_the_way -= usize::from(self.at == At::Question);
        if state.asking == 0 {
            state.waiting.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::{sync::Semaphore, task::JoinHandle};

    /// Questions that are answered, with ten times each key, as the gate lets them through.
    #[derive(Clone)]
    struct Gated {
        gather: Gather<u32, u32>,
        gate: Arc<Semaphore>,
        /// How many keys each question had.
        asked: Arc<Mutex<Vec<usize>>>,
    }

    impl Gated {
        fn new(gather: Gather<u32, u32>) -> Self {
            Self { gather, gate: Arc::new(Semaphore::new(0)), asked: Arc::default() }
        }

        fn get(&self, key: u32) -> JoinHandle<Option<u32>> {
            let Self { gather, gate, asked } = self.clone();
            let ask = move |keys: Vec<u32>| {
                let (gate, asked) = (Arc::clone(&gate), Arc::clone(&asked));
                async move {
                    asked.lock().unwrap().push(keys.len());
                    gate.acquire().await.unwrap().forget();
                    keys.into_iter().map(|key| key * 10).collect()
                }
            };
            tokio::spawn(async move { gather.get(key, ask).await })
        }

        async fn until(&self, asked: usize, waiting: usize) {
            while self.asked.lock().unwrap().len() < asked || self.gather.lock().waiting.len() < waiting {
                tokio::task::yield_now().await;
            }
        }
    }

    #[tokio::test]
    async fn those_who_come_while_a_question_is_on_its_way_share_the_next_one() {
        let gated = Gated::new(Gather::default());
        let first = gated.get(1);
        gated.until(1, 0).await;
        let others: Vec<_> = (2..6).map(|key| gated.get(key)).collect();
        gated.until(1, 4).await;
        // One who gives up keeps nobody else from the answer.
        others[0].abort();
        gated.gate.add_permits(2);
        assert_eq!(first.await.unwrap(), Some(10));
        for (other, value) in others.into_iter().zip([20, 30, 40, 50]).skip(1) {
            assert_eq!(other.await.unwrap(), Some(value));
        }
        assert_eq!(*gated.asked.lock().unwrap(), [1, 4]);
    }

    #[tokio::test]
    async fn no_question_has_more_keys_than_it_may() {
        let gated = Gated::new(Gather::within(Limits { keys: 3, questions: 1 }));
        let first = gated.get(1);
        gated.until(1, 0).await;
        let others: Vec<_> = (2..7).map(|key| gated.get(key)).collect();
        gated.until(1, 5).await;
        gated.gate.add_permits(3);
        assert_eq!(first.await.unwrap(), Some(10));
        for (key, other) in (2..).zip(others) {
            assert_eq!(other.await.unwrap(), Some(key * 10));
        }
        assert_eq!(*gated.asked.lock().unwrap(), [1, 3, 2]);
    }

    #[tokio::test]
    async fn two_questions_share_those_who_wait() {
        let gated = Gated::new(Gather::within(Limits { keys: 9, questions: 2 }));
        let all: Vec<_> = (1..8).map(|key| gated.get(key)).collect();
        gated.until(2, 0).await;
        let late = gated.get(8);
        gated.until(2, 1).await;
        gated.gate.add_permits(3);
        for (key, one) in (1..).zip(all.into_iter().chain([late])) {
            assert_eq!(one.await.unwrap(), Some(key * 10));
        }
        assert_eq!(*gated.asked.lock().unwrap(), [4, 3, 1]);
    }

    #[tokio::test]
    async fn a_panic_of_one_question_leaves_the_others_theirs() {
        let gather = Gather::<u32, u32>::within(Limits { keys: 1, questions: 2 });
        let ask = |keys: Vec<u32>| async {
            assert_ne!(keys, [1], "on purpose");
            keys
        };
        let all: Vec<_> = (1..6).map(|key| (key, gather.clone())).collect();
        let asked =
            all.into_iter().map(|(key, gather)| tokio::spawn(async move { gather.get(key, ask).await }));
        let answers = futures_util::future::join_all(asked.collect::<Vec<_>>()).await;
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers, [None, Some(2), Some(3), Some(4), Some(5)]);
        assert_eq!(gather.get(7, ask).await, Some(7));
    }

    #[tokio::test]
    async fn a_panic_is_no_answer_and_the_next_one_asks_anew() {
        let gather = Gather::<u32, u32>::default();
        let fails = |_: Vec<u32>| async { panic!("on purpose") };
        assert_eq!(gather.get(1, fails).await, None);
        assert_eq!(gather.get(2, |keys| async { keys }).await, Some(2));
    }
}
