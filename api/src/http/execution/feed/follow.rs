//! An operation as one socket hears it: alone, or as a member of a feed.

use super::{
    Ground, Item,
    member::{Got, Member},
};
use crate::http::{
    document::Operation,
    execution::{Core, Outcome, run},
    shared::{Caller, RequestId, Standing},
};
use aftercare_core::metrics::Open;
use async_graphql::parser::types::OperationType;
use futures_util::{Stream, StreamExt, stream::BoxStream};
use std::{
    mem,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

/// Everything that an operation says to one socket.
pub(in crate::http) struct Follow {
    core: Arc<Core>,
    caller: Arc<dyn Caller>,
    asked_by: RequestId,
    /// Counts a subscription while it runs; a query or a mutation ends by itself.
    runs: Option<Open>,
    state: State,
}

enum State {
    Alone(Alone),
    Member(Member),
    Over,
}

/// A run of its own.
pub(super) struct Alone {
    pub outcomes: BoxStream<'static, Outcome>,
    pub standing: Standing,
    /// What it takes to share it; nothing when it is not to be shared.
    pub ground: Option<Arc<Ground>>,
}

impl Follow {
    /// Begins an operation for a caller.
    pub fn new(
        core: Arc<Core>,
        caller: Arc<dyn Caller>,
        operation: Operation,
        ground: Option<Ground>,
    ) -> Self {
        let runs = operation.kind == OperationType::Subscription;
        let runs = runs.then(|| core.requests.metrics().subscription());
        let asked_by = operation.asked_by.clone();
        let alone = begin(&core, &caller, operation, ground.map(Arc::new), None);
        Self { core, caller, asked_by, runs, state: State::Alone(alone) }
    }

    /// Goes over to the feed, if it can.
    fn join(&mut self, at: i64) -> bool {
        let State::Alone(alone) = mem::replace(&mut self.state, State::Over) else { return false };
        let (state, joined) = match self.core.feeds.enter(alone, at) {
            Ok(member) => (State::Member(member), true),
            Err(alone) => (State::Alone(alone), false),
        };
        self.state = state;
        joined
    }
}

fn begin(
    core: &Arc<Core>,
    caller: &Arc<dyn Caller>,
    operation: Operation,
    ground: Option<Arc<Ground>>,
    after: Option<i64>,
) -> Alone {
    let standing = Standing::beginning(after);
    let operation = operation.of(caller, standing.clone());
    Alone { outcomes: run::start(Arc::clone(core), operation), standing, ground }
}

impl Stream for Follow {
    type Item = Arc<Item>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Arc<Item>>> {
        let next = self.poll(cx);
        if self.runs.is_some() && matches!(next, Poll::Ready(Some(_))) {
            self.core.requests.metrics().delivered();
        }
        next
    }
}

impl Follow {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Arc<Item>>> {
        let this = self;
        loop {
            match &mut this.state {
                State::Over => return Poll::Ready(None),
                State::Alone(alone) => match alone.outcomes.poll_next_unpin(cx) {
                    Poll::Ready(Some(outcome)) => {
                        let item = Item::new(&outcome, alone.standing.delivers(), this.runs.is_none());
                        return Poll::Ready(Some(Arc::new(item)));
                    }
                    Poll::Ready(None) => this.state = State::Over,
                    Poll::Pending => match alone.standing.waits_after() {
                        Some(at) if alone.ground.is_some() && this.join(at) => {}
                        _ => return Poll::Pending,
                    },
                },
                State::Member(member) => match member.poll_next(cx) {
                    Poll::Pending => return Poll::Pending,
                    Poll::Ready(Got::Item(item)) => return Poll::Ready(Some(item)),
                    Poll::Ready(Got::Over) => this.state = State::Over,
                    Poll::Ready(Got::Behind(ground, at)) => {
                        let operation = ground.operation(&this.core, this.asked_by.clone());
                        let alone = begin(&this.core, &this.caller, operation, Some(ground), Some(at));
                        this.state = State::Alone(alone);
                    }
                },
            }
        }
    }
}
