//! The jobs in work at a time, and how many more of which kind may join them.
//!
//! Each kind has room of its own: ten thousand mails of a morning do not keep a note waiting, nor do slow answers of a model
//! keep the mails. A kind whose other side is away gets no room while that lasts: its jobs stay in the queue as one thing,
//! instead of being claimed and put back one by one.

use super::Worker;
use crate::{jobs::Ended, mail::Allowance};
use aftercare_core::{
    Result,
    jobs::{self, Claimed, JobKind, Wanted},
};
use chrono::Duration;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tokio::task::{Id, JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(super) struct Crew {
    worker: Worker,
    hard_stop: CancellationToken,
    tasks: JoinSet<Vec<Ended>>,
    at_work: HashMap<Id, AtWork>,
    /// Whose note was read last.
    last_owner: Option<Uuid>,
}

/// The jobs of one claim.
struct AtWork {
    kind: JobKind,
    size: usize,
    /// Those that have not ended.
    left: Arc<AtomicUsize>,
}

impl Crew {
    /// Nobody at work yet; with `hard_stop` everyone gives back what they hold.
    pub(super) fn new(worker: &Worker, hard_stop: CancellationToken) -> Self {
        let (tasks, at_work) = (JoinSet::new(), HashMap::new());
        Self { worker: worker.clone(), hard_stop, tasks, at_work, last_owner: None }
    }

    /// Begins jobs of these kinds until there is no more room or nothing waits.
    pub(super) async fn fill(&mut self, kinds: &[JobKind]) -> Result<()> {
        self.worker.0.context.app.read_time().await;
        for kind in kinds {
            loop {
                let group = self.claim(*kind).await?;
                if group.is_empty() {
                    break;
                }
                let size = group.len();
                let left = Arc::new(AtomicUsize::new(size));
                let work = self.worker.clone().process(group, Arc::clone(&left), self.hard_stop.clone());
                let task = self.tasks.spawn(work);
                self.at_work.insert(task.id(), AtWork { kind: *kind, size, left });
            }
        }
        Ok(())
    }

    /// The jobs of the next claim that ends; `None` = nobody is at work.
    pub(super) async fn ended(&mut self) -> Option<Vec<(JobKind, Ended)>> {
        let (id, ended) = match self.tasks.join_next_with_id().await? {
            Ok((id, ended)) => (id, Some(ended)),
            // What a job does runs in a task of its own, so this is the frame around it: its lease will end.
            Err(error) => (error.id(), None),
        };
        let AtWork { kind, size, .. } = self.at_work.remove(&id)?;
        let ended = ended.unwrap_or_else(|| vec![Ended::Lost; size]);
        let work = self.worker.0.context.app.metrics().work();
        for ended in &ended {
            work.job_ended(kind.as_str(), ended.word());
        }
        Some(ended.into_iter().map(|ended| (kind, ended)).collect())
    }

    /// Until nobody is at work.
    pub(super) async fn all_ended(&mut self) {
        while self.ended().await.is_some() {}
    }

    pub(super) fn is_idle(&self) -> bool {
        self.tasks.is_empty()
    }

    async fn claim(&mut self, kind: JobKind) -> Result<Vec<Claimed>> {
        let app = &self.worker.0.context.app;
        let lease = self.worker.0.context.settings.lease;
        let room = self.room(kind);
        if kind == JobKind::Extract {
            return self.claim_note(room, lease).await;
        }
        if room == 0 {
            return Ok(Vec::new());
        }
        jobs::claim(app, Wanted::of(kind, u64::try_from(room).unwrap_or(u64::MAX), lease)).await
    }

    /// The next note, of the doctor whose turn it is. While the model is away, only those are taken that have waited for it
    /// as long as they may: they are not to wait any longer.
    async fn claim_note(&mut self, room: usize, lease: Duration) -> Result<Vec<Claimed>> {
        let context = &self.worker.0.context;
        let away = context.extractor.room(context.app.now()) == 0;
        if room == 0 && !(away && self.at_work(JobKind::Extract) == 0) {
            return Ok(Vec::new());
        }
        let asked_until = (room == 0).then(|| context.app.now() - context.settings.patience);
        let wanted = Wanted { asked_until, ..Wanted::of(JobKind::Extract, 1, lease) };
        let next = jobs::claim_in_turn(&context.app, wanted, self.last_owner).await?;
        self.last_owner = next.as_ref().map_or(self.last_owner, |next| Some(next.job.owner_id));
        Ok(next.into_iter().collect())
    }

    /// How many jobs of this kind may be claimed at once now.
    fn room(&self, kind: JobKind) -> usize {
        let context = &self.worker.0.context;
        let settings = &context.settings;
        let few = (settings.jobs / 4).max(1);
        // Where it is not known what day it is, nobody is mailed.
        if kind != JobKind::Extract && !context.app.clock().is_trusted() {
            return 0;
        }
        let (places, group) = match kind {
            JobKind::Mail if context.has_unrecorded() => (0, 0),
            JobKind::Mail => match context.mail_health().allows(context.app.now()) {
                // Several groups at a time: one is recorded while others are sent.
                Allowance::All => {
                    (settings.mails_in_flight.max(1), settings.mails_in_flight.div_ceil(2).max(1))
                }
                Allowance::One => (1, 1),
                Allowance::None(_) => (0, 0),
            },
            JobKind::AccountMail | JobKind::DoctorMail => {
                match context.mail_health().allows(context.app.now()) {
                    Allowance::All => (few * 4, 1),
                    Allowance::One => (1, 1),
                    Allowance::None(_) => (0, 0),
                }
            }
            JobKind::Sweep => (few, 1),
            JobKind::Extract => {
                let places = settings.jobs.saturating_sub(few).max(1);
                (places.min(context.extractor.room(context.app.now())), 1)
            }
        };
        let room = places.saturating_sub(self.at_work(kind));
        // Many small claims cost more than they bring: while others of the kind are at work, half a group is worth one.
        let is_at_work = self.at_work.values().any(|work| work.kind == kind);
        if is_at_work && room < group.div_ceil(2) { 0 } else { room.min(group) }
    }

    fn at_work(&self, kind: JobKind) -> usize {
        let of_kind = self.at_work.values().filter(|group| group.kind == kind);
        of_kind.map(|group| group.left.load(Ordering::Acquire)).sum()
    }
}
