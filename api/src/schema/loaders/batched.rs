//! One loader: what the fields of an operation ask it for is gathered, and read together once the operation is idle.
//!
//! async-graphql's own loader would do, but for its clock: each batch waits for a timer on a thread of its own, even one of no
//! time at all ([decision 0007](../../../../docs/decisions/0007-a-batch-is-read-when-its-operation-is-idle.md)).

use super::batches::Batches;
use aftercare_core::Error;
use futures_util::FutureExt;
use std::{
    collections::{HashMap, HashSet},
    future::Future,
    hash::Hash,
    mem,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::oneshot;

/// Keys of one statement at most: databases bound how many values one may bind.
const TOGETHER: usize = 1000;

/// What was found, by key.
pub type Loaded<K, V> = Result<HashMap<K, V>, Arc<Error>>;

/// Reads many at once.
pub trait Loader: Send + Sync + 'static {
    /// What is asked for.
    type Key: Clone + Eq + Hash + Send + Sync + 'static;
    /// What is found.
    type Value: Clone + Send + Sync + 'static;

    /// Those of `keys` that are there and may be seen; each key comes once.
    fn load(&self, keys: &[Self::Key]) -> impl Future<Output = Loaded<Self::Key, Self::Value>> + Send;
}

/// A loader with what it has been asked for. Cheap to clone.
pub struct Batched<L: Loader> {
    batches: Batches,
    shared: Arc<Shared<L>>,
}

struct Shared<L: Loader> {
    loads: L,
    asked: Mutex<Vec<Asked<L>>>,
}

/// One question, and who waits for its answer.
struct Asked<L: Loader> {
    keys: Vec<L::Key>,
    answer: oneshot::Sender<Loaded<L::Key, L::Value>>,
}

impl<L: Loader> Clone for Batched<L> {
    fn clone(&self) -> Self {
        Self { batches: self.batches.clone(), shared: Arc::clone(&self.shared) }
    }
}

impl<L: Loader> Batched<L> {
    /// One that reads with the operation of `batches`.
    pub(super) fn new(batches: &Batches, loads: L) -> Self {
        Self { batches: batches.clone(), shared: Arc::new(Shared { loads, asked: Mutex::default() }) }
    }

    /// What is found for one key.
    ///
    /// # Errors
    /// The loader's.
    pub async fn load_one(&self, key: L::Key) -> Result<Option<L::Value>, Arc<Error>> {
        Ok(self.load_many([key.clone()]).await?.remove(&key))
    }

    /// What is found for some.
    ///
    /// # Errors
    /// The loader's.
    pub async fn load_many(&self, keys: impl IntoIterator<Item = L::Key>) -> Loaded<L::Key, L::Value> {
        let keys: Vec<_> = keys.into_iter().collect();
        if keys.is_empty() {
            return Ok(HashMap::new());
        }
        let (answer, answered) = oneshot::channel();
        if self.shared.is_first(Asked { keys, answer }) {
            let shared = Arc::clone(&self.shared);
            self.batches.begin(async move { shared.read().await }.boxed());
        }
        answered
            .await
            .unwrap_or_else(|_| Err(Arc::new(Error::Internal("a batch was dropped before it was read"))))
    }
}

impl<L: Loader> Shared<L> {
    /// Puts a question to the others; true for the first of a batch.
    fn is_first(&self, question: Asked<L>) -> bool {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.push(question);
        asked.len() == 1
    }

    /// Answers all that was asked up to now. Whoever has gone meanwhile is not told.
    async fn read(&self) {
        let asked = mem::take(&mut *self.asked.lock().unwrap_or_else(PoisonError::into_inner));
        let keys: HashSet<_> = asked.iter().flat_map(|question| &question.keys).cloned().collect();
        let found = self.load(&keys.into_iter().collect::<Vec<_>>()).await;
        for Asked { keys, answer } in asked {
            let of_keys = found.as_ref().map_err(Arc::clone).map(|found| {
                keys.into_iter()
                    .filter_map(|key| found.get(&key).cloned().map(|value| (key, value)))
                    .collect()
            });
            let _ = answer.send(of_keys);
        }
    }

    async fn load(&self, keys: &[L::Key]) -> Loaded<L::Key, L::Value> {
        let mut found = HashMap::new();
        for keys in keys.chunks(TOGETHER) {
            found.extend(self.loads.load(keys).await?);
        }
        Ok(found)
    }
}
